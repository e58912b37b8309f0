"""The strip ends a shift by a signed webhook and moves the bot's clock."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from standardwebhooks import Webhook
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import Sandbox, Strip
from bot.sandbox.seats import Town
from tests.sandbox.server.conftest import WORLD
from tests.sandbox.server.serving import PATH, served

ANA = "U0ANA00001"
SIGNALS_SECRET = "whsec_" + base64.b64encode(b"an invented secret").decode()


class Clockwork:
    """A bot that only keeps signals and a clock."""

    def __init__(self) -> None:
        self.signals: list[dict[str, Any]] = []
        self.steps: list[dict[str, Any]] = []
        self.status = 200

    async def signal(self, request: Request) -> Response:
        body = await request.body()
        self.signals.append(Webhook(SIGNALS_SECRET).verify(body, dict(request.headers)))
        return Response("no", self.status)

    async def clock(self, request: Request) -> Response:
        if request.method == "POST":
            self.steps.append(json.loads(await request.body()))
        return JSONResponse({"now": f"2026-11-22T02:{10 + len(self.steps)}:00+00:00"})


@contextmanager
def town_with(bot: Clockwork) -> Iterator[Town]:
    routes = [Route(PATH, bot.signal, methods=["POST"])]
    routes.append(Route("/clock", bot.clock, methods=["GET", "POST"]))
    with served(Starlette(routes=routes)) as url:
        strip = Strip(
            signals_url=url,
            signals_secret=SIGNALS_SECRET,
            demo_clock_url=url.replace(PATH, "/clock"),
        )
        with Sandbox(WORLD, signing_secret="s", strip=strip).start() as running:
            yield Town(running.url)


def test_the_end_of_a_shift_is_a_signed_signal_with_an_id_of_its_own() -> None:
    bot = Clockwork()
    with town_with(bot) as town:
        for _ in range(2):
            town.tell("strip", {"do": "end_shift", "person": ANA})
    first, second = bot.signals
    assert first["type"] == "shift.ended"
    assert first["data"]["worker"] == {"slack_id": ANA}
    assert first["data"]["shift_id"] != second["data"]["shift_id"]


def test_the_clock_is_read_and_moved() -> None:
    bot = Clockwork()
    step = {"until": "09:00", "days": 1, "zone": "Europe/Lisbon"}
    with town_with(bot) as town:
        assert town.ask("strip")["now"] == "2026-11-22T02:10:00+00:00"
        moved = town.tell("strip", {"do": "clock", "minutes": 20})
        town.tell("strip", {"do": "clock", **step})
    assert moved["now"] == "2026-11-22T02:11:00+00:00"
    assert bot.steps == [{"minutes": 20}, step]


def test_what_the_bot_refuses_is_told() -> None:
    bot = Clockwork()
    bot.status = 403
    with town_with(bot) as town:
        with pytest.raises(AssertionError, match="The bot answered 403: no"):
            town.tell("strip", {"do": "end_shift", "person": ANA})
        with pytest.raises(AssertionError, match="Nobody here"):
            town.tell("strip", {"do": "end_shift", "person": "U0NOBODY01"})
        with pytest.raises(AssertionError, match="can end_shift or move"):
            town.tell("strip", {"do": "dance"})


def test_a_sandbox_without_a_strip_says_so(town: Town) -> None:
    assert town.ask("strip")["now"] is None
    with pytest.raises(AssertionError, match="no strip"):
        town.tell("strip", {"do": "clock", "minutes": 20})


def test_a_bot_that_is_gone_has_no_clock() -> None:
    gone = "http://127.0.0.1:9/"
    strip = Strip(signals_url=gone, signals_secret=SIGNALS_SECRET, demo_clock_url=gone)
    with Sandbox(WORLD, signing_secret="s", strip=strip).start() as running:
        town = Town(running.url)
        assert town.ask("strip")["now"] is None
        with pytest.raises(AssertionError, match="did not answer"):
            town.tell("strip", {"do": "clock", "minutes": 20})
