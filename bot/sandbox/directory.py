"""The Web API's methods about people and conversations, and about the app itself."""

from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.backstage import Backstage
from bot.sandbox.kit_blocks import MESSAGE, problems_of_blocks, problems_of_view
from bot.sandbox.profiles import bot_object, is_stranger, quiet_hours, user_object
from bot.sandbox.refusals import ApiError
from bot.sandbox.workspace import Conversation
from bot.sandbox.world import Person

MOST_IN_GROUP_DM = 8
SCOPE_TO_READ = {"im": "im:read", "mpim": "mpim:read"}


def auth_test(stage: Backstage, _given: Arguments) -> dict[str, Any]:
    world = stage.world
    identity: dict[str, Any] = {
        "url": f"{stage.base_url}/",
        "team": world.team_name,
        "user": "app",
        "team_id": world.team_id,
        "user_id": world.bot_user_id,
        "bot_id": world.bot_id,
        "is_enterprise_install": False,
    }
    return identity | ({"enterprise_id": world.enterprise_id} if world.enterprise_id else {})


def api_test(_stage: Backstage, given: Arguments) -> dict[str, Any]:
    if "error" in given:
        raise ApiError(given["error"], args=given)
    return {"args": given}


def connections_open(stage: Backstage, _given: Arguments) -> dict[str, Any]:
    link = stage.base_url.replace("http://", "ws://")
    return {"url": f"{link}/link/?ticket={stage.sockets.new_ticket()}&app_id={stage.world.app_id}"}


def users_info(stage: Backstage, given: Arguments) -> dict[str, Any]:
    if given["user"] == stage.world.bot_user_id:
        return {"user": bot_object(stage.world)}
    return {"user": _described(stage, stage.workspace.person(given["user"]), given)}


def users_list(stage: Backstage, given: Arguments) -> dict[str, Any]:
    """Pages by offset; the cursor is the offset in words."""
    everyone = list(stage.workspace.people.values())
    cursor = given.get("cursor") or "0"
    if not cursor.isdigit():
        raise ApiError("invalid_cursor")
    start, most = int(cursor), given.get("limit") or len(everyone)
    page = everyone[start : start + most]
    follows = str(start + most) if start + most < len(everyone) else ""
    return {
        "members": [_described(stage, one, given) for one in page],
        "cache_ts": 0,
        "response_metadata": {"next_cursor": follows},
    }


def lookup_by_email(stage: Backstage, given: Arguments) -> dict[str, Any]:
    for person in stage.workspace.people.values():
        same = person.email.lower() == given["email"].lower()
        if same and not person.deleted and not is_stranger(person, stage.world):
            return {"user": _described(stage, person, given)}
    raise ApiError("users_not_found")


def _described(stage: Backstage, person: Person, given: Arguments) -> dict[str, Any]:
    return user_object(
        person,
        stage.world,
        with_email="users:read.email" in stage.world.scopes,
        with_locale=bool(given.get("include_locale")),
    )


def dnd_info(stage: Backstage, given: Arguments) -> dict[str, Any]:
    if given.get("user", stage.world.bot_user_id) == stage.world.bot_user_id:
        return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    return quiet_hours(stage.workspace.person(given["user"]))


def conversations_open(stage: Backstage, given: Arguments) -> dict[str, Any]:
    if "channel" in given:
        conversation = stage.workspace.conversations.get(given["channel"])
        if conversation is None or conversation.kind == "channel":
            raise ApiError("channel_not_found")
        return {"channel": _opened(conversation, given)}
    wanted = {one.strip() for one in given.get("users", "").split(",") if one.strip()}
    if not wanted:
        raise ApiError("users_list_not_supplied")
    _need_scope(stage, "im:write" if len(wanted) == 1 else "mpim:write")
    people = [_open_to(stage, one) for one in sorted(wanted)]
    if len(people) > MOST_IN_GROUP_DM:
        raise ApiError("too_many_users")
    if len(people) == 1:
        return {"channel": _opened(stage.workspace.open_app_dm(people[0]), given)}
    return {"channel": _opened(stage.workspace.open_group_dm(wanted), given)}


def _open_to(stage: Backstage, person_id: str) -> Person:
    person = stage.workspace.person(person_id)
    if person.deleted:
        raise ApiError("user_disabled")
    if is_stranger(person, stage.world):
        raise ApiError("user_not_visible")
    return person


def _opened(conversation: Conversation, given: Arguments) -> dict[str, Any]:
    if given.get("return_im"):
        return {"id": conversation.id, "is_im": conversation.kind == "im", "is_open": True}
    return {"id": conversation.id}


def conversations_info(stage: Backstage, given: Arguments) -> dict[str, Any]:
    conversation = stage.workspace.conversations.get(given["channel"])
    inside = conversation and stage.world.bot_user_id in conversation.members
    if conversation is None or (conversation.is_private and not inside):
        raise ApiError("channel_not_found")
    channels = "groups:read" if conversation.is_private else "channels:read"
    _need_scope(stage, SCOPE_TO_READ.get(conversation.kind, channels))
    shown: dict[str, Any] = {
        "id": conversation.id,
        "name": conversation.name,
        "is_im": conversation.kind == "im",
        "is_mpim": conversation.kind == "mpim",
        "is_channel": conversation.kind == "channel",
        "is_private": conversation.is_private or conversation.kind != "channel",
        "is_archived": conversation.is_archived,
        "is_member": bool(inside),
    }
    if given.get("include_num_members"):
        shown["num_members"] = len(conversation.members)
    return {"channel": shown}


def _need_scope(stage: Backstage, scope: str) -> None:
    if scope not in stage.world.scopes:
        provided = ",".join(stage.world.scopes)
        raise ApiError("missing_scope", needed=scope, provided=provided)


def reactions_get(stage: Backstage, given: Arguments) -> dict[str, Any]:
    if not {"channel", "timestamp"} <= given.keys():
        raise ApiError("no_item_specified")
    message = stage.workspace.message(given["channel"], given["timestamp"])
    reactions = [
        {"name": name, "users": list(users), "count": len(users)}
        for name, users in message.reactions
    ]
    shown = {"type": "message", "ts": message.ts, "text": message.text, "user": message.user}
    further = {"reactions": reactions} if reactions else {}
    return {"type": "message", "channel": message.channel, "message": shown | further}


def blocks_validate(_stage: Backstage, given: Arguments) -> dict[str, Any]:
    found: list[str] = []
    if "view" in given:
        found = problems_of_view(given["view"])
    blocks = given.get("blocks", given.get("message", {}).get("blocks"))
    if blocks is not None:
        found = problems_of_blocks(blocks, MESSAGE)
    if found:
        raise ApiError("invalid_view" if "view" in given else "invalid_blocks", *found)
    return {}


METHODS = {
    "auth.test": auth_test,
    "api.test": api_test,
    "apps.connections.open": connections_open,
    "users.info": users_info,
    "users.list": users_list,
    "users.lookupByEmail": lookup_by_email,
    "dnd.info": dnd_info,
    "conversations.open": conversations_open,
    "conversations.info": conversations_info,
    "reactions.get": reactions_get,
    "blocks.validate": blocks_validate,
}
