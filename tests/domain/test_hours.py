"""Days and parts of the day make hours of the week, and come back out of them."""

from dataclasses import replace
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import DayPart, days_and_parts, hours_at_work, hours_in
from bot.domain.shifts import UsualShift

NIGHTS = UsualShift("1", "U1", frozenset({6}), time(22), time(6, 30), date(2026, 9, 1))


def test_the_parts_of_all_days_are_the_whole_week_and_none_twice() -> None:
    parts = [hours_in([day], [part]) for day in range(7) for part in DayPart]
    assert frozenset().union(*parts) == frozenset(range(168))
    assert sum(map(len, parts)) == 168


def test_the_night_of_sunday_runs_into_monday() -> None:
    night = [*range(6 * 24 + 22, 168), *range(6)]
    assert hours_in([6], [DayPart.NIGHT]) == frozenset(night)


@given(
    days=st.frozensets(st.integers(0, 6), min_size=1),
    parts=st.frozensets(st.sampled_from(DayPart), min_size=1),
)
def test_a_form_begins_with_what_was_said_in_it(
    days: frozenset[int], parts: frozenset[DayPart]
) -> None:
    assert days_and_parts(hours_in(days, parts)) == (days, parts)


def test_a_shift_takes_every_hour_that_it_touches() -> None:
    assert hours_at_work([NIGHTS]) == frozenset([*range(6 * 24 + 22, 168), *range(7)])
    round_the_clock = replace(NIGHTS, start=time(9), end=time(9))
    assert len(hours_at_work([round_the_clock])) == 24
    late = replace(NIGHTS, start=time(14, 30), end=time(15, 15), days=frozenset({0}))
    assert hours_at_work([late]) == {14, 15}
    assert hours_at_work([]) == frozenset()
