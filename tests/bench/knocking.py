"""The other side of the door: signed slash commands, so many at a time, each timed to its last byte."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from bot.sandbox import DEMO_WORLD
from tests.handlers.posting import FORM, signature_of


@dataclass
class Knocker:
    """Each knock is another worker's, so that every one of them has something to commit."""

    url: str
    workers: Iterator[int]

    def knocks(self, times: int, at_once: int, pause: float = 0.0) -> list[float]:
        """Seconds each; as soon as one is answered the next one follows."""
        return asyncio.run(self._knocks(times, at_once, pause))

    async def _knocks(self, times: int, at_once: int, pause: float) -> list[float]:
        took: list[float] = []
        turns = iter(range(times))
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def knock_on() -> None:
                for _turn in turns:
                    took.append(await self._knock(session))
                    await asyncio.sleep(pause)

            await asyncio.gather(*(knock_on() for _ in range(at_once)))
        return took

    async def _knock(self, session: aiohttp.ClientSession) -> float:
        raw, headers = _done(next(self.workers))
        began = time.perf_counter()
        async with session.post(f"{self.url}/slack/events", data=raw, headers=headers) as answer:
            await answer.read()
            assert answer.status == 200, answer.status
        return time.perf_counter() - began


def _done(worker: int) -> tuple[bytes, dict[str, str]]:
    """`/decompress done` as Slack sends it."""
    name = f"U{worker:07d}"
    raw = urlencode(
        {
            "token": "invented",
            "team_id": DEMO_WORLD.team_id,
            "team_domain": "lantern-line",
            "channel_id": "D0INVENTED",
            "channel_name": "directmessage",
            "user_id": name,
            "user_name": name,
            "command": "/decompress",
            "text": "done",
            "api_app_id": DEMO_WORLD.app_id,
            "is_enterprise_install": "false",
            "response_url": "http://127.0.0.1:1/commands/none",
            "trigger_id": f"{time.monotonic_ns()}.{name}",
        }
    ).encode()
    stamp = str(int(time.time()))
    return raw, {
        "content-type": FORM,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature_of(raw, stamp),
    }
