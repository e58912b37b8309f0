"""Finds and reads the files of a prompts folder, and knows on which line a key stands."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from importlib.resources.abc import Traversable

from bot.words.faults import Fault

LARGEST_FILE = 256 * 1024
LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?\Z")
LINES = "lines"
PRACTICES = "practices"
LANGUAGE_FILE = "language.toml"  # names a language and says who signed it
DECISION_RULES = "decision_rules.toml"

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_\-. \"]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-.\"]+)\s*=")
_LINE_IN_MESSAGE = re.compile(r"at line (\d+)")


class Kind(Enum):
    MESSAGES = "messages"
    PRACTICE = "practice"
    COUNTRY = "country"
    LANGUAGE = "language"
    RULES = "rules"


@dataclass(frozen=True)
class Found:
    """A file in a prompts folder, and what it is by its place; `locale` is empty for countries."""

    kind: Kind
    locale: str
    place: str
    file: Traversable

    @property
    def stem(self) -> str:
        return self.file.name.removesuffix(".toml")


@dataclass(frozen=True)
class PromptFile:
    """A file that is TOML at least."""

    found: Found
    text: str
    table: Mapping[str, object]

    @cached_property
    def _lines(self) -> dict[str, int]:
        return dict(_lines_by_key(self.text))

    def line_of(self, path: str) -> int:
        """Give the line of a key ("lines.0.number"), or of the nearest table around it."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path.rpartition(".")[0]
        return 0

    def line_saying(self, words: str) -> int:
        """Give the first line that holds the beginning of these words."""
        beginning = words.strip()[:24]
        for number, line in enumerate(self.text.splitlines(), start=1):
            if beginning in line:
                return number
        return 0

    def fault(self, line: int, rule: str, fix: str) -> Fault:
        return Fault(self.found.place, line, rule, fix)


def find_files(folder: Traversable, title: str) -> Iterator[Found]:
    """Yield the files of a prompts folder in a fixed order; what is no prompt is passed over."""
    for child in _sorted(folder):
        if child.name == DECISION_RULES:
            yield Found(Kind.RULES, "", f"{title}/{DECISION_RULES}", child)
        if not child.is_dir():
            continue
        if child.name == LINES:
            yield from _toml_files(child, Kind.COUNTRY, "", f"{title}/{LINES}")
        elif LOCALE.match(child.name):
            place = f"{title}/{child.name}"
            yield from _toml_files(child, Kind.MESSAGES, child.name, place)
            cards = child.joinpath(PRACTICES)
            if cards.is_dir():
                yield from _toml_files(cards, Kind.PRACTICE, child.name, f"{place}/{PRACTICES}")


def read(found: Found) -> PromptFile | Fault:
    """Read one file, whatever it may turn out to be."""
    raw = bytes_of(found)
    return raw if isinstance(raw, Fault) else opened(found, raw)


def bytes_of(found: Found) -> bytes | Fault:
    """No more than a byte too many: a file put there by mistake may be of any size."""
    try:
        with found.file.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        return Fault(found.place, 0, "unreadable file", f"{error.strerror or error}.")


def opened(found: Found, raw: bytes) -> PromptFile | Fault:
    """The file as TOML, if these bytes are any."""
    if len(raw) > LARGEST_FILE:
        return Fault(found.place, 0, "file too large", f"Keep it under {LARGEST_FILE // 1024} KiB.")
    try:
        text = raw.decode("utf-8")
        return PromptFile(found, text, tomllib.loads(text))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Fault(found.place, line, "not UTF-8", "Save the file as UTF-8 text.")
    except tomllib.TOMLDecodeError as error:
        where = _LINE_IN_MESSAGE.search(str(error))
        line = int(where.group(1)) if where else text.count("\n") + 1
        return Fault(found.place, line, "broken TOML", f"{error}.")
    except RecursionError:
        return Fault(found.place, 0, "broken TOML", "It nests too deeply to be read.")


def _sorted(folder: Traversable) -> list[Traversable]:
    try:
        return sorted(folder.iterdir(), key=lambda child: child.name)
    except OSError:
        return []


def _toml_files(folder: Traversable, kind: Kind, locale: str, place: str) -> Iterator[Found]:
    for file in _sorted(folder):
        if file.name.endswith(".toml") and not file.name.endswith(".example.toml"):
            named = kind is Kind.MESSAGES and file.name == LANGUAGE_FILE
            yield Found(Kind.LANGUAGE if named else kind, locale, f"{place}/{file.name}", file)


def _lines_by_key(text: str) -> Iterator[tuple[str, int]]:
    """Pair dotted keys with lines; good enough to point at a place, never used to read values."""
    prefix = ""
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        key = _KEY.match(line)
        if header:
            name = header.group(2).replace('"', "").replace(" ", "")
            if header.group(1) == "[[":
                seen[name] = seen.get(name, -1) + 1
                name = f"{name}.{seen[name]}"
            yield name, number
            prefix = f"{name}."
        elif key:
            yield prefix + key.group(1).replace('"', ""), number
