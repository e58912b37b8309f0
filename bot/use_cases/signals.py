"""Hearing that a shift began, ended, moved or fell away, from whichever source."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot import logs
from bot.domain.check_ins import CheckInKind
from bot.domain.people import Worker, settle_until
from bot.domain.shifts import (
    TOO_OLD,
    Shift,
    ShiftState,
    Signal,
    SignalKind,
    UsualShift,
    Whom,
    shift_that_ended,
    shift_that_started,
)
from bot.store.signals import Received
from bot.store.unit_of_work import StoreUnavailable, UnitOfWork
from bot.use_cases.check_ins import withdraw_offer
from bot.use_cases.chores import AT_ONCE, Chore
from bot.use_cases.shifts import Heard, Told, hold_check_in, plan_check_in
from bot.use_cases.workplace import Workplace


def receive(signal: Signal, whom: Whom, key: str, place: Workplace) -> None:
    """One signal, once; whoever it names, this is the same work, and the sender learns nothing."""
    with place.begin() as uow:
        if uow.inbound.is_new(key, place.now()):
            uow.signals.receive(place.dice.token(), signal, whom, place.now())


def take_in_received(place: Workplace) -> int:
    """Some received signals find their workers, or their names are noted to be looked up.

    How many there were; 0 when nothing waits any more.
    """
    return sum(1 for _one in islice(iter(lambda: _take_in_next(place), False), AT_ONCE))


def _take_in_next(place: Workplace) -> bool:
    """One signal in one transaction; one that cannot be taken in is dropped and does not stop the rest."""
    with place.begin() as uow:
        received = uow.signals.next()
        if received is None:
            return False
        uow.signals.forget(received.row)
        try:
            with uow.attempt():
                _match(uow, received, place)
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001  a mistake of ours must not come back every second
            logs.note("signal.dropped", source=received.signal.source, error=fault)
        return True


def _match(uow: UnitOfWork, received: Received, place: Workplace) -> None:
    worker = _find(uow, received.whom)
    if worker is None:
        uow.unknown_names.note(received.signal.source, received.whom.name, place.now())
        return
    _take_in(uow, worker, received.signal, place)


def end_now(worker: str, source: str, key: str, place: Workplace) -> Heard:
    """The worker says that their shift is over."""
    now = place.now()
    with place.visit(worker) as uow:
        known = uow.people.locked(worker)
        if known is None or not known.is_on:
            return Heard(Told.NOBODY)
        if not uow.inbound.is_new(key, now):
            return _as_planned(uow, known)
        return _take_in(uow, known, Signal(SignalKind.ENDED, source, now), place)


def _tell_one(uow: UnitOfWork, due: tuple[UsualShift, datetime], place: Workplace) -> bool:
    usual, told_until = due
    worker = uow.people.locked_unless_busy(usual.worker)
    if worker is None or not uow.shifts.is_untold(usual.id, told_until):
        return False
    now = place.now()
    if worker.is_on:
        for signal in usual.signals(max(told_until, now - TOO_OLD), now, worker.tz):
            _take_in(uow, worker, signal, place)
    uow.shifts.told_usual(usual.id, now, usual.next_end(now, worker.tz))
    return True


# The ends of usual shifts that fell since the last look, each once for its local date.
TELL_USUAL = Chore("usual", lambda uow, now: uow.shifts.usual_due(now), _tell_one)


def _find(uow: UnitOfWork, whom: Whom) -> Worker | None:
    if whom.slack_id is not None:
        worker = uow.people.locked(whom.slack_id)
    else:
        worker = _at_address(uow, whom.email or "")
    return worker if worker is not None and worker.is_on else None


def _at_address(uow: UnitOfWork, address: str) -> Worker | None:
    """Who has this address; a mark of it that an old master key made is made anew."""
    marks = uow.master.email_marks(address)
    found = uow.people.by_email(*marks)
    worker = None if found is None else uow.people.locked(found.id)
    if worker is not None and worker.email_mark != marks[0]:
        worker = replace(worker, email_mark=marks[0])
        uow.people.save(worker)
    return worker


def _take_in(uow: UnitOfWork, worker: Worker, signal: Signal, place: Workplace) -> Heard:
    return TAKE_IN[signal.kind](uow, worker, signal, place)


def _take_in_end(uow: UnitOfWork, worker: Worker, signal: Signal, place: Workplace) -> Heard:
    now = place.now()
    if now - signal.end > TOO_OLD:
        return Heard(Told.TOO_LATE)
    named = _named(uow, worker, signal)
    lately = uow.shifts.lately(worker.id)
    shift = named or shift_that_ended(signal.end, lately, signal.started_at)
    if shift is None:
        shift = Shift(place.dice.token(), worker.id, ShiftState.OPEN, signal.started_at, None)
    if shift.state is ShiftState.CANCELLED or shift.goes_on_beyond(signal.end):
        return Heard(Told.NOTED)
    if shift.started_at is None and signal.started_at is not None:
        shift = shift.began(signal.started_at)
    if shift.state is not ShiftState.ENDED:
        shift = shift.ended(signal.end, now)
    shift = shift.counting(signal.hard_contacts)
    uow.shifts.save(shift, now)
    if named is None:
        _name(uow, shift, signal)
    if shift.state is ShiftState.EXPECTED:
        return Heard(Told.EXPECTED, settle_until(worker, signal.end, place.settling))
    return plan_check_in(uow, worker, shift, place)


def _take_in_start(uow: UnitOfWork, worker: Worker, signal: Signal, place: Workplace) -> Heard:
    """Back on shift: a check-in that has not left yet does not leave."""
    now = place.now()
    lately = uow.shifts.lately(worker.id)
    named = _named(uow, worker, signal)
    shift = named or shift_that_started(signal.start, lately)
    if shift is None:
        shift = Shift(place.dice.token(), worker.id, ShiftState.OPEN, None, None)
    if shift.started_at is None:
        shift = shift.began(signal.start)
    if signal.ended_at is not None and shift.state is ShiftState.OPEN:
        shift = shift.ended(signal.ended_at, now)
    shift = shift.counting(signal.hard_contacts)
    uow.shifts.save(shift, now)
    if named is None:
        _name(uow, shift, signal)
    planned = uow.check_ins.open_of(worker.id, CheckInKind.SHIFT_END)
    if planned is not None and planned.is_waiting and planned.shift != shift.id:
        before = uow.shifts.get(planned.shift or "")
        if before is None or before.ends_at is None or before.ends_at <= signal.start:
            withdraw_offer(uow, planned, place)
    return Heard(Told.NOTED)


def _take_in_move(uow: UnitOfWork, worker: Worker, signal: Signal, place: Workplace) -> Heard:
    """New hours for a shift that we know by name; an unknown one is heard like an end."""
    shift = _named(uow, worker, signal)
    if shift is None:
        return _take_in_end(uow, worker, signal, place) if signal.ended_at else Heard(Told.NOTED)
    if shift.state is ShiftState.CANCELLED or signal.ended_at is None:
        return Heard(Told.NOTED)
    offer = uow.check_ins.of_shift(shift.id)
    if offer is not None and (not offer.is_waiting or uow.outbox.may_have_left(offer.id)):
        return Heard(Told.ALREADY)
    now = place.now()
    shift = replace(shift, started_at=signal.started_at or shift.started_at)
    shift = shift.ended(signal.ended_at, now).counting(signal.hard_contacts)
    uow.shifts.save(shift, now)
    if shift.state is ShiftState.EXPECTED:
        if offer is not None:
            hold_check_in(uow, offer, place)
        return Heard(Told.EXPECTED, settle_until(worker, signal.ended_at, place.settling))
    if offer is not None:
        hold_check_in(uow, offer, place)
    return plan_check_in(uow, worker, shift, place)


def _take_in_cancel(uow: UnitOfWork, worker: Worker, signal: Signal, place: Workplace) -> Heard:
    """A shift that fell away; heard before its end, it keeps a later telling of the end quiet."""
    shift = _named(uow, worker, signal)
    if shift is None:
        if signal.name is None:
            return Heard(Told.NOTED)
        start, end = signal.started_at, signal.ended_at
        shift = Shift(place.dice.token(), worker.id, ShiftState.CANCELLED, start, end)
        uow.shifts.save(shift, place.now())
        _name(uow, shift, signal)
        return Heard(Told.NOTED)
    uow.shifts.save(shift.cancelled(), place.now())
    offer = uow.check_ins.of_shift(shift.id)
    if offer is not None and offer.is_waiting:
        withdraw_offer(uow, offer, place)
    return Heard(Told.NOTED)


TAKE_IN: dict[SignalKind, Callable[[UnitOfWork, Worker, Signal, Workplace], Heard]] = {
    SignalKind.ENDED: _take_in_end,
    SignalKind.STARTED: _take_in_start,
    SignalKind.MOVED: _take_in_move,
    SignalKind.CANCELLED: _take_in_cancel,
}


def _as_planned(uow: UnitOfWork, worker: Worker) -> Heard:
    planned = uow.check_ins.open_of(worker.id, CheckInKind.SHIFT_END)
    return Heard(Told.ALREADY, planned.due_at if planned and planned.is_waiting else None)


def _named(uow: UnitOfWork, worker: Worker, signal: Signal) -> Shift | None:
    if signal.name is None:
        return None
    return uow.shifts.named(signal.source, worker.id, signal.name)


def _name(uow: UnitOfWork, shift: Shift, signal: Signal) -> None:
    if signal.name is not None:
        uow.shifts.name(shift, signal.source, signal.name)
