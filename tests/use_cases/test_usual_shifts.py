"""Usual shifts are told once each, at their end, on the worker's own clock, through every change of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import ChecksAreOff, NothingToSkip
from bot.domain.people import PausedBy
from bot.domain.shifts import SignalKind, UsualShift
from bot.use_cases import membership, usual_shifts
from tests.domain.makers import FIVE_ZONES
from tests.domain.test_people import CHANGES
from tests.use_cases.desk import Desk

FRIDAY = date(2026, 11, 20)
EVERY_DAY = frozenset(range(7))


def usual(**more: object) -> UsualShift:
    """Every night from 20:00 to 04:00; the desk's clock begins at two in one of them."""
    facts: dict[str, object] = {
        "id": "u1",
        "worker": "U1",
        "days": EVERY_DAY,
        "start": time(20),
        "end": time(4),
        "first_day": date(2026, 1, 1),
    }
    return UsualShift(**{**facts, **more})  # type: ignore[arg-type]  # every field by its name


def until(desk: Desk, moment: datetime, minutes: int = 30) -> None:
    """Time goes by in small steps, with all clockwork."""
    while desk.now < moment:
        desk.passes(seconds=min((moment - desk.now).total_seconds(), minutes * 60))


def test_the_end_of_a_usual_shift_brings_a_check_in(desk: Desk) -> None:
    desk.joins()
    usual_shifts.add(usual(), desk.place)
    until(desk, desk.now + timedelta(hours=2))
    assert desk.arrived() == []
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_each_night_has_its_own(desk: Desk) -> None:
    desk.joins()
    usual_shifts.add(usual(), desk.place)
    until(desk, desk.now + timedelta(days=3), minutes=60)
    assert len(desk.check_ins()) == 3


def test_ends_of_the_past_are_not_told(desk: Desk) -> None:
    desk.joins()
    desk.clock.move(hours=3)
    usual_shifts.add(usual(), desk.place)
    desk.passes(hours=1)
    assert desk.check_ins() == []


def test_two_looks_in_one_minute_tell_one_end(desk: Desk) -> None:
    desk.joins()
    usual_shifts.add(usual(), desk.place)
    desk.clock.move(hours=2)
    for _ in range(3):
        desk.winds()
    assert len(desk.check_ins()) == 1


def test_a_bot_that_was_away_over_the_end_tells_it_late_or_not_at_all(desk: Desk) -> None:
    desk.joins()
    usual_shifts.add(usual(), desk.place)
    desk.passes(hours=3)
    assert desk.arrived() == ["check_in"]
    desk.taps(desk.last_check_in())
    desk.passes(hours=27)
    assert desk.arrived().count("check_in") == 1


def test_a_skipped_night_brings_nothing_and_the_next_one_does(desk: Desk) -> None:
    desk.joins()
    usual_shifts.add(usual(), desk.place)
    usual_shifts.skip("U1", "u1", FRIDAY, desk.place)
    usual_shifts.skip("U1", "u1", FRIDAY, desk.place)
    until(desk, desk.now + timedelta(hours=20))
    assert desk.check_ins() == []
    until(desk, desk.now + timedelta(hours=8))
    assert len(desk.check_ins()) == 1


def test_a_removed_shift_brings_nothing(desk: Desk) -> None:
    desk.joins()
    usual_shifts.add(usual(), desk.place)
    usual_shifts.remove("U1", "u1", desk.place)
    until(desk, desk.now + timedelta(hours=3))
    assert desk.check_ins() == []
    assert usual_shifts.everything("U1", desk.place) == []


def test_nobody_skips_or_removes_the_shifts_of_another(desk: Desk) -> None:
    desk.joins("U1")
    desk.joins("U2")
    usual_shifts.add(usual(), desk.place)
    usual_shifts.remove("U2", "u1", desk.place)
    with pytest.raises(NothingToSkip):
        usual_shifts.skip("U2", "u1", FRIDAY, desk.place)
    assert usual_shifts.everything("U1", desk.place) == [usual()]
    assert usual_shifts.everything("U2", desk.place) == []


def test_only_who_is_on_sets_usual_shifts(desk: Desk) -> None:
    with pytest.raises(ChecksAreOff):
        usual_shifts.add(usual(), desk.place)


def test_it_runs_from_its_first_day_to_its_last(desk: Desk) -> None:
    desk.joins()
    tomorrow = FRIDAY + timedelta(days=2)
    usual_shifts.add(usual(first_day=tomorrow, last_day=tomorrow), desk.place)
    until(desk, desk.now + timedelta(days=4), minutes=60)
    (only,) = desk.check_ins()
    assert only.due_at == datetime(2026, 11, 23, 4, 20, tzinfo=UTC)


def test_who_was_off_over_an_end_does_not_hear_of_it_later(desk: Desk) -> None:
    desk.joins()
    usual_shifts.add(usual(), desk.place)
    membership.turn_off("U1", desk.place)
    desk.passes(hours=2)
    membership.turn_on("U1", desk.key(), desk.place)
    desk.passes(minutes=30)
    assert desk.check_ins() == []


def test_a_pause_keeps_usual_shifts_and_brings_nothing(desk: Desk) -> None:
    desk.joins(paused_by=PausedBy.WORKER, paused_until=desk.now + timedelta(days=1))
    usual_shifts.add(usual(), desk.place)
    until(desk, desk.now + timedelta(hours=20))
    assert desk.check_ins() == []
    until(desk, desk.now + timedelta(hours=8))
    assert len(desk.check_ins()) == 1


def test_usual_shifts_follow_the_worker_into_another_zone(desk: Desk) -> None:
    """04:00 is four in the morning where the worker is now."""
    desk.joins(zone="Europe/Lisbon")
    usual_shifts.add(usual(), desk.place)
    membership.choose_zone("U1", "America/New_York", desk.place)
    until(desk, desk.now + timedelta(hours=8))
    (only,) = desk.check_ins()
    assert only.due_at is not None
    assert desk.worker().local(only.due_at).time() == time(4, 20)


def test_travelling_through_the_end_of_a_night_brings_one_check_in_for_it(desk: Desk) -> None:
    desk.joins(zone="Europe/Lisbon")
    usual_shifts.add(usual(), desk.place)
    desk.passes(hours=2)
    membership.choose_zone("U1", "America/New_York", desk.place)
    until(desk, desk.now + timedelta(hours=12))
    assert len(desk.check_ins()) == 1


@pytest.mark.parametrize("which", [0, 1], ids=["forward", "back"])
@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_the_night_of_a_clock_change_has_one_check_in_twenty_minutes_after_its_end(
    desk: Desk, zone: str, which: int
) -> None:
    """Its end is a time that is skipped, or that comes twice: told once, and the delay is exact."""
    change, place = CHANGES[zone][which], ZoneInfo(zone)
    minute_before = (change - timedelta(minutes=1)).astimezone(place).replace(tzinfo=None)
    shown = (minute_before + timedelta(minutes=11 if which == 0 else -9)).time()
    desk.clock.move(seconds=(change - timedelta(hours=9) - desk.now).total_seconds())
    desk.joins(zone=zone)
    usual_shifts.add(usual(start=time(19), end=shown), desk.place)
    until(desk, change + timedelta(hours=2), minutes=20)
    (only,) = desk.check_ins()
    expected = change + timedelta(minutes=10 if which == 0 else -10)
    assert only.due_at == expected + timedelta(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_a_usual_end_and_my_own_word_are_one_telling(desk: Desk) -> None:
    desk.joins()
    usual_shifts.add(usual(), desk.place)
    desk.passes(hours=1, minutes=45)
    desk.done()
    until(desk, desk.now + timedelta(hours=2), minutes=10)
    assert desk.arrived() == ["check_in"]


def test_back_on_shift_takes_back_what_the_usual_end_planned(desk: Desk) -> None:
    desk.joins()
    usual_shifts.add(usual(), desk.place)
    desk.passes(hours=2)
    desk.clock.move(minutes=5)
    desk.hears(SignalKind.STARTED)
    desk.passes(hours=1)
    assert desk.arrived() == []


def test_what_is_set_is_what_is_shown(desk: Desk) -> None:
    desk.joins()
    usual_shifts.add(usual(), desk.place)
    usual_shifts.add(replace(usual(), id="u2", days=frozenset({0}), start=time(9)), desk.place)
    shown = usual_shifts.everything("U1", desk.place)
    assert [one.id for one in shown] == ["u1", "u2"]
