"""What a worker's Home is drawn from: their own choices and what is planned, never an answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.people import Worker
from bot.domain.shifts import UsualShift


@dataclass(frozen=True)
class HomeFacts:
    """`worker` is None for somebody who never turned anything on.

    `offer_waits`: a check-in was due and did not arrive for certain, so Home makes the same offer.
    `coordinates` and `audits` are roles of the person; Home says no more of them than a button does.
    """

    worker: Worker | None
    now: datetime
    settling: timedelta
    usual: tuple[UsualShift, ...] = ()
    planned_for: datetime | None = None
    look_in_at: datetime | None = None
    undisturbed_at_end: bool = False
    offer_waits: bool = False
    coordinates: bool = False
    audits: bool = False
