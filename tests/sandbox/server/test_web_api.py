"""The Web API answers slack_sdk's own client as Slack would, and is stricter about arguments."""

import asyncio
import json
from dataclasses import replace
from http.client import HTTPConnection
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Running, Sandbox
from bot.sandbox.seats import Town
from tests.sandbox.server.conftest import LEFT, STRANGER, WORLD
from tests.sandbox.server.makers import section
from tests.sandbox.server.serving import SECRET

ANA, BEN = "U0ANA00001", "U0BEN00001"
NIGHT_TEAM, KITCHEN = "C0NIGHT001", "C0NOAPP001"


def refusal(call: Any, *args: Any, **given: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as refused:
        call(*args, **given)
    found: dict[str, Any] = refused.value.response.data
    return found


def client(running: Running, token: str | None) -> WebClient:
    return WebClient(token=token, base_url=f"{running.url}/api/")


def with_scopes(*scopes: str) -> Sandbox:
    return Sandbox(replace(WORLD, scopes=scopes), signing_secret=SECRET)


def test_the_app_learns_who_it_is(slack: WebClient) -> None:
    known = slack.auth_test()
    assert known["user_id"] == WORLD.bot_user_id
    assert known["team_id"] == WORLD.team_id


@pytest.mark.parametrize(
    ("token", "error"),
    [
        (None, "not_authed"),
        ("xoxb-other", "invalid_auth"),
        (WORLD.app_token, "not_allowed_token_type"),
    ],
)
def test_only_the_apps_own_token_opens_the_door(
    running: Running, token: str | None, error: str
) -> None:
    assert refusal(client(running, token).auth_test)["error"] == error


def test_a_method_that_slack_does_not_have_is_unknown(slack: WebClient) -> None:
    assert refusal(slack.api_call, "chat.shout")["error"] == "unknown_method"
    assert refusal(slack.conversations_history, channel=NIGHT_TEAM)["error"] == "unknown_method"


def test_unknown_and_missing_arguments_are_refused_by_name(slack: WebClient) -> None:
    unknown = refusal(slack.chat_postMessage, channel=ANA, text="hi", colour="red")
    assert unknown["error"] == "invalid_arguments"
    assert "colour" in unknown["response_metadata"]["messages"][0]
    missing = refusal(slack.api_call, "chat.delete", json={"channel": ANA})
    assert "ts" in missing["response_metadata"]["messages"][0]


def test_arguments_have_types(slack: WebClient) -> None:
    wrong = refusal(slack.api_call, "chat.postMessage", json={"channel": ANA, "text": ["hi"]})
    assert wrong["error"] == "invalid_arguments"
    unread = refusal(slack.api_call, "chat.postMessage", data={"channel": ANA, "blocks": "[{"})
    assert unread["error"] == "invalid_blocks_format"


def test_forms_and_json_mean_the_same(slack: WebClient) -> None:
    blocks = [section("the same")]
    as_form = slack.api_call(
        "chat.postMessage", data={"channel": ANA, "text": "t", "blocks": json.dumps(blocks)}
    )
    as_json = slack.chat_postMessage(channel=ANA, text="t", blocks=blocks)
    texts = [one["message"]["blocks"][0]["text"]["text"] for one in (as_form, as_json)]
    assert texts == ["the same", "the same"]


def test_what_is_no_json_object_is_refused(running: Running) -> None:
    connection = HTTPConnection(f"127.0.0.1:{running.port}")
    for body, error in (("[1, 2]", "json_not_object"), ("{", "invalid_json")):
        connection.request("POST", "/api/auth.test", body, {"Content-Type": "application/json"})
        assert json.load(connection.getresponse())["error"] == error
    connection.close()


def test_a_missing_scope_is_named() -> None:
    with with_scopes("chat:write").start() as running:
        found = refusal(client(running, WORLD.bot_token).users_info, user=ANA)
    assert found["error"] == "missing_scope"
    assert (found["needed"], found["provided"]) == ("users:read", "chat:write")


def test_a_group_message_needs_its_own_scope(slack: WebClient) -> None:
    found = refusal(slack.conversations_open, users=f"{ANA},{BEN}")
    assert (found["error"], found["needed"]) == ("missing_scope", "mpim:write")


def test_a_group_message_is_one_conversation_however_often_opened() -> None:
    with with_scopes("mpim:write", "chat:write").start() as running:
        slack = client(running, WORLD.bot_token)
        first = slack.conversations_open(users=f"{ANA},{BEN}")["channel"]["id"]
        again = slack.conversations_open(users=[BEN, ANA])["channel"]["id"]
        slack.chat_postMessage(channel=first, text="hello, both")
        screens = [Town(running.url).seat(name).screen() for name in ("Ana", "Ben", "Chidi")]
    assert first == again
    assert ["hello, both" in screen for screen in screens] == [True, True, False]


def test_a_direct_message_is_opened_with_people_who_are_there(slack: WebClient) -> None:
    channel = slack.conversations_open(users=ANA)["channel"]["id"]
    assert slack.chat_postMessage(channel=ANA, text="hi")["channel"] == channel
    assert refusal(slack.conversations_open, users="U0NOBODY01")["error"] == "user_not_found"
    assert refusal(slack.conversations_open, users=LEFT.id)["error"] == "user_disabled"
    assert refusal(slack.conversations_open, users=STRANGER.id)["error"] == "user_not_visible"
    nobody = refusal(slack.api_call, "conversations.open", json={})
    assert nobody["error"] == "users_list_not_supplied"


def test_profiles_say_who_is_a_guest_a_stranger_or_gone() -> None:
    guest = Person(id="U0GUEST001", name="Gil", real_name="Gil", email="g@x.example", is_guest=True)
    world = replace(WORLD, people=(*WORLD.people, guest))
    with Sandbox(world, signing_secret=SECRET).start() as running:
        slack = client(running, WORLD.bot_token)
        users = {one["id"]: one for one in slack.users_list(include_locale=True)["members"]}
        ana = slack.users_info(user=ANA, include_locale=True)["user"]
        app = slack.users_info(user=WORLD.bot_user_id)["user"]
    assert users[guest.id]["is_restricted"]
    assert users[STRANGER.id]["is_stranger"]
    assert users[STRANGER.id]["team_id"] != WORLD.team_id
    assert "email" not in users[STRANGER.id]["profile"]
    assert users[LEFT.id]["deleted"]
    assert (ana["tz"], ana["locale"]) == ("Europe/Lisbon", "en-GB")
    assert app["is_bot"]


def test_the_list_of_people_comes_in_pages(slack: WebClient) -> None:
    first = slack.users_list(limit=4)
    rest = slack.users_list(limit=4, cursor=first["response_metadata"]["next_cursor"])
    assert len(first["members"]) == 4
    assert rest["response_metadata"]["next_cursor"] == ""
    assert len(first["members"]) + len(rest["members"]) == len(WORLD.people)
    assert refusal(slack.users_list, cursor="?")["error"] == "invalid_cursor"


def test_people_are_found_by_their_address(slack: WebClient) -> None:
    assert slack.users_lookupByEmail(email="ANA@lantern.example")["user"]["id"] == ANA
    for address in ("nobody@lantern.example", LEFT.email, STRANGER.email):
        found = refusal(slack.users_lookupByEmail, email=address)
        assert found["error"] == "users_not_found"


def test_addresses_are_hidden_without_their_scope() -> None:
    with with_scopes("users:read").start() as running:
        profile = client(running, WORLD.bot_token).users_info(user=ANA)["user"]["profile"]
    assert "email" not in profile


def test_a_conversation_describes_itself_to_who_may_read_it() -> None:
    with with_scopes("channels:read").start() as running:
        slack = client(running, WORLD.bot_token)
        team = slack.conversations_info(channel=NIGHT_TEAM, include_num_members=True)["channel"]
        dm = refusal(slack.conversations_info, channel="D" + ANA[1:])
    assert (team["name"], team["num_members"], team["is_member"]) == ("night-team", 5, True)
    assert (dm["error"], dm["needed"]) == ("missing_scope", "im:read")


def test_reactions_can_be_read(slack: WebClient, town: Town) -> None:
    posted = slack.chat_postMessage(channel=ANA, text="how?")
    where = {"channel": posted["channel"], "timestamp": posted["ts"]}
    assert "reactions" not in slack.reactions_get(**where)["message"]
    town.seat("Ana").reacts(":partly_sunny:")
    found = slack.reactions_get(**where)["message"]["reactions"]
    assert found == [{"name": "partly_sunny", "users": [ANA], "count": 1}]


def test_blocks_can_be_judged_without_posting(slack: WebClient, town: Town) -> None:
    assert slack.api_call("blocks.validate", json={"blocks": [section("fine")]})["ok"]
    found = refusal(slack.api_call, "blocks.validate", json={"blocks": [{"type": "marquee"}]})
    assert found["error"] == "invalid_blocks"
    view = refusal(slack.api_call, "blocks.validate", json={"view": {"type": "modal"}})
    assert view["error"] == "invalid_view"
    assert town.kept() == []


def test_the_log_shows_calls_without_their_token(slack: WebClient, town: Town) -> None:
    slack.api_call("api.test", data={"token": WORLD.bot_token, "foo": "bar"})
    refusal(slack.users_info, user="U0NOBODY01")
    first, second = town.calls()
    assert (first["method"], first["args"], first["ok"]) == ("api.test", {"foo": "bar"}, True)
    assert (second["ok"], second["error"]) == (False, "user_not_found")
    assert [one["n"] for one in town.calls(after=1)] == [2]


async def _posts_from_a_loop(running: Running) -> str:
    slack = AsyncWebClient(
        token=WORLD.bot_token, base_url=f"{running.url}/api/", team_id=WORLD.team_id
    )
    posted = await slack.chat_postMessage(channel=ANA, text="from a loop")
    return str(posted["ts"])


def test_the_asynchronous_client_is_served_too(running: Running, town: Town) -> None:
    assert asyncio.run(_posts_from_a_loop(running)) == town.kept()[0]["ts"]
