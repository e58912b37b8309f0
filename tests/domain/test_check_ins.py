"""Whether a check-in may leave, and for how long a tap on it counts."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.check_ins import (
    OPEN,
    WAITING,
    Answer,
    CheckInKind,
    CheckInState,
    Leave,
    Outcome,
    may_leave,
)
from bot.domain.minutes import Minute, Step, first_step
from bot.domain.people import DailyWindow, PausedBy
from bot.domain.practices import Feeling
from tests.domain.makers import NOON, check_in, worker

ALL_DAY_BUT_NIGHT = DailyWindow(time(6), time(23))
NIGHT = DailyWindow(time(22), time(8))


def leaves(now: datetime = NOON, sent: int = 0, **of_worker: object) -> Leave:
    return may_leave(check_in(), worker(**of_worker), now, sent)


def test_what_is_due_leaves() -> None:
    assert leaves() is Leave.NOW


def test_nothing_leaves_after_leaving() -> None:
    assert leaves(is_on=False) is Leave.CANCELLED


def test_nothing_leaves_into_a_pause() -> None:
    assert leaves(paused_by=PausedBy.SILENCE) is Leave.CANCELLED
    tomorrow = NOON + timedelta(days=1)
    assert leaves(paused_by=PausedBy.WORKER, paused_until=tomorrow) is Leave.CANCELLED


def test_a_pause_with_a_date_ends_by_itself() -> None:
    assert leaves(paused_by=PausedBy.WORKER, paused_until=NOON) is Leave.NOW


def test_two_hours_late_is_still_sent_and_a_second_more_is_not() -> None:
    assert leaves(NOON + timedelta(hours=2)) is Leave.NOW
    assert leaves(NOON + timedelta(hours=2, seconds=1)) is Leave.EXPIRED


def test_consent_speaks_before_lateness() -> None:
    assert leaves(NOON + timedelta(days=1), is_on=False) is Leave.CANCELLED


@pytest.mark.parametrize(("sent", "leave"), [(4, Leave.NOW), (5, Leave.CANCELLED)])
def test_the_sixth_in_seven_days_does_not_leave(sent: int, leave: Leave) -> None:
    assert leaves(sent=sent) is leave


def test_the_worker_may_want_fewer() -> None:
    assert leaves(sent=1, most_per_week=1) is Leave.CANCELLED


def test_quiet_hours_never_swallow_the_check_in_of_ones_own_shift() -> None:
    assert leaves(quiet_hours=ALL_DAY_BUT_NIGHT) is Leave.NOW


def test_quiet_hours_hold_back_a_look_in() -> None:
    look_in = check_in(kind=CheckInKind.LOOK_IN, shift=None)
    asleep = worker(quiet_hours=ALL_DAY_BUT_NIGHT)
    assert may_leave(look_in, asleep, NOON, 0) is Leave.LATER
    awake = worker(quiet_hours=NIGHT)
    assert may_leave(look_in, awake, NOON, 0) is Leave.NOW


def test_a_look_in_held_back_for_too_long_expires() -> None:
    look_in = check_in(kind=CheckInKind.LOOK_IN, shift=None)
    asleep = worker(quiet_hours=ALL_DAY_BUT_NIGHT)
    assert may_leave(look_in, asleep, NOON + timedelta(hours=3), 0) is Leave.EXPIRED


def test_a_look_in_takes_nothing_from_the_weekly_number() -> None:
    look_in = check_in(kind=CheckInKind.LOOK_IN, shift=None)
    assert may_leave(look_in, worker(), NOON, sent_this_week=99) is Leave.NOW


def test_who_is_still_on_shift_is_waited_for() -> None:
    assert may_leave(check_in().held(), worker(), NOON, 0) is Leave.LATER


@pytest.mark.parametrize("state", sorted(set(CheckInState) - set(WAITING)))
def test_what_was_sent_or_closed_never_leaves_again(state: CheckInState) -> None:
    assert may_leave(check_in(state=state), worker(), NOON, 0) is Leave.CANCELLED


moments = st.timedeltas(timedelta(days=-3), timedelta(days=3)).map(lambda by: NOON + by)


@given(
    now=moments,
    due=st.one_of(st.none(), moments),
    state=st.sampled_from(CheckInState),
    kind=st.sampled_from(CheckInKind),
    is_on=st.booleans(),
    paused_by=st.one_of(st.none(), st.sampled_from(PausedBy)),
    paused_until=st.one_of(st.none(), moments),
    sent=st.integers(0, 10),
)
def test_whatever_the_circumstances_nothing_leaves_against_the_rules(  # noqa: PLR0913  one for each circumstance
    *,
    now: datetime,
    due: datetime | None,
    state: CheckInState,
    kind: CheckInKind,
    is_on: bool,
    paused_by: PausedBy | None,
    paused_until: datetime | None,
    sent: int,
) -> None:
    offered = check_in(state=state, kind=kind, due_at=due)
    known = worker(is_on=is_on, paused_by=paused_by, paused_until=paused_until, quiet_hours=NIGHT)
    if may_leave(offered, known, now, sent) is not Leave.NOW:
        return
    assert is_on
    assert state in WAITING
    assert due is not None
    assert now <= due + timedelta(hours=2)
    assert paused_by is None or (paused_until is not None and paused_until <= now)
    if kind is CheckInKind.LOOK_IN:
        assert 8 <= now.hour < 22
    else:
        assert sent < 5


def test_a_tap_counts_for_twelve_hours() -> None:
    sent = check_in().sent(NOON, "D1", "1.0", undisturbed=False)
    assert sent.still_counts(NOON + timedelta(hours=12))
    assert not sent.still_counts(NOON + timedelta(hours=12, seconds=1))


def test_an_answer_may_change_for_ten_minutes_after_the_first() -> None:
    first = check_in().sent(NOON, "D1", "1.0", undisturbed=False).answered(NOON)
    again = first.answered(NOON + timedelta(minutes=9))
    assert again.may_change(NOON + timedelta(minutes=10))
    assert not again.may_change(NOON + timedelta(minutes=10, seconds=1))


def test_a_held_check_in_is_open_but_due_at_no_time() -> None:
    held = check_in().held()
    assert held.state in OPEN
    assert held.is_waiting
    assert held.due_at is None
    assert held.expires_at() is None


def test_a_moved_check_in_waits_as_if_it_were_new() -> None:
    later = NOON + timedelta(hours=1)
    moved = check_in().held().moved_to(later)
    assert moved.is_waiting
    assert moved.expires_at() == later + timedelta(hours=2)


def test_no_log_and_no_traceback_shows_an_answer() -> None:
    answer = Answer(Feeling.VERY_HEAVY, Outcome.HEAVIER, NOON)
    assert repr(answer) == "Answer()"
    minute = Minute(Step.PRACTICE, feeling=Feeling.VERY_HEAVY, practice="p", outcome=Outcome.SAME)
    assert "heavy" not in repr(minute)
    assert "same" not in repr(minute)


@pytest.mark.parametrize("feeling", [Feeling.LIGHT, Feeling.VERY_HEAVY])
def test_light_and_very_heavy_are_met_with_a_sentence(feeling: Feeling) -> None:
    assert first_step(feeling) is Step.OPENING


@pytest.mark.parametrize("feeling", [Feeling.A_BIT_HEAVY, Feeling.HEAVY, Feeling.HARD_TO_SAY, None])
def test_everything_else_is_met_with_a_practice(feeling: Feeling | None) -> None:
    assert first_step(feeling) is Step.PRACTICE
