"""Sends events to the app: only those it subscribed to and may read."""

from typing import Any

from bot.sandbox import payloads
from bot.sandbox.backstage import Backstage
from bot.sandbox.receipts import Receipt

SCOPES = {
    "dnd_updated_user": "dnd:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "user_change": "users:read",
}


async def send_event(stage: Backstage, body: dict[str, Any]) -> Receipt | None:
    """None when the app does not hear of such things."""
    kind = str(body.get("type"))
    scope = SCOPES.get(kind)
    if kind not in stage.world.events or (scope and scope not in stage.world.scopes):
        return None
    if not _is_among_the_app(stage, body):
        return None
    return await stage.delivery.bring(payloads.event(stage.world, body))


def _is_among_the_app(stage: Backstage, body: dict[str, Any]) -> bool:
    """Reactions reach the app only from conversations that it is in."""
    channel = body.get("item", {}).get("channel")
    conversation = stage.workspace.conversations.get(channel)
    return conversation is None or stage.world.bot_user_id in conversation.members
