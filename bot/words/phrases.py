"""The sentences of a message file, with their placeholders known before anything is said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from bot.domain.languages import ENGLISH
from bot.words.fields import LONGEST_TEXT
from bot.words.files import PromptFile
from bot.words.parsed import Parsed

# What Slack takes; a longer text would cost the whole message or modal that it stands in.
BUTTON, TITLE = 30, 24  # a button that asks before it acts shows its word again where 30 fit
# A text laid over ours stands where ours stood: twice its length fits, and so do 30 characters.
SMALLEST_ROOM = 30
BUTTON_TABLES = frozenset({"button", "buttons"})

PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
OTHER = "other"


class BadPlaceholderError(ValueError):
    """A pair of braces that holds anything but a plain name."""


@dataclass(frozen=True)
class Phrase:
    """A sentence taken apart at its placeholders; filling it can fail in no way."""

    text: str
    parts: tuple[tuple[str, str | None], ...]

    @classmethod
    def of(cls, text: str) -> "Phrase":
        """Take a sentence apart; only {plain_names} are placeholders."""
        try:
            pieces = tuple(Formatter().parse(text))
        except ValueError as error:
            raise BadPlaceholderError(str(error)) from error
        for _, name, layout, conversion in pieces:
            if name is not None and (not name.isidentifier() or layout or conversion):
                raise BadPlaceholderError(f"{{{name}}} is no plain name")
        return cls(text, tuple((before, name) for before, name, _, _ in pieces))

    @classmethod
    def plain(cls, text: str) -> "Phrase":
        """A sentence without placeholders, braces and all."""
        return cls(text, ((text, None),))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for _, name in self.parts if name is not None)

    def fill(self, facts: Mapping[str, str]) -> str:
        return "".join(
            before + (facts.get(name, "") if name is not None else "")
            for before, name in self.parts
        )


Phrases = Mapping[str, Phrase]


def parse_messages(file: PromptFile, reference: Phrases) -> Parsed[dict[str, Phrase]]:
    """Read a message file; where `reference` knows a key, no new placeholder may appear."""
    phrases: dict[str, Phrase] = {}
    faults = []
    for path, value in flat(file.table):
        key = f"{file.found.stem}.{path}"
        if value == "" and is_translated(file):
            continue  # to be filled in; English says it meanwhile
        line = file.line_of(path)
        trouble = _trouble_with(value, room_for(key, known(key, reference)))
        if trouble:
            faults.append(file.fault(line, *trouble))
            continue
        phrase = Phrase.of(str(value))
        unknown = phrase.names - _names_allowed(key, phrase, reference)
        if unknown:
            listed = ", ".join(sorted(f"{{{name}}}" for name in unknown))
            fix = f"{key} has other placeholders in the built-in English; remove {listed}."
            faults.append(file.fault(line, f"unknown placeholder {listed}", fix))
            continue
        phrases[key] = phrase
    return Parsed(phrases, tuple(faults))


def is_translated(file: PromptFile) -> bool:
    return file.found.locale.partition("_")[0] != ENGLISH


def flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield dotted keys and values of nested tables."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def room_for(key: str, original: Phrase | None) -> int:
    """Give the characters that fit where this key is said: on buttons and in titles, few."""
    first, *between, last = key.split(".")
    if last in ("title", "submit") or first == "modal":
        return TITLE
    room = LONGEST_TEXT if BUTTON_TABLES.isdisjoint(between) else BUTTON
    return room if original is None else min(room, max(2 * len(original.text), SMALLEST_ROOM))


def _trouble_with(value: object, room: int) -> tuple[str, str] | None:
    if not isinstance(value, str):
        return "wrong type", "Write a text in quotes."
    if not value.strip():
        return "empty text", "Say something, or remove the line to keep the built-in words."
    if len(value) > room:
        return "text too long", f"There is room for {room} characters here; this has {len(value)}."
    try:
        Phrase.of(value)
    except BadPlaceholderError as error:
        return "bad placeholder", f"{error}. Use {{name}}, and {{{{ }}}} for braces."
    return None


def known(key: str, reference: Phrases) -> Phrase | None:
    """Find the phrase that a key repeats; a further plural form repeats the form `other`."""
    if key in reference:
        return reference[key]
    stem, _, form = key.rpartition(".")
    return reference.get(f"{stem}.{OTHER}") if form in PLURAL_FORMS else None


def _names_allowed(key: str, phrase: Phrase, reference: Phrases) -> frozenset[str]:
    original = known(key, reference)
    return phrase.names if original is None else original.names
