"""What an operator may know of a workspace's state: numbers, clocks and keys, and nobody's answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.check_ins import LATE_TAP_COUNTS
from bot.store import checkup
from bot.store.heartbeats import Heartbeat
from bot.use_cases import audit, heartbeats, keys
from bot.use_cases.keys import KeyState
from bot.use_cases.workplace import Workplace

THE_CROWD = 8  # rule 10: below so many people nothing is told of what they do
LATELY = timedelta(days=28)


@dataclass(frozen=True)
class Checkup:
    """`untapped` is how many check-ins nobody has tapped; None where that would tell of somebody."""

    size: int
    time: datetime | None
    powers: list[str]
    open_files: list[str]
    keys: KeyState | None
    processes: list[Heartbeat]
    overdue: Mapping[str, int]
    in_doubt: Mapping[tuple[str, str], int]
    untapped: int | None


def look(place: Workplace, wall: datetime) -> Checkup:
    """Changes nothing."""
    with place.look() as uow:
        size, time = checkup.size(uow), checkup.time_of(uow)
        powers, in_doubt = checkup.powers(uow), checkup.ends_in_doubt(uow)
    return Checkup(
        size=size,
        time=time,
        powers=powers,
        open_files=checkup.open_files(place.store),
        keys=keys.state(place.store, place.workspace) if place.store.has_keys() else None,
        processes=heartbeats.listed(place),
        overdue=audit.audit(place, wall).overdue,
        in_doubt=in_doubt,
        untapped=_untapped(place),
    )


def _untapped(place: Workplace) -> int | None:
    """Told only when nobody of a whole crowd has tapped: rather a broken delivery than their wish."""
    now = place.now()
    with place.look() as uow:
        taps = checkup.taps(uow, now - LATELY, now - LATE_TAP_COUNTS)
    return None if taps.people < THE_CROWD or taps.was_any_tapped else taps.sent
