"""What is remembered of a worker's practices: shown lately; and what the worker said of them."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.decision_points import PersonalSetting

NOT_AGAIN_WITHIN = timedelta(days=14)  # content-brief.md section 3, rule 6
MOST_SHOWN = 60
MOST_JUDGED = 100  # of each kind; the oldest judgement makes room


class Judgement(StrEnum):
    """What a worker says of one card."""

    HELPS = "helps"
    NOT_AGAIN = "not_again"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class Shown:
    """A practice card that a worker was shown, and on which day; the card tells of the answer."""

    practice: str = field(repr=False)
    on: date


@dataclass(frozen=True)
class Memory:
    """The cards that a worker was shown, oldest first."""

    shown: tuple[Shown, ...] = field(default=(), repr=False)

    def on(self, today: date) -> "Memory":
        """As it stands on this day: what was shown two weeks ago is forgotten."""
        return Memory(tuple(one for one in self.shown if today - one.on < NOT_AGAIN_WITHIN))

    def seeing(self, practice: str, today: date) -> "Memory":
        return Memory((*self.shown, Shown(practice, today))[-MOST_SHOWN:])


@dataclass(frozen=True)
class Preferences:
    """What a worker said of single cards, oldest first, and what suits them in all of them."""

    helps: tuple[str, ...] = field(default=(), repr=False)
    not_again: tuple[str, ...] = field(default=(), repr=False)
    settings: frozenset[PersonalSetting] = field(default=frozenset(), repr=False)

    def judging(self, practice: str, judgement: Judgement) -> "Preferences":
        """The last word on a card counts."""
        helps = [one for one in self.helps if one != practice]
        not_again = [one for one in self.not_again if one != practice]
        if judgement is Judgement.HELPS:
            helps.append(practice)
        if judgement is Judgement.NOT_AGAIN:
            not_again.append(practice)
        return replace(
            self, helps=tuple(helps[-MOST_JUDGED:]), not_again=tuple(not_again[-MOST_JUDGED:])
        )

    def unjudged(self) -> "Preferences":
        return Preferences(settings=self.settings)
