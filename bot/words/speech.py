"""Says a key in a language, whatever has happened to the files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from babel import Locale
from babel.dates import format_date, format_time
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

    def moment(self, moment: datetime) -> str:
        """Write an instant in the zone that it is given in; the reader's zone is the caller's."""
        return self.say("times.moment", day=self.day(moment), clock=self.clock(moment.time()))

    @property
    def _rules(self) -> Locale:
        return self._chain[0].rules

    def _tell(self, fact: object) -> str:
        if not isinstance(fact, int) or isinstance(fact, bool):
            return str(fact)
        try:
            return format_decimal(fact, locale=self._rules)
        except ArithmeticError:  # beyond what Babel can round
            return str(fact)

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
