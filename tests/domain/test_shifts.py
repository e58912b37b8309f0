"""Which telling belongs to which shift, and when usual shifts begin and end."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.shifts import (
    ShiftState,
    Signal,
    SignalKind,
    UsualShift,
    shift_that_ended,
    shift_that_started,
)
from tests.domain.makers import FIVE_ZONES, NOON, shift

HOUR = timedelta(hours=1)
LONDON = ZoneInfo("Europe/London")


def test_an_end_belongs_to_the_open_shift() -> None:
    running = shift(state=ShiftState.OPEN, started_at=NOON - 8 * HOUR, ends_at=None)
    assert shift_that_ended(NOON, [running]) == running


def test_an_end_belongs_to_no_shift_that_began_after_it() -> None:
    running = shift(state=ShiftState.OPEN, started_at=NOON + HOUR, ends_at=None)
    assert shift_that_ended(NOON, [running]) is None


@pytest.mark.parametrize("apart", [-4, -1, 0, 1, 4])
def test_two_tellings_within_four_hours_are_of_one_shift(apart: int) -> None:
    assert shift_that_ended(NOON + apart * HOUR, [shift()]) == shift()


def test_two_tellings_further_apart_are_of_two_shifts() -> None:
    assert shift_that_ended(NOON + 4 * HOUR + timedelta(seconds=1), [shift()]) is None


def test_a_start_between_two_ends_makes_them_two_shifts() -> None:
    second = shift("s2", state=ShiftState.ENDED, started_at=NOON + HOUR, ends_at=NOON + 9 * HOUR)
    assert shift_that_ended(NOON + 2 * HOUR, [second, shift()]) is None


def test_of_two_near_ends_the_nearer_one_is_meant() -> None:
    earlier = shift("s0", ends_at=NOON - 3 * HOUR)
    assert shift_that_ended(NOON - HOUR, [earlier, shift()]) == shift()


def test_a_cancelled_shift_hears_no_end() -> None:
    assert shift_that_ended(NOON, [shift(state=ShiftState.CANCELLED)]) is None


def test_who_leaves_early_ends_the_shift_that_was_expected() -> None:
    expected = shift(state=ShiftState.EXPECTED, ends_at=NOON + 3 * HOUR)
    assert shift_that_ended(NOON, [expected]) == expected


def test_who_leaves_much_too_early_ends_the_shift_that_is_running() -> None:
    """Sent home sick after four of twelve hours: no second check-in wakes them when it was due."""
    expected = shift(state=ShiftState.EXPECTED, started_at=NOON - 4 * HOUR, ends_at=NOON + 8 * HOUR)
    assert shift_that_ended(NOON, [expected]) == expected


def test_a_shift_that_nobody_ever_ended_does_not_catch_the_end_of_another_day() -> None:
    """Otherwise the second telling of one end would bring a second check-in."""
    forgotten = shift("s0", state=ShiftState.OPEN, started_at=NOON - 30 * HOUR, ends_at=None)
    today = shift("s1", started_at=NOON - 8 * HOUR, ends_at=NOON)
    assert shift_that_ended(NOON + timedelta(minutes=5), [forgotten, today]) == today


def test_a_shift_that_nobody_ended_is_over_when_the_next_one_has_begun() -> None:
    forgotten = shift("s0", state=ShiftState.OPEN, started_at=NOON - 14 * HOUR, ends_at=None)
    second = shift("s1", started_at=NOON - 6 * HOUR, ends_at=NOON)
    assert shift_that_ended(NOON + timedelta(minutes=5), [forgotten, second]) == second


def test_a_split_day_has_two_shifts_when_the_signal_says_so() -> None:
    morning = shift(ends_at=NOON)
    afternoon = Signal(
        SignalKind.ENDED, "rota", NOON, started_at=NOON + HOUR, ended_at=NOON + 3 * HOUR
    )
    assert shift_that_ended(afternoon.end, [morning], afternoon.started_at) is None


def test_a_late_telling_with_the_hours_planned_belongs_to_the_shift_left_early() -> None:
    left_early = shift(ends_at=NOON)
    assert shift_that_ended(NOON + 6 * HOUR, [left_early], NOON - 6 * HOUR) == left_early


def test_a_start_heard_after_its_end_belongs_to_that_shift() -> None:
    assert shift_that_started(NOON - 8 * HOUR, [shift()]) == shift()


def test_a_start_after_an_end_is_a_new_shift() -> None:
    assert shift_that_started(NOON + HOUR, [shift()]) is None


def test_a_start_more_than_sixteen_hours_before_an_end_is_of_another_shift() -> None:
    assert shift_that_started(NOON - 17 * HOUR, [shift()]) is None


@pytest.mark.parametrize("apart", [-4, 0, 4])
def test_two_tellings_of_one_start_are_of_one_shift(apart: int) -> None:
    running = shift(state=ShiftState.OPEN, started_at=NOON, ends_at=None)
    assert shift_that_started(NOON + apart * HOUR, [running]) == running


def test_a_start_never_joins_a_cancelled_shift() -> None:
    gone = shift(state=ShiftState.CANCELLED, started_at=NOON, ends_at=NOON + 8 * HOUR)
    assert shift_that_started(NOON, [gone]) is None


def test_an_end_to_come_is_expected_and_one_that_came_is_over() -> None:
    running = shift(state=ShiftState.OPEN, ends_at=None)
    assert running.ended(NOON + HOUR, NOON).state is ShiftState.EXPECTED
    assert running.ended(NOON, NOON).state is ShiftState.ENDED


def usual(**more: object) -> UsualShift:
    """Friday nights from 22:00 to 06:00."""
    facts: dict[str, object] = {
        "id": "u1",
        "worker": "U1",
        "days": frozenset({4}),
        "start": time(22),
        "end": time(6),
        "first_day": date(2026, 1, 1),
    }
    return UsualShift(**{**facts, **more})  # type: ignore[arg-type]  # every field by its name


FRIDAY = date(2026, 11, 20)


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    start, end = usual().hours_on(FRIDAY, LONDON)
    assert (start, end) == (
        datetime(2026, 11, 20, 22, tzinfo=UTC),
        datetime(2026, 11, 21, 6, tzinfo=UTC),
    )


def test_it_runs_on_its_days_from_the_first_to_the_last_and_not_when_skipped() -> None:
    assert usual().runs_on(FRIDAY)
    assert not usual().runs_on(FRIDAY + timedelta(days=1))
    assert not usual(first_day=FRIDAY + timedelta(days=1)).runs_on(FRIDAY)
    assert not usual(last_day=FRIDAY - timedelta(days=1)).runs_on(FRIDAY)
    assert usual(last_day=FRIDAY).runs_on(FRIDAY)
    assert not usual().skipping(FRIDAY).runs_on(FRIDAY)


def test_its_end_is_told_with_a_name_that_is_the_same_each_time() -> None:
    end = datetime(2026, 11, 21, 6, tzinfo=UTC)
    (signal,) = usual().signals(end - HOUR, end, LONDON)
    assert signal == Signal(SignalKind.ENDED, "usual", end, "u1:2026-11-20", end - 8 * HOUR, end)


def test_an_end_that_was_told_is_not_told_again_by_the_next_look() -> None:
    end = datetime(2026, 11, 21, 6, tzinfo=UTC)
    assert usual().signals(end, end + HOUR, LONDON) == []


def test_a_skipped_night_tells_nothing() -> None:
    end = datetime(2026, 11, 21, 6, tzinfo=UTC)
    assert usual().skipping(FRIDAY).signals(end - HOUR, end, LONDON) == []


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
clock_times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0, fold=0))
every_day = frozenset(range(7))


@given(days, clock_times, clock_times, st.sampled_from(FIVE_ZONES))
def test_every_shift_ends_after_it_began_whatever_the_clocks_do(
    day: date, start: time, end: time, zone: str
) -> None:
    if start == end:
        return
    began, ended = usual(days=every_day, start=start, end=end).hours_on(day, ZoneInfo(zone))
    assert began < ended or ended - began > -HOUR  # a change may swallow an hour and no more


@given(
    day=days,
    start=clock_times,
    end=clock_times,
    zone=st.sampled_from(FIVE_ZONES),
    looks=st.lists(st.integers(1, 60 * 24), min_size=1, max_size=20),
)
def test_however_often_one_looks_each_local_date_is_told_once(
    day: date, start: time, end: time, zone: str, looks: list[int]
) -> None:
    if start == end:
        return
    series, place = usual(days=every_day, start=start, end=end), ZoneInfo(zone)
    first = since = datetime.combine(day, time(), UTC)
    told = []
    for minutes in looks:
        until = since + timedelta(minutes=minutes)
        told += series.signals(since, until, place)
        since = until
    names = [signal.name for signal in told]
    assert len(names) == len(set(names))
    assert told == series.signals(first, since, place)


@given(
    day=days,
    start=clock_times,
    end=clock_times,
    zone=st.sampled_from(FIVE_ZONES),
    nights=st.frozensets(st.integers(0, 6), min_size=1),
    ahead=st.integers(-9, 60),
)
def test_no_end_is_passed_over_by_waiting_for_the_next_one(  # noqa: PLR0913  one for each part of a series
    *, day: date, start: time, end: time, zone: str, nights: frozenset[int], ahead: int
) -> None:
    if start == end:
        return
    place, now = ZoneInfo(zone), datetime.combine(day, time(), UTC)
    first = day + timedelta(days=ahead)
    series = usual(days=nights, start=start, end=end, first_day=first)
    look_at = series.next_end(now, place)
    assert look_at > now
    told = series.signals(now, look_at, place)
    assert [signal.end for signal in told] in ([look_at], [])
    assert told or look_at == now + timedelta(days=30)


@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_a_shift_every_night_of_a_year_ends_once_each_night(zone: str) -> None:
    """Through both changes of the clocks, with an end that is skipped once and comes twice once."""
    for end in (time(1, 30), time(2, 15), time(2, 30)):
        nightly = usual(days=every_day, start=time(18), end=end)
        first = datetime(2026, 1, 2, 12, tzinfo=UTC)
        told = nightly.signals(first, first + timedelta(days=365), ZoneInfo(zone))
        assert len(told) == 365
        assert len({signal.name for signal in told}) == 365


def test_the_next_day_is_looked_for_within_two_weeks() -> None:
    noon = datetime.combine(FRIDAY, time(12))
    assert usual().next_day(noon) == FRIDAY
    assert usual().skipping(FRIDAY).next_day(noon) == FRIDAY + timedelta(days=7)
    assert usual(last_day=FRIDAY).next_day(noon + timedelta(days=1)) is None


def test_a_night_that_began_yesterday_is_the_next_until_it_ends() -> None:
    morning = datetime.combine(FRIDAY + timedelta(days=1), time(5, 59))
    assert usual().next_day(morning) == FRIDAY
    assert usual().next_day(morning + timedelta(minutes=1)) == FRIDAY + timedelta(days=7)
