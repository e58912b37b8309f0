"""The manifest asks an administrator for what the code uses: all of it, and nothing besides."""

import ast
import copy
import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.courier import slack
from bot.sandbox import DEMO_WORLD
from handlers.manifest import METHODS, SCOPES, manifest
from handlers.routing import DOORS
from tests.contracts.asking import problems_of_manifest
from tests.contracts.pack import PACK, fact, needs_pack
from tests.stories.stage import Stage, stage
from tests.stories.steps import gets_a_check_in, turns_on

pytestmark = needs_pack

Json = dict[str, Any]
VARIANTS = {
    "as it comes": manifest(),
    "with typing": manifest(typing=True),
    "for Socket Mode": manifest(socket=True),
    "elsewhere": manifest(url="https://care.example.net/slack/events"),
}


@pytest.fixture(scope="module")
def calls() -> list[Json]:
    """What the bot asked of a Slack that grants it the manifest's scopes and events, and no more."""
    made = manifest()
    world = replace(
        DEMO_WORLD,
        scopes=tuple(made["oauth_config"]["scopes"]["bot"]),
        events=tuple(made["settings"]["event_subscriptions"]["bot_events"]),
    )
    with stage("sqlite", socket=True, world=world) as scene:
        a_night_in_which_everything_is_used(scene)
        made_calls: list[Json] = scene.town.calls()
    return made_calls


def a_night_in_which_everything_is_used(scene: Stage) -> None:
    ana = turns_on(scene)
    gets_a_check_in(scene, ana)
    ana.taps("Heavy")
    scene.settles()
    ana.taps("Talk to a person")
    ana.sees("People to call")
    while ana.modal() is not None:
        ana.closes()
    ana.reacts("sunny")
    scene.signals("shift.ended", {"email": "nobody@lantern.example"})
    scene.settles()


@pytest.fixture(scope="module")
def used(calls: list[Json]) -> set[str]:
    return {call["method"] for call in calls}


def test_what_is_granted_is_enough_for_a_whole_night(calls: list[Json]) -> None:
    assert [call for call in calls if call["error"] == "missing_scope"] == []


def test_the_list_of_methods_is_what_the_bot_calls(used: set[str]) -> None:
    assert sorted(used) == sorted(METHODS)


def test_no_method_stands_in_the_code_without_standing_in_the_list() -> None:
    documented = {file.stem for file in (PACK / "methods").glob("*.json")}
    words = {
        node.value
        for node in ast.walk(ast.parse(inspect.getsource(slack)))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made_by_the_sdk = {"apps.connections.open"}
    assert (words & documented) | made_by_the_sdk == set(METHODS)


@pytest.mark.parametrize("made", VARIANTS.values(), ids=VARIANTS)
def test_every_variant_asks_for_what_is_used_and_for_nothing_else(
    made: Json, used: set[str]
) -> None:
    assert problems_of_manifest(made, used, DOORS.events) == []


def scopes(made: Json) -> list[str]:
    found: list[str] = made["oauth_config"]["scopes"]["bot"]
    return found


def events(made: Json) -> list[str]:
    found: list[str] = made["settings"]["event_subscriptions"]["bot_events"]
    return found


def described(made: Json) -> None:
    made["display_information"]["description"] = "x" * 141


def without_commands(made: Json) -> None:
    made["features"]["slash_commands"] = made["features"]["shortcuts"] = []


SPOILT: dict[str, Callable[[Json], Any]] = {
    **{f"{one} is added": lambda made, one=one: scopes(made).append(one) for one in (  # type: ignore[misc]  # mypy cannot type a lambda's default
        "im:history", "channels:history", "channels:read", "mpim:write", "chat:write.public",
        "users.profile:read", "reactions:write", "team:read",
    )},
    **{f"{one} is missing": lambda made, one=one: scopes(made).remove(one) for one in SCOPES},  # type: ignore[misc]  # as above
    "a scope is misspelt": lambda made: scopes(made).append("users:read.emails"),
    "an event is added": lambda made: events(made).append("message.im"),
    "an event is misspelt": lambda made: events(made).append("reaction_adds"),
    **{f"{one} is not heard": lambda made, one=one: events(made).remove(one) for one in DOORS.events},  # type: ignore[misc]  # as above
    "a long description": described,
    "an unknown key": lambda made: made["settings"].update(listens_to_everything=True),
    "commands without a command": without_commands,
}  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_manifest_that_asks_for_too_much_or_too_little_is_found(
    spoil: Callable[[Json], Any], used: set[str]
) -> None:
    made = copy.deepcopy(manifest())
    spoil(made)
    assert problems_of_manifest(made, used, DOORS.events)


def test_no_right_to_read_what_people_write_is_ever_asked_for() -> None:
    for made in VARIANTS.values():
        assert [one for one in scopes(made) if one.endswith(":history")] == []
        assert [one for one in events(made) if one.startswith(("message", "app_mention"))] == []


def test_each_scope_has_a_reason_that_an_administrator_can_read() -> None:
    assert all(len(reason.split()) > 3 for reason in SCOPES.values())


def test_nobody_types_into_a_void_unless_the_organisation_wants_it() -> None:
    for name, made in VARIANTS.items():
        tab = made["features"]["app_home"]
        assert tab["messages_tab_enabled"]
        assert tab["messages_tab_read_only_enabled"] is (name != "with typing")


def test_socket_mode_needs_no_public_address() -> None:
    assert "https://" not in str(VARIANTS["for Socket Mode"])
    assert VARIANTS["for Socket Mode"]["settings"]["socket_mode_enabled"]


def test_slack_sends_everything_to_the_one_address_that_is_given() -> None:
    made = str(VARIANTS["elsewhere"])
    assert made.count("https://") == made.count("https://care.example.net/slack/events") == 3


def test_each_command_and_shortcut_has_a_door() -> None:
    features = manifest()["features"]
    assert {one["command"] for one in features["slash_commands"]} == set(DOORS.commands)
    assert {one["callback_id"] for one in features["shortcuts"]} == set(DOORS.shortcuts)


def test_every_method_is_one_that_slack_documents() -> None:
    for method in METHODS:
        assert fact(f"methods/{method}")
