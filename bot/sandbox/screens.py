"""What lies over the messages: each person's Home, their stack of modals, and the triggers."""

import time
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.changes import Changes
from bot.sandbox.elements import Values, as_shown, values_of
from bot.sandbox.refusals import ApiError
from bot.sandbox.stamps import Stamps, new_id, new_trigger
from bot.sandbox.world import World

TRIGGER_SECONDS = 3.0
DEEPEST_STACK = 3


@dataclass(frozen=True, slots=True)
class Trigger:
    person: str
    at: float
    from_view: str | None


@dataclass(slots=True, kw_only=True, eq=False)
class View:
    id: str
    person: str
    content: dict[str, Any]
    hash: str
    values: Values
    root_view_id: str
    previous_view_id: str | None = None
    errors: dict[str, str] = field(default_factory=dict)


class Screens:
    def __init__(
        self, world: World, stamps: Stamps, changes: Changes, trigger_seconds: float
    ) -> None:
        self._world = world
        self._stamps = stamps
        self._changes = changes
        self._trigger_seconds = trigger_seconds
        self._triggers: dict[str, Trigger] = {}
        self._spent: set[str] = set()
        self.homes: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes_kept: dict[str, list[dict[str, Any]]] = {}
        self.open_tab: dict[str, str] = {}

    def new_trigger(self, person: str, from_view: str | None = None) -> str:
        trigger_id = new_trigger()
        self._triggers[trigger_id] = Trigger(person, time.monotonic(), from_view)
        return trigger_id

    def owner_of_trigger(self, trigger_id: str) -> str | None:
        trigger = self._triggers.get(trigger_id)
        return trigger.person if trigger else None

    def _spend(self, trigger_id: str) -> Trigger:
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger_id in self._spent:
            raise ApiError("exchanged_trigger_id")
        if time.monotonic() - trigger.at > self._trigger_seconds:
            raise ApiError("expired_trigger_id")
        self._spent.add(trigger_id)
        return trigger

    def open(self, trigger_id: str, content: dict[str, Any]) -> View:
        """A new stack of modals; one that was open before is gone."""
        self._refuse_known_external_id(content)
        trigger = self._spend(trigger_id)
        view = self._new_view(trigger.person, content)
        self.stacks[trigger.person] = [view]
        self._changes.announce()
        return view

    def push(self, trigger_id: str, content: dict[str, Any]) -> View:
        self._refuse_known_external_id(content)
        trigger = self._spend(trigger_id)
        stack = self.stacks.get(trigger.person, [])
        if trigger.from_view not in {view.id for view in stack}:
            raise ApiError("not_found")
        return self.push_on(trigger.person, content)

    def push_on(self, person: str, content: dict[str, Any]) -> View:
        stack = self.stacks[person]
        if len(stack) >= DEEPEST_STACK:
            raise ApiError("push_limit_reached")
        view = self._new_view(person, content)
        view.root_view_id = stack[0].id
        view.previous_view_id = stack[-1].id
        stack.append(view)
        self._changes.announce()
        return view

    def update(self, view: View, content: dict[str, Any], known_hash: str | None = None) -> View:
        if known_hash is not None and known_hash != view.hash:
            raise ApiError("hash_conflict")
        self._refuse_known_external_id(content, but=view)
        view.content = self._shown(content)
        view.values = values_of(view.content["blocks"], view.values)
        view.hash = self._new_hash()
        view.errors = {}
        self._changes.announce()
        return view

    def publish(self, person: str, content: dict[str, Any], known_hash: str | None = None) -> View:
        known = self.homes.get(person)
        if known is None:
            self.homes[person] = self._new_view(person, content)
        else:
            self.update(known, content, known_hash)
        self._changes.announce()
        self.homes_kept.setdefault(person, []).append(self.as_payload(self.homes[person]))
        return self.homes[person]

    def find(self, view_id: str) -> View | None:
        return next((view for view in self._all() if view.id == view_id), None)

    def find_external(self, external_id: str) -> View | None:
        found = (view for view in self._all() if view.content.get("external_id") == external_id)
        return next(found, None)

    def top(self, person: str) -> View | None:
        stack = self.stacks.get(person)
        return stack[-1] if stack else None

    def close(self, view: View) -> None:
        """Takes the view, and whatever lies on it, off the stack."""
        stack = self.stacks.get(view.person, [])
        if view in stack:
            del stack[stack.index(view) :]
        self._changes.announce()

    def clear(self, person: str) -> None:
        self.stacks.pop(person, None)
        self._changes.announce()

    def as_payload(self, view: View) -> dict[str, Any]:
        content = view.content
        return {
            "id": view.id,
            "team_id": self._world.team_id,
            "type": content["type"],
            "blocks": content["blocks"],
            "private_metadata": content.get("private_metadata", ""),
            "callback_id": content.get("callback_id", ""),
            "state": {"values": view.values},
            "hash": view.hash,
            "title": content.get(
                "title", {"type": "plain_text", "text": "View Title", "emoji": True}
            ),
            "clear_on_close": content.get("clear_on_close", False),
            "notify_on_close": content.get("notify_on_close", False),
            "close": content.get("close"),
            "submit": content.get("submit"),
            "previous_view_id": view.previous_view_id,
            "root_view_id": view.root_view_id,
            "app_id": self._world.app_id,
            "external_id": content.get("external_id", ""),
            "app_installed_team_id": self._world.team_id,
            "bot_id": self._world.bot_id,
        }

    def _all(self) -> list[View]:
        return [*self.homes.values(), *(view for stack in self.stacks.values() for view in stack)]

    def _new_view(self, person: str, content: dict[str, Any]) -> View:
        shown = self._shown(content)
        view_id = new_id("V")
        return View(
            id=view_id,
            person=person,
            content=shown,
            hash=self._new_hash(),
            values=values_of(shown["blocks"]),
            root_view_id=view_id,
        )

    def _shown(self, content: dict[str, Any]) -> dict[str, Any]:
        return {**content, "blocks": as_shown(content["blocks"])}

    def _new_hash(self) -> str:
        return f"{self._stamps.next().split('.')[0]}.{new_id('')[:8].lower()}"

    def _refuse_known_external_id(self, content: dict[str, Any], but: View | None = None) -> None:
        external_id = content.get("external_id")
        if external_id and self.find_external(external_id) not in {None, but}:
            raise ApiError("duplicate_external_id")
