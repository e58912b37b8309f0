"""An emoji on the check-in is an answer; on any other message of ours it is met, and elsewhere left alone."""

import re

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import (
    CARD,
    OPENING,
    gets_a_check_in,
    modal,
    openings,
    turns_on,
    what_is_held,
)

EMOJI = {
    "one": "Light",
    "sunny": "Light",
    "sun_with_face": "Light",
    "two": "A bit heavy",
    "partly_sunny": "A bit heavy",
    "mostly_sunny": "A bit heavy",
    "three": "Heavy",
    "rain_cloud": "Heavy",
    "four": "Very heavy",
    "thunder_cloud_and_rain": "Very heavy",
    "lightning": "Very heavy",
    "fog": "no answer kept",
}


def test_an_emoji_is_an_answer_like_a_button(night: Stage, ana: Seat) -> None:
    for emoji in EMOJI:
        gets_a_check_in(night, ana)
        ana.reacts(emoji)
        night.settles()
        assert openings(ana)[-1] == CARD, emoji
        assert ana.messages()[-1]["reactions"] == []
        night.passes(days=2)
    kept = [line for line in what_is_held(night, ana).splitlines() if re.match(r" +\S+ \d+ ", line)]
    assert [line.rpartition(": ")[2] for line in kept] == list(EMOJI.values())


def test_the_minute_is_one_tap_away_after_an_emoji(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.reacts("thunder_cloud_and_rain")
    night.settles()
    ana.reloads()
    ana.taps("Take a minute", where="message")
    night.settles()
    assert "That's a lot to carry." in modal(ana)


def test_the_message_goes_with_its_emoji_and_the_card_is_posted_fresh(
    night: Stage, ana: Seat
) -> None:
    gets_a_check_in(night, ana)
    before = len(night.town.kept())
    ana.reacts("rain_cloud")
    night.settles()
    what = [one["what"] for one in night.town.kept()[before:]]
    assert sorted(what) == ["deleted", "posted", "reaction_added"]


def test_an_emoji_that_means_nothing_is_met_with_the_same_card(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.reacts("eyes")
    night.settles()
    assert openings(ana) == [CARD]
    assert "no answer kept" in what_is_held(night, ana)


def test_an_emoji_in_a_skin_tone_is_met_as_well(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.reacts("wave::skin-tone-3")
    night.settles()
    assert openings(ana) == [CARD]


def test_any_emoji_on_the_card_is_met_so_too(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Heavy", where="message")
    night.settles()
    ana.closes()
    ana.reacts("heart")
    night.settles()
    assert openings(ana) == [CARD]
    assert ": Heavy" in what_is_held(night, ana)


def test_an_emoji_on_a_message_of_somebody_else_is_left_alone(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ben = night.seat("Ben")
    ben.says("morning all", channel="C0NIGHT001")
    said = next(one for one in night.town.kept() if one["by"] == ben.id)
    calls = len(night.town.calls())
    ana.acts("react", channel="C0NIGHT001", ts=said["ts"], name="rain_cloud")
    night.settles()
    assert openings(ana) == [OPENING]
    assert len(night.town.calls()) == calls


def test_nobody_answers_for_another(night: Stage, ana: Seat) -> None:
    ben = turns_on(night, "Ben")
    gets_a_check_in(night, ana)
    message = ana.messages()[-1]
    night.town.sends_event(
        {
            "type": "reaction_added",
            "user": ben.id,
            "reaction": "rain_cloud",
            "item": {"type": "message", "channel": f"D{ana.id[1:]}", "ts": message["ts"]},
            "item_user": "U0AFTERBOT",
            "event_ts": "1.1",
        }
    )
    night.settles()
    assert openings(ana) == [OPENING]
    assert "No answers are kept." in what_is_held(night, ben)


def test_taking_an_emoji_away_again_changes_nothing(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    message = ana.messages()[-1]
    night.town.sends_event(
        {
            "type": "reaction_removed",
            "user": ana.id,
            "reaction": "rain_cloud",
            "item": {"type": "message", "channel": f"D{ana.id[1:]}", "ts": message["ts"]},
            "event_ts": "1.1",
        }
    )
    night.settles()
    assert openings(ana) == [OPENING]


def test_the_bots_own_emoji_is_no_answer(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    message = ana.messages()[-1]
    night.town.sends_event(
        {
            "type": "reaction_added",
            "user": "U0AFTERBOT",
            "reaction": "rain_cloud",
            "item": {"type": "message", "channel": f"D{ana.id[1:]}", "ts": message["ts"]},
            "event_ts": "1.1",
        }
    )
    night.settles()
    assert openings(ana) == [OPENING]
