"""After a talk: what is due when, and how long "longer off the list" is."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from bot.domain.buddies import Buddy
from bot.domain.buddy_requests import OFF_AFTER_A_TALK, BuddyRequest
from bot.domain.people import Worker
from bot.domain.supporters import Supporter

COMES_AFTER = timedelta(hours=2)  # our own judgement: the talk is over, and it is the same day
LONGER_OFF = timedelta(days=7)


@dataclass(frozen=True)
class Afterwards:
    """Who reads the page: on the list or not, by whom they are supported, and until when they rest.

    Only who can be placed in a round `may_wish` for a different buddy there: a wish of anybody else
    would come to nothing.
    """

    worker: Worker
    buddy: Buddy | None = None
    supporter: Supporter | None = None
    may_wish: bool = False
    rests_until: datetime | None = field(default=None, repr=False)


def rest_after(request: BuddyRequest, now: datetime) -> tuple[datetime, datetime]:
    """From when to when somebody stays away who said "longer off".

    The first day off is everybody's. Who says it later is away from the next midnight (UTC) on, so
    that nothing changes at the moment of the answer.
    """
    day_is_over = (request.met_at or now) + OFF_AFTER_A_TALK
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    start = day_is_over if now < day_is_over else midnight
    return start, start + LONGER_OFF
