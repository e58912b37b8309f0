"""The addresses an app may answer to afterwards: five times within thirty minutes each."""

import secrets
import time
from dataclasses import dataclass

from bot.sandbox.workspace import Message

USES = 5
SECONDS = 30 * 60


@dataclass(slots=True)
class ResponseUrl:
    """`original` is the tapped message; a slash command has none."""

    person: str
    channel: str
    original: Message | None
    made_at: float
    uses: int = 0

    def is_spent(self) -> bool:
        return self.uses >= USES or time.monotonic() - self.made_at > SECONDS


class ResponseUrls:
    def __init__(self) -> None:
        self._known: dict[str, ResponseUrl] = {}

    def new_path(self, person: str, channel: str, original: Message | None) -> str:
        token = secrets.token_hex(12)
        self._known[token] = ResponseUrl(person, channel, original, time.monotonic())
        return f"/response/{'actions' if original else 'commands'}/{token}"

    def find(self, token: str) -> ResponseUrl | None:
        return self._known.get(token)
