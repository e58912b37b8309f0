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


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE1", "channel_not_found"),
        (KITCHEN, "not_in_channel"),
        (LEFT.id, "channel_not_found"),
        (LEFT.app_dm, "is_archived"),
    ],
)
def test_the_app_posts_only_where_it_is(slack: WebClient, channel: str, error: str) -> None:
    assert refusal(slack.chat_postMessage, channel=channel, text="hi")["error"] == error


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": [section("x", colour="red")]}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("x" * 3000)] * 5}, "msg_blocks_too_long"),
        ({"text": "x", "username": "Somebody"}, "missing_scope"),
        ({"text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
        ({"text": "x", "attachments": [{"text": "old"}]}, "invalid_attachments"),
        ({"text": "x", "metadata": {"event_type": "only"}}, "invalid_metadata_format"),
    ],
)
def test_a_message_that_slack_would_not_take(
    slack: WebClient, given: dict[str, Any], error: str
) -> None:
    found = refusal(slack.api_call, "chat.postMessage", json={"channel": ANA, **given})
    assert found["error"] == error


def test_refused_blocks_say_where_they_are_wrong(slack: WebClient) -> None:
    found = refusal(slack.chat_postMessage, channel=ANA, text="x", blocks=[section("")])
    assert "/blocks/0/text/text" in found["response_metadata"]["messages"][0]


def test_new_text_takes_old_blocks_away_and_new_blocks_keep_old_text(slack: WebClient) -> None:
    posted = slack.chat_postMessage(channel=ANA, text="old", blocks=[section("old")])
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    reblocked = slack.api_call("chat.update", json={**where, "blocks": [section("new")]})["message"]
    assert (reblocked["text"], len(reblocked["blocks"])) == ("old", 1)
    retexted = slack.chat_update(**where, text="new")["message"]
    assert (retexted["text"], retexted["blocks"]) == ("new", [])


def test_timestamps_only_go_up(slack: WebClient) -> None:
    stamps = [slack.chat_postMessage(channel=ANA, text=str(n))["ts"] for n in range(20)]
    assert stamps == sorted(set(stamps))


def test_only_own_messages_are_changed(slack: WebClient, town: Town) -> None:
    town.seat("Ana").says("mine", NIGHT_TEAM)
    ts = town.kept()[-1]["ts"]
    where = {"channel": NIGHT_TEAM, "ts": ts}
    assert refusal(slack.chat_update, **where, text="x")["error"] == "cant_update_message"
    assert refusal(slack.chat_delete, **where)["error"] == "cant_delete_message"


def test_what_is_not_there_is_not_found(slack: WebClient) -> None:
    dm = slack.conversations_open(users=ANA)["channel"]["id"]
    gone = {"channel": dm, "ts": "1.000001"}
    assert refusal(slack.chat_update, **gone, text="x")["error"] == "message_not_found"
    assert refusal(slack.chat_delete, **gone)["error"] == "message_not_found"
    by_user_id = refusal(slack.chat_update, channel=ANA, ts="1.000001", text="x")
    assert by_user_id["error"] == "channel_not_found"


def test_a_deleted_message_is_gone(slack: WebClient, town: Town) -> None:
    posted = slack.chat_postMessage(channel=ANA, text="briefly")
    slack.chat_delete(channel=posted["channel"], ts=posted["ts"])
    town.seat("Ana").sees_not("briefly")
    assert [one["what"] for one in town.kept()] == ["posted", "deleted"]


def test_an_ephemeral_message_needs_somebody_who_is_there(slack: WebClient) -> None:
    assert slack.chat_postEphemeral(channel=NIGHT_TEAM, user=ANA, text="psst")["message_ts"]
    absent = refusal(slack.chat_postEphemeral, channel=NIGHT_TEAM, user=STRANGER.id, text="psst")
    assert absent["error"] == "user_not_in_channel"


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
