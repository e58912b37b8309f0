"""What a shift that is over leads to: one check-in, within what the worker has allowed."""

from datetime import time, timedelta

from bot.domain.check_ins import CheckInState
from bot.domain.people import DailyWindow, PausedBy
from bot.domain.shifts import SignalKind
from bot.use_cases.shifts import Told
from tests.use_cases.desk import Desk

HOUR = timedelta(hours=1)
ENDED, STARTED = SignalKind.ENDED, SignalKind.STARTED
MOVED, CANCELLED = SignalKind.MOVED, SignalKind.CANCELLED


def test_an_end_in_a_pause_plans_nothing_until_the_pause_is_over(desk: Desk) -> None:
    desk.joins(paused_by=PausedBy.WORKER, paused_until=desk.now + timedelta(days=1))
    assert desk.done().told is Told.PAUSED
    desk.passes(hours=30)
    assert desk.arrived() == []
    assert desk.done().told is Told.PLANNED


def test_a_newer_check_in_makes_the_older_one_a_card(desk: Desk) -> None:
    desk.joins()
    older = desk.sends_check_in()
    desk.passes(hours=1)
    desk.hears(STARTED)
    desk.passes(hours=2)
    newer = desk.sends_check_in()
    assert older.id != newer.id
    assert desk.check_in(older.id).state is CheckInState.LAPSED
    assert sorted(desk.arrived()) == ["card", "check_in", "check_in"]


def test_the_sixth_shift_of_a_week_brings_no_sixth_check_in(desk: Desk) -> None:
    desk.joins()
    for _ in range(7):
        check_in = desk.sends_check_in()
        desk.taps(desk.check_in(check_in.id))
        desk.passes(hours=20)
    assert desk.arrived().count("check_in") == 5
    desk.passes(hours=48)
    desk.sends_check_in()
    assert desk.arrived().count("check_in") == 6


def test_quiet_hours_never_swallow_the_check_in_of_ones_own_shift(desk: Desk) -> None:
    desk.joins(quiet_hours=DailyWindow(time(22), time(8)))
    desk.sends_check_in()
    assert desk.arrived() == ["check_in"]
