"""Takes the expected keys out of a TOML table one by one, and notes everything that is wrong."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import cast

from bot.words.faults import Fault
from bot.words.files import PromptFile

LONGEST_TEXT = 2000
LONGEST_LIST = 20
MARKUP = frozenset("<>&*_~`")  # what Slack would read as more than words


class Fields:
    """One table of a file; a key that is missing or of the wrong type becomes a fault."""

    def __init__(
        self, file: PromptFile, table: Mapping[str, object] | None = None, path: str = ""
    ) -> None:
        self._file = file
        self._table = file.table if table is None else table
        self._path = path
        self._taken: set[str] = set()
        self.faults: list[Fault] = []

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def text(self, key: str, most: int = LONGEST_TEXT, *, may_be_empty: bool = False) -> str:
        value = self._take(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.blame(key, "wrong type", f'Write {key} as text in quotes: {key} = "{value}".')
            return ""
        if not value.strip() and not may_be_empty:
            self.blame(key, "empty text", f"Say something in {key}.")
        if len(value.strip()) > most:
            self.blame(key, "text too long", f"Keep {key} to {most} characters.")
            return ""
        return value.strip()

    def optional_text(self, key: str, most: int = LONGEST_TEXT) -> str | None:
        return (self.text(key, most, may_be_empty=True) or None) if key in self else None

    def texts(self, key: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        value = self._take(key)
        if value is None:
            return ()
        if not _is_texts(value):
            self.blame(key, "wrong type", f'Write {key} as a list of texts: {key} = ["..."].')
            return ()
        texts = tuple(text.strip() for text in cast("list[str]", value))
        if not all(texts) or not (texts or may_be_empty):
            self.blame(key, "empty text", f"Leave no empty text in {key}.")
        if len(texts) > LONGEST_LIST or any(len(text) > LONGEST_TEXT for text in texts):
            self.blame(key, "text too long", f"Shorten {key}.")
        return texts

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Take a list of lists of texts, none of them empty."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not value or not all(map(_is_texts, value)):
            self.blame(key, "wrong type", f'Write {key} as a list of lists: {key} = [["..."]].')
            return ()
        return tuple(tuple(group) for group in cast("list[list[str]]", value))

    def flag(self, key: str, *, default: bool) -> bool:
        return default if key not in self else self.optional_flag(key) is True

    def optional_flag(self, key: str) -> bool | None:
        if key not in self:
            return None
        value = self._take(key)
        if not isinstance(value, bool):
            self.blame(key, "wrong type", f"Write {key} = true or {key} = false, without quotes.")
            return None
        return value

    def number(self, key: str) -> int:
        value = self._take(key)
        if value is None:
            return 0
        if not isinstance(value, int) or isinstance(value, bool):
            self.blame(key, "wrong type", f"Write {key} as a whole number: {key} = 1.")
            return 0
        return value

    def day(self, key: str) -> date | None:
        """Take a TOML date or a text such as "2027-01-31"; an empty text means not yet."""
        value = self._take(key)
        if value is None or value == "":
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(cast("str", value))
        except (TypeError, ValueError):
            self.blame(key, "not a date", f'Write {key} = "2027-01-31", or "" for not yet.')
            return None

    def table(self, key: str) -> "Fields":
        """Take a table below this one; its faults are ours."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            self.blame(key, "wrong type", f"Write a table: [{self._at(key)}].")
        return self._below(key, value if isinstance(value, dict) else None)

    def tables(self, key: str) -> "list[Fields]":
        """Take an array of tables, none if there is none."""
        value = self._take(key) if key in self else []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.blame(key, "wrong type", f"Write each entry as a table: [[{self._at(key)}]].")
            return []
        return [self._below(f"{key}.{place}", item) for place, item in enumerate(value)]

    def one_of(self, key: str, choices: Iterable[str]) -> str:
        value = self.text(key)
        if value and value not in choices:
            self.blame(key, f"unknown {key} '{value}'", f"Use one of: {', '.join(choices)}.")
        return value

    def blame(self, key: str, rule: str, fix: str) -> None:
        line = self._file.line_of(self._at(key))
        self.faults.append(self._file.fault(line, rule, fix))

    def finish(self) -> None:
        """Blame every key that nobody asked for: most are typing errors."""
        for key in self._table.keys() - self._taken:
            self.blame(key, f"unknown key '{self._at(key)}'", "Mend the spelling or remove it.")

    def _at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _take(self, key: str) -> object | None:
        self._taken.add(key)
        if key not in self._table:
            self.blame(key, f"missing key '{self._at(key)}'", f"Add {key}.")
            return None
        return self._table[key]

    def _below(self, key: str, table: Mapping[str, object] | None) -> "Fields":
        below = Fields(self._file, table or {}, self._at(key))
        below.faults = self.faults
        return below


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
