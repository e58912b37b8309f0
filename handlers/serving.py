"""Opens the house and closes it: Slack's identity, the clock, the courier, the socket, the HTTP door."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp
import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackClientError
from starlette.applications import Starlette

from bot import logs
from bot.bootstrap import Foundations, Services, furnish
from bot.courier.slack import Identity, Refused, Slack
from handlers.routing import DOORS, Routing, build_app
from handlers.ticks import Ticks
from handlers.web import Endpoint, Porch, build_web

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0  # seconds between two tries to reach Slack


class House:
    """One running bot; `services` and `ticks` are there once Slack has said who we are."""

    def __init__(self, base: Foundations, more: Mapping[str, Endpoint] | None = None) -> None:
        self.base = base
        self.porch = Porch()
        self.ticks: Ticks | None = None
        self.routing: Routing | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._moving_in: asyncio.Task[None] | None = None
        self._courier: asyncio.Task[None] | None = None
        self.web = build_web(self.porch, more, self._lifespan)

    @property
    def services(self) -> Services | None:
        return self.porch.services

    @asynccontextmanager
    async def _lifespan(self, _web: Starlette) -> AsyncIterator[None]:
        await self.base.slack.open()
        self._moving_in = asyncio.create_task(self._move_in())
        self._moving_in.add_done_callback(_tell_failure)
        try:
            yield
        finally:
            await self._move_out()

    async def _move_in(self) -> None:
        """Waits for Slack as long as it takes; until then the HTTP door says 503."""
        identity = await _identity(self.base.slack)
        services = furnish(self.base, identity)
        await self.base.threads.read(services.readers.refresh)
        self.routing = Routing(services, DOORS)
        app = build_app(services, self.routing)
        self.ticks = Ticks(services)
        self.ticks.start()
        self._courier = asyncio.create_task(services.courier.run())
        self.porch.is_ticking = self.ticks.is_ticking
        self.porch.app = app
        self.porch.services = services
        token = self.base.settings.slack_app_token
        if token is not None:
            await self._plug_in(app, token.get_secret_value())
        logs.note("ready", what="socket" if token is not None else "http")

    async def _plug_in(self, app: AsyncApp, token: str) -> None:
        """Connect by Socket Mode, however long it takes; afterwards it reconnects by itself."""
        self._socket = AsyncSocketModeHandler(
            app, token, web_client=self.base.slack.client_for_bolt()
        )
        async for _try in _again_and_again():
            try:
                await self._socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
            except (SlackClientError, aiohttp.ClientError, TimeoutError) as fault:
                logs.note("socket.not_connected", error=fault)
            else:
                return

    async def _move_out(self) -> None:
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        if self.ticks is not None:
            self.ticks.stop()
        if self.routing is not None:
            await self.routing.carrier.finish()
        await self._let_the_courier_finish()
        if self._moving_in is not None:
            self._moving_in.cancel()
            await asyncio.gather(self._moving_in, return_exceptions=True)
        await self.base.slack.close()
        self.base.close()

    async def _let_the_courier_finish(self) -> None:
        """What was claimed is sent and settled: a stop in good order leaves nothing in doubt."""
        if self._courier is not None and self.services is not None:
            self.services.courier.leave()
            await self._courier


def server_of(house: House, host: str, port: int) -> uvicorn.Server:
    """The HTTP server; it keeps no access log, since addresses and paths are nobody's business."""
    config = uvicorn.Config(
        house.web, host=host, port=port, log_config=None, access_log=False, lifespan="on"
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
