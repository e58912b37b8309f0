"""Gathers what a worker's Home shows."""

from datetime import datetime

from bot.domain.check_ins import LATE_TAP_COUNTS, CheckInKind
from bot.domain.homes import HomeFacts
from bot.domain.people import Worker
from bot.domain.roles import Role
from bot.domain.shifts import UsualShift
from bot.store import audits
from bot.use_cases.workplace import Workplace


def look(worker: str, place: Workplace) -> HomeFacts:
    now = place.now()
    with place.look() as uow:
        known, roles = uow.people.get(worker), uow.roles.of(worker)
        coordinates, is_auditor = Role.COORDINATOR in roles, Role.AUDITOR in roles
        if known is None:
            return HomeFacts(None, now, place.settling, coordinates=coordinates, audits=is_auditor)
        usual = tuple(uow.shifts.usual_of(worker))
        planned = uow.check_ins.open_of(worker, CheckInKind.SHIFT_END)
        look_in = uow.check_ins.open_of(worker, CheckInKind.LOOK_IN)
        missed = audits.missed(uow, worker, now, since=now - LATE_TAP_COUNTS)
    planned_for = planned.due_at if planned is not None and planned.is_waiting else None
    return HomeFacts(
        worker=known,
        now=now,
        settling=place.settling,
        usual=usual,
        planned_for=planned_for,
        look_in_at=look_in.due_at if look_in is not None and look_in.is_waiting else None,
        undisturbed_at_end=_is_undisturbed(known, usual, planned_for),
        offer_waits=missed and not known.is_paused(now),
        coordinates=coordinates,
        audits=is_auditor,
    )


def whose(worker: str, place: Workplace) -> Worker | None:
    """Only the worker, for a sentence with a time on their own clock."""
    with place.look() as uow:
        return uow.people.get(worker)


def _is_undisturbed(
    worker: Worker, usual: tuple[UsualShift, ...], planned_for: datetime | None
) -> bool:
    """Slack's do-not-disturb covers the end of a usual shift, or the check-in that is planned."""
    window = worker.do_not_disturb
    if window is None:
        return False
    ends = [series.end for series in usual]
    if planned_for is not None:
        ends.append(worker.local(planned_for).time())
    return any(window.holds(end) for end in ends)
