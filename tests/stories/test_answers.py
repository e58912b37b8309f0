"""A tap or an emoji on the check-in: whatever it was, the message becomes the same card."""

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
    assert "no answer kept" in what_is_held(night, ana)


def test_talk_to_a_person_opens_the_people_to_call_at_once(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Talk to a person", where="message")
    told = modal(ana)
    assert told.startswith("People to call ==")
    assert "999" in told
    assert "cannot tell if someone is in danger" in told
    ana.taps("More ways")
    ana.sees("https://findahelpline.com")


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
