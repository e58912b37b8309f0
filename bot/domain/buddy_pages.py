"""What a buddy's own page and forms are drawn from: open facts, and the private lists of the reader alone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.buddies import Buddy, PrivateLists, may_give, may_take
from bot.domain.hellos import Hello
from bot.domain.people import Worker
from bot.domain.shifts import UsualShift
from bot.domain.supporters import Lack


class Step(StrEnum):
    """What a giver has still to do before anybody is asked on their behalf (rule 9)."""

    HOURS = "hours"
    GUIDE = "guide"
    SUPPORTER = "supporter"
    SUPPORTER_ASKED = "supporter_asked"
    WELCOME = "welcome"


@dataclass(frozen=True)
class BuddyFacts:
    """`buddy` is None for who is not on the list, `lists` also where they cannot be opened any more.

    `guide` is the version of the guide as it stands, `lack` what is missing of a supporter; `asked_on`
    are the days on which they asked for a buddy, `times_asked` how often they were, and `paired_with`
    whom they have been paired with, as far as these are kept.
    """

    worker: Worker
    now: datetime
    guide: int
    buddy: Buddy | None = None
    lists: PrivateLists | None = field(default=None, repr=False)
    hellos: tuple[Hello, ...] = ()
    usual: tuple[UsualShift, ...] = ()
    lack: Lack | None = Lack.NOBODY_NAMED
    asked_on: tuple[date, ...] = ()
    times_asked: int = 0
    paired_with: tuple[str, ...] = ()

    @property
    def is_active(self) -> bool:
        """Whether this person may be asked to give, in their hours."""
        return self.buddy is not None and may_give(
            self.buddy,
            has_supporter=self.lack is None,
            guide=self.guide,
            is_guest=self.worker.is_guest,
        )

    @property
    def rests_until(self) -> datetime | None:
        """Until when they stay off the list longer, as said after a talk: no pause that they set here."""
        if self.lists is None or not self.lists.is_resting(self.now):
            return None
        return self.lists.rests_until

    @property
    def only_takes(self) -> bool:
        """They can be placed, and not with anybody who only takes as well (rule 9)."""
        buddy = self.buddy
        if buddy is None or self.lists is None or self.is_active or self.rests_until is not None:
            return False
        return may_take(buddy, is_guest=self.worker.is_guest) and not buddy.is_paused(self.now)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What is still to be done, in the order in which it is easy."""
        buddy = self.buddy
        if buddy is None:
            return ()
        still_to_do = {
            Step.HOURS: not buddy.hours,
            Step.GUIDE: buddy.gives and not buddy.has_read(self.guide),
            Step.SUPPORTER: buddy.gives and self.lack not in (None, Lack.NOT_AGREED),
            Step.SUPPORTER_ASKED: buddy.gives and self.lack is Lack.NOT_AGREED,
            Step.WELCOME: self.worker.is_guest and not buddy.guest_is_welcome,
        }
        return tuple(step for step, is_open in still_to_do.items() if is_open)
