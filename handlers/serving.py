"""Opens the house and closes it: Slack's identity, the clock, the courier, the socket, the HTTP door."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackClientError
from starlette.applications import Starlette

from bot import logs
from bot.bootstrap import Foundations, Services, furnish
from bot.courier.rounds import Courier
from bot.courier.slack import Identity, Refused, Slack
from handlers.metrics import Metrics
from handlers.roles import Role
from handlers.routing import DOORS, Routing, build_app
from handlers.ticks import Ticks
from handlers.web import Check, Endpoint, Porch, inner_routes, outer_routes

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0  # seconds between two tries to reach Slack
LONGEST_ANSWER = 5  # seconds that a stop waits for requests that are being answered
RECOVERED_AFTER = 10.0  # seconds of carrying without a fall


class House:
    """One running bot; `services` and `ticks` are there once Slack has said who we are."""

    def __init__(
        self,
        base: Foundations,
        more: Mapping[str, Endpoint] | None = None,
        role: Role = Role.RUN,
    ) -> None:
        self.base = base
        self.role = role
        self.metrics = Metrics(base.clock)
        self.porch = Porch(self.metrics, self._checks())
        self.routing: Routing | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._moving_in: asyncio.Task[None] | None = None
        self._courier: asyncio.Task[None] | None = None
        self._fell_at = float("-inf")
        routes = inner_routes(self.porch)
        if role.answers:
            routes += outer_routes(self.porch, more)
        self.web = Starlette(routes=routes, lifespan=self._lifespan)
        base.store.watch(self.metrics.moved)

    @property
    def services(self) -> Services | None:
        return self.porch.services

    @property
    def ticks(self) -> Ticks | None:
        return self.porch.ticks

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Moves in while it is open, and out in good order."""
        await self.base.slack.open()
        self._moving_in = asyncio.create_task(self._move_in())
        self._moving_in.add_done_callback(_tell_failure)
        try:
            yield
        finally:
            await self._move_out()

    @asynccontextmanager
    async def _lifespan(self, _web: Starlette) -> AsyncIterator[None]:
        async with self.open():
            yield

    async def _move_in(self) -> None:
        """Waits for Slack as long as it takes; until then the HTTP door says 503."""
        identity = await _identity(self.base.slack)
        services = furnish(self.base, identity)
        await self.base.threads.read(services.readers.refresh)
        self.porch.ticks = Ticks(services, self.role, self.metrics.ticked)
        self.porch.ticks.start()
        if self.role.works:
            self._courier = asyncio.create_task(self._carry(services.courier))
        if self.role.answers:
            self.routing = Routing(services, DOORS)
            self.porch.app = build_app(services, self.routing)
        self.porch.services = services
        token = self.base.settings.slack_app_token
        if self.porch.app is not None and token is not None:
            await self._plug_in(self.porch.app, token.get_secret_value())
        logs.note("ready", what=self.role.value)

    async def _carry(self, courier: Courier) -> None:
        """Until the courier is told to leave: whatever makes it fall, it gets up again."""
        while True:
            try:
                await courier.run()
            except Exception as fault:  # noqa: BLE001  a courier that lies still is the worst fault
                self._fell_at = time.monotonic()
                logs.note("courier.fell", error=fault)
                await asyncio.sleep(FIRST_WAIT)
            else:
                return

    async def _plug_in(self, app: AsyncApp, token: str) -> None:
        """Connect by Socket Mode, however long it takes; afterwards it reconnects by itself."""
        self._socket = AsyncSocketModeHandler(
            app, token, web_client=self.base.slack.client_for_bolt()
        )
        self._socket.client.socket_mode_request_listeners.append(self._hear)
        async for _try in _again_and_again():
            try:
                await self._socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
            except (SlackClientError, aiohttp.ClientError, TimeoutError) as fault:
                logs.note("socket.not_connected", error=fault)
            else:
                return

    async def _hear(self, _client: Any, _envelope: Any) -> None:  # noqa: ANN401  the SDK's own objects
        self.metrics.knocked("socket", "heard")

    def _checks(self) -> dict[str, Check]:
        """What has to be well in this process besides Slack, the database and the clock."""
        checks: dict[str, Check] = {}
        if self.role.works:
            checks["courier"] = self._is_carrying
        if self.role.answers and self.base.settings.slack_app_token is not None:
            checks["socket"] = self._is_plugged_in
        return checks

    async def _is_carrying(self) -> bool:
        is_up = time.monotonic() - self._fell_at > RECOVERED_AFTER
        return is_up and self._courier is not None and not self._courier.done()

    async def _is_plugged_in(self) -> bool:
        return self._socket is not None and await self._socket.client.is_connected()

    async def _move_out(self) -> None:
        """Every room is left, even when another one does not let go."""
        rooms: list[Callable[[], Awaitable[None]]] = [self._stop_moving_in, self._unplug]
        if self.ticks is not None:
            rooms.append(self.ticks.stop)
        if self.routing is not None:
            rooms.append(self.routing.carrier.finish)
        rooms += [self._let_the_courier_finish, self.base.slack.close]
        for leave in rooms:
            try:
                await leave()
            except Exception as fault:  # noqa: BLE001  whatever it is, the rest is closed all the same
                logs.note("house.not_closed", where=getattr(leave, "__name__", None), error=fault)
        self.base.close()

    async def _stop_moving_in(self) -> None:
        if self._moving_in is not None:
            self._moving_in.cancel()
            await asyncio.gather(self._moving_in, return_exceptions=True)

    async def _unplug(self) -> None:
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped

    async def _let_the_courier_finish(self) -> None:
        """What was claimed is sent and settled: a stop in good order leaves nothing in doubt."""
        if self._courier is not None and self.services is not None:
            self.services.courier.leave()
            await self._courier


def server_of(house: House, host: str, port: int) -> uvicorn.Server:
    """The HTTP server; it keeps no access log, since addresses and paths are nobody's business."""
    config = uvicorn.Config(
        house.web,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=LONGEST_ANSWER,
    )
    return uvicorn.Server(config)


def _tell_failure(moving_in: "asyncio.Task[None]") -> None:
    """A house that cannot be opened says so; /readyz stays red."""
    fault = None if moving_in.cancelled() else moving_in.exception()
    if fault is not None:
        logs.note("house.not_opened", error=fault)


async def _identity(slack: Slack) -> Identity:
    async for _try in _again_and_again():
        try:
            return await slack.who_am_i()
        except Refused as refusal:
            logs.note("slack.not_reached", fault=refusal.fault.error)
    raise AssertionError("It is tried for ever.")


async def _again_and_again() -> AsyncIterator[int]:
    """The number of the try, at growing distances."""
    for number in itertools.count():
        yield number
        await asyncio.sleep(min(FIRST_WAIT * 2 ** min(number, 6), LONGEST_WAIT))
