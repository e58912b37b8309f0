"""Who reads a view, and when."""

from dataclasses import dataclass
from datetime import date

from bot.domain.directory import Country
from bot.views.people import emergency_number
from bot.words import Words


@dataclass(frozen=True)
class Room:
    """Who reads, and when: the reader's words, their country, and the day."""

    words: Words
    country: Country
    today: date

    @property
    def number(self) -> str:
        """The emergency number of the reader's country, safe to print."""
        return emergency_number(self.country, self.words)
