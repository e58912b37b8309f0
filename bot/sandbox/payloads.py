"""The envelopes that Slack sends to an app, shaped as Slack shapes them."""

import time
from dataclasses import dataclass
from typing import Any

from bot.sandbox.profiles import team_of
from bot.sandbox.stamps import new_id
from bot.sandbox.workspace import Conversation, Message
from bot.sandbox.world import Person, World

VERIFICATION_TOKEN = "sandbox-verification-token"  # noqa: S105 - Slack's retired field, proves nothing
EVENT, INTERACTIVE, COMMAND = "event", "interactive", "command"


@dataclass(frozen=True, slots=True)
class Parcel:
    kind: str
    name: str
    payload: dict[str, Any]


def event(world: World, body: dict[str, Any]) -> Parcel:
    authorization = {
        "enterprise_id": world.enterprise_id,
        "team_id": world.team_id,
        "user_id": world.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    envelope = {
        "token": VERIFICATION_TOKEN,
        "team_id": world.team_id,
        "context_team_id": world.team_id,
        "context_enterprise_id": world.enterprise_id,
        "api_app_id": world.app_id,
        "event": body,
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(time.time()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{new_id('')}",
    }
    return Parcel(EVENT, str(body.get("type", "")), envelope)


def _interaction(world: World, kind: str, person: Person) -> dict[str, Any]:
    team = {"id": world.team_id, "domain": world.domain}
    enterprise = None
    if world.enterprise_id:
        enterprise = {"id": world.enterprise_id, "name": world.team_name}
        team |= {"enterprise_id": world.enterprise_id, "enterprise_name": world.team_name}
    username = person.name.lower()
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": username,
            "name": username,
            "team_id": team_of(person, world),
        },
        "api_app_id": world.app_id,
        "token": VERIFICATION_TOKEN,
        "team": team,
        "enterprise": enterprise,
        "is_enterprise_install": False,
    }


def block_actions_in_message(
    world: World, person: Person, message: Message, conversation: Conversation
) -> dict[str, Any]:
    """Of an ephemeral message Slack sends no `message`."""
    ephemeral = message.ephemeral_for is not None
    body = _interaction(world, "block_actions", person) | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": conversation.id,
            "is_ephemeral": ephemeral,
        },
        "channel": {"id": conversation.id, "name": conversation.name},
    }
    return body if ephemeral else body | {"message": message_object(world, message)}


def block_actions_in_view(world: World, person: Person, view: dict[str, Any]) -> dict[str, Any]:
    container = {"type": "view", "view_id": view["id"]}
    return _interaction(world, "block_actions", person) | {"container": container, "view": view}


def view_submission(
    world: World, person: Person, view: dict[str, Any], trigger_id: str
) -> dict[str, Any]:
    further = {"trigger_id": trigger_id, "view": view, "response_urls": []}
    return _interaction(world, "view_submission", person) | further


def view_closed(
    world: World, person: Person, view: dict[str, Any], *, is_cleared: bool
) -> dict[str, Any]:
    return _interaction(world, "view_closed", person) | {"view": view, "is_cleared": is_cleared}


def shortcut(
    world: World, person: Person, callback_id: str, trigger_id: str, ts: str
) -> dict[str, Any]:
    """Shorter than the others: Slack names neither the app nor the person's second name."""
    body = _interaction(world, "shortcut", person)
    del body["api_app_id"], body["user"]["name"]
    return body | {"callback_id": callback_id, "trigger_id": trigger_id, "action_ts": ts}


def slash_command(
    world: World, person: Person, conversation: Conversation, words: tuple[str, str]
) -> dict[str, Any]:
    command, text = words
    body = {
        "token": VERIFICATION_TOKEN,
        "team_id": world.team_id,
        "team_domain": world.domain,
        "channel_id": conversation.id,
        "channel_name": conversation.name,
        "user_id": person.id,
        "user_name": person.name.lower(),
        "command": command,
        "text": text,
        "api_app_id": world.app_id,
        "is_enterprise_install": "false",
    }
    if world.enterprise_id:
        body |= {"enterprise_id": world.enterprise_id, "enterprise_name": world.team_name}
    return body


def message_object(world: World, message: Message) -> dict[str, Any]:
    """A message as the Web API and block_actions show it."""
    shown: dict[str, Any] = {
        "user": message.user,
        "type": "message",
        "ts": message.ts,
        "text": message.text,
        "team": world.team_id,
        "blocks": list(message.blocks),
    }
    if message.user == world.bot_user_id:
        shown |= {"bot_id": world.bot_id, "app_id": world.app_id}
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.edited}
    if message.metadata:
        shown["metadata"] = message.metadata
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions
        ]
    return shown
