"""My usual shifts: set, skip one, remove."""

from datetime import date

from bot.domain.errors import BadInput, NothingToSkip
from bot.domain.people import Worker
from bot.domain.shifts import UsualShift
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases.workplace import Workplace, known_worker

MOST_SERIES = 20  # as many as the form shows


def add(usual: UsualShift, place: Workplace) -> None:
    """From now on its ends are told; those of the past are not."""
    with place.visit(usual.worker) as uow:
        known = known_worker(uow, usual.worker)
        if len(uow.shifts.usual_of(usual.worker)) >= MOST_SERIES:
            raise BadInput("days", "errors.enough_usual_shifts")
        _save(uow, usual, known, place)


def skip(worker: str, usual: str, day: date, place: Workplace) -> None:
    """Leave out that day; said twice, it is one day all the same."""
    with place.visit(worker) as uow:
        known = known_worker(uow, worker)
        series = next((one for one in uow.shifts.usual_of(worker) if one.id == usual), None)
        if series is None:
            raise NothingToSkip
        _save(uow, series.skipping(day), known, place)


def remove(worker: str, usual: str, place: Workplace) -> None:
    with place.visit(worker) as uow:
        known_worker(uow, worker)
        uow.shifts.remove_usual(usual, worker)


def follow_zone(uow: UnitOfWork, worker: Worker, place: Workplace) -> None:
    """The worker lives by another clock now, and so do their usual shifts."""
    for usual in uow.shifts.usual_of(worker.id):
        _save(uow, usual, worker, place)


def _save(uow: UnitOfWork, usual: UsualShift, worker: Worker, place: Workplace) -> None:
    now = place.now()
    uow.shifts.save_usual(usual, told_until=now, look_at=usual.next_end(now, worker.tz))


def everything(worker: str, place: Workplace) -> list[UsualShift]:
    with place.look() as uow:
        return uow.shifts.usual_of(worker)
