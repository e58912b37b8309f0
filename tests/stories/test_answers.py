"""A tap or an emoji on the check-in: whatever it was, the message becomes the same card."""

import re

from bot.sandbox.seats import Seat
from tests.handlers.posting import posts_interaction
from tests.stories.stage import Stage
from tests.stories.steps import (
    CARD,
    OPENING,
    first_line,
    gets_a_check_in,
    home,
    modal,
    openings,
    turns_on,
    what_is_held,
)

BUTTONS = [
    "Light", "A bit heavy", "Heavy", "Very heavy", "Hard to say", "Not now", "Talk to a person",
]  # fmt: skip
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
    "fog": "met, no answer kept",
}


def test_the_check_in_says_exactly_this(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.reloads()
    said = ana.screen().partition("== Home")[0].splitlines()[2:]
    assert said[:3] == [
        "  Your shift is over. A quiet minute, if you want it.",
        "  How heavy does it feel right now? Any answer is fine, and so is none.",
        "  [Light] [A bit heavy] [Heavy] [Very heavy] [Hard to say]",
    ]
    second_row, small_print = said[3:]
    for label in (
        "[Talk to a person] [Not now] [⋯ ",
        "I'm still on shift (15 min) / I'm still on shift (1 hour) / I'm still on shift (I'll say)",
        " / Settings / Who sees this?]",
    ):
        assert label in second_row
    assert small_print.startswith(
        "  Buttons leave nothing in Slack. You can also react with ☀️ ⛅ 🌧️ ⛈️ 🌫️; an emoji may stay"
    )


def test_a_locked_phone_shows_the_mild_line_and_names_the_buttons(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    shown = ana.notifications()[-1]
    assert shown["desktop"] == OPENING
    assert shown["mobile"].startswith(OPENING)
    for label in BUTTONS:
        assert label in shown["mobile"]


def test_no_link_in_a_message_is_ever_unfolded(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    said = night.town.calls("chat.postMessage")[-1]["args"]
    assert (said["unfurl_links"], said["unfurl_media"]) == (False, False)


def test_every_button_leads_to_the_same_card(night: Stage, ana: Seat) -> None:
    for label in BUTTONS:
        gets_a_check_in(night, ana)
        ana.taps(label, where="message")
        night.settles()
        ana.reloads()
        assert openings(ana)[-1] == CARD, label
        night.passes(days=2)
    texts = {message["text"] for message in ana.messages()}
    assert texts == {"Thank you. That is all. Buttons: Take a minute, Talk to a person."}
    row = "[Take a minute] [Talk to a person] [⋯ Settings / Pause check-ins / Who sees this?]"
    assert ana.screen().count(row) == len(BUTTONS)


def test_not_now_opens_nothing(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Not now")
    night.settles()
    assert ana.modal() is None
    assert "met, no answer kept" in what_is_held(night, ana)


def test_talk_to_a_person_opens_the_people_to_call_at_once(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Talk to a person", where="message")
    told = modal(ana)
    assert told.startswith("People to call ==")
    assert "999" in told
    assert "cannot tell if someone is in danger" in told
    ana.taps("More ways")
    ana.sees("https://findahelpline.com")


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
    assert "met, no answer kept" in what_is_held(night, ana)


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


def test_nobody_taps_for_another(night: Stage, ana: Seat) -> None:
    ben = turns_on(night, "Ben")
    gets_a_check_in(night, ana)
    message = ana.messages()[-1]
    heavy = message["blocks"][2]["elements"][2]
    tap = {
        "type": "block_actions",
        "user": {"id": ben.id, "team_id": "T0LANTERN1"},
        "team": {"id": "T0LANTERN1"},
        "container": {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": f"D{ana.id[1:]}",
        },
        "trigger_id": "1.2.3",
        "actions": [heavy | {"block_id": "check_in.answer", "action_ts": "1.1"}],
    }
    assert posts_interaction(night, tap).status_code == 200
    night.settles()
    assert openings(ana) == [OPENING]
    for seat in (ana, ben):
        assert "No answers are kept." in what_is_held(night, seat)


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


def test_home_never_shows_an_answer(night: Stage, ana: Seat) -> None:
    for label in ("Heavy", "Very heavy"):
        gets_a_check_in(night, ana)
        ana.taps(label, where="message")
        night.settles()
        ana.closes()
        ana.opens_home()
        night.settles()
        assert label not in home(ana)
        night.passes(hours=24)


def test_the_card_keeps_its_place_in_the_messages(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ts = ana.messages()[-1]["ts"]
    ana.taps("Light", where="message")
    night.settles()
    assert [m["ts"] for m in ana.messages() if first_line(m) == CARD] == [ts]
