"""After a talk: what is due when, and how long "longer off the list" is."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from bot.domain.buddies import Buddy, PrivateLists
from bot.domain.buddy_requests import OFF_AFTER_A_TALK
from bot.domain.people import Worker
from bot.domain.supporters import Supporter

COMES_AFTER = timedelta(hours=2)  # our own judgement: the talk is over, and it is the same day
LONGER_OFF = timedelta(days=7)


@dataclass(frozen=True)
class Afterwards:
    """Who reads the page: on the list or not, by whom they are supported, and until when they rest.

    Only who can be placed in a round `may_wish` for a different buddy there: a wish of anybody else
    would come to nothing.
    `rests_until` is None for who does not stay off the list longer than everybody does; `is_off` is
    whether they are off it at this moment.
    """

    worker: Worker
    buddy: Buddy | None = None
    supporter: Supporter | None = None
    may_wish: bool = False
    rests_until: datetime | None = field(default=None, repr=False)
    is_off: bool = field(default=True, repr=False)

    @property
    def gives(self) -> bool:
        """Somebody who was called for another is not on the list, and never off it."""
        return self.buddy is not None and self.buddy.gives


def rest_after(met_at: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """From when to when somebody stays away who said "longer off"; of an old talk nobody knows when it was.

    The first day off is everybody's. Who says it later is away from the next midnight (UTC) on, so
    that nothing changes at the moment of the answer.
    """
    day_is_over = now if met_at is None else met_at + OFF_AFTER_A_TALK
    start = day_is_over if now < day_is_over else _midnight(now)
    return start, start + LONGER_OFF


def back_on(lists: PrivateLists, now: datetime) -> PrivateLists:
    """Taken back: at once if it has not begun, else with the next midnight, as it may begin with one."""
    if lists.is_resting(now) and lists.rests_until is not None:
        return replace(lists, rests_until=min(lists.rests_until, _midnight(now)))
    return replace(lists, rests_from=None, rests_until=None)


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
