"""The library of words, practices and people to call, read from files and always able to answer."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock

from babel import Locale, UnknownLocaleError

from bot.domain.decision_rules import DecisionTable
from bot.domain.directory import ANYWHERE, Country
from bot.domain.languages import ENGLISH, Language
from bot.domain.practices import Practice
from bot.words.faults import Fault
from bot.words.minimum import MINIMUM_PRACTICE
from bot.words.phrases import Phrases
from bot.words.shelf import LastGood, Source, fill_shelf, practices_of
from bot.words.speech import WORLD_ENGLISH, Tongue, Words
from bot.words.tongues import unnamed
from bot.words.watching import Marks, marks_of


def built_in() -> Source:
    """Name the prompts that come with the installed package."""
    return Source(files("prompts"), "prompts", is_original=True)


def load_library(folder: Path | None = None) -> "Library":
    """Open the built-in prompts, with an organisation's own folder laid over them."""
    own = [] if folder is None else [Source(folder, folder.as_posix())]
    return Library([built_in(), *own])


class Library:
    """One answer to every question; what went wrong on the way is kept in `faults`."""

    def __init__(self, sources: list[Source]) -> None:
        self._sources = sources
        self._last_good = LastGood()
        self._reading = Lock()
        self._marks = self._look()
        self.reload()

    def reload(self) -> None:
        """Read everything again; readers see the old shelf until the new one stands whole."""
        with self._reading:
            self._read()

    def reload_if_changed(self) -> bool:
        """Read again after a change in an organisation's folder, and tell whether there was one.

        The look comes first: what changes while we read is seen by the next look.
        """
        with self._reading:
            marks = self._look()
            if marks == self._marks:
                return False
            self._marks = marks
            self._read()
            return True

    def _read(self) -> None:
        self._shelf = fill_shelf(self._sources, self._last_good)
        self._missed: dict[str, Fault] = {}

    def _look(self) -> list[Marks]:
        """What came with the package changes only with the package."""
        return [marks_of(one.folder) for one in self._sources if not one.is_original]

    @property
    def faults(self) -> tuple[Fault, ...]:
        return (*self._shelf.faults, *tuple(self._missed.values()))

    def locales(self) -> tuple[str, ...]:
        """Name the languages that have words of their own."""
        return tuple(sorted(self._shelf.phrases))

    def language(self, locale: str) -> Language:
        """Tell what a language calls itself, and whether it is a draft."""
        return self._shelf.languages.get(locale) or unnamed(locale)

    def words(self, locale: str) -> Words:
        """Give the sentences of a language, dates and all; one that we have no word of is English."""
        phrases = self._shelf.phrases
        chain = [Tongue(_rules(one), phrases[one]) for one in _chain(locale) if one in phrases]
        return Words(locale, chain, self._note_miss)

    def phrases(self, locale: str) -> Phrases:
        """Give what a language says itself, by key, with nothing of English in it."""
        return self._shelf.phrases.get(locale, {})

    def practices(self, locale: str) -> tuple[Practice, ...]:
        """Give every card once, in English where the language has none."""
        return tuple(practices_of(self._shelf, _chain(locale)).values())

    @property
    def last_resort(self) -> Practice:
        """What is there when nothing else may come."""
        return MINIMUM_PRACTICE

    def practice(self, practice_id: str, locale: str) -> Practice | None:
        """Find one card; None where it has left the library since it was shown."""
        if practice_id == MINIMUM_PRACTICE.id:
            return MINIMUM_PRACTICE
        return practices_of(self._shelf, _chain(locale)).get(practice_id)

    def decision_table(self) -> DecisionTable:
        """Give the rules by which a practice is chosen."""
        return self._shelf.rules.table()

    def countries(self) -> tuple[Country, ...]:
        """Give the countries that have people to call, by name."""
        named = (country for country in self._shelf.countries.values() if country.code != ANYWHERE)
        return tuple(sorted(named, key=lambda country: country.name))

    def country(self, code: str) -> Country:
        """Give a country's people to call; anywhere else, what is true everywhere."""
        countries = self._shelf.countries
        return countries.get(code.upper()) or countries[ANYWHERE]

    def _note_miss(self, key: str, what: str) -> None:
        file = f"prompts/{ENGLISH}/{key.partition('.')[0]}.toml"
        self._missed[key] = Fault(file, 0, f"'{key}' {what}", "Add the key, or give the fact.")


def _chain(locale: str) -> tuple[str, ...]:
    """Order the languages to try: pt_BR, pt, en."""
    exact = locale.replace("-", "_")
    return tuple(dict.fromkeys((exact, exact.partition("_")[0], ENGLISH)))


@cache
def _rules(locale: str) -> Locale:
    if locale == ENGLISH:
        return WORLD_ENGLISH
    try:
        return Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return WORLD_ENGLISH
