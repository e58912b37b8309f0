"""Every place where a worker can look, and whether a person is one tap away there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.elements import elements_of
from bot.sandbox.screen_text import app_messages
from bot.sandbox.seats import Seat
from bot.sandbox.texts import block_text

TO_A_PERSON = {
    "people.call", "people.here", "people.outside", "people.more", "people.directory",
}  # fmt: skip


@dataclass(frozen=True)
class Surface:
    """A message, a modal or a Home."""

    name: str
    blocks: list[dict[str, Any]]

    @property
    def leads_to_a_person(self) -> bool:
        elements = [element for block in self.blocks for element in elements_of(block)]
        doors = {".".join(str(one.get("action_id")).split(".")[:2]) for one in elements}
        return not doors.isdisjoint(TO_A_PERSON)

    @property
    def text(self) -> str:
        return "\n".join(block_text(block) for block in self.blocks)


def surfaces(seat: Seat) -> Iterator[Surface]:
    """All that can be tapped right now: each message of the app, Home, and the modal on top."""
    seen = seat.seen()
    for message in app_messages(seen):
        yield Surface(f"the message {message['text']!r}", message["blocks"])
    if seen["home"]:
        yield Surface("Home", seen["home"]["blocks"])
    if seen["modals"]:
        top = seen["modals"][-1]
        yield Surface(f"the modal {top['title']['text']!r}", top["blocks"])
