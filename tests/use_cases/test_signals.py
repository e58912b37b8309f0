"""However a shift is told, in whatever order and how often: one shift, one check-in."""

import time as clock
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import permutations
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.check_ins import CheckInState
from bot.domain.shifts import Signal, SignalKind, UsualShift, Whom
from bot.store import tables
from bot.use_cases import names, signals, usual_shifts
from bot.use_cases.shifts import Told
from tests.use_cases.desk import TWENTY, Desk

HOUR = timedelta(hours=1)
ENDED, STARTED = SignalKind.ENDED, SignalKind.STARTED
MOVED, CANCELLED = SignalKind.MOVED, SignalKind.CANCELLED


def night_until_two(worker: str) -> UsualShift:
    """Friday nights from 18:00 to 02:00, which is when the desk's clock begins."""
    return UsualShift("u1", worker, frozenset({4}), time(18), time(2), date(2026, 1, 1))


Telling = Callable[[Desk], object]


def tellings(end: datetime) -> list[Telling]:
    """Four tellings of one shift by three sources, with ends that differ by some minutes."""
    start = end - 8 * HOUR
    return [
        lambda desk: desk.hears(ENDED, name="night-7", started_at=start, ended_at=end),
        lambda desk: desk.hears(ENDED, source="calendar", name="x", ended_at=end + HOUR / 4),
        lambda desk: desk.hears(STARTED, source="calendar", started_at=start + HOUR / 6),
        lambda desk: desk.done(),
    ]


def test_the_same_shift_told_four_times_in_any_order_brings_one_check_in(desk: Desk) -> None:
    for number, order in enumerate(permutations(range(4))):
        alone = Desk(desk.place.store, f"T{number}")
        alone.joins()
        four = tellings(alone.now)
        alone.clock.move(minutes=15)
        for which in order:
            four[which](alone)
        alone.passes(minutes=30)
        assert alone.arrived() == ["check_in"], order
        assert len(alone.check_ins()) == 1, order


def test_a_usual_shift_and_the_worker_and_the_rota_tell_of_one_shift(desk: Desk) -> None:
    desk.clock.move(hours=-1)
    desk.joins()
    usual_shifts.add(night_until_two("U1"), desk.place)
    desk.passes(minutes=50)
    desk.done()
    desk.passes(minutes=15)
    desk.hears(ENDED, name="night-7", started_at=desk.now - 8 * HOUR, ended_at=desk.now)
    for _ in range(6):
        desk.passes(minutes=10)
    assert desk.arrived() == ["check_in"]


def test_who_goes_home_sick_hears_nothing_at_the_planned_end(desk: Desk) -> None:
    """Six hours early, by hand; the rota and "My usual shifts" still tell the planned end."""
    desk.clock.move(hours=-6)
    desk.joins()
    usual_shifts.add(night_until_two("U1"), desk.place)
    desk.sends_check_in()
    desk.passes(hours=5.75)
    desk.hears(ENDED, name="night-7", started_at=desk.now - 8 * HOUR, ended_at=desk.now)
    for _ in range(6):
        desk.passes(minutes=15)
    assert desk.arrived().count("check_in") == 1


def test_a_forgotten_end_does_not_bring_a_second_check_in_the_day_after(desk: Desk) -> None:
    desk.joins()
    desk.hears(STARTED, name="night-6", started_at=desk.now - 32 * HOUR)
    desk.hears(STARTED, name="night-7", started_at=desk.now - 8 * HOUR)
    desk.hears(ENDED, name="night-7")
    desk.passes(minutes=20)
    desk.done()
    desk.passes(minutes=30)
    assert desk.arrived().count("check_in") == 1


def test_two_shifts_of_one_day_bring_two_check_ins(desk: Desk) -> None:
    desk.joins()
    desk.hears(ENDED, name="early", started_at=desk.now - 4 * HOUR, ended_at=desk.now)
    desk.passes(minutes=20)
    desk.passes(hours=3.25)
    start = desk.now - 2.5 * HOUR
    desk.hears(ENDED, name="late", started_at=start, ended_at=desk.now)
    desk.passes(minutes=20)
    assert desk.arrived().count("check_in") == 2


def test_back_on_shift_before_it_is_sent_there_is_none(desk: Desk) -> None:
    desk.joins()
    desk.done()
    desk.passes(minutes=10)
    desk.hears(STARTED)
    desk.passes(hours=2)
    assert desk.arrived() == []
    assert desk.last_check_in().state is CheckInState.CANCELLED


def test_after_going_back_the_real_end_brings_the_check_in(desk: Desk) -> None:
    desk.joins()
    desk.done()
    desk.passes(minutes=10)
    desk.hears(STARTED)
    desk.passes(hours=1)
    desk.done()
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_a_late_telling_of_an_old_start_takes_nothing_back(desk: Desk) -> None:
    desk.joins()
    desk.done()
    desk.hears(STARTED, started_at=desk.now - 8 * HOUR)
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_an_end_to_come_is_waited_for(desk: Desk) -> None:
    desk.joins()
    desk.hears(ENDED, name="night-7", ended_at=desk.now + 3 * HOUR)
    desk.passes(hours=3)
    assert desk.arrived() == []
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_a_week_told_ahead_plans_one_check_in_at_a_time(desk: Desk) -> None:
    desk.joins()
    first = desk.now
    for day in range(1, 6):
        end = first + timedelta(days=day)
        desk.hears(ENDED, name=f"night-{day}", started_at=end - 8 * HOUR, ended_at=end)
    for day in range(1, 6):
        assert desk.open_one() is None
        desk.clock.move(seconds=(first + timedelta(days=day) - desk.now).total_seconds())
        desk.winds()
        assert desk.open_one() is not None
        desk.passes(minutes=20)
        desk.taps(desk.last_check_in())
        assert desk.arrived().count("check_in") == day


def test_shifts_that_overlap_at_the_handover_stay_two(desk: Desk) -> None:
    desk.joins()
    first, second = desk.now + 8 * HOUR, desk.now + 15.75 * HOUR
    desk.hears(ENDED, name="a", started_at=desk.now, ended_at=first)
    desk.hears(ENDED, name="b", started_at=first - HOUR / 4, ended_at=second)
    desk.passes(hours=8.5)
    assert desk.arrived().count("check_in") == 1
    desk.passes(hours=8)
    assert desk.arrived().count("check_in") == 2


def test_a_shift_moved_to_later_moves_its_check_in(desk: Desk) -> None:
    desk.joins()
    desk.hears(ENDED, name="night-7")
    desk.hears(MOVED, name="night-7", ended_at=desk.now + HOUR)
    desk.passes(minutes=59)
    assert desk.arrived() == []
    desk.passes(minutes=21)
    assert desk.arrived() == ["check_in"]
    assert len(desk.check_ins()) == 1


def test_a_shift_moved_to_earlier_moves_its_check_in(desk: Desk) -> None:
    desk.joins()
    desk.hears(ENDED, name="night-7", ended_at=desk.now + 3 * HOUR)
    desk.passes(hours=1)
    desk.hears(MOVED, name="night-7", ended_at=desk.now)
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]
    desk.passes(hours=5)
    assert desk.arrived().count("check_in") == 1


def test_a_shift_moved_after_its_check_in_was_sent_brings_no_second(desk: Desk) -> None:
    desk.joins()
    desk.hears(ENDED, name="night-7")
    desk.passes(minutes=20)
    desk.hears(MOVED, name="night-7", ended_at=desk.now + HOUR)
    desk.passes(hours=2)
    assert desk.arrived() == ["check_in"]


def test_a_move_of_a_shift_that_nobody_told_of_is_its_first_telling(desk: Desk) -> None:
    desk.joins()
    desk.hears(MOVED, name="night-7", ended_at=desk.now)
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_a_cancelled_shift_brings_none(desk: Desk) -> None:
    desk.joins()
    desk.hears(ENDED, name="night-7")
    desk.hears(CANCELLED, name="night-7")
    desk.passes(hours=1)
    assert desk.arrived() == []


def test_a_cancelled_shift_stays_cancelled_in_whichever_order_it_is_told(desk: Desk) -> None:
    desk.joins()
    desk.hears(CANCELLED, name="night-7")
    desk.hears(ENDED, name="night-7")
    desk.hears(MOVED, name="night-7", ended_at=desk.now)
    desk.passes(hours=1)
    assert desk.arrived() == []


def test_a_cancellation_without_a_name_changes_nothing(desk: Desk) -> None:
    desk.joins()
    desk.hears(ENDED)
    desk.hears(CANCELLED)
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_an_end_of_more_than_twelve_hours_ago_is_dropped(desk: Desk) -> None:
    desk.joins()
    desk.hears(ENDED, ended_at=desk.now - 12 * HOUR - timedelta(seconds=1))
    desk.passes(hours=1)
    assert desk.arrived() == []
    assert desk.check_ins() == []


def test_an_end_that_is_heard_too_late_for_its_check_in_brings_none(desk: Desk) -> None:
    desk.joins()
    desk.hears(ENDED, ended_at=desk.now - 3 * HOUR)
    desk.passes(hours=1)
    assert desk.arrived() == []


def test_who_is_off_gets_nothing_and_the_sender_cannot_tell(desk: Desk) -> None:
    desk.hears(ENDED, worker="U-nobody")
    desk.passes(hours=1)
    assert desk.slack.arrivals == []
    assert names.next_waiting(desk.place) == ("rota", "U-nobody")


def test_a_signal_by_address_finds_the_worker(desk: Desk) -> None:
    with desk.place.look() as uow:
        mark = uow.email_mark("ana@lantern.example")
    desk.joins(email_mark=mark)
    told = Signal(ENDED, "rota", desk.now)
    signals.receive(told, Whom(email="Ana@lantern.example"), desk.key(), desk.place)
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_an_address_that_slack_knows_better_is_matched_from_then_on(desk: Desk) -> None:
    desk.joins()
    whom = Whom(email="a.ferraz@lantern.example")
    signals.receive(Signal(ENDED, "rota", desk.now), whom, desk.key(), desk.place)
    desk.winds()
    assert names.next_waiting(desk.place) == ("rota", "a.ferraz@lantern.example")
    names.match_later("rota", "a.ferraz@lantern.example", "U1", desk.place)
    assert names.next_waiting(desk.place) is None
    signals.receive(Signal(ENDED, "rota", desk.now), whom, desk.key(), desk.place)
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_a_name_that_slack_does_not_know_is_listed_and_not_looked_up_again(desk: Desk) -> None:
    desk.hears(ENDED, worker="anna")
    names.match_later("rota", "anna", None, desk.place)
    desk.hears(ENDED, worker="anna")
    assert names.next_waiting(desk.place) is None
    assert [name for _source, name, _at in names.listed(desk.place.store, "T1")] == ["anna"]


def test_a_repeated_message_has_its_effect_once(desk: Desk) -> None:
    desk.joins()
    for _ in range(3):
        signals.receive(Signal(ENDED, "rota", desk.now), Whom("U1"), "msg-1", desk.place)
    assert signals.take_in_received(desk.place) == 1
    assert signals.take_in_received(desk.place) == 0


def test_saying_it_twice_is_answered_with_what_is_planned(desk: Desk) -> None:
    desk.joins()
    first = signals.end_now("U1", "slash", "the-same-key", desk.place)
    again = signals.end_now("U1", "slash", "the-same-key", desk.place)
    anew = desk.done()
    assert (first.told, again.told, anew.told) == (Told.PLANNED, Told.ALREADY, Told.ALREADY)
    assert first.due_at == again.due_at == anew.due_at == desk.now + TWENTY


def test_saying_it_when_off_is_answered_so(desk: Desk) -> None:
    assert desk.done().told is Told.NOBODY


@pytest.mark.parametrize("kind", SignalKind)
def test_a_signal_for_another_worker_changes_nothing_of_mine(desk: Desk, kind: SignalKind) -> None:
    desk.joins("U1")
    desk.joins("U2")
    desk.hears(ENDED, "U1", name="night-7")
    before = desk.open_one("U1")
    desk.hears(kind, "U2", name="night-7", ended_at=desk.now + 5 * HOUR)
    assert before is not None
    assert desk.open_one("U1") == before


def test_signals_are_taken_in_one_after_the_other_whoever_takes_them(desk: Desk) -> None:
    """Or "back on shift" might be heard before the end that it takes back."""
    desk.joins()
    for kind in (SignalKind.ENDED, SignalKind.STARTED):
        told = Signal(kind, "rota", desk.now)
        signals.receive(told, Whom(slack_id="U1"), desk.key(), desk.place)
    other = Thread(target=signals.take_in_received, args=(desk.place,))
    with desk.place.begin() as uow:
        assert uow.signals.next() is not None
        other.start()
        clock.sleep(0.2)
        with desk.place.look() as beside:
            table = tables.waiting_signals
            waiting = beside.connection.execute(sa.select(sa.func.count()).select_from(table))
            assert waiting.scalar() == 2
    other.join()


@pytest.mark.parametrize("kind", [ENDED, STARTED, MOVED])
def test_hard_contacts_count_however_they_are_told_and_the_last_count_stands(
    desk: Desk, kind: SignalKind
) -> None:
    desk.joins()
    times: dict[str, Any] = {"started_at": desk.now - 8 * HOUR, "ended_at": desk.now}
    desk.hears(ENDED, name="night-7", hard_contacts=1, **times)
    desk.hears(kind, name="night-7", hard_contacts=4, **times)
    desk.hears(kind, name="night-7", **times)
    with desk.place.look() as uow:
        assert [shift.hard_contacts for shift in uow.shifts.lately("U1")] == [4]
