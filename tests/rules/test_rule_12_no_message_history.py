"""Rule 12: no message-history scope is ever requested, and the messages tab is read-only for people."""

import json
from typing import Any

import pytest

from bot.sandbox import DEMO_WORLD
from bot.sandbox.seats import Seat
from handlers.manifest import METHODS, SCOPES, manifest
from handlers.routing import DOORS
from tests.rules.sources import HOUSE, modules
from tests.rules.walks import walks_everywhere
from tests.stories.stage import Stage

WAYS: list[dict[str, Any]] = [
    {},
    {"typing": True},
    {"socket": True},
    {"typing": True, "socket": True},
]
# The complete list of issue 2; one more is a decision, and a test in the manifest's own file.
ALLOWED = {
    "chat:write", "commands", "im:write", "reactions:read", "users:read", "users:read.email",
    "dnd:read",
}  # fmt: skip
READING = ("history", "search", "replies", "files.", "bookmarks", "canvases", "stars", "pins")


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_no_scope_reads_messages(way: dict[str, Any]) -> None:
    scopes = manifest(**way)["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == ALLOWED
    assert scopes.keys() == {"bot"}, "no scope in a person's own name"


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_no_event_carries_what_people_write(way: dict[str, Any]) -> None:
    told = manifest(**way)["settings"]["event_subscriptions"]["bot_events"]
    carrying = ("message", "app_mention", "link_shared", "file_", "assistant_thread")
    assert [event for event in told if event.startswith(carrying)] == []


def test_no_door_takes_a_message_in() -> None:
    assert not [event for event in DOORS.events if event.startswith(("message", "app_mention"))]


def test_the_messages_tab_is_on_and_read_only() -> None:
    home = manifest()["features"]["app_home"]
    assert home["messages_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is True


def test_typing_is_a_choice_that_brings_no_further_right() -> None:
    """For organisations whose people cannot react in a read-only tab: what is typed is still not read."""
    told, plain = manifest(typing=True), manifest()
    assert told["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    told["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    assert told == plain


def test_no_method_of_ours_reads_messages(night: Stage) -> None:
    assert [method for method in METHODS if any(word in method for word in READING)] == []
    for _step in walks_everywhere(night, night.seat("Ana")):
        pass
    assert {call["method"] for call in night.town.calls()} <= set(METHODS)


def test_no_code_names_a_method_that_reads_messages() -> None:
    naming = ("conversations_history", "conversations.history", "conversations.replies", "search.")
    texts = {name: file.read_text(encoding="utf-8") for name, file in modules().items()}
    found = {name for name, text in texts.items() if any(f'"{one}' in text for one in naming)}
    assert found == set()


def test_every_scope_says_what_needs_it() -> None:
    assert SCOPES.keys() == ALLOWED
    assert all(reason.startswith(("to ", "for ")) for reason in SCOPES.values())


def test_the_demo_asks_for_no_more_than_the_manifest() -> None:
    assert set(DEMO_WORLD.scopes) == ALLOWED
    assert DEMO_WORLD.messages_tab_read_only


def test_whoever_tries_to_type_is_told_by_slack_and_by_home(ana: Seat) -> None:
    with pytest.raises(AssertionError, match="turned off"):
        ana.says("is anybody there?", channel=f"D{ana.id[1:]}")
    ana.sees("Of what is typed in Slack, this app gets only what follows")


def test_the_manifest_that_is_handed_out_is_this_one() -> None:
    kept = json.loads((HOUSE / "manifest.json").read_text(encoding="utf-8"))
    assert kept == manifest()
