"""The app posts, edits and deletes where it may, and only what Slack would take."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.seats import Town
from tests.sandbox.server.conftest import LEFT, STRANGER
from tests.sandbox.server.makers import section
from tests.sandbox.server.test_web_api import ANA, KITCHEN, NIGHT_TEAM, refusal


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
