"""The quiet minute: what follows each answer, and everything that can be done in the modal."""

import re

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import CARD, answers, gets_a_check_in, modal, openings, what_is_held

LOOK_IN_ROW = "[Tomorrow] [In 3 days] [In a month] [No]"
EVERY_ANSWER = ["Light", "A bit heavy", "Heavy", "Very heavy", "Hard to say"]


def title(seat: Seat) -> str:
    """The heading of the practice that is open."""
    view = seat.modal()
    assert view is not None
    return str(next(one["text"]["text"] for one in view["blocks"] if one["type"] == "header"))


def test_light_is_met_with_thanks_and_a_practice_only_if_wanted(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Light")
    assert "Rest well." in modal(ana)
    assert "[Lighter]" not in modal(ana)
    ana.taps("A practice anyway")
    night.settles()
    assert "[Lighter] [Same] [Heavier]" in modal(ana)


def test_a_practice_comes_at_once_with_a_person_beside_it(night: Stage, ana: Seat) -> None:
    for label in ("A bit heavy", "Heavy", "Hard to say"):
        gets_a_check_in(night, ana)
        answers(night, ana, label)
        told = modal(ana)
        assert re.search(r"About (half a minute|3 minutes)", told), label
        assert "  1. " in told
        assert "Stopping is fine." in told or "stop." in told
        assert "[Lighter] [Same] [Heavier]" in told
        assert "[Talk to a person] [Another] [Something more exact ▾] [Why this?]" in told
        ana.closes()
        night.passes(days=2)


def test_very_heavy_brings_people_before_any_practice(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Very heavy")
    told = modal(ana)
    assert "That's a lot to carry. Nothing has to be sorted out now." in told
    assert "[Someone from here] [Someone outside] [Help me land first] [That's all]" in told
    assert "999" in told
    assert "[Lighter]" not in told


def test_each_way_on_from_very_heavy(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Very heavy")
    ana.taps("Someone from here")
    ana.sees("== Modal: People to call ==")
    ana.sees("Nobody from here is named on this page yet.")
    ana.closes()
    ana.taps("Someone outside")
    ana.sees("https://findahelpline.com")
    ana.closes()
    ana.taps("Help me land first")
    night.settles()
    assert "[Lighter] [Same] [Heavier]" in modal(ana)
    ana.closes()


def test_thats_all_is_all(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Very heavy")
    ana.taps("That's all")
    night.settles()
    assert CARD in modal(ana)


def test_looking_in_and_changing_the_answer_stand_at_the_same_place_after_every_answer(
    night: Stage, ana: Seat
) -> None:
    foot = f"  ---\n  Shall I look in again?\n  {LOOK_IN_ROW}\n  [Change my answer]\n"
    for label in EVERY_ANSWER:
        gets_a_check_in(night, ana)
        answers(night, ana, label)
        told = modal(ana)
        assert foot in told, label
        assert len(told.partition(foot)[2].splitlines()) <= 2
        assert told.count("999") == 1
        ana.closes()
        night.passes(days=2)


@pytest.mark.parametrize("outcome", ["Lighter", "Same"])
def test_an_outcome_ends_the_minute(night: Stage, ana: Seat, outcome: str) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Heavy")
    ana.taps(outcome)
    night.settles()
    assert CARD in modal(ana)
    assert "[Lighter]" not in modal(ana)
    ana.closes()
    assert f"Heavy, then {outcome}" in what_is_held(night, ana)


def test_heavier_stops_the_cards_and_shows_people(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Heavy")
    ana.taps("Heavier")
    night.settles()
    told = modal(ana)
    assert "Let's stop here. It happens, and it isn't you." in told
    assert "[Talk to a person]" in told
    assert "999" in told
    assert "[Another]" not in told


def test_no_outcome_is_needed(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Heavy")
    ana.closes()
    night.settles()
    assert openings(ana) == [CARD]


def test_another_is_another_for_two_weeks(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Heavy")
    seen = [title(ana)]
    for _ in range(3):
        ana.taps("Another")
        night.settles()
        seen.append(title(ana))
    assert len(set(seen)) == len(seen)
    ana.closes()
    night.passes(hours=24)
    gets_a_check_in(night, ana)
    answers(night, ana, "Heavy")
    assert title(ana) not in seen


def test_another_is_another_even_for_somebody_who_has_not_joined(night: Stage) -> None:
    ben = night.seat("Ben")
    ben.opens_home()
    ben.sees("[Try one minute now]")
    ben.taps("Try one minute now")
    night.settles()
    first = title(ben)
    ben.taps("Another")
    night.settles()
    assert title(ben) != first


def test_why_this_says_why_and_how_much_is_known(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Heavy")
    practice = title(ana)
    ana.taps("Why this?")
    night.settles()
    told = modal(ana)
    assert "It felt heavy" in told
    assert "It rests on" in told or "It is our own idea" in told
    assert title(ana) == practice
    assert "[Lighter] [Same] [Heavier]" in told


LENGTHS = {
    "30 seconds": "About half a minute",
    "3 minutes": "About 3 minutes",
    "10 minutes": "About 10 minutes",
}


def test_a_minute_has_the_length_that_suits(night: Stage, ana: Seat) -> None:
    ana.taps("Take a minute")
    night.settles()
    for button, length in LENGTHS.items():
        ana.taps("Something more exact", choose=button)
        night.settles()
        assert length in modal(ana)


def test_the_card_goes_on_where_the_answer_left_off(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    answers(night, ana, "Very heavy")
    ana.closes()
    ana.reloads()
    ana.taps("Take a minute", where="message")
    night.settles()
    assert "That's a lot to carry." in modal(ana)


def test_from_the_check_in_to_a_finished_practice_are_two_taps(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    before = len([one for one in night.town.deliveries() if one["kind"] == "interactive"])
    answers(night, ana, "Heavy")
    ana.taps("Lighter")
    night.settles()
    taps = len([one for one in night.town.deliveries() if one["kind"] == "interactive"]) - before
    assert CARD in modal(ana)
    assert taps == 2


def test_bare_decompress_opens_a_practice_and_leaves_no_trace_in_a_channel(
    night: Stage, ana: Seat
) -> None:
    before = night.town.kept()
    ana.types("/decompress", channel="C0NIGHT001")
    night.settles()
    assert "[Lighter] [Same] [Heavier]" in modal(ana)
    assert night.town.kept() == before
    night.seat("Ben").sees_not("quiet minute")
