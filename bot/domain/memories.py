"""What a worker's practices have been: shown lately, helpful, not wanted again, and how they may be."""

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
    """Everything of this kind that is kept of one worker, sealed; oldest first."""

    shown: tuple[Shown, ...] = field(default=(), repr=False)
    helps: tuple[str, ...] = field(default=(), repr=False)
    not_again: tuple[str, ...] = field(default=(), repr=False)
    settings: frozenset[PersonalSetting] = field(default=frozenset(), repr=False)

    def on(self, today: date) -> "Memory":
        """As it stands on this day: what was shown more than two weeks ago is forgotten."""
        lately = tuple(one for one in self.shown if today - one.on < NOT_AGAIN_WITHIN)
        return replace(self, shown=lately)

    def seeing(self, practice: str, today: date) -> "Memory":
        shown = (*self.shown, Shown(practice, today))
        return replace(self, shown=shown[-MOST_SHOWN:])

    def judging(self, practice: str, judgement: Judgement) -> "Memory":
        """The last word on a card counts."""
        helps = [one for one in self.helps if one != practice]
        not_again = [one for one in self.not_again if one != practice]
        if judgement is Judgement.HELPS:
            helps.append(practice)
        if judgement is Judgement.NOT_AGAIN:
            not_again.append(practice)
        kept = tuple(helps[-MOST_JUDGED:]), tuple(not_again[-MOST_JUDGED:])
        return replace(self, helps=kept[0], not_again=kept[1])

    def judged_of(self, practice: str) -> Judgement | None:
        if practice in self.helps:
            return Judgement.HELPS
        return Judgement.NOT_AGAIN if practice in self.not_again else None

    def unjudged(self) -> "Memory":
        return replace(self, helps=(), not_again=())
