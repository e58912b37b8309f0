"""Where a person's hand can go: the message, whisper, modal or Home an act is about."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.elements import Values, values_of
from bot.sandbox.refusals import CannotError
from bot.sandbox.screens import View
from bot.sandbox.workspace import Conversation, Message
from bot.sandbox.world import Person

Act = dict[str, Any]


@dataclass(frozen=True, slots=True)
class InMessage:
    message: Message
    conversation: Conversation

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.message.blocks)


@dataclass(frozen=True, slots=True)
class InView:
    view: View

    @property
    def blocks(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = self.view.content["blocks"]
        return blocks


def who(stage: Backstage, act: Act) -> Person:
    wanted = act.get("as")
    for person in stage.workspace.people.values():
        if wanted in (person.id, person.name):
            if person.deleted:
                raise CannotError(f"{person.name}'s account is deactivated.")
            return person
    raise CannotError(f"Nobody here is called {wanted!r}.")


def conversation_seen(stage: Backstage, person: Person, channel: str) -> Conversation:
    conversation = stage.workspace.conversations.get(channel)
    if conversation is None or person.id not in conversation.members:
        raise CannotError(f"{person.name} sees no conversation {channel!r}.")
    return conversation


def message_seen(stage: Backstage, person: Person, channel: str, ts: str) -> InMessage:
    conversation = conversation_seen(stage, person, channel)
    if ts not in conversation.messages:
        raise CannotError("That message is not there (any more).")
    return InMessage(conversation.messages[ts], conversation)


def view_seen(stage: Backstage, person: Person, view_id: str) -> InView:
    """Home, or the modal that lies on top; one beneath it cannot be reached."""
    view = stage.screens.find(view_id)
    if view is None or view.person != person.id:
        raise CannotError("That modal or Home is not there (any more).")
    if view.content["type"] == "modal" and view is not stage.screens.top(person.id):
        raise CannotError("Another modal lies on top of that one.")
    return InView(view)


def place_of(stage: Backstage, person: Person, act: Act) -> InMessage | InView:
    """The message, whisper or view that the act names."""
    if act.get("home"):
        if person.id not in stage.screens.homes:
            raise CannotError(f"{person.name}'s Home is empty.")
        return InView(stage.screens.homes[person.id])
    if "view" in act:
        return view_seen(stage, person, act["view"])
    if "ephemeral" in act:
        whisper = stage.workspace.whispers.get(act["ephemeral"])
        if whisper is None or whisper.ephemeral_for != person.id:
            raise CannotError("That message is not there (any more).")
        return InMessage(whisper, conversation_seen(stage, person, whisper.channel))
    if "message" in act:
        where = act["message"]
        return message_seen(stage, person, where.get("channel", ""), where.get("ts", ""))
    raise CannotError("Say where: message, ephemeral, view or home.")


def values_at(stage: Backstage, person: Person, place: InMessage | InView) -> Values:
    """What the elements hold; in a message each person has their own, which Slack forgets."""
    if isinstance(place, InView):
        return place.view.values
    key = (person.id, place.message.id or place.message.ts)
    held = values_of(place.blocks, stage.message_values.get(key))
    stage.message_values[key] = held
    return held
