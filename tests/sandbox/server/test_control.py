"""The control API shows each person their own screen and lets them do only what hands can do."""

import json
from dataclasses import replace
from http.client import HTTPConnection
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Running, Sandbox
from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.conftest import LEFT, WORLD
from tests.sandbox.server.makers import actions, button, modal, option, plain, text_field
from tests.sandbox.server.serving import PlainBot
from tests.sandbox.server.test_views import trigger
from tests.sandbox.server.test_web_api import ANA, KITCHEN, NIGHT_TEAM, refusal

CONFIRM = {"title": plain("Sure?"), "text": plain("No way back."), "confirm": plain("Yes"),
           "deny": plain("No")}  # fmt: skip


def test_nobody_reaches_into_another_persons_messages(slack: WebClient, ben: Seat) -> None:
    posted = slack.chat_postMessage(channel=ANA, text="t", blocks=[actions(button("Light"))])
    message = {"channel": posted["channel"], "ts": posted["ts"]}
    with pytest.raises(AssertionError, match="Ben sees no conversation"):
        ben.acts("tap", message=message, block_id="row", action_id="press")
    with pytest.raises(AssertionError, match="Ben sees no conversation"):
        ben.acts("react", **message, name="wave")


def test_nobody_taps_another_persons_whisper(slack: WebClient, ana: Seat, ben: Seat) -> None:
    blocks = [actions(button("Light"))]
    slack.chat_postEphemeral(channel=NIGHT_TEAM, user=ANA, text="t", blocks=blocks)
    seen = [one for talk in ana.seen()["conversations"] for one in talk["messages"]]
    whisper = seen[0]["id"]
    with pytest.raises(AssertionError, match="not there"):
        ben.acts("tap", ephemeral=whisper, block_id="row", action_id="press")


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ({"do": "fly"}, "Nobody can 'fly'"),
        ({"do": "command", "command": "/else"}, "not a command here"),
        ({"do": "command", "command": "/decompress", "channel": "C0NOWHERE1"}, "no conversation"),
        ({"do": "shortcut", "callback_id": "else"}, "not a shortcut here"),
        ({"do": "tap", "home": True, "block_id": "b", "action_id": "a"}, "Home is empty"),
        ({"do": "tap", "block_id": "b", "action_id": "a"}, "Say where"),
        ({"do": "submit", "view": "V0NOWHERE1"}, "not there"),
        ({"do": "say", "channel": "D" + ANA[1:], "text": "hello?"}, "turned off"),
        ({"do": "react", "channel": NIGHT_TEAM, "ts": "1.000001", "name": "wave"}, "not there"),
    ],
)
def test_what_hands_cannot_do_is_refused_in_plain_words(
    ana: Seat, act: dict[str, Any], words: str
) -> None:
    with pytest.raises(AssertionError, match=words):
        ana.acts(**act)


def test_the_dead_letter_box_can_be_opened() -> None:
    world = replace(WORLD, messages_tab_read_only=False)
    with Sandbox(world, signing_secret="s").start() as running:
        ana = Town(running.url).seat("Ana")
        ana.says("hello?", "D" + ANA[1:])
        ana.sees("hello?")
        assert Town(running.url).deliveries() == []


def test_a_stale_button_is_gone(slack: WebClient, bot: PlainBot, ana: Seat) -> None:
    posted = slack.chat_postMessage(channel=ANA, text="t", blocks=[actions(button("Light"))])
    message = {"channel": posted["channel"], "ts": posted["ts"]}
    slack.chat_update(**message, text="Thank you.")
    for block_id in ("row", "elsewhere"):
        with pytest.raises(AssertionError, match="no block"):
            ana.acts("tap", message=message, block_id=block_id, action_id="press")
    slack.chat_delete(**message)
    with pytest.raises(AssertionError, match="not there"):
        ana.acts("tap", message=message, block_id="row", action_id="press")
    assert bot.received == []


def test_slack_asks_before_a_button_with_a_question(
    slack: WebClient, bot: PlainBot, ana: Seat
) -> None:
    row = actions(button("Erase", confirm=CONFIRM))
    slack.chat_postMessage(channel=ANA, text="t", blocks=[row])
    with pytest.raises(AssertionError, match=r"Sure\? / No way back"):
        ana.taps("Erase")
    assert bot.received == []
    ana.taps("Erase", confirmed=True)
    assert len(bot.received) == 1


def test_an_input_waits_for_the_submit_button(slack: WebClient, bot: PlainBot, ana: Seat) -> None:
    view = modal(text_field("Name"), text_field("Town", "town", dispatch_action=True))
    slack.views_open(trigger_id=trigger(bot, ana), view=view)
    where = {"view": (ana.modal() or {})["id"], "action_id": "typed"}
    with pytest.raises(AssertionError, match="sends nothing by itself"):
        ana.acts("tap", **where, block_id="field", text="Ana")
    ana.acts("tap", **where, block_id="town", text="Lisbon")
    assert bot.payload()["actions"][0]["value"] == "Lisbon"
    assert bot.payload()["view"]["state"]["values"]["town"]["typed"]["value"] == "Lisbon"


@pytest.mark.parametrize(
    ("element", "wrong"),
    [
        ({"type": "timepicker"}, "25:00"),
        ({"type": "datepicker"}, "tomorrow"),
        ({"type": "static_select", "options": [option("A", "a")]}, "B"),
        ({"type": "checkboxes", "options": [option("A", "a")]}, "a"),
        ({"type": "plain_text_input", "max_length": 3}, "long"),
        ({"type": "number_input", "is_decimal_allowed": True}, "three"),
        ({"type": "email_text_input"}, "somewhere"),
        ({"type": "multi_users_select", "max_selected_items": 1}, ["U0ANA00001", "U0BEN00001"]),
    ],
)
def test_an_input_takes_only_what_fits(
    slack: WebClient, bot: PlainBot, ana: Seat, element: dict[str, Any], wrong: object
) -> None:
    block = text_field("It") | {"element": {**element, "action_id": "it"}}
    slack.views_open(trigger_id=trigger(bot, ana), view=modal(block))
    with pytest.raises(AssertionError):
        ana.acts(
            "fill", view=(ana.modal() or {})["id"], block_id="field", action_id="it", selected=wrong
        )


def test_the_same_emoji_counts_once(slack: WebClient, ana: Seat) -> None:
    slack.chat_postMessage(channel=ANA, text="t")
    ana.reacts("wave")
    with pytest.raises(AssertionError, match="already"):
        ana.reacts("wave")
    ana.unreacts("wave")
    with pytest.raises(AssertionError, match="not reacted"):
        ana.unreacts("wave")


def test_people_change_join_and_keep_quiet_hours(
    slack: WebClient, bot: PlainBot, town: Town
) -> None:
    town.changes_person("Ana", tz="Europe/Warsaw")
    event = bot.payload()["event"]
    assert (event["type"], event["user"]["tz"]) == ("user_change", "Europe/Warsaw")
    town.changes_person("Ana", dnd=["22:00", "07:00"])
    event = bot.payload()["event"]
    assert (event["type"], event["dnd_status"]["dnd_enabled"]) == ("dnd_updated_user", True)
    quiet = slack.api_call("dnd.info", params={"user": ANA})
    hours = (quiet["next_dnd_end_ts"] - quiet["next_dnd_start_ts"]) / 3600
    assert hours in {8, 9, 10}  # nine, but for the two nights on which clocks change
    assert slack.api_call("dnd.info", params={"user": "U0BEN00001"})["dnd_enabled"] is False
    town.joins(id="U0FAY00001", name="Fay", real_name="Fay Marsh", email="fay@lantern.example")
    assert bot.payload()["event"]["type"] == "team_join"
    slack.chat_postMessage(channel="U0FAY00001", text="welcome")
    town.seat("Fay").sees("welcome")


def test_who_left_does_nothing_any_more(slack: WebClient, town: Town) -> None:
    town.changes_person("Ben", deleted=True)
    with pytest.raises(AssertionError, match="deactivated"):
        town.seat("Ben").types("/decompress")
    with pytest.raises(AssertionError, match="deactivated"):
        town.seat(LEFT.id).opens_home()
    assert slack.users_info(user="U0BEN00001")["user"]["deleted"]


def test_only_some_things_about_a_person_change(town: Town) -> None:
    with pytest.raises(AssertionError, match="cannot be changed: id"):
        town.changes_person("Ana", id="U0OTHER001")
    with pytest.raises(AssertionError, match="That is no person"):
        town.changes_person("Ana", tz="Atlantis/Harbour")
    with pytest.raises(AssertionError, match="That is no person"):
        town.tell("join", {"id": "U0GIL00001"})


def test_any_event_can_be_sent_and_uninstalling_ends_the_token(
    slack: WebClient, bot: PlainBot, town: Town
) -> None:
    town.sends_event({"type": "something_new"})
    assert bot.payload()["event"] == {"type": "something_new"}
    assert slack.auth_test()["ok"]
    town.sends_event({"type": "tokens_revoked", "tokens": {"bot": [WORLD.bot_user_id]}})
    assert refusal(slack.auth_test)["error"] == "token_revoked"
    town.sends_event({"type": "app_uninstalled"})
    assert refusal(slack.auth_test)["error"] == "account_inactive"


def test_only_those_in_a_channel_are_heard_there(bot: PlainBot, ana: Seat, town: Town) -> None:
    ana.says("anybody here?", KITCHEN)
    ts = town.kept()[0]["ts"]
    assert ana.acts("react", channel=KITCHEN, ts=ts, name="wave") is None
    assert bot.received == []


def asked(running: Running, verb: str, path: str, body: str, kind: str) -> tuple[int, Any]:
    connection = HTTPConnection(f"127.0.0.1:{running.port}")
    connection.request(verb, path, body, {"Content-Type": kind})
    answer = connection.getresponse()
    read = json.loads(answer.read())
    connection.close()
    return answer.status, read


def test_wishes_come_as_json_so_that_no_other_page_can_make_them(running: Running) -> None:
    body = json.dumps({"as": "Ana", "do": "open_home"})
    assert asked(running, "POST", "/control/act", body, "text/plain")[0] == 415
    for wish in ("{", "[]"):
        status, answer = asked(running, "POST", "/control/act", wish, "application/json")
        assert (status, answer["ok"]) == (400, False)
    assert asked(running, "GET", "/control/seen?as=Nobody", "", "application/json")[0] == 400
    assert asked(running, "GET", "/control/changes?after=x", "", "application/json")[0] == 400
