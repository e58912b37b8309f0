"""Joining is one tap, and every choice of the worker's is kept."""

from datetime import time, timedelta
from typing import Any

import pytest

from bot.domain.check_ins import CheckInKind, CheckInState, LookIn
from bot.domain.errors import ChecksAreOff
from bot.domain.people import DailyWindow, Moment, PausedBy, Worker
from bot.domain.practices import Feeling
from bot.domain.shifts import SignalKind
from bot.use_cases import coordination, look_ins, membership
from tests.use_cases.choices import PROFILE, settings
from tests.use_cases.desk import Desk
from tests.winding import forgets


def test_one_tap_turns_check_ins_on_and_nothing_else(desk: Desk) -> None:
    known = membership.turn_on("U1", desk.key(), desk.place)
    assert known == Worker("U1", is_on=True, on_since=desk.now, last_tap_at=desk.now)
    assert desk.worker() == known


def test_turning_on_twice_changes_nothing(desk: Desk) -> None:
    before = desk.joins(most_per_week=2)
    desk.clock.move(days=1)
    assert membership.turn_on("U1", desk.key(), desk.place) == before


def test_who_comes_back_finds_their_choices_again(desk: Desk) -> None:
    desk.joins(zone="Europe/Lisbon", most_per_week=2)
    membership.turn_off("U1", desk.place)
    desk.clock.move(days=1)
    back = membership.turn_on("U1", desk.key(), desk.place)
    assert (back.zone, back.most_per_week, back.on_since) == ("Europe/Lisbon", 2, desk.now)


def test_nobody_is_kept_who_never_turned_anything_on(desk: Desk) -> None:
    assert membership.learn_profile("U1", PROFILE, desk.place) is None
    membership.note_do_not_disturb("U1", DailyWindow(time(22), time(8)), desk.place)
    membership.turn_off("U1", desk.place)
    with desk.place.look() as uow:
        assert uow.people.everybody() == []


@pytest.mark.parametrize(
    "choose",
    [
        lambda place: membership.choose_zone("U1", "Europe/Lisbon", place),
        lambda place: membership.keep_zone("U1", place),
        lambda place: membership.choose_moment("U1", 20, place),
        lambda place: membership.change_settings("U1", settings(), place),
        lambda place: membership.pause("U1", place.now() + timedelta(days=1), place),
        lambda place: membership.resume("U1", place),
    ],
)
def test_who_is_off_is_told_so_and_nothing_is_kept(desk: Desk, choose: Any) -> None:
    with pytest.raises(ChecksAreOff):
        choose(desk.place)
    with desk.place.look() as uow:
        assert uow.people.everybody() == []


# Choosing


@pytest.mark.parametrize("minutes", [0, 20, 120])
def test_the_chosen_delay_is_kept_to_the_minute(desk: Desk, minutes: int) -> None:
    desk.joins()
    membership.choose_moment("U1", minutes, desk.place)
    assert desk.done().due_at == desk.now + timedelta(minutes=minutes)


def test_when_i_wake_is_nine_hours_on_until_a_clock_time_is_set(desk: Desk) -> None:
    desk.joins(zone="Europe/Lisbon")
    membership.choose_moment("U1", None, desk.place)
    assert desk.done().due_at == desk.now + timedelta(hours=9)
    waking = settings(moment=Moment.WAKE, wake_at=time(13, 30))
    membership.change_settings("U1", waking, desk.place)
    desk.hears(SignalKind.STARTED, started_at=desk.now + timedelta(minutes=1))
    desk.clock.move(minutes=30)
    due = desk.done().due_at
    assert due is not None
    assert desk.worker().local(due).time() == time(13, 30)


def test_every_setting_is_kept(desk: Desk) -> None:
    desk.joins()
    wish = settings(
        moment=Moment.WAKE,
        wake_at=time(11),
        quiet_hours=DailyWindow(time(22), time(8)),
        most_per_week=2,
        keep_days=90,
        may_ask_once=True,
        country="IE",
        language="en",
    )
    known = membership.change_settings("U1", wish, desk.place)
    assert desk.worker() == known
    assert {name: getattr(known, name) for name in wish.__dict__} == wish.__dict__


def test_who_allows_the_question_again_may_be_asked_again(desk: Desk) -> None:
    desk.joins(may_ask_once=True, asked_once_at=desk.now)
    membership.change_settings("U1", settings(may_ask_once=True), desk.place)
    assert desk.worker().asked_once_at is not None
    membership.change_settings("U1", settings(), desk.place)
    assert desk.worker().asked_once_at is None


def test_keeping_answers_for_less_time_counts_for_those_already_kept(desk: Desk) -> None:
    desk.joins(keep_days=90)
    desk.taps(desk.sends_check_in(), Feeling.HEAVY)
    membership.change_settings("U1", settings(keep_days=30), desk.place)
    desk.clock.move(days=29)
    forgets(desk.place)
    assert len(membership.what_is_held("U1", desk.place)[1]) == 1
    desk.clock.move(days=2)
    forgets(desk.place)
    assert membership.what_is_held("U1", desk.place)[1] == []


# Pausing


def test_a_pause_takes_back_what_was_planned(desk: Desk) -> None:
    desk.joins()
    desk.done()
    membership.pause("U1", desk.now + timedelta(days=7), desk.place)
    desk.passes(hours=1)
    assert desk.arrived() == []
    assert desk.last_check_in().state is CheckInState.CANCELLED


def test_a_pause_leaves_what_comes_after_it(desk: Desk) -> None:
    desk.joins()
    look_ins.ask("U1", LookIn.MONTH, desk.key(), desk.place)
    membership.pause("U1", desk.now + timedelta(days=7), desk.place)
    assert desk.open_one(kind=CheckInKind.LOOK_IN) is not None


def test_a_pause_ends_by_itself_on_its_date(desk: Desk) -> None:
    desk.joins()
    membership.pause("U1", desk.now + timedelta(days=7), desk.place)
    desk.passes(days=6, hours=23)
    desk.done()
    desk.passes(minutes=20)
    assert desk.arrived() == []
    desk.passes(hours=12)
    desk.sends_check_in()
    assert desk.arrived() == ["check_in"]


def test_a_pause_posts_and_edits_nothing(desk: Desk) -> None:
    desk.joins()
    desk.sends_check_in()
    membership.pause("U1", desk.now + timedelta(days=7), desk.place)
    assert desk.delivers() == []


def test_starting_again_ends_every_pause(desk: Desk) -> None:
    desk.joins(paused_by=PausedBy.SILENCE)
    membership.resume("U1", desk.place)
    desk.sends_check_in()
    assert desk.arrived() == ["check_in"]


# Coordinators


def test_a_coordinator_is_written_to_once(desk: Desk) -> None:
    assert coordination.name_coordinator("U3", desk.place)
    assert not coordination.name_coordinator("U3", desk.place)
    desk.delivers()
    assert desk.arrived("U3") == ["coordinator"]


def test_of_a_tap_only_the_day_is_kept(desk: Desk) -> None:
    desk.joins()
    desk.clock.move(days=1, hours=3, minutes=7)
    desk.done()
    last = desk.worker().last_tap_at
    assert last is not None
    assert last.isoformat() == "2026-11-22T00:00:00+00:00"


def test_a_day_is_noted_once_and_of_people_we_know(desk: Desk) -> None:
    assert membership.is_seen_today("U1", desk.place)
    desk.joins(last_tap_at=None)
    assert not membership.is_seen_today("U1", desk.place)
    membership.note_visit("U1", desk.place)
    assert membership.is_seen_today("U1", desk.place)
    desk.clock.move(days=1)
    assert not membership.is_seen_today("U1", desk.place)
