"""However a shift is told, in whatever order and how often: one shift, one check-in."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import permutations

from bot.domain.check_ins import CheckInState
from bot.domain.shifts import SignalKind, UsualShift
from bot.use_cases import usual_shifts
from tests.use_cases.desk import Desk

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
