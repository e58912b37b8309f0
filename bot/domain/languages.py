"""Which language a person reads: their own choice, else Slack's, else the organisation's, else English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.people import Worker

ENGLISH = "en"

_TAG = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,4}){0,2}")


@dataclass(frozen=True)
class Language:
    """A language by its own name, and who among its readers has signed it; until then it is a draft."""

    locale: str
    name: str
    reviewed_by: str = ""
    reviewed_on: date | None = None

    @property
    def is_draft(self) -> bool:
        """English is the original that all others are held against."""
        return self.locale != ENGLISH and (not self.reviewed_by or self.reviewed_on is None)


@dataclass(frozen=True)
class Languages:
    """Those that an organisation allows, and its own; English is always among them."""

    allowed: tuple[str, ...] = (ENGLISH,)
    own: str = ENGLISH

    def of(self, worker: Worker | None) -> str:
        """The one that this person reads; of somebody unknown nothing is known but where they are."""
        wishes = () if worker is None else (worker.language, worker.slack_language)
        for wish in (*wishes, self.own):
            for one in spoken(wish):
                if self.allows(one):
                    return one
        return ENGLISH

    def allows(self, locale: str) -> bool:
        return locale == ENGLISH or locale in self.allowed


ENGLISH_ONLY = Languages()


def named(told: object) -> str | None:
    """A language as Slack names it (de-DE), or nothing: it is kept, so it has to be one."""
    return told if isinstance(told, str) and _TAG.fullmatch(told) else None


def spoken(locale: str | None) -> Iterator[str]:
    """The language as it is meant, then without its country: de-AT is de_AT, then de."""
    if locale:
        exact = locale.replace("-", "_")
        yield exact
        yield exact.partition("_")[0]


def is_the_same(one: str | None, other: str | None) -> bool:
    """Two ways to write one language, whatever the country."""
    return bool(one and other) and [*spoken(one)][-1] == [*spoken(other)][-1]
