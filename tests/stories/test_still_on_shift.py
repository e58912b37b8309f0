"""Still on shift: the same check-in comes again later, and it stays one check-in."""

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import CARD, OPENING, gets_a_check_in, home, openings, what_is_held

QUARTER = "I'm still on shift (15 min)"
HOUR = "I'm still on shift (1 hour)"
WHEN_I_SAY = "I'm still on shift (I'll say)"


@pytest.mark.parametrize(("option", "minutes"), [(QUARTER, 15), (HOUR, 60)])
def test_the_check_in_goes_and_comes_again(
    night: Stage, ana: Seat, option: str, minutes: int
) -> None:
    gets_a_check_in(night, ana)
    ana.taps("⋯", choose=option)
    night.settles()
    assert openings(ana) == []
    night.passes(minutes=minutes - 1)
    assert openings(ana) == []
    night.passes(minutes=1)
    assert openings(ana) == [OPENING]
    ana.taps("Heavy", where="message")
    night.settles()
    assert openings(ana) == [CARD]


def test_home_says_when_it_comes_again(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("⋯", choose=QUARTER)
    night.settles()
    assert "Your next quiet minute comes today at 02:35." in home(ana)


def test_the_word_of_the_worker_ends_the_longer_shift(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("⋯", choose=WHEN_I_SAY)
    night.settles()
    night.passes(hours=5)
    assert openings(ana) == []
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]


def test_a_late_signal_of_the_old_end_does_not_end_the_longer_shift(
    night: Stage, ana: Seat
) -> None:
    gets_a_check_in(night, ana)
    ana.taps("⋯", choose=QUARTER)
    night.settles()
    night.signals("shift.ended", {"slack_id": ana.id})
    night.settles()
    assert openings(ana) == []
    night.passes(minutes=15)
    assert openings(ana) == [OPENING]
    night.passes(hours=1)
    assert len(openings(ana)) == 1


def test_it_can_be_said_again_and_again(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    for _ in range(3):
        ana.taps("⋯", choose=QUARTER)
        night.settles()
        assert openings(ana) == []
        night.passes(minutes=15)
        assert openings(ana) == [OPENING]


def test_a_redelivered_tap_moves_it_once(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("⋯", choose=QUARTER)
    tapped = next(one for one in night.town.deliveries() if one["name"] == "check_in.more")
    night.settles()
    night.passes(minutes=10)
    night.town.redeliver(tapped["n"])
    night.settles()
    night.passes(minutes=5)
    assert openings(ana) == [OPENING]


def test_still_on_shift_is_no_answer_and_takes_nothing_from_the_week(
    night: Stage, ana: Seat
) -> None:
    for _ in range(2):
        gets_a_check_in(night, ana)
        ana.taps("⋯", choose=QUARTER)
        night.settles()
        night.passes(minutes=15)
    assert "No answers are kept." in what_is_held(night, ana)


def test_after_an_answer_the_old_message_moves_nothing(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    night.town.fault("chat.update", "error", error="cant_update_message")
    ana.taps("Not now")
    night.settles()
    assert openings(ana) == [OPENING]
    night.town.no_faults()
    ana.taps("⋯", choose=QUARTER)
    night.settles()
    assert openings(ana) == [CARD]
    night.passes(minutes=15)
    assert openings(ana) == [CARD]
