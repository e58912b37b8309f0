"""A shift that is over leads to one check-in, and only one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.check_ins import EXPIRES_AFTER, WEEK, CheckIn, CheckInKind, CheckInState
from bot.domain.letters import LetterKind
from bot.domain.people import Worker, settle_until
from bot.domain.shifts import Shift
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases.check_ins import lapse_offer, plan_offer, withdraw_offer
from bot.use_cases.chores import Chore
from bot.use_cases.workplace import Workplace


class Told(StrEnum):
    """What became of a signal."""

    PLANNED = "planned"
    EXPECTED = "expected"
    ALREADY = "already"
    TOO_LATE = "too_late"
    PAUSED = "paused"
    NOTED = "noted"
    ENOUGH = "enough"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Heard:
    told: Told
    due_at: datetime | None = None


def plan_check_in(uow: UnitOfWork, worker: Worker, shift: Shift, place: Workplace) -> Heard:
    """One check-in for this shift, and only one; an older one that is open gives way."""
    now = place.now()
    due = settle_until(worker, shift.ends_at or now, place.settling)
    known = uow.check_ins.of_shift(shift.id)
    if known is not None and known.state is not CheckInState.HELD:
        if known.state is CheckInState.PLANNED and known.due_at is not None:
            return Heard(Told.ALREADY, known.due_at)
        return Heard(Told.ALREADY)
    if now > due + EXPIRES_AFTER or (due <= now and uow.restores.covers(due)):
        return Heard(Told.TOO_LATE)
    if worker.is_paused(due):
        return Heard(Told.PAUSED)
    if uow.check_ins.sent_since(worker.id, due - WEEK) >= worker.most_per_week:
        return Heard(Told.ENOUGH)
    older = uow.check_ins.open_of(worker.id, CheckInKind.SHIFT_END)
    if older is not None and older != known:
        give_way = withdraw_offer if older.is_waiting else lapse_offer
        give_way(uow, older, place)
    token = place.dice.token()
    planned = known or CheckIn(
        token, worker.id, CheckInKind.SHIFT_END, CheckInState.PLANNED, due, shift.id
    )
    plan_offer(uow, planned.moved_to(due), place)
    return Heard(Told.PLANNED, due)


def hold_check_in(uow: UnitOfWork, offer: CheckIn, place: Workplace) -> None:
    """The shift goes on after all: the planned check-in waits for the new end."""
    uow.outbox.cancel_about(offer.id, [LetterKind.CHECK_IN])
    uow.check_ins.save(offer.held(), place.now())


def _end(uow: UnitOfWork, shift: Shift, place: Workplace) -> bool:
    """Under the worker's lock; left to the next tick when the worker is busy or it changed."""
    worker = uow.people.locked_unless_busy(shift.worker)
    if worker is None or uow.shifts.get(shift.id) != shift:
        return False
    ended = shift.ended(shift.ends_at or place.now(), place.now())
    uow.shifts.save(ended, place.now())
    if worker.is_on:
        plan_check_in(uow, worker, ended, place)
    return True


# Shifts whose expected end has come are over.
CLOSE_EXPECTED = Chore("expected", lambda uow, now: uow.shifts.over_by(now), _end)


def follow_moment(uow: UnitOfWork, worker: Worker, place: Workplace) -> None:
    """The worker chose another moment: what is planned already comes then, if it is not on its way."""
    planned = uow.check_ins.open_of(worker.id, CheckInKind.SHIFT_END)
    if planned is None or planned.state is not CheckInState.PLANNED or planned.shift is None:
        return
    shift = uow.shifts.get(planned.shift)
    expires_at = planned.expires_at()
    if shift is None or shift.ends_at is None or expires_at is None or place.now() > expires_at:
        return
    if uow.outbox.may_have_left(planned.id):
        return
    due = max(settle_until(worker, shift.ends_at, place.settling), place.now())
    uow.outbox.cancel_about(planned.id, [LetterKind.CHECK_IN])
    plan_offer(uow, planned.moved_to(due), place)
