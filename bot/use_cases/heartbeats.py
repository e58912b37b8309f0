"""Each process says that it is alive, so that one that is not can be missed."""

from datetime import datetime, timedelta

from bot.store.heartbeats import Heartbeat
from bot.use_cases.workplace import Workplace

ALIVE_FOR = timedelta(minutes=1)  # three beats
GONE_AFTER = timedelta(days=1)  # a process that vanished stays in sight for a day


def beat(process: str, role: str, place: Workplace, wall: datetime) -> None:
    with place.begin() as uow:
        uow.heartbeats.beat(process, role, wall)
        uow.heartbeats.forget_before(wall - GONE_AFTER)


def end(process: str, place: Workplace) -> None:
    with place.begin() as uow:
        uow.heartbeats.end(process)


def listed(place: Workplace) -> list[Heartbeat]:
    """Every process that was alive within the last day, the latest first."""
    with place.look() as uow:
        return uow.heartbeats.everything()
