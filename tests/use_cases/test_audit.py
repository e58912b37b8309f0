"""The auditor counts everything that waits longer than it may, and nothing else."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.check_ins import CheckIn, CheckInKind, CheckInState
from bot.domain.letters import LEASE, Letter, LetterKind
from bot.domain.shifts import Shift, ShiftState, Signal, SignalKind, UsualShift, Whom
from bot.store.unit_of_work import Store
from bot.use_cases import audit, check_ins, signals
from bot.use_cases.audit import Audit
from bot.use_cases.check_ins import Meeting
from tests.use_cases.places import WORKER, Place
from tests.winding import forgets, winds

MINUTE = timedelta(minutes=1)


def audited(place: Place) -> Audit:
    return audit.audit(place.work, place.wall.now())


def overdue(place: Place) -> dict[str, int]:
    return {what: count for what, count in audited(place).overdue.items() if count}


def test_an_evening_that_goes_well_leaves_nothing_overdue(place: Place) -> None:
    place.joins()
    place.plans()
    place.carries()
    check_ins.meet_tap(Meeting(WORKER, "c1", "tap", "D-U1", "1.0"), place.work)
    place.carries()
    place.passes(days=3)
    assert audited(place) == Audit(0, 0, 0, timedelta(), dict.fromkeys(audited(place).overdue, 0))


def nobody_carries(place: Place) -> None:
    place.plans()


def a_card_is_not_carried(place: Place) -> None:
    with place.work.begin() as uow:
        now = place.clock.now()
        uow.outbox.put(Letter("l1", LetterKind.CARD, WORKER, now, channel="D1", ts="1.0"), now)


def a_sender_vanishes_and_nobody_tidies(place: Place) -> None:
    a_card_is_not_carried(place)
    with place.work.begin() as uow:
        uow.outbox.claim(["l1"], "somebody", place.wall.now() + LEASE)


def a_doubt_is_not_given_up(place: Place) -> None:
    place.plans()
    place.carries("no_answer:TimeoutError")


def a_check_in_has_no_letter(place: Place) -> None:
    now = place.clock.now()
    lost = CheckIn("c1", WORKER, CheckInKind.SHIFT_END, CheckInState.PLANNED, now)
    with place.work.begin() as uow:
        uow.check_ins.save(lost, now)


def silence_is_not_met(place: Place) -> None:
    place.plans()
    place.carries()


def a_shift_is_not_closed(place: Place) -> None:
    now = place.clock.now()
    with place.work.begin() as uow:
        uow.shifts.save(Shift("s1", WORKER, ShiftState.EXPECTED, None, now), now)


def a_usual_shift_is_not_told(place: Place) -> None:
    usual = UsualShift("u1", WORKER, frozenset(range(7)), time(18), time(2), date(2026, 11, 1))
    now = place.clock.now()
    with place.work.begin() as uow:
        uow.shifts.save_usual(usual, told_until=now, look_at=now)


def a_signal_is_not_taken_in(place: Place) -> None:
    signal = Signal(SignalKind.ENDED, "default", datetime(2026, 11, 21, 2, tzinfo=UTC))
    signals.receive(signal, Whom(WORKER, None), "key", place.work)


# What is left lying, how long it may, and under which name it is counted then.
NEGLECTS: list[tuple[Callable[[Place], None], timedelta, str]] = [
    (nobody_carries, timedelta(hours=2), "letters"),
    (a_card_is_not_carried, timedelta(hours=2), "letters"),
    (a_sender_vanishes_and_nobody_tidies, LEASE, "sending"),
    (a_doubt_is_not_given_up, timedelta(hours=24), "doubts"),
    (a_check_in_has_no_letter, timedelta(hours=2), "check_ins"),
    (silence_is_not_met, timedelta(hours=4), "silence"),
    (a_shift_is_not_closed, timedelta(), "shifts"),
    (a_usual_shift_is_not_told, timedelta(), "usual_shifts"),
    (a_signal_is_not_taken_in, timedelta(), "signals"),
]


@pytest.mark.parametrize(
    ("neglect", "may_wait", "name"), NEGLECTS, ids=[n.__name__ for n, _wait, _name in NEGLECTS]
)
def test_what_is_left_lying_is_counted_once_it_may_not_wait_any_longer(
    place: Place, neglect: Callable[[Place], None], may_wait: timedelta, name: str
) -> None:
    place.joins()
    neglect(place)
    place.passes(seconds=(may_wait + 4 * MINUTE).total_seconds())
    assert overdue(place) == {}
    place.passes(minutes=2)
    assert overdue(place) == {name: 1}


def test_every_name_has_a_neglect_that_it_stands_for(place: Place) -> None:
    assert {name for _neglect, _wait, name in NEGLECTS} == set(audited(place).overdue)


def test_the_clockwork_leaves_nothing_for_the_auditor(place: Place) -> None:
    place.joins()
    a_shift_is_not_closed(place)
    a_signal_is_not_taken_in(place)
    silence_is_not_met(place)
    place.passes(hours=5)
    winds(place.work)
    place.carries()
    assert overdue(place) == {}


def test_a_doubt_that_was_given_up_is_an_end(place: Place) -> None:
    place.joins()
    a_doubt_is_not_given_up(place)
    place.passes(hours=24, minutes=10)
    with place.work.begin() as uow:
        uow.outbox.abandon_doubts(place.clock.now() - timedelta(hours=24))
    assert overdue(place) == {}
    assert audited(place).uncertain == 0
    place.passes(days=31)
    forgets(place.work)
    assert overdue(place) == {}


def test_the_queue_is_what_should_have_left(place: Place) -> None:
    for worker in ("U1", "U2"):
        place.joins(worker)
    place.plans("c1")
    place.plans("c2", worker="U2", minutes=30)
    place.passes(minutes=10)
    found = audited(place)
    assert (found.waiting, found.sending, found.uncertain) == (1, 0, 0)
    assert found.oldest == 10 * MINUTE


def test_what_waits_for_another_try_still_waits_since_its_own_time(place: Place) -> None:
    place.joins()
    place.plans()
    place.passes(minutes=3)
    place.carries("not_connected")
    found = audited(place)
    assert (found.waiting, found.oldest) == (1, 3 * MINUTE)


def test_what_may_have_arrived_is_told_apart(place: Place) -> None:
    place.joins()
    place.plans()
    place.carries("no_answer:TimeoutError")
    found = audited(place)
    assert (found.waiting, found.uncertain) == (0, 1)


def test_another_workspace_is_not_our_business(one_store: Store) -> None:
    ours, theirs = Place(one_store), Place(one_store)
    theirs.joins()
    nobody_carries(theirs)
    theirs.passes(days=2)
    ours.passes(days=2)
    assert overdue(ours) == {}
    assert audited(ours).waiting == 0
    assert overdue(theirs) == {"letters": 1}
