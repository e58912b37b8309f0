"""Looking in again, because the worker asked for it."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.domain.check_ins import LOOK_IN_DAYS, CheckIn, CheckInKind, CheckInState, LookIn
from bot.domain.people import Moment, Worker, next_at, out_of_quiet_hours
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases.check_ins import lapse_offer, plan_offer, withdraw_offer
from bot.use_cases.workplace import Workplace

# Our own judgement: an hour at which people of the day and of the night are mostly awake.
USUAL_HOUR = time(17)
WAKING_HOURS = (time(9), time(21))


def ask(worker: str, wish: LookIn, key: str, place: Workplace) -> datetime | None:
    """The newest wish counts; the answer is when the look-in comes, or None for never."""
    now = place.now()
    with place.visit(worker) as uow:
        known = uow.people.get(worker)
        if known is None or not known.is_on:
            return None
        planned = uow.check_ins.open_of(worker, CheckInKind.LOOK_IN)
        if not uow.inbound.is_new(key, now):
            return planned.due_at if planned and planned.is_waiting else None
        if planned is not None:
            _make_room(uow, planned, place)
        if wish is LookIn.NO:
            return None
        due = hour_of(known, now, LOOK_IN_DAYS[wish])
        if known.is_paused(due):
            return None
        look_in = CheckIn(
            place.dice.token(), worker, CheckInKind.LOOK_IN, CheckInState.PLANNED, due
        )
        plan_offer(uow, look_in, place)
        return due


def _make_room(uow: UnitOfWork, planned: CheckIn, place: Workplace) -> None:
    """A look-in that is out and unanswered becomes the card; asking for another is no silence."""
    if planned.is_waiting:
        withdraw_offer(uow, planned, place)
    else:
        lapse_offer(uow, planned, place)
        uow.check_ins.save(replace(planned, state=CheckInState.ANSWERED), place.now())


def hour_of(worker: Worker, now: datetime, days: int) -> datetime:
    """So many days on, at the hour that is usual for this worker, outside their quiet hours."""
    clock_time = worker.local(now).time().replace(second=0, microsecond=0)
    if worker.moment is Moment.WAKE and worker.wake_at is not None:
        clock_time = worker.wake_at
    elif not WAKING_HOURS[0] <= clock_time <= WAKING_HOURS[1]:
        clock_time = USUAL_HOUR
    eve = worker.local(now) + timedelta(days=days)
    midnight = eve.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(seconds=1)
    return out_of_quiet_hours(worker, next_at(clock_time, worker.tz, midnight))
