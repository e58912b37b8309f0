"""A little Slack on one port: builds the workspace and serves it from a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn
from aiohttp import web
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox import control, web_api, whats_answered
from bot.sandbox.backstage import Backstage
from bot.sandbox.changes import Changes
from bot.sandbox.delivery import Delivery
from bot.sandbox.dropping import DroppableProtocol
from bot.sandbox.faults import Faults
from bot.sandbox.post import Post
from bot.sandbox.prompt_server import PromptServer
from bot.sandbox.receipts import ACK_SECONDS
from bot.sandbox.response_urls import ResponseUrls
from bot.sandbox.screens import TRIGGER_SECONDS, Screens
from bot.sandbox.sockets import Sockets
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import Strip, World

PAGE = Path(__file__).with_name("page")
BACKLOG = 256


class Sandbox:
    def __init__(  # noqa: PLR0913 - keywords only, all but two with a default
        self,
        world: World,
        *,
        signing_secret: str,
        events_url: str | None = None,
        strip: Strip | None = None,
        retry_waits: tuple[float, ...] = (0.05, 0.3, 1.0),
        ack_seconds: float = ACK_SECONDS,
        trigger_seconds: float = TRIGGER_SECONDS,
    ) -> None:
        self.world = world
        self.events_url = events_url
        changes = Changes()
        workspace = Workspace(world, changes)
        post, sockets = Post(ack_seconds), Sockets(world.app_id, ack_seconds)
        delivery = Delivery(signing_secret, post, sockets, retry_waits)
        delivery.events_url = lambda: self.events_url
        self.stage = Backstage(
            world=world,
            strip=strip,
            changes=changes,
            workspace=workspace,
            screens=Screens(world, workspace.stamps, changes, trigger_seconds),
            post=post,
            sockets=sockets,
            delivery=delivery,
            response_urls=ResponseUrls(),
            faults=Faults(),
        )
        self.app = Starlette(routes=_routes(self.stage), lifespan=self._alive)

    @asynccontextmanager
    async def _alive(self, _app: Starlette) -> AsyncIterator[None]:
        yield
        await self.stage.close()

    def start(self, host: str = "127.0.0.1", port: int = 0) -> "Running":
        """Returns once the port answers."""
        return Running(self.app, self.stage, _listening(host, port))


class Running:
    """A sandbox that answers; leaves the port when stopped or at the end of a `with`."""

    def __init__(self, app: Starlette, stage: Backstage, listener: socket.socket) -> None:
        host, self.port = listener.getsockname()[:2]
        self.url = f"http://{host}:{self.port}"
        stage.open(self.url)
        self._stage = stage
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._server = PromptServer(_config(app, stage))
        self._thread = threading.Thread(
            target=self._run, args=(listener,), name="sandbox", daemon=True
        )
        self._thread.start()
        self._ready.wait()

    def _run(self, listener: socket.socket) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.get_loop().call_soon(self._ready.set)
            runner.run(self._server.serve(sockets=[listener]))

    def stop(self) -> None:
        if not self._thread.is_alive():
            return
        asyncio.run_coroutine_threadsafe(self._stage.close(), self._loop).result()
        self._server.tell_to_stop()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.stop()


def _listening(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _config(app: Starlette, stage: Backstage) -> uvicorn.Config:
    def socket_protocol(**_of_uvicorn: Any) -> asyncio.Protocol:  # noqa: ANN401 - uvicorn's own
        """Uvicorn hands an upgrade over with all that was read; aiohttp takes it from there."""
        return web.Server(stage.sockets.answer, access_log=None)()

    return uvicorn.Config(
        app,
        http=DroppableProtocol,
        ws=socket_protocol,  # type: ignore[arg-type] # called like a class, with the same arguments
        log_config=None,
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=1,
    )


def _routes(stage: Backstage) -> list[Route | Mount]:
    api = partial(web_api.answer, stage)
    answered = partial(whats_answered.at_response_url, stage)
    return [
        Route("/", _front_page),
        Mount("/page", StaticFiles(directory=PAGE, check_dir=False)),
        Route("/api/{method:path}", api, methods=["GET", "POST"]),
        Route("/response/{kind}/{token}", answered, methods=["POST"]),
        *control.routes(stage),
    ]


async def _front_page(_request: Request) -> Response:
    index = PAGE / "index.html"
    return FileResponse(index) if index.exists() else PlainTextResponse("No page here.", 404)
