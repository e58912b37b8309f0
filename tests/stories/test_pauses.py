"""Pausing and starting again: nothing comes meanwhile, and nothing is posted about it."""

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import OPENING, gets_a_check_in, home, modal, openings, posted, turns_on


def pauses_until(night: Stage, seat: Seat, day: str) -> None:
    seat.taps("Pause check-ins", where="home")
    seat.fills({"Until": day})
    seat.submits()
    night.settles()


def test_a_pause_from_home_lasts_until_the_chosen_day(night: Stage, ana: Seat) -> None:
    pauses_until(night, ana, "2026-11-25")
    assert "Check-ins are paused until Wednesday 25 November." in home(ana)
    ana.types("/decompress done")
    ana.sees("Check-ins are paused, so no message comes.")
    night.passes(minutes=20)
    night.passes(days=3, hours=22)  # Wednesday, a little after midnight
    assert openings(ana) == []
    gets_a_check_in(night, ana)


def test_a_pause_takes_back_the_check_in_that_waits(night: Stage, ana: Seat) -> None:
    ana.types("/decompress done")
    pauses_until(night, ana, "2026-11-25")
    night.passes(minutes=20)
    assert openings(ana) == []


def test_a_pause_posts_and_edits_nothing(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    before = night.town.kept()
    pauses_until(night, ana, "2026-11-25")
    night.passes(minutes=5)
    assert night.town.kept() == before


def test_start_again_ends_a_pause_by_one_tap(night: Stage, ana: Seat) -> None:
    pauses_until(night, ana, "2026-11-25")
    ana.taps("Start again")
    night.settles()
    assert "Check-ins are on" in home(ana)
    gets_a_check_in(night, ana)


def test_an_impossible_day_is_told_kindly(night: Stage, ana: Seat) -> None:
    pauses_until(night, ana, "2026-11-20")
    assert "Only a day after today works here." in modal(ana)
    for day, told in (("2026-11-21", "a day after today"), ("2028-01-01", "more than a year away")):
        ana.fills({"Until": day})
        ana.submits()
        assert told in modal(ana)
        assert "Check-ins are on" in home(ana)
    ana.fills({"Until": "2026-11-25"})
    ana.submits()
    night.settles()
    assert "paused until Wednesday 25 November" in home(ana)


SPANS = {
    "2w": "Saturday 5 December",
    "5d": "Thursday 26 November",
    "1m": "Monday 21 December",
    "2 weeks": "Saturday 5 December",
    "3 DAYS": "Tuesday 24 November",
}


def test_a_pause_can_be_typed(night: Stage, ana: Seat) -> None:
    for typed, day in SPANS.items():
        ana.types(f"/decompress pause {typed}")
        ana.sees(f"Check-ins are paused until {day}.")
        night.settles()
        assert f"paused until {day}" in home(ana)
    ana.taps("Start again", where="message")
    ana.sees("Check-ins are on again.")
    night.settles()
    assert "Check-ins are on" in home(ana)


def test_a_span_that_is_none_pauses_nothing_and_offers_the_form(ana: Seat) -> None:
    for typed in ("", "0d", "soon", "2", "-3d", "99999d", "367d", "2y"):
        ana.reloads()
        ana.types(f"/decompress pause {typed}".rstrip())
        ana.sees("Until when?")
        assert "Check-ins are on" in home(ana), typed
    ana.taps("Pause check-ins", where="message")
    ana.sees("Nothing comes until the day you choose.")


def test_three_silent_check_ins_pause_themselves_and_only_home_says_so(
    night: Stage, ana: Seat
) -> None:
    for _ in range(3):
        gets_a_check_in(night, ana)
        night.passes(hours=24)
    before = night.town.kept()
    ana.opens_home()
    ana.sees("Check-ins are paused. A few stayed unanswered, and that is fine.")
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert posted(night, ana) == 3
    assert [one for one in night.town.kept() if one["what"] == "posted"] == [
        one for one in before if one["what"] == "posted"
    ]
    ana.opens_home()
    night.settles()
    ana.taps("Start again")
    night.settles()
    gets_a_check_in(night, ana)


@pytest.mark.parametrize("tapped", ["Not now", "Talk to a person"])
def test_any_tap_counts_as_an_answer_and_keeps_check_ins_coming(
    night: Stage, ana: Seat, tapped: str
) -> None:
    for turn in range(4):
        gets_a_check_in(night, ana)
        if turn == 1:
            ana.taps(tapped, where="message")
            night.settles()
        night.passes(hours=24)
    assert posted(night, ana) == 4


@pytest.mark.parametrize("tapped", ["Take a minute", "Talk to a person"])
def test_a_tap_on_the_card_that_silence_left_counts_as_well(
    night: Stage, ana: Seat, tapped: str
) -> None:
    for turn in range(4):
        gets_a_check_in(night, ana)
        night.passes(hours=5)
        if turn == 1:
            ana.reloads()  # the whisper of /decompress done has a minute of its own
            ana.taps(tapped, where="message")
            night.settles()
            ana.closes()
        night.passes(hours=19)
    assert posted(night, ana) == 4


def test_check_ins_that_slack_kept_silent_do_not_count_as_unanswered(night: Stage) -> None:
    night.town.changes_person("Ana", dnd=("22:00", "08:00"))
    ana = turns_on(night)
    for _ in range(4):
        gets_a_check_in(night, ana)
        night.passes(hours=23, minutes=40)
    assert openings(ana)[-1] != OPENING
    assert posted(night, ana) == 4
