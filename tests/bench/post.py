"""A Slack within the process: it takes as long as told, and notes when each message reached it."""

import asyncio
import os
import time
from collections.abc import Callable
from typing import Any

from bot.courier.slack import Slack
from bot.domain.letters import LetterKind
from bot.views import letters
from bot.views.kit import Message
from bot.words import load_library
from tests.bench.measures import peak_megabytes, percentile

QUIET = 2.0  # seconds without a message: it is over


async def until(is_true: Callable[[], bool]) -> None:
    while not is_true():  # noqa: ASYNC110  what is waited for is told by libraries that set no event
        await asyncio.sleep(0.02)


class Post(Slack):
    """`book` is a file in which each message is entered half-way through its time: Slack has it then."""

    def __init__(self, delay: float = 0.0, book: str | None = None) -> None:
        super().__init__("xoxb-invented", "http://127.0.0.1:1/api/")
        self._delay = delay
        self._book = None if book is None else os.open(book, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.began: list[float] = []

    async def post(self, channel: str, message: Message) -> tuple[str, str]:
        self.began.append(time.monotonic())
        del message
        if self._delay:
            await asyncio.sleep(self._delay / 2)
        if self._book is not None:
            os.write(self._book, f"{channel}\n".encode())
        if self._delay:
            await asyncio.sleep(self._delay / 2)
        return channel, f"{len(self.began)}.0"

    def is_quiet(self, woken: float) -> bool:
        return time.monotonic() - (self.began[-1] if self.began else woken) > QUIET

    def report(self, woken: float) -> dict[str, Any]:
        """How late each message left, counted from the wake-up."""
        late = [began - woken for began in self.began]
        return {
            "sent": len(late),
            "p50": percentile(late, 0.5),
            "p99": percentile(late, 0.99),
            "last": max(self.began, default=woken),
            "peak_mb": peak_megabytes(),
        }


class Desk:
    """What a job of another engine does: the same rendering and the same sending as our courier's."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.post = Post(order["delay"], order.get("book"))
        self._library = load_library()

    async def carry(self, number: int) -> None:
        about = f"c{number:07d}"
        message = letters.render(LetterKind.CHECK_IN, about, self._library.words("en"))
        assert message is not None
        await self.post.post(f"DU{number:07d}", message)
