"""The auditor: every check-in and every letter must come to an end, and it says how many have not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store import audits
from bot.use_cases.workplace import Workplace


@dataclass(frozen=True)
class Audit:
    """`overdue` counts, by what it is, everything that waits longer than it may."""

    waiting: int
    sending: int
    uncertain: int
    oldest: timedelta
    overdue: Mapping[str, int]


def audit(place: Workplace, wall: datetime) -> Audit:
    """Only counts; who has to be told, and what is to be done about it, is for people."""
    now = place.now()
    with place.look() as uow:
        found = audits.queue(uow, now)
        overdue = audits.overdue(uow, now, wall)
    age = timedelta() if found.oldest is None else max(now - found.oldest, timedelta())
    return Audit(found.waiting, found.sending, found.uncertain, age, overdue)
