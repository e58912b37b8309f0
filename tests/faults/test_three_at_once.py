"""Everything that comes in comes three times at the same moment, and has its effect once."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import aiohttp
import httpx
import pytest
import sqlalchemy as sa
from aiohttp import web
from standardwebhooks.webhooks import Webhook

from bot.sandbox import DEMO_WORLD, Sandbox
from bot.sandbox.seats import Seat, Town
from bot.store import engines, tables
from tests.databases import KINDS, fresh_database
from tests.faults.served import served
from tests.handlers.crowd import crowd, wait_for
from tests.handlers.test_processes import free_port
from tests.makers import SIGNAL_SECRET, SIGNING_SECRET
from tests.stories.stage import PLAIN
from tests.stories.steps import CARD, OPENING, openings

TIMES = 3
HEADERS = ("content-type", "x-slack-request-timestamp", "x-slack-signature")
PATIENCE = 30.0


class Echo:
    """Stands where Slack delivers: each request goes on to the bot's doors, three times at once."""

    def __init__(self, doors: list[str]) -> None:
        self._doors = itertools.cycle(doors)
        self.statuses: Counter[int] = Counter()
        self.app = web.Application()
        self.app.router.add_post("/slack/events", self._hear)

    async def _hear(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        headers = {name: request.headers[name] for name in HEADERS if name in request.headers}
        async with aiohttp.ClientSession() as session:
            answers = await asyncio.gather(
                *(self._pass_on(session, body, headers) for _ in range(TIMES))
            )
        self.statuses.update(status for status, _, _ in answers)
        status, content_type, told = answers[0]
        return web.Response(body=told, status=status, content_type=content_type)

    async def _pass_on(
        self, session: aiohttp.ClientSession, body: bytes, headers: dict[str, str]
    ) -> tuple[int, str, bytes]:
        url = f"{next(self._doors)}/slack/events"
        async with session.post(url, data=body, headers=headers) as answer:
            return answer.status, answer.content_type, await answer.read()


class Night:
    """A town whose every delivery is tripled, the doors it knocks at, and the database behind them."""

    def __init__(self, town: Town, echo: Echo, doors: list[str], database_url: str) -> None:
        self.town = town
        self.echo = echo
        self._doors = doors
        self._database_url = database_url

    def joins(self, name: str) -> Seat:
        seat = self.town.seat(name)
        seat.opens_home()
        seat.sees("off until you turn it on", PATIENCE)
        seat.taps("Turn on")
        seat.sees("Check-ins are on", PATIENCE)
        seat.taps("Before I leave")
        seat.sees("right at the end of each shift", PATIENCE)
        return seat

    def rota_says_thrice(self, seat: Seat) -> list[int]:
        body = httpx.Response(
            200, json={"type": "shift.ended", "data": {"worker": {"slack_id": seat.id}}}
        ).content
        now = datetime.now().astimezone()
        headers = {
            "webhook-id": "msg_1",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(SIGNAL_SECRET).sign("msg_1", now, body.decode()),
        }
        doors = [f"{door}/signals/default" for door in self._doors] * TIMES

        def knock(door: str) -> int:
            return httpx.post(door, content=body, headers=headers, verify=PLAIN).status_code

        with ThreadPoolExecutor(len(doors)) as hands:
            return list(hands.map(knock, doors))

    def rows(self, table: sa.Table, *which: sa.ColumnElement[bool]) -> int:
        engine = engines.open_readers(engines.database_url(self._database_url))
        try:
            with engine.begin() as connection:
                query = sa.select(sa.func.count()).select_from(table).where(*which)
                return int(connection.execute(query).scalar() or 0)
        finally:
            engine.dispose()

    def is_quiet(self) -> bool:
        """Nothing waits to be sent, and nothing is on its way."""
        return not self.rows(tables.outbox, tables.outbox.c.state.in_(["due", "sending"]))


@pytest.fixture(params=KINDS)
def night(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Night]:
    """On PostgreSQL two of `web` and a `worker` share the knocks; on a file it is one `run`."""
    roles = ["run"] if request.param == "sqlite" else ["web", "web", "worker"]
    ports = [free_port() for _ in roles]
    doors = [
        f"http://127.0.0.1:{port}"
        for role, port in zip(roles, ports, strict=True)
        if role != "worker"
    ]
    echo = Echo(doors)
    sandbox = Sandbox(DEMO_WORLD, signing_secret=SIGNING_SECRET, events_url=None)
    with (
        sandbox.start() as running,
        fresh_database(request.param, tmp_path) as address,
        crowd(address, running.url) as them,
        served(echo.app) as slack_delivers_to,
    ):
        started = [them.starts(role, port=port) for role, port in zip(roles, ports, strict=True)]
        wait_for(lambda: all(process.is_ready() for process in started))
        sandbox.events_url = f"{slack_delivers_to}/slack/events"
        yield Night(Town(running.url), echo, doors, address)


def has(seat: Seat, *first_lines: str) -> None:
    seat.waits_for(lambda _seen: openings(seat) == list(first_lines), PATIENCE, str(first_lines))


def test_everything_that_comes_three_times_at_once_has_its_effect_once(night: Night) -> None:
    ana, ben = night.joins("Ana"), night.joins("Ben")
    assert set(night.rota_says_thrice(ana)) == {202}
    ben.types("/decompress done")
    has(ana, OPENING)
    has(ben, OPENING)
    wait_for(night.is_quiet)  # an emoji is known by its message, once that is written down
    ana.taps("Heavy", where="message")
    ben.reacts("rain_cloud")
    has(ana, CARD)
    has(ben, CARD)
    wait_for(night.is_quiet)
    assert night.echo.statuses.keys() == {200}
    assert night.rows(tables.shifts) == 2
    assert night.rows(tables.check_ins) == 2
    assert night.rows(tables.answers) == 2
    outbox = tables.outbox.c
    assert night.rows(tables.outbox, outbox.kind == "check_in") == 2
    assert night.rows(tables.outbox, outbox.kind == "card", outbox.recipient == ana.id) == 1
    assert night.rows(tables.outbox, outbox.kind == "fresh_card", outbox.recipient == ben.id) == 1
    posts = Counter(call["args"]["channel"] for call in night.town.calls("chat.postMessage"))
    assert sorted(posts.values()) == [1, 2]  # to Ana her question; to Ben his, and a fresh card
