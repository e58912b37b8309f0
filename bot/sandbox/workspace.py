"""The state of the workspace: people, conversations, messages, and what Slack would keep."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from bot.sandbox.changes import Changes
from bot.sandbox.refusals import ApiError
from bot.sandbox.stamps import Stamps, new_id
from bot.sandbox.texts import first_text
from bot.sandbox.world import Person, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: tuple[dict[str, Any], ...] = ()
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    edited: str | None = None
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ephemeral_for: str | None = None
    id: str = ""

    def reacted(self, name: str, person: str, *, present: bool) -> "Message":
        """The same message with this person's emoji on it, or without."""
        found = dict(self.reactions)
        others = tuple(one for one in found.get(name, ()) if one != person)
        found[name] = (*others, person) if present else others
        return replace(self, reactions=tuple((n, who) for n, who in found.items() if who))


@dataclass(slots=True)
class Conversation:
    id: str
    kind: str
    name: str
    members: set[str]
    is_private: bool = False
    is_archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)


class Workspace:
    def __init__(self, world: World, changes: Changes) -> None:
        self.world = world
        self.changes = changes
        self.stamps = Stamps()
        self.people = {person.id: person for person in world.people}
        self.conversations: dict[str, Conversation] = {}
        self.whispers: dict[str, Message] = {}
        self.kept: list[dict[str, Any]] = []
        self.notifications: dict[str, list[dict[str, Any]]] = {}
        self.failures: dict[str, list[str]] = {}
        for channel in world.channels:
            members = {*channel.members, *([world.bot_user_id] if channel.has_app else [])}
            self.conversations[channel.id] = Conversation(
                channel.id,
                "channel",
                channel.name,
                members,
                channel.is_private,
                channel.is_archived,
            )
        for person in world.people:
            self.open_app_dm(person)

    def open_app_dm(self, person: Person) -> Conversation:
        members = {person.id, self.world.bot_user_id}
        return self.conversations.setdefault(
            person.app_dm, Conversation(person.app_dm, "im", "directmessage", members)
        )

    def open_group_dm(self, members: set[str]) -> Conversation:
        everyone = members | {self.world.bot_user_id}
        for conversation in self.conversations.values():
            if conversation.kind == "mpim" and conversation.members == everyone:
                return conversation
        names = "--".join(sorted(self.people[one].name.lower() for one in members))
        group = Conversation(new_id("G"), "mpim", f"mpdm-{names}-1", everyone)
        self.conversations[group.id] = group
        self.changes.announce()
        return group

    def person(self, person_id: str) -> Person:
        if person_id not in self.people:
            raise ApiError("user_not_found")
        return self.people[person_id]

    def visible_to(self, person_id: str) -> Iterator[Conversation]:
        return (one for one in self.conversations.values() if person_id in one.members)

    def message(self, channel: str, ts: str) -> Message:
        conversation = self.conversations.get(channel)
        if conversation is None:
            raise ApiError("channel_not_found")
        if ts not in conversation.messages:
            raise ApiError("message_not_found")
        return conversation.messages[ts]

    def post(self, message: Message) -> Message:
        conversation = self.conversations[message.channel]
        conversation.messages[message.ts] = message
        self._keep("posted", message, by=message.user)
        self._notify(conversation, message)
        self.changes.announce()
        return message

    def edit(self, message: Message) -> Message:
        self.conversations[message.channel].messages[message.ts] = message
        self._keep("edited", message, by=message.user)
        self.changes.announce()
        return message

    def delete(self, message: Message) -> None:
        del self.conversations[message.channel].messages[message.ts]
        self._keep("deleted", message, by=message.user)
        self.changes.announce()

    def whisper(self, message: Message) -> Message:
        """Shows a message to one person, or shows it anew under the same id."""
        known = message.id in self.whispers
        self.whispers[message.id] = message
        if not known:
            self._keep("ephemeral_posted", message, by=message.user)
        self.changes.announce()
        return message

    def forget_whispers(self, person_id: str) -> None:
        """A reload of the client loses all that was only on its screen."""
        left = {i: one for i, one in self.whispers.items() if one.ephemeral_for != person_id}
        self.whispers = left
        self.failures.pop(person_id, None)
        self.changes.announce()

    def unwhisper(self, whisper_id: str) -> None:
        self.whispers.pop(whisper_id, None)
        self.changes.announce()

    def react(self, message: Message, name: str, person: str, *, present: bool) -> None:
        changed = message.reacted(name, person, present=present)
        self.conversations[message.channel].messages[message.ts] = changed
        what = "reaction_added" if present else "reaction_removed"
        self._keep(what, changed, by=person, name=name)
        self.changes.announce()

    def warn(self, person_id: str, words: str) -> None:
        self.failures.setdefault(person_id, []).append(words)
        self.changes.announce()

    def _keep(self, what: str, message: Message, *, by: str, name: str | None = None) -> None:
        entry = {
            "at": self.stamps.next(),
            "channel": message.channel,
            "ts": message.ts,
            "what": what,
            "by": by,
            "text": message.text,
            "blocks": list(message.blocks),
            "metadata": message.metadata,
            "name": name,
        }
        self.kept.append(entry)

    def _notify(self, conversation: Conversation, message: Message) -> None:
        note = {
            "ts": message.ts,
            "channel": conversation.id,
            "text": message.text or first_text(message.blocks),
            "mobile": message.text or first_text(message.blocks),
            "desktop": first_text(message.blocks) or message.text,
        }
        for person_id in conversation.members - {message.user, self.world.bot_user_id}:
            self.notifications.setdefault(person_id, []).append(note)
