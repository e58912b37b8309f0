"""A Slack that only takes posts, counts what it accepted, and fails as it is told to."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from bot.clock import Clock
from tests.faults.served import served

Misfortune = Callable[[web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]
NO_ANSWER = 3600.0  # seconds: longer than any caller waits


@dataclass(frozen=True)
class Mix:
    """How often each misfortune happens, as shares of all posts; the rest goes well."""

    ratelimited: float = 0.0
    broken: float = 0.0  # 500 after accepting
    hang: float = 0.0  # accepts, and never answers
    refuse: float = 0.0  # closes the connection before doing anything
    drop: float = 0.0  # accepts, then closes the connection
    delay: float = 0.0  # seconds before every good answer


@dataclass(frozen=True)
class No:
    """What Slack says instead of yes."""

    error: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Allowance:
    """How many posts Slack itself takes, on a clock that the test moves."""

    clock: Clock
    rate: float
    burst: float

    def __post_init__(self) -> None:
        self._tokens, self._at = self.burst, self.clock.now()

    def takes_one_more(self) -> bool:
        now = self.clock.now()
        passed = (now - self._at).total_seconds()
        self._tokens, self._at = min(self._tokens + passed * self.rate, self.burst), now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


@dataclass
class FaultySlack:
    """`accepted` counts, for each check-in, how often its message was taken.

    `unclear` are those whose sender was left without a readable answer.
    `noes` are what it says of a method, a channel or a person, until that is taken out again;
    `misfortunes` are what befalls the posts to a channel.
    """

    mix: Mix = field(default_factory=Mix)
    seed: int = 1
    accepted: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    noes: dict[str, No] = field(default_factory=dict)
    misfortunes: dict[str, str] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)
    allowance: Allowance | None = None
    refusals: int = 0
    url: str = ""

    def __enter__(self) -> Self:
        self._chance = random.Random(self.seed)  # noqa: S311  chance, no secret
        app = web.Application()
        app.router.add_post("/api/{method}", self._answer)
        self._place = ExitStack()
        self.url = self._place.enter_context(served(app))
        return self

    def __exit__(self, *_fault: object) -> None:
        self._place.close()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        told = json.loads(await request.text() or "{}")
        self.calls[method] += 1
        for concerned in (method, told.get("channel"), told.get("users")):
            if concerned in self.noes:
                return self._no(self.noes[concerned])
        if method == "auth.test":
            return _yes(team_id="T1", user_id="UBOT", bot_id="B1")
        if method == "conversations.open":
            return _yes(channel={"id": "D" + told["users"]})
        if method == "chat.postMessage":
            return await self._post(request, told)
        return _yes()

    async def _post(self, request: web.Request, told: dict[str, Any]) -> web.StreamResponse:
        if self.allowance is not None and not self.allowance.takes_one_more():
            return await self._slow_down(request, told)
        known: dict[str, Misfortune] = {
            "broken": self._break,
            "hang": self._hang,
            "refuse": self._refuse,
            "drop": self._drop,
        }
        befalls = self.misfortunes.get(told["channel"])
        if befalls is not None:
            return await known[befalls](request, told)
        fate = self._chance.random()
        mix = self.mix
        for share, meet in (
            (mix.ratelimited, self._slow_down),
            (mix.refuse, self._refuse),
            (mix.broken, self._break),
            (mix.hang, self._hang),
            (mix.drop, self._drop),
        ):
            if fate < share:
                return await meet(request, told)
            fate -= share
        if mix.delay:
            await asyncio.sleep(mix.delay)
        return _yes(channel=told["channel"], ts=self._accept(told))

    def _accept(self, told: dict[str, Any]) -> str:
        self.accepted[_check_in_of(told)] += 1
        return f"{1_700_000_000 + sum(self.accepted.values())}.000100"

    async def _slow_down(self, _request: web.Request, _told: Any) -> web.StreamResponse:
        return self._no(No("ratelimited", 429, {"Retry-After": "1"}))

    def _no(self, no: No) -> web.StreamResponse:
        self.refusals += 1
        body = {"ok": False, "error": no.error}
        return web.json_response(body, status=no.status, headers=no.headers)

    async def _refuse(self, request: web.Request, told: Any) -> web.StreamResponse:
        self.unclear.add(_check_in_of(told))
        _hang_up(request)
        return web.Response()

    async def _break(self, _request: web.Request, told: Any) -> web.StreamResponse:
        self.unclear.add(_check_in_of(told))
        self._accept(told)
        return web.json_response({"ok": False, "error": "internal_error"}, status=500)

    async def _hang(self, _request: web.Request, told: Any) -> web.StreamResponse:
        self.unclear.add(_check_in_of(told))
        self._accept(told)
        await asyncio.sleep(NO_ANSWER)
        return web.Response()

    async def _drop(self, request: web.Request, told: Any) -> web.StreamResponse:
        self.unclear.add(_check_in_of(told))
        self._accept(told)
        _hang_up(request)
        return web.Response()


def _yes(**more: Any) -> web.Response:
    return web.json_response({"ok": True, **more})


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def _check_in_of(told: dict[str, Any]) -> str:
    """The id on the first answer button: the same thread by which a tap would find its check-in."""
    for block in told["blocks"]:
        if block.get("block_id") == "check_in.answer":
            return str(block["elements"][0]["value"])
    return "none"
