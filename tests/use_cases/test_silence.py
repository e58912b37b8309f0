"""Silence means nothing: three unanswered check-ins pause themselves, and nobody is reminded."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.people import DailyWindow, PausedBy
from bot.domain.practices import Feeling
from bot.domain.shifts import SignalKind
from bot.use_cases import check_ins, membership
from tests.use_cases.desk import Desk

HEAVY = Feeling.HEAVY


def is_silent(desk: Desk) -> bool:
    return desk.worker().paused_by is PausedBy.SILENCE


def a_month_passes_by(desk: Desk) -> None:
    desk.passes(days=30)
    a_day_passes_by(desk)


def a_day_passes_by(desk: Desk) -> None:
    for _ in range(12):
        desk.passes(hours=2)


def goes_unanswered(desk: Desk, times: int = 1) -> None:
    for _ in range(times):
        desk.sends_check_in()
        desk.passes(hours=4)
        desk.clock.move(hours=30)


def test_three_unanswered_check_ins_pause_themselves_quietly(desk: Desk) -> None:
    desk.joins()
    goes_unanswered(desk, 2)
    assert not is_silent(desk)
    goes_unanswered(desk)
    assert is_silent(desk)
    assert sorted(desk.arrived()) == ["card"] * 3 + ["check_in"] * 3
    desk.sends_check_in()
    assert desk.arrived().count("check_in") == 3


@pytest.mark.parametrize("feeling", [HEAVY, None])
def test_any_tap_breaks_the_silence(desk: Desk, feeling: Feeling | None) -> None:
    desk.joins()
    goes_unanswered(desk, 2)
    desk.taps(desk.sends_check_in(), feeling)
    desk.clock.move(hours=30)
    goes_unanswered(desk)
    assert not is_silent(desk)


def test_a_late_tap_ends_the_pause_that_silence_brought(desk: Desk) -> None:
    desk.joins()
    goes_unanswered(desk, 2)
    last = desk.sends_check_in()
    desk.passes(hours=4)
    assert is_silent(desk)
    desk.passes(hours=6)
    desk.taps(last)
    assert not is_silent(desk)


def test_what_was_sent_into_do_not_disturb_does_not_count(desk: Desk) -> None:
    desk.joins(do_not_disturb=DailyWindow(time(0), time(23, 59)))
    goes_unanswered(desk, 4)
    assert not is_silent(desk)


def test_starting_again_begins_the_count_anew(desk: Desk) -> None:
    desk.joins()
    goes_unanswered(desk, 3)
    membership.resume("U1", desk.place)
    goes_unanswered(desk, 2)
    assert not is_silent(desk)
    goes_unanswered(desk)
    assert is_silent(desk)


def test_lapsing_by_a_newer_check_in_counts_as_silence_too(desk: Desk) -> None:
    desk.joins()
    for _ in range(3):
        desk.sends_check_in()
        desk.passes(hours=1)
        desk.hears(SignalKind.STARTED)
        desk.passes(hours=2)
    desk.passes(hours=4)
    assert is_silent(desk)


def test_staying_on_shift_is_a_tap_as_well(desk: Desk) -> None:
    desk.joins()
    goes_unanswered(desk, 2)
    check_ins.stay_on_shift(desk.meeting(desk.sends_check_in()), 15, desk.place)
    desk.passes(minutes=15)
    desk.taps(desk.last_check_in())
    assert not is_silent(desk)


def test_a_pause_by_silence_is_for_the_worker_to_end(desk: Desk) -> None:
    desk.joins()
    goes_unanswered(desk, 3)
    desk.clock.move(days=365)
    assert desk.worker().is_paused(desk.now)
    membership.resume("U1", desk.place)
    assert not desk.worker().is_paused(desk.now)


# After a month without any tap


def test_who_allowed_it_is_asked_once_after_a_month_and_never_again(desk: Desk) -> None:
    desk.joins(may_ask_once=True)
    a_month_passes_by(desk)
    assert desk.arrived() == ["ask_once"]
    for _ in range(3):
        a_month_passes_by(desk)
    assert desk.arrived() == ["ask_once"]


def test_nobody_is_asked_who_did_not_allow_it(desk: Desk) -> None:
    desk.joins()
    a_month_passes_by(desk)
    assert desk.arrived() == []


def test_nobody_is_asked_who_tapped_within_the_month(desk: Desk) -> None:
    desk.joins(may_ask_once=True)
    desk.passes(days=20)
    desk.done()
    desk.passes(minutes=20)
    desk.passes(days=15)
    a_day_passes_by(desk)
    assert "ask_once" not in desk.arrived()


def test_the_question_comes_at_a_fixed_hour_of_the_workers_own_day(desk: Desk) -> None:
    desk.joins(may_ask_once=True, zone="Australia/Sydney")
    desk.passes(days=30)
    for _ in range(48):
        desk.passes(minutes=30)
    (asked,) = desk.slack.arrivals
    assert desk.worker().local(asked.at).time() == time(17)


def test_who_left_before_the_hour_is_not_asked(desk: Desk) -> None:
    desk.joins(may_ask_once=True)
    desk.passes(days=30)
    membership.turn_off("U1", desk.place)
    a_day_passes_by(desk)
    assert desk.arrived() == []


def test_who_no_longer_allows_it_before_the_hour_is_not_asked(desk: Desk) -> None:
    desk.joins(may_ask_once=True)
    desk.passes(days=30)
    with desk.place.begin() as uow:
        uow.people.save(replace(desk.worker(), may_ask_once=False))
    a_day_passes_by(desk)
    assert desk.arrived() == []


def test_a_question_that_missed_its_hour_by_two_is_not_asked(desk: Desk) -> None:
    desk.joins(may_ask_once=True)
    desk.passes(days=30)
    hour = datetime(2026, 12, 21, 17, tzinfo=UTC)
    late = hour + timedelta(hours=2, seconds=1) - desk.now
    desk.passes(seconds=late.total_seconds())
    assert desk.arrived() == []


def test_who_is_paused_by_silence_is_the_one_for_whom_the_question_is(desk: Desk) -> None:
    desk.joins(may_ask_once=True)
    goes_unanswered(desk, 3)
    assert is_silent(desk)
    a_month_passes_by(desk)
    assert desk.arrived().count("ask_once") == 1


def test_who_paused_themselves_is_left_alone_until_the_pause_is_over(desk: Desk) -> None:
    desk.joins(may_ask_once=True)
    membership.pause("U1", desk.now + timedelta(days=60), desk.place)
    a_month_passes_by(desk)
    assert desk.arrived() == []
    a_month_passes_by(desk)
    assert desk.arrived() == ["ask_once"]
