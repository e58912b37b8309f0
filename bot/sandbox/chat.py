"""The Web API's chat methods: post, edit, delete, whisper."""

import re
from dataclasses import replace
from typing import Any

from bot.sandbox.arguments import Arguments
from bot.sandbox.backstage import Backstage
from bot.sandbox.elements import as_shown
from bot.sandbox.kit_blocks import judge_message_blocks
from bot.sandbox.payloads import message_object
from bot.sandbox.refusals import ApiError
from bot.sandbox.stamps import new_id
from bot.sandbox.workspace import Conversation, Message

MOST_TEXT_POSTED = 40_000
MOST_TEXT_UPDATED = 4_000
MOST_METADATA = 16_000


def post_message(stage: Backstage, given: Arguments) -> dict[str, Any]:
    conversation = _where_the_app_may_post(stage, given["channel"])
    _judge(stage, given, MOST_TEXT_POSTED)
    if "thread_ts" in given and given["thread_ts"] not in conversation.messages:
        raise ApiError("cannot_reply_to_message")
    message = Message(
        ts=stage.workspace.stamps.next(),
        channel=conversation.id,
        user=stage.world.bot_user_id,
        text=_words(given),
        blocks=tuple(as_shown(given.get("blocks", []))),
        metadata=given.get("metadata"),
        thread_ts=given.get("thread_ts"),
    )
    stage.workspace.post(message)
    return {
        "channel": conversation.id,
        "ts": message.ts,
        "message": message_object(stage.world, message),
    }


def update(stage: Backstage, given: Arguments) -> dict[str, Any]:
    """Blocks that are not given again disappear when new text comes, as on Slack."""
    message = _own_message(stage, given, "cant_update_message")
    _judge(stage, given, MOST_TEXT_UPDATED)
    blocks = given.get("blocks", [] if "text" in given else list(message.blocks))
    edited = replace(
        message,
        text=_words(given) if "text" in given or "markdown_text" in given else message.text,
        blocks=tuple(as_shown(blocks)),
        metadata=given.get("metadata", message.metadata),
        edited=stage.workspace.stamps.next(),
    )
    stage.workspace.edit(edited)
    return {
        "channel": edited.channel,
        "ts": edited.ts,
        "text": edited.text,
        "message": message_object(stage.world, edited),
    }


def delete(stage: Backstage, given: Arguments) -> dict[str, Any]:
    message = _own_message(stage, given, "cant_delete_message")
    stage.workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(stage: Backstage, given: Arguments) -> dict[str, Any]:
    conversation = _where_the_app_may_post(stage, given["channel"])
    if given["user"] not in conversation.members:
        raise ApiError("user_not_in_channel")
    _judge(stage, given, MOST_TEXT_UPDATED)
    whispered = whisper(stage, conversation.id, given["user"], given)
    return {"message_ts": whispered.ts}


def whisper(stage: Backstage, channel: str, person: str, given: Arguments) -> Message:
    message = Message(
        id=new_id("Eph"),
        ts=stage.workspace.stamps.next(),
        channel=channel,
        user=stage.world.bot_user_id,
        text=_words(given),
        blocks=tuple(as_shown(given.get("blocks", []))),
        ephemeral_for=person,
    )
    return stage.workspace.whisper(message)


def _words(given: Arguments) -> str:
    return str(given.get("text") or given.get("markdown_text") or "")


def _where_the_app_may_post(stage: Backstage, channel: str) -> Conversation:
    people, conversations = stage.workspace.people, stage.workspace.conversations
    if channel in people:
        person = people[channel]
        if person.deleted:
            raise ApiError("channel_not_found")
        return stage.workspace.open_app_dm(person)
    conversation = conversations.get(channel)
    if conversation is None:
        raise ApiError("channel_not_found")
    if stage.world.bot_user_id not in conversation.members:
        raise ApiError("channel_not_found" if conversation.is_private else "not_in_channel")
    if conversation.is_archived or _everyone_left(stage, conversation):
        raise ApiError("is_archived")
    return conversation


def _everyone_left(stage: Backstage, conversation: Conversation) -> bool:
    others = conversation.members - {stage.world.bot_user_id}
    return conversation.kind == "im" and all(stage.workspace.people[one].deleted for one in others)


def _own_message(stage: Backstage, given: Arguments, refusal: str) -> Message:
    if not re.fullmatch(r"[CDG]\w+", given["channel"]):
        raise ApiError("channel_not_found")
    message = stage.workspace.message(given["channel"], given["ts"])
    if message.user != stage.world.bot_user_id:
        raise ApiError(refusal)
    return message


def _judge(stage: Backstage, given: Arguments, most_text: int) -> None:
    if {"username", "icon_emoji", "icon_url"} & given.keys():
        needed, provided = "chat:write.customize", ",".join(stage.world.scopes)
        if needed not in stage.world.scopes:
            raise ApiError("missing_scope", needed=needed, provided=provided)
    if given.get("attachments") or given.get("unfurled_attachments"):
        raise ApiError("invalid_attachments", "[ERROR] the sandbox draws no attachments")
    if not _words(given) and not given.get("blocks"):
        raise ApiError("no_text")
    if len(_words(given)) > most_text:
        raise ApiError("msg_too_long")
    if "blocks" in given:
        judge_message_blocks(given["blocks"])
    metadata = given.get("metadata")
    if metadata is not None:
        _judge_metadata(metadata)


def _judge_metadata(metadata: dict[str, Any]) -> None:
    if metadata.keys() != {"event_type", "event_payload"}:
        raise ApiError("invalid_metadata_format")
    if len(str(metadata)) > MOST_METADATA:
        raise ApiError("metadata_too_large")


METHODS = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
}
