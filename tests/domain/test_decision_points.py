"""What is known at a decision point: day or night, how long ago, and what is not known."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decision_points import (
    DecisionPoint,
    Phase,
    ShiftKind,
    hours_of,
    kinds_of,
    last_ended,
)
from bot.domain.practices import Feeling
from bot.domain.shifts import Shift, ShiftState

LISBON, SYDNEY = ZoneInfo("Europe/Lisbon"), ZoneInfo("Australia/Sydney")
DAY, NIGHT, OVERTIME = ShiftKind.DAY, ShiftKind.NIGHT, ShiftKind.OVERTIME


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}:00+00:00")


def shift(start: str | None, end: str, reopened: str | None = None) -> Shift:
    began, went_on = (None if text is None else at(text) for text in (start, reopened))
    return Shift("s1", "U1", ShiftState.ENDED, began, at(end), went_on)


@pytest.mark.parametrize(
    ("start", "end", "kinds"),
    [
        ("21T09:00", "21T17:00", {DAY}),
        ("21T17:00", "22T01:30", {DAY}),
        ("21T18:00", "22T02:00", {NIGHT}),
        ("21T22:00", "22T06:00", {NIGHT}),
        ("22T03:00", "22T09:00", {NIGHT}),
        ("22T04:00", "22T12:00", {DAY}),
        ("21T20:00", "22T06:30", {NIGHT, OVERTIME}),
        ("21T07:00", "21T18:00", {DAY, OVERTIME}),
        (None, "22T06:30", {NIGHT}),
        (None, "22T17:00", {DAY}),
    ],
)
def test_a_shift_is_night_work_when_three_hours_of_it_lie_in_the_night(
    start: str | None, end: str, kinds: set[ShiftKind]
) -> None:
    assert kinds_of(shift(start, end), LISBON) == kinds


def test_the_night_is_that_of_the_workers_own_clock() -> None:
    evening_in_lisbon = shift("21T12:00", "21T19:00")
    assert kinds_of(evening_in_lisbon, LISBON) == {DAY}
    assert kinds_of(evening_in_lisbon, SYDNEY) == {NIGHT}


def test_who_said_that_it_goes_on_worked_overtime() -> None:
    assert OVERTIME in kinds_of(shift("21T09:00", "21T17:00", "21T16:30"), LISBON)


def test_a_shift_that_has_no_end_yet_is_of_no_kind() -> None:
    assert kinds_of(Shift("s", "U1", ShiftState.OPEN, None, None), LISBON) == set()


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  the strategy adds the zone
    st.integers(min_value=1, max_value=16 * 60),
    st.sampled_from([LISBON, SYDNEY, ZoneInfo("America/St_Johns")]),
)
def test_every_shift_is_either_day_or_night(start: datetime, minutes: int, zone: ZoneInfo) -> None:
    worked = Shift("s", "U1", ShiftState.ENDED, start, start + timedelta(minutes=minutes))
    assert len(kinds_of(worked, zone) & {DAY, NIGHT}) == 1
    assert hours_of(worked) == pytest.approx(minutes / 60)


def test_the_shift_that_ended_last_is_the_one_that_counts() -> None:
    old, new = shift("20T09:00", "20T17:00"), shift("21T09:00", "21T17:00")
    to_come = shift("22T09:00", "22T17:00")
    assert last_ended([new, to_come, old], at("21T18:00")) == new
    assert last_ended([to_come], at("21T18:00")) is None


@pytest.mark.parametrize(
    ("since", "phase"),
    [
        (None, Phase.FIRST_DAYS),
        (timedelta(), Phase.FIRST_DAYS),
        (timedelta(hours=72), Phase.FIRST_DAYS),
        (timedelta(hours=73), Phase.FIRST_MONTH),
        (timedelta(days=30), Phase.FIRST_MONTH),
        (timedelta(days=31), Phase.LATER),
    ],
)
def test_the_first_days_last_three_and_what_is_unknown_counts_as_now(
    since: timedelta | None, phase: Phase
) -> None:
    assert DecisionPoint(since_shift=since).phase is phase


def test_no_answer_is_met_with_the_careful_one() -> None:
    assert DecisionPoint().answer is Feeling.HARD_TO_SAY
