"""The worker says that the shift is over: by command, from Home, by shortcut; and says it once."""

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import OPENING, home, modal, openings, posted


def by_command(seat: Seat) -> None:
    seat.types("/decompress done")


def in_a_channel(seat: Seat) -> None:
    seat.types("/decompress done", channel="C0NIGHT001")


def from_home(seat: Seat) -> None:
    seat.taps("My shift just ended", where="home")


def by_shortcut(seat: Seat) -> None:
    seat.uses_shortcut("shift_ended")
    seat.sees("Noted.")
    seat.closes()


WAYS = [by_command, in_a_channel, from_home, by_shortcut]


@pytest.mark.parametrize("says_so", WAYS)
def test_one_word_one_check_in(night: Stage, ana: Seat, says_so: object) -> None:
    assert callable(says_so)
    says_so(ana)
    night.settles()
    assert "quiet minute comes today at 02:20" in ana.screen()
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]


def test_the_command_answers_for_that_person_alone_with_a_minute_and_a_person(
    night: Stage, ana: Seat
) -> None:
    before = night.town.kept()
    ana.types("/decompress done", channel="C0NIGHT001")
    ana.sees("Noted.")
    ana.sees("[Take a minute] [Talk to a person]")
    night.seat("Ben").sees_not("Noted.")
    assert [one for one in night.town.kept() if one["what"] == "posted"] == before


def test_the_shortcut_answers_in_a_modal(night: Stage, ana: Seat) -> None:
    ana.uses_shortcut("shift_ended")
    night.settles()
    assert "Noted. A quiet minute comes" in modal(ana)
    assert "[Take a minute] [Talk to a person]" in modal(ana)


def test_home_says_when_it_comes(night: Stage, ana: Seat) -> None:
    ana.taps("My shift just ended")
    night.settles()
    assert "Noted. A quiet minute comes" in home(ana)
    assert "02:20" in home(ana)
    ana.opens_home()
    night.settles()
    assert "Your next quiet minute comes" in home(ana)


def test_said_in_every_way_it_is_one_shift_and_one_check_in(night: Stage, ana: Seat) -> None:
    for says_so in (by_command, from_home, by_shortcut, by_command, from_home):
        says_so(ana)
        night.passes(minutes=1)
    night.passes(minutes=20)
    night.passes(hours=3)
    assert posted(night, ana) == 1


def test_said_again_the_time_stays_that_of_the_first_word(night: Stage, ana: Seat) -> None:
    ana.types("/decompress done")
    night.passes(minutes=10)
    ana.types("/decompress done")
    night.settles()
    ana.sees("02:20")
    night.passes(minutes=10)
    assert openings(ana) == [OPENING]


def test_said_after_the_check_in_it_is_noted_already(night: Stage, ana: Seat) -> None:
    ana.types("/decompress done")
    night.passes(minutes=20)
    ana.types("/decompress done")
    ana.sees("This shift is noted already.")


def test_a_second_shift_the_same_day_has_a_check_in_of_its_own(night: Stage, ana: Seat) -> None:
    ana.types("/decompress done")
    night.passes(minutes=20)
    night.passes(hours=8)
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert posted(night, ana) == 2


def test_whoever_has_not_joined_turns_it_on_right_there_and_the_shift_counts(
    night: Stage,
) -> None:
    ben = night.seat("Ben")
    ben.types("/decompress done")
    ben.sees("Check-ins are off.")
    ben.taps("Turn on")
    ben.sees("Check-ins are on. Did a shift of yours just end?")
    ben.taps("My shift just ended", where="message")
    ben.sees("Noted. A quiet minute comes today at 02:20.")
    night.passes(minutes=20)
    assert openings(ben) == [OPENING]


def test_the_shortcut_opens_the_way_to_join_in_its_modal(night: Stage) -> None:
    ben = night.seat("Ben")
    ben.uses_shortcut("shift_ended")
    ben.sees("Check-ins are off.")
    ben.taps("Turn on")
    night.settles()
    assert "Check-ins are on." in modal(ben)
    ben.taps("My shift just ended")
    night.settles()
    assert "Noted. A quiet minute comes today at 02:20." in modal(ben)
