"""Rule 8: late is worse than never: a check-in expires two hours after it was due."""

from datetime import timedelta

import pytest

from bot.sandbox.seats import Seat
from tests.fakes import TWO_AT_NIGHT
from tests.rules.outages import locked
from tests.rules.records import rows
from tests.stories.stage import Stage
from tests.stories.steps import LOOK_IN_OPENING, OPENING, gets_a_check_in, openings, posted


def ends_a_shift(night: Stage, seat: Seat) -> None:
    seat.types("/decompress done")
    seat.sees("Noted.")
    night.settles()


def sets_quiet_hours(night: Stage, seat: Seat, start: str, end: str) -> None:
    seat.opens_home()
    night.settles()
    seat.taps("Settings", where="home")
    seat.sees("Quiet hours from")
    seat.fills({"Quiet hours from": start, "Quiet hours until": end})
    seat.submits()
    seat.sees("Saved.")


def asks_for_a_look_in(night: Stage, seat: Seat) -> None:
    """Tomorrow at five in the afternoon, since two at night is no hour to be looked in on."""
    gets_a_check_in(night, seat)
    seat.taps("Heavy", where="message")
    seat.sees("Shall I look in again?")
    seat.taps("Tomorrow")
    seat.sees("I will look in tomorrow.")
    seat.closes()


def states(night: Stage, table: str) -> list[str]:
    return [row["state"] for row in rows(night) if row["table"] == table]


def test_it_still_comes_two_hours_late_and_not_a_minute_later(night: Stage, ana: Seat) -> None:
    ends_a_shift(night, ana)
    night.passes(minutes=20 + 120)
    assert openings(ana) == [OPENING]


def test_a_bot_that_wakes_up_later_says_nothing(night: Stage, ana: Seat) -> None:
    ends_a_shift(night, ana)
    night.passes(minutes=20 + 121)
    night.passes(days=2)
    assert openings(ana) == []
    assert states(night, "check_ins") == ["expired"]
    assert states(night, "outbox") == ["expired"]


def test_slack_that_comes_back_too_late_brings_nothing(night: Stage, ana: Seat) -> None:
    night.town.fault("chat.postMessage", "429", retry_after=0)
    ends_a_shift(night, ana)
    night.passes(minutes=20)
    assert openings(ana) == []
    night.town.no_faults()
    night.passes(hours=2, minutes=1)
    night.passes(hours=6)
    assert posted(night, ana) == 0


def test_a_database_that_comes_back_too_late_brings_nothing(night: Stage, ana: Seat) -> None:
    ends_a_shift(night, ana)
    with locked(night):
        night.clock.move(hours=2, minutes=21)
    night.passes(minutes=1)
    assert posted(night, ana) == 0


def test_a_rota_that_tells_too_late_brings_nothing(night: Stage, ana: Seat) -> None:
    """Its end was three hours ago: the check-in would have been due long before."""
    ended = (TWO_AT_NIGHT - timedelta(hours=3)).isoformat()
    answer = night.signals("shift.ended", {"slack_id": ana.id}, shift_id="s1", ended_at=ended)
    assert answer.status_code == 202
    night.settles()
    night.passes(minutes=20)
    night.passes(hours=6)
    assert posted(night, ana) == 0


def test_what_expired_is_never_made_up_for(night: Stage, ana: Seat) -> None:
    """The next shift brings its own check-in, one and not two."""
    ends_a_shift(night, ana)
    night.passes(hours=24)
    gets_a_check_in(night, ana)
    assert posted(night, ana) == 1


# Quiet hours are the worker's.


@pytest.mark.parametrize(("start", "end"), [("22:00", "08:00"), ("00:00", "23:59")])
def test_quiet_hours_never_swallow_the_check_in_of_ones_own_shift(
    night: Stage, ana: Seat, start: str, end: str
) -> None:
    sets_quiet_hours(night, ana, start, end)
    gets_a_check_in(night, ana)


def test_a_look_in_waits_for_the_end_of_quiet_hours(night: Stage, ana: Seat) -> None:
    asks_for_a_look_in(night, ana)
    sets_quiet_hours(night, ana, "16:30", "18:30")
    night.passes(hours=38, minutes=40)  # 17:00 on the next day
    assert posted(night, ana, LOOK_IN_OPENING) == 0
    night.passes(hours=1, minutes=29)
    assert posted(night, ana, LOOK_IN_OPENING) == 0
    night.passes(minutes=1)
    assert posted(night, ana, LOOK_IN_OPENING) == 1


def test_a_look_in_that_would_have_to_wait_longer_does_not_come(night: Stage, ana: Seat) -> None:
    asks_for_a_look_in(night, ana)
    sets_quiet_hours(night, ana, "16:30", "23:00")
    night.passes(hours=38, minutes=40)
    night.passes(hours=6)
    night.passes(days=3)
    assert posted(night, ana, LOOK_IN_OPENING) == 0


def test_a_look_in_is_planned_outside_quiet_hours_to_begin_with(night: Stage, ana: Seat) -> None:
    sets_quiet_hours(night, ana, "12:00", "20:00")
    asks_for_a_look_in(night, ana)
    night.passes(hours=38, minutes=40)
    assert posted(night, ana, LOOK_IN_OPENING) == 0
    night.passes(hours=3)
    assert posted(night, ana, LOOK_IN_OPENING) == 1


# A longer shift moves the check-in; it does not make it late.


@pytest.mark.parametrize(
    ("choice", "minutes"),
    [("I'm still on shift (15 min)", 15), ("I'm still on shift (1 hour)", 60)],
)
def test_still_on_shift_moves_the_same_check_in(
    night: Stage, asked: Seat, choice: str, minutes: int
) -> None:
    asked.taps("⋯", where="message", choose=choice)
    night.settles()
    assert openings(asked) == []
    night.passes(minutes=minutes - 1)
    assert openings(asked) == []
    night.passes(minutes=1)
    assert openings(asked) == [OPENING]
    assert len(states(night, "check_ins")) == 1


def test_a_held_check_in_waits_for_the_workers_word_and_is_not_late_then(
    night: Stage, asked: Seat
) -> None:
    asked.taps("⋯", where="message", choose="I'm still on shift (I'll say)")
    night.settles()
    assert openings(asked) == []
    night.passes(hours=5)
    assert openings(asked) == []
    asked.types("/decompress done")
    night.settles()
    night.passes(minutes=20)
    assert openings(asked) == [OPENING]
    assert len(states(night, "check_ins")) == 1


def test_a_moved_check_in_expires_two_hours_after_its_new_time(night: Stage, asked: Seat) -> None:
    asked.taps("⋯", where="message", choose="I'm still on shift (1 hour)")
    night.settles()
    night.passes(hours=3, minutes=1)
    assert openings(asked) == []
    assert states(night, "check_ins") == ["expired"]
