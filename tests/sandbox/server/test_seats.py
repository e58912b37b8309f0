"""A seat finds what a person would find by its words, and shows the screen when it does not."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.makers import (
    actions,
    button,
    home,
    modal,
    option,
    overflow,
    plain,
    section,
    select,
    text_field,
)
from tests.sandbox.server.serving import PlainBot
from tests.sandbox.server.test_views import trigger
from tests.sandbox.server.test_web_api import ANA, BEN


def tapped(bot: PlainBot) -> tuple[str, str]:
    body = bot.payload()
    return body["container"]["type"], body["actions"][0]["action_id"]


def test_the_modal_comes_first_then_messages_then_home(
    slack: WebClient, bot: PlainBot, ana: Seat
) -> None:
    slack.views_publish(user_id=ANA, view=home(actions(button("Go", "in_home"))))
    ana.taps("Go")
    assert tapped(bot) == ("view", "in_home")
    for name in ("older", "newer"):
        slack.chat_postMessage(channel=ANA, text=name, blocks=[actions(button("Go", name))])
    ana.taps("Go")
    assert tapped(bot) == ("message", "newer")
    slack.views_open(trigger_id=trigger(bot, ana), view=modal(actions(button("Go", "in_modal"))))
    ana.taps("Go")
    assert tapped(bot) == ("view", "in_modal")
    ana.taps("Go", where="home")
    assert tapped(bot) == ("view", "in_home")
    ana.taps("Go", where="message")
    assert tapped(bot) == ("message", "newer")


def test_a_modal_hides_what_lies_under_it(slack: WebClient, bot: PlainBot, ana: Seat) -> None:
    slack.chat_postMessage(channel=ANA, text="t", blocks=[actions(button("Under"))])
    slack.views_open(trigger_id=trigger(bot, ana), view=modal())
    with pytest.raises(AssertionError, match="Ana's modal has no 'Under'"):
        ana.taps("Under")


def test_menus_are_chosen_by_the_words_of_their_options(
    slack: WebClient, bot: PlainBot, ana: Seat
) -> None:
    more = overflow("more", s="Settings", w="Who sees this?")
    pick = select("pick", a="Apples", p="Pears") | {"placeholder": plain("Fruit")}
    slack.chat_postMessage(channel=ANA, text="t", blocks=[actions(more, pick)])
    for label, choose, value in (
        ("⋯", "Settings", "s"),
        ("Who sees this?", None, "w"),
        ("Fruit", "Pears", "p"),
        ("Apples", None, "a"),
    ):
        ana.taps(label, choose=choose)
        assert bot.payload()["actions"][0]["selected_option"]["value"] == value


INPUTS: dict[str, tuple[dict[str, Any], Any, tuple[str, Any]]] = {
    "Name": ({"type": "plain_text_input"}, "Ana", ("value", "Ana")),
    "Start": ({"type": "timepicker"}, "22:00", ("selected_time", "22:00")),
    "Day": ({"type": "datepicker"}, "2026-12-01", ("selected_date", "2026-12-01")),
    "Moment": ({"type": "datetimepicker"}, 1764590400, ("selected_date_time", 1764590400)),
    "Buddy": ({"type": "users_select"}, "Ben", ("selected_user", BEN)),
    "Team": ({"type": "multi_users_select"}, ["Ana", "Ben"], ("selected_users", [ANA, BEN])),
    "Place": ({"type": "channels_select"}, "C0NIGHT001", ("selected_channel", "C0NIGHT001")),
}


def test_inputs_are_filled_by_their_labels(slack: WebClient, bot: PlainBot, ana: Seat) -> None:
    days = {"type": "checkboxes", "options": [option("Monday", "1"), option("Tuesday", "2")]}
    length = {"type": "radio_buttons", "options": [option("Short", "s"), option("Long", "l")]}
    elements = {label: element for label, (element, _, _) in INPUTS.items()}
    blocks = [
        text_field(label, label) | {"element": {**element, "action_id": "it"}}
        for label, element in (elements | {"Days": days, "Length": length}).items()
    ]
    slack.views_open(trigger_id=trigger(bot, ana), view=modal(*blocks))
    ana.fills({label: wanted for label, (_, wanted, _) in INPUTS.items()})
    ana.fills({"Days": ["Tuesday"], "Length": "Short"})
    ana.submits()
    values = bot.payload()["view"]["state"]["values"]
    for label, (_, _, (key, expected)) in INPUTS.items():
        assert values[label]["it"][key] == expected
    assert [one["value"] for one in values["Days"]["it"]["selected_options"]] == ["2"]
    assert values["Length"]["it"]["selected_option"]["value"] == "s"


def test_the_screen_reads_like_the_page(slack: WebClient, bot: PlainBot, ana: Seat) -> None:
    more = overflow("more", s="Settings", w="Who sees this?")
    slack.chat_postMessage(
        channel=ANA, text="t", blocks=[section("A quiet minute"), actions(button("Light"), more)]
    )
    ana.reacts("wave")
    slack.views_publish(user_id=ANA, view=home(section("Your Home", accessory=button("Change"))))
    view = modal(
        section("Some words"), {"type": "divider"}, text_field("Name"), close=plain("Not now")
    )
    slack.views_open(trigger_id=trigger(bot, ana), view=view)
    ana.fills({"Name": "Ana"})
    assert ana.screen().splitlines() == [
        "== Messages ==",
        "App:",
        "  A quiet minute",
        "  [Light] [⋯ Settings / Who sees this?]",
        "  :wave: 1",
        "== Home ==",
        "  Your Home [Change]",
        "== Modal: A form ==",
        "  Some words",
        "  ---",
        "  Name [Ana]",
        "  [Not now] [Send]",
    ]


def test_what_is_missing_is_told_with_the_screen(slack: WebClient, ana: Seat, town: Town) -> None:
    slack.chat_postMessage(channel=ANA, text="what there is")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: ana.sees("what there is not", within=0),
        lambda: ana.taps("what there is not"),
        lambda: ana.fills({"what there is not": "x"}),
        ana.submits,
    )
    for missing in attempts:
        with pytest.raises(AssertionError, match=r"what there is\n|what there is$"):
            missing()
    with pytest.raises(AssertionError, match="Ana sees 'what there is'"):
        ana.sees_not("what there is")
    with pytest.raises(AssertionError, match="Nobody here is called 'Zoe'"):
        town.seat("Zoe")


def test_nothing_to_react_to_is_said(ana: Seat) -> None:
    with pytest.raises(AssertionError, match="no message from the app"):
        ana.reacts("wave")
