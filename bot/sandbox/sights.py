"""What one person sees right now: conversations, Home, modals, notifications, failures."""

from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.elements import values_of
from bot.sandbox.profiles import in_quiet_hours, is_stranger
from bot.sandbox.screens import View
from bot.sandbox.workspace import Conversation, Message
from bot.sandbox.world import Person


def person_json(stage: Backstage, person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "email": person.email,
        "tz": person.tz,
        "locale": person.locale,
        "is_guest": person.is_guest,
        "is_stranger": is_stranger(person, stage.world),
        "deleted": person.deleted,
        "dnd": list(person.dnd) if person.dnd else None,
        "in_dnd": in_quiet_hours(person),
        "role_note": person.role_note,
        "app_dm": person.app_dm,
    }


def seen_by(stage: Backstage, person: Person) -> dict[str, Any]:
    home = stage.screens.homes.get(person.id)
    stack = stage.screens.stacks.get(person.id, [])
    visible = stage.workspace.visible_to(person.id)
    return {
        "person": person_json(stage, person),
        "now": stage.workspace.stamps.next(),
        "version": stage.changes.version,
        "tab": stage.screens.open_tab.get(person.id, "messages"),
        "conversations": [_conversation(stage, person, one) for one in visible],
        "home": _view(stage, home) if home else None,
        "modals": [_view(stage, view) for view in stack],
        "notifications": stage.workspace.notifications.get(person.id, []),
        "failures": stage.workspace.failures.get(person.id, []),
    }


def _conversation(stage: Backstage, person: Person, conversation: Conversation) -> dict[str, Any]:
    whispered = [
        one
        for one in stage.workspace.whispers.values()
        if one.ephemeral_for == person.id and one.channel == conversation.id
    ]
    messages = sorted([*conversation.messages.values(), *whispered], key=lambda one: one.ts)
    app_dm = conversation.id == person.app_dm
    return {
        "channel": conversation.id,
        "kind": conversation.kind,
        "name": conversation.name,
        "is_app_dm": app_dm,
        "writable": not (app_dm and stage.world.messages_tab_read_only),
        "messages": [_message(stage, person, one) for one in messages],
    }


def _message(stage: Backstage, person: Person, message: Message) -> dict[str, Any]:
    key = (person.id, message.id or message.ts)
    held = values_of(message.blocks, stage.message_values.get(key))
    return {
        "id": message.id or message.ts,
        "ts": message.ts,
        "user": message.user,
        "user_name": _name(stage, message.user),
        "text": message.text,
        "blocks": list(message.blocks),
        "edited": message.edited is not None,
        "reactions": [{"name": name, "users": list(users)} for name, users in message.reactions],
        "ephemeral": message.ephemeral_for is not None,
        "thread_ts": message.thread_ts,
        "values": held,
    }


def _name(stage: Backstage, user: str) -> str:
    person = stage.workspace.people.get(user)
    return person.name if person else "App"


def _view(stage: Backstage, view: View) -> dict[str, Any]:
    payload = stage.screens.as_payload(view)
    return payload | {"values": view.values, "errors": view.errors}
