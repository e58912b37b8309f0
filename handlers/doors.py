"""The register of doors: which handler meets which tap, form, command or event."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.bootstrap import Services
from bot.replies import Replies
from bot.views.kit import View
from handlers.payloads import Command, Happened, Submission, Tap

Knock = TypeVar("Knock", bound=Command | Happened | Submission | Tap)
Handler = Callable[[Knock, Services], Replies]
Opener = Callable[[Knock, Services], View | None]


@dataclass(frozen=True)
class TapDoor:
    """`opens` draws, from memory alone, the modal that is opened before anything is written.

    `without_store` answers when the database does not; a door that is `in_memory` never asks it.
    """

    handle: Handler[Tap]
    opens: Opener[Tap] | None = None
    without_store: Handler[Tap] | None = None
    in_memory: bool = False


@dataclass(frozen=True)
class CommandDoor:
    handle: Handler[Command]
    opens: Opener[Command] | None = None
    without_store: Handler[Command] | None = None
    in_memory: bool = False


@dataclass
class Doors:
    """Each handler file fills one of these; the routing joins them."""

    taps: dict[str, TapDoor] = field(default_factory=dict)
    forms: dict[str, Handler[Submission]] = field(default_factory=dict)
    commands: dict[str, CommandDoor] = field(default_factory=dict)
    shortcuts: dict[str, CommandDoor] = field(default_factory=dict)
    events: dict[str, Handler[Happened]] = field(default_factory=dict)

    def tap(
        self,
        action: str,
        opens: Opener[Tap] | None = None,
        without_store: Handler[Tap] | None = None,
        *,
        in_memory: bool = False,
    ) -> Callable[[Handler[Tap]], Handler[Tap]]:
        def register(handle: Handler[Tap]) -> Handler[Tap]:
            self.taps[action] = TapDoor(handle, opens, without_store, in_memory)
            return handle

        return register

    def form(self, callback: str) -> Callable[[Handler[Submission]], Handler[Submission]]:
        def register(handle: Handler[Submission]) -> Handler[Submission]:
            self.forms[callback] = handle
            return handle

        return register

    def command(
        self,
        name: str,
        opens: Opener[Command] | None = None,
        without_store: Handler[Command] | None = None,
    ) -> Callable[[Handler[Command]], Handler[Command]]:
        def register(handle: Handler[Command]) -> Handler[Command]:
            self.commands[name] = CommandDoor(handle, opens, without_store)
            return handle

        return register

    def shortcut(
        self, callback: str, opens: Opener[Command] | None = None
    ) -> Callable[[Handler[Command]], Handler[Command]]:
        def register(handle: Handler[Command]) -> Handler[Command]:
            self.shortcuts[callback] = CommandDoor(handle, opens)
            return handle

        return register

    def event(self, kind: str) -> Callable[[Handler[Happened]], Handler[Happened]]:
        def register(handle: Handler[Happened]) -> Handler[Happened]:
            self.events[kind] = handle
            return handle

        return register


def joined(*several: Doors) -> Doors:
    """All doors of all files; a door that two files claim is a mistake of ours."""
    everything = Doors()
    for doors in several:
        for name in ("taps", "forms", "commands", "shortcuts", "events"):
            mine, theirs = getattr(everything, name), getattr(doors, name)
            doubled = mine.keys() & theirs.keys()
            if doubled:
                raise ValueError(f"two handlers for {sorted(doubled)}")
            mine.update(theirs)
    return everything
