"""What people do in the workspace: open it, type commands, use shortcuts, react, talk."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox import payloads, whats_answered
from bot.sandbox.backstage import Backstage
from bot.sandbox.events import send_event
from bot.sandbox.hands import Act, conversation_seen, message_seen, who
from bot.sandbox.payloads import COMMAND, INTERACTIVE, Parcel
from bot.sandbox.receipts import Receipt
from bot.sandbox.refusals import CannotError
from bot.sandbox.touches import close, fill, submit, tap
from bot.sandbox.workspace import Message
from bot.sandbox.world import Person


async def perform(stage: Backstage, act: Act) -> Receipt | None:
    person = who(stage, act)
    name = act.get("do")
    if name not in ACTS:
        raise CannotError(f"Nobody can {name!r} here; there are {', '.join(ACTS)}.")
    return await ACTS[name](stage, person, act)


async def open_home(stage: Backstage, person: Person, _act: Act) -> Receipt | None:
    if not stage.world.home_enabled:
        raise CannotError("This app has no Home.")
    return await _open_tab(stage, person, "home")


async def open_messages(stage: Backstage, person: Person, _act: Act) -> Receipt | None:
    return await _open_tab(stage, person, "messages")


async def _open_tab(stage: Backstage, person: Person, tab: str) -> Receipt | None:
    stage.screens.open_tab[person.id] = tab
    stage.changes.announce()
    event: dict[str, Any] = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": person.app_dm,
        "tab": tab,
        "event_ts": stage.workspace.stamps.next(),
    }
    home = stage.screens.homes.get(person.id)
    if home and tab == "home":
        event["view"] = stage.screens.as_payload(home)
    return await send_event(stage, event)


async def command(stage: Backstage, person: Person, act: Act) -> Receipt:
    conversation = conversation_seen(stage, person, act.get("channel") or person.app_dm)
    name, text = str(act.get("command", "")), str(act.get("text", ""))
    if name not in stage.world.commands:
        raise CannotError(f"{name} is not a command here; there are {stage.world.commands}.")
    path = stage.response_urls.new_path(person.id, conversation.id, None)
    body = payloads.slash_command(stage.world, person, conversation, (name, text)) | {
        "response_url": stage.base_url + path,
        "trigger_id": stage.screens.new_trigger(person.id),
    }
    receipt = await stage.delivery.bring(Parcel(COMMAND, name, body))
    whats_answered.to_command(stage, person, body, receipt)
    return receipt


async def shortcut(stage: Backstage, person: Person, act: Act) -> Receipt:
    callback_id = str(act.get("callback_id", ""))
    known = stage.world.shortcuts
    if known is not None and callback_id not in known:
        raise CannotError(f"{callback_id!r} is not a shortcut here; there are {known}.")
    ts, trigger_id = stage.workspace.stamps.next(), stage.screens.new_trigger(person.id)
    body = payloads.shortcut(stage.world, person, callback_id, trigger_id, ts)
    receipt = await stage.delivery.bring(Parcel(INTERACTIVE, callback_id, body))
    if not receipt.arrived:
        stage.workspace.warn(person.id, f"The shortcut did not work ({receipt.problem}).")
    return receipt


async def react(stage: Backstage, person: Person, act: Act) -> Receipt | None:
    return await _react(stage, person, act, present=True)


async def unreact(stage: Backstage, person: Person, act: Act) -> Receipt | None:
    return await _react(stage, person, act, present=False)


async def _react(stage: Backstage, person: Person, act: Act, *, present: bool) -> Receipt | None:
    channel, name = str(act.get("channel")), str(act.get("name")).strip(":")
    message = message_seen(stage, person, channel, str(act.get("ts"))).message
    if (person.id in dict(message.reactions).get(name, ())) == present:
        raise CannotError(f"{person.name} has {'already' if present else 'not'} reacted so.")
    stage.workspace.react(message, name, person.id, present=present)
    event = {
        "type": "reaction_added" if present else "reaction_removed",
        "user": person.id,
        "item": {"type": "message", "channel": channel, "ts": message.ts},
        "reaction": name,
        "item_user": message.user,
        "event_ts": stage.workspace.stamps.next(),
    }
    return await send_event(stage, event)


async def say(stage: Backstage, person: Person, act: Act) -> None:
    """Typed words reach people; the app subscribes to no message events."""
    conversation = conversation_seen(stage, person, str(act.get("channel")))
    if conversation.id == person.app_dm and stage.world.messages_tab_read_only:
        raise CannotError("Sending messages to this app has been turned off.")
    if conversation.is_archived:
        raise CannotError("This channel is archived.")
    message = Message(
        ts=stage.workspace.stamps.next(),
        channel=conversation.id,
        user=person.id,
        text=str(act.get("text", "")),
    )
    stage.workspace.post(message)


ACTS: dict[str, Callable[[Backstage, Person, Act], Awaitable[Receipt | None]]] = {
    "open_home": open_home,
    "open_messages": open_messages,
    "command": command,
    "shortcut": shortcut,
    "tap": tap,
    "fill": fill,
    "submit": submit,
    "close": close,
    "react": react,
    "unreact": unreact,
    "say": say,
}
