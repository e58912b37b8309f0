"""Looking in again: only when asked for, at a decent hour, with its own mild line."""

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import (
    CARD,
    LOOK_IN_OPENING,
    gets_a_check_in,
    home,
    label,
    modal,
    openings,
    posted,
)

WISHES = [
    ("Tomorrow", "I will look in tomorrow.", 1),
    ("In 3 days", "I will look in after three days.", 3),
    ("In a month", "I will look in after a month.", 30),
]


def wishes(night: Stage, seat: Seat, wish: str) -> None:
    gets_a_check_in(night, seat)
    seat.taps("Heavy", where="message")
    night.settles()
    seat.taps(wish)
    night.settles()


@pytest.mark.parametrize(("wish", "said", "days"), WISHES)
def test_a_look_in_comes_when_asked_for(
    night: Stage, ana: Seat, wish: str, said: str, days: int
) -> None:
    wishes(night, ana, wish)
    assert said in modal(ana)
    assert "I will look in" in home(ana)
    assert "17:00, as you asked." in home(ana)
    ana.closes()
    night.passes(days=days, hours=14, minutes=39)  # 16:59 of that day
    assert openings(ana) == [CARD]
    night.passes(minutes=1)
    assert openings(ana) == [CARD, LOOK_IN_OPENING]


def test_no_is_as_easy_and_brings_none(night: Stage, ana: Seat) -> None:
    wishes(night, ana, "No")
    assert "I will not look in." in modal(ana)
    ana.closes()
    night.passes(days=40)
    assert openings(ana) == [CARD]


def test_the_newest_wish_counts(night: Stage, ana: Seat) -> None:
    wishes(night, ana, "Tomorrow")
    ana.taps("In 3 days")
    night.settles()
    ana.closes()
    night.passes(days=1, hours=15)
    assert openings(ana) == [CARD]
    night.passes(days=2)
    assert openings(ana) == [CARD, LOOK_IN_OPENING]
    night.passes(days=30)
    assert posted(night, ana, LOOK_IN_OPENING) == 1


def test_a_wish_can_be_taken_back(night: Stage, ana: Seat) -> None:
    wishes(night, ana, "Tomorrow")
    ana.taps("No")
    night.settles()
    ana.closes()
    assert "I will look in" not in home(ana)
    night.passes(days=2)
    assert openings(ana) == [CARD]


def test_a_look_in_names_neither_shift_nor_reason_and_has_the_buttons_of_a_check_in(
    night: Stage, ana: Seat
) -> None:
    wishes(night, ana, "Tomorrow")
    ana.closes()
    night.passes(days=1, hours=15)
    message = ana.messages()[-1]
    assert message["text"].startswith(LOOK_IN_OPENING)
    assert "shift" not in message["text"]
    labels = [one["text"]["text"] for one in message["blocks"][2]["elements"]]
    assert labels == ["Light", "A bit heavy", "Heavy", "Very heavy", "Hard to say"]


def test_a_look_in_is_answered_like_a_check_in(night: Stage, ana: Seat) -> None:
    wishes(night, ana, "Tomorrow")
    ana.closes()
    night.passes(days=1, hours=15)
    ana.taps("Light", where="message")
    night.settles()
    assert "Rest well." in modal(ana)
    assert openings(ana) == [CARD, CARD]
    ana.taps("Tomorrow")
    night.settles()
    assert "I will look in tomorrow." in modal(ana)


def test_a_look_in_takes_nothing_from_the_weekly_number(night: Stage, ana: Seat) -> None:
    ana.taps("Settings")
    night.settles()
    ana.fills({"Check-ins in a week, at most": "2"})
    ana.submits()
    night.settles()
    wishes(night, ana, "Tomorrow")
    ana.closes()
    night.passes(days=1, hours=15)
    assert openings(ana) == [CARD, LOOK_IN_OPENING]
    night.passes(hours=6)
    gets_a_check_in(night, ana)


def test_quiet_hours_move_a_look_in_to_their_end(night: Stage, ana: Seat) -> None:
    ana.taps("Settings")
    night.settles()
    ana.fills({"Quiet hours from": "16:00", "Quiet hours until": "19:00"})
    ana.submits()
    night.settles()
    wishes(night, ana, "Tomorrow")
    ana.closes()
    night.passes(days=1, hours=15)
    assert openings(ana) == [CARD]
    night.passes(hours=2)
    assert openings(ana) == [CARD, LOOK_IN_OPENING]


def test_an_unanswered_look_in_becomes_the_card_without_a_reminder(night: Stage, ana: Seat) -> None:
    wishes(night, ana, "Tomorrow")
    ana.closes()
    night.passes(days=1, hours=15)
    night.passes(hours=4)
    assert openings(ana) == [CARD, CARD]


def test_turning_off_takes_the_look_in_back(night: Stage, ana: Seat) -> None:
    wishes(night, ana, "Tomorrow")
    ana.closes()
    ana.taps("Turn off", confirmed=True)
    night.settles()
    night.passes(days=2)
    assert openings(ana) == [CARD]


def test_a_pause_takes_the_look_in_back(night: Stage, ana: Seat) -> None:
    wishes(night, ana, "Tomorrow")
    ana.closes()
    ana.types("/decompress pause 1w")
    night.settles()
    assert "I will look in" not in home(ana)
    night.passes(days=2)
    assert openings(ana) == [CARD]


def test_the_hour_is_that_of_the_worker_who_wakes_late(night: Stage, ana: Seat) -> None:
    ana.taps("Settings")
    night.settles()
    ana.fills({"When a check-in comes": "When I wake", label("settings.wake_at"): "13:15"})
    ana.submits()
    night.settles()
    ana.types("/decompress done")
    night.passes(hours=11, minutes=15)
    ana.taps("Heavy", where="message")
    night.settles()
    ana.taps("Tomorrow")
    night.settles()
    assert "I will look in tomorrow at 13:15, as you asked." in home(ana)
