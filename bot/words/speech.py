"""Says a key in a language, whatever has happened to the files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.words.phrases import OTHER, Phrase

# English for everybody: day before month, and no "am" or "pm" to mistake at two in the morning.
WORLD_ENGLISH = Locale("en", "GB")
# A day that is near needs no year; Babel has no pattern for that, so other languages keep theirs.
_SPELLED_DAY = {
    "en": "EEEE d MMMM",
    "es": "EEEE d 'de' MMMM",
    "fr": "EEEE d MMMM",
    "de": "EEEE, d. MMMM",
}
# In a line that runs from right to left, "116 123" would be turned round to "123 116"; so what is
# filled in stands between marks that give it a direction of its own (Unicode, UAX 9).
_ISOLATED = "\u2068{}\u2069"

Width = Literal["wide", "abbreviated"]


@dataclass(frozen=True)
class Tongue:
    """One language of the chain: its rules and its sentences."""

    rules: Locale
    phrases: Mapping[str, Phrase]


class Words:
    """The sentences of one language, with others behind it where it has none."""

    def __init__(
        self, locale: str, chain: Iterable[Tongue], on_miss: Callable[[str, str], None]
    ) -> None:
        self.locale = locale
        self._chain = tuple(chain)
        self._on_miss = on_miss

    def say(self, key: str, /, **facts: object) -> str:
        """Fill the sentence of a key; a key or fact that is missing is noted, never raised."""
        told = {name: self._tell(fact) for name, fact in facts.items()}
        return self._fill(key, told, lambda tongue: tongue.phrases.get(key))

    def knows(self, key: str) -> bool:
        """False for a key that has left the files since it was noted."""
        return any(key in tongue.phrases for tongue in self._chain)

    def count(self, key: str, number: int, /, **facts: object) -> str:
        """Say a key in the plural form of a number: a table with `one`, `other` and so on."""
        told = {name: self._tell(fact) for name, fact in {"number": number, **facts}.items()}
        return self._fill(key, told, lambda tongue: _plural(tongue, key, number))

    def day(self, day: date) -> str:
        """Write a date with its weekday: "Saturday 21 November"."""
        rules = self._rules
        return format_date(day, _SPELLED_DAY.get(rules.language, "full"), locale=rules)

    def clock(self, clock_time: time) -> str:
        """Write a time of day: "02:10"."""
        return format_time(clock_time, "short", locale=self._rules)

    def weekday(self, day: int, width: Width = "wide") -> str:
        """Name a day of the week, Monday first: "Monday", "Mon"."""
        return str(self._rules.days["stand-alone"][width][day])

    def listed(self, things: Iterable[str]) -> str:
        """Join in the way of the language: "Mon, Tue and Wed"."""
        return format_list([*things], locale=self._rules)

    def number(self, number: int) -> str:
        if isinstance(number, bool):
            return str(number)
        try:
            return format_decimal(number, locale=self._rules)
        except ArithmeticError:  # beyond what Babel can round
            return str(number)

    def city(self, zone: str) -> str:
        """Europe/Lisbon is Lisbon time to the people who live there, and Lissabon to who reads German."""
        own = zone.rpartition("/")[2].replace("_", " ")
        return str(self._rules.time_zones.get(zone, {}).get("city", own))

    def territory(self, code: str) -> str | None:
        """A country's name in this language; None in English, where files name it themselves."""
        if self._rules.language == WORLD_ENGLISH.language:
            return None
        name = self._rules.territories.get(code)
        return None if name is None else str(name)

    def language(self, code: str) -> str:
        """Name a language as its readers do: "de" is German, Deutsch, alemán; else the code itself."""
        return str(self._rules.languages.get(code, code))

    def moment(self, moment: datetime) -> str:
        """Write an instant in the zone that it is given in; the reader's zone is the caller's."""
        return self.say("times.moment", day=self.day(moment), clock=self.clock(moment.time()))

    @property
    def _rules(self) -> Locale:
        return self._chain[0].rules

    def _tell(self, fact: object) -> str:
        """Fill in numbers as the language writes them; an address stays one that can be tapped."""
        told = self.number(fact) if isinstance(fact, int) else str(fact)
        turns = self._rules.text_direction == "rtl" and "://" not in told
        return _ISOLATED.format(told) if turns and told else told

    def _fill(
        self, key: str, facts: Mapping[str, str], find: Callable[[Tongue], Phrase | None]
    ) -> str:
        unfilled: Phrase | None = None
        for tongue in self._chain:
            phrase = find(tongue)
            if phrase is not None and phrase.names <= facts.keys():
                return phrase.fill(facts)
            unfilled = unfilled or phrase
        if unfilled is not None:
            lacking = ", ".join(sorted(unfilled.names - facts.keys()))
            self._on_miss(key, f"said without {lacking}")
            return unfilled.fill(facts)
        self._on_miss(key, "not found")
        return key.rpartition(".")[2].replace("_", " ").capitalize()


def _plural(tongue: Tongue, key: str, number: int) -> Phrase | None:
    form = tongue.rules.plural_form(number)
    return tongue.phrases.get(f"{key}.{form}") or tongue.phrases.get(f"{key}.{OTHER}")
