"""Reads whole prompts folders into one shelf, keeping the last good copy of each file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources.abc import Traversable

from bot.domain.directory import ANYWHERE, Country
from bot.domain.languages import ENGLISH, Language
from bot.domain.practices import Practice
from bot.words.cards import parse_practice
from bot.words.decision_rules import RuleSheet, parse_rules
from bot.words.faults import Fault
from bot.words.files import Found, Kind, bytes_of, find_files, opened
from bot.words.lines import ORGANISATION, CountrySheet, assemble, parse_country
from bot.words.minimum import (
    INTERNATIONAL,
    MINIMUM_PRACTICE,
    MINIMUM_RULES,
    MINIMUM_WORDS,
)
from bot.words.parsed import Parsed
from bot.words.phrases import Phrase, parse_messages
from bot.words.tongues import parse_language

FILES_KEPT = 512  # several times the built-in library

Content = dict[str, Phrase] | Practice | CountrySheet | RuleSheet | Language | None


@dataclass(frozen=True)
class Source:
    """A folder of prompts and the name that its faults are told under.

    The original is ours: its English is what everything else is held against.
    """

    folder: Traversable
    title: str
    is_original: bool = False


@dataclass
class Shelf:
    """Everything that was understood, by locale, id and country."""

    phrases: dict[str, dict[str, Phrase]] = field(default_factory=dict)
    practices: dict[str, dict[str, Practice]] = field(default_factory=dict)
    countries: dict[str, Country] = field(default_factory=dict)
    languages: dict[str, Language] = field(default_factory=dict)
    rules: RuleSheet = MINIMUM_RULES
    faults: list[Fault] = field(default_factory=list)


class LastGood:
    """Remembers the last copy of each file that had no fault, for as long as the file is there."""

    def __init__(self) -> None:
        self._copies: dict[str, tuple[Found, Content]] = {}

    def settle(self, found: Found, parsed: Parsed[Content]) -> Content:
        """Prefer the new copy if it is whole, else the last whole one, else the sound parts."""
        if not parsed.faults:
            self._copies[found.place] = (found, parsed.content)
        return self._copies.get(found.place, (found, parsed.content))[1]

    def under(self, title: str) -> list[tuple[Found, Content]]:
        """Give the copies of a folder that cannot be opened just now."""
        return [copy for place, copy in self._copies.items() if place.startswith(f"{title}/")]

    def forget_all_but(self, places: set[str]) -> None:
        """Drop the copies of files that were taken away on purpose."""
        for place in self._copies.keys() - places:
            del self._copies[place]


def fill_shelf(sources: Iterable[Source], last_good: LastGood) -> Shelf:
    """Read the folders one over the other, the built-in one first."""
    shelf = Shelf()
    shelf.phrases[ENGLISH] = dict(MINIMUM_WORDS)
    sheets: dict[str, list[CountrySheet]] = {ANYWHERE: [INTERNATIONAL]}
    places: set[str] = set()
    for source in sources:
        for found, content in _contents(source, shelf, last_good):
            places.add(found.place)
            _place(shelf, sheets, source, found, content)
    last_good.forget_all_but(places)
    shelf.countries = _countries(sheets)
    return shelf


_ORIGINALS: dict[Source, tuple[tuple[Found, Content], ...]] = {}


def _contents(source: Source, shelf: Shelf, last_good: LastGood) -> Iterator[tuple[Found, Content]]:
    """What came with the package changes only with the package: read without a fault, it is read once."""
    if source in _ORIGINALS:
        yield from _ORIGINALS[source]
        return
    contents = []
    for one in _read(source, shelf, last_good):
        contents.append(one)
        yield one
    if source.is_original and not shelf.faults:
        _ORIGINALS[source] = tuple(contents)


def _read(source: Source, shelf: Shelf, last_good: LastGood) -> Iterator[tuple[Found, Content]]:
    if not source.folder.is_dir():
        shelf.faults.append(Fault(source.title, 0, "no such folder", "Check PROMPTS_DIR."))
        yield from last_good.under(source.title)
        return
    for found in _english_first(find_files(source.folder, source.title)):
        parsed = _parse(found, _reference(source, found, shelf))
        shelf.faults.extend(parsed.faults)
        yield found, last_good.settle(found, parsed)
    if not source.folder.is_dir():  # taken away while it was read
        yield from last_good.under(source.title)


def _reference(source: Source, found: Found, shelf: Shelf) -> Mapping[str, Phrase]:
    if source.is_original and found.locale == ENGLISH:
        return {}
    return shelf.phrases[ENGLISH]


def _english_first(found: Iterable[Found]) -> list[Found]:
    """English is what other languages are held against, so it has to be there before them."""
    return sorted(found, key=lambda one: (one.locale not in ("", ENGLISH), one.place))


def _parse(found: Found, reference: Mapping[str, Phrase]) -> Parsed[Content]:
    raw = bytes_of(found)
    if isinstance(raw, Fault):
        return Parsed(None, (raw,))
    if found.kind is not Kind.MESSAGES:
        return _parse_alone(found, raw)
    file = opened(found, raw)
    if isinstance(file, Fault):
        return Parsed(None, (file,))
    messages = parse_messages(file, reference)
    return Parsed(messages.content, messages.faults)


@lru_cache(maxsize=FILES_KEPT)
def _parse_alone(found: Found, raw: bytes) -> Parsed[Content]:
    """What is understood by itself; a file that says the same as before is not taken apart again."""
    file = opened(found, raw)
    if isinstance(file, Fault):
        return Parsed(None, (file,))
    match found.kind:
        case Kind.PRACTICE:
            practice = parse_practice(file)
            return Parsed(practice.content, practice.faults)
        case Kind.COUNTRY:
            sheet = parse_country(file)
            return Parsed(sheet.content, sheet.faults)
        case Kind.LANGUAGE:
            language = parse_language(file)
            return Parsed(language.content, language.faults)
        case Kind.RULES:
            rules = parse_rules(file)
            return Parsed(rules.content, rules.faults)
        case _:
            raise AssertionError(f"{found.kind} leans on other files")


def _place(
    shelf: Shelf,
    sheets: dict[str, list[CountrySheet]],
    source: Source,
    found: Found,
    content: Content,
) -> None:
    match content:
        case dict():
            shelf.phrases.setdefault(found.locale, {}).update(content)
        case Practice():
            shelf.practices.setdefault(found.locale, {})[content.id] = content
        case CountrySheet():
            sheets.setdefault(content.code, []).append(content)
        case Language():
            shelf.languages[found.locale] = content
        case RuleSheet():
            shelf.rules = content if source.is_original else shelf.rules.under(content)
            shelf.phrases[ENGLISH].update(shelf.rules.reasons)
        case None:
            pass


def _countries(sheets: dict[str, list[CountrySheet]]) -> dict[str, Country]:
    organisation = sheets.pop(ORGANISATION, [None])[-1]
    assembled = {code: assemble(pile, organisation) for code, pile in sheets.items()}
    return {code: country for code, country in assembled.items() if country is not None}


def practices_of(shelf: Shelf, chain: Iterable[str]) -> dict[str, Practice]:
    """Give each card in the first language of the chain that has it, a signed one before one that waits."""
    cards: dict[str, Practice] = {}
    for locale in chain:
        for practice_id, card in shelf.practices.get(locale, {}).items():
            nearer = cards.setdefault(practice_id, card)
            if nearer.is_hard and card.is_signed and not nearer.is_signed:
                cards[practice_id] = card
    return cards or {MINIMUM_PRACTICE.id: MINIMUM_PRACTICE}
