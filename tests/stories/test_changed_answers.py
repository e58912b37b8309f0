"""Changing the answer: the last one within ten minutes stands, and no message tells of it."""

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import answers, gets_a_check_in, modal, what_is_held


def test_the_last_answer_within_ten_minutes_stands(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Heavy")
    night.passes(minutes=9)
    ana.taps("Change my answer")
    night.settles()
    assert "How heavy does it feel right now?" in modal(ana)
    ana.taps("Very heavy")
    night.settles()
    assert "That's a lot to carry." in modal(ana)
    ana.closes()
    told = what_is_held(night, ana)
    assert "Very heavy" in told
    assert ": Heavy" not in told


def test_after_ten_minutes_the_practice_follows_but_the_answer_stays(
    night: Stage, ana: Seat
) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Heavy")
    night.passes(minutes=11)
    ana.taps("Change my answer")
    night.settles()
    ana.taps("Very heavy")
    night.settles()
    assert "That's a lot to carry." in modal(ana)
    ana.closes()
    assert ": Heavy" in what_is_held(night, ana)


def test_changing_the_answer_changes_no_message(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Heavy")
    before = night.town.kept()
    ana.taps("Change my answer")
    night.settles()
    ana.taps("Light")
    night.settles()
    assert night.town.kept() == before


def test_hard_to_say_counts_as_answered_and_no_value_is_kept(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Hard to say")
    ana.closes()
    told = what_is_held(night, ana)
    assert "no answer kept" in told
    assert "Hard to say" not in told
