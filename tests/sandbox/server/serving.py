"""Serves an ASGI app on a port of its own, as the bot that the sandbox talks to."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.sandbox import Running, Sandbox

SECRET = "a signing secret"
PATH = "/slack/events"
Listeners = Callable[[AsyncApp], None]


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{PATH}"
    finally:
        server.should_exit = True
        thread.join()


@dataclass
class PlainBot:
    """Answers what it is told to answer, in order, then 200; remembers all it received."""

    answers: list[tuple[int, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def answer(self, request: Request) -> Response:
        self.received.append((dict(request.headers), await request.body()))
        await asyncio.sleep(self.delay)
        status, body = self.answers.pop(0) if self.answers else (200, None)
        if body is None:
            return Response(status_code=status, headers=self.headers)
        content = body if isinstance(body, str) else json.dumps(body)
        kind = "text/plain" if isinstance(body, str) else "application/json"
        return Response(content, status, self.headers, kind)

    def payload(self, place: int = -1) -> dict[str, Any]:
        """What lay in the received form or JSON."""
        headers, body = self.received[place]
        if headers["content-type"] == "application/json":
            found: dict[str, Any] = json.loads(body)
            return found
        form = {name: values[0] for name, values in parse_qs(body.decode(), True).items()}
        return json.loads(form["payload"]) if "payload" in form else form


@contextmanager
def plain_bot(sandbox: Sandbox, bot: PlainBot) -> Iterator[PlainBot]:
    with served(Starlette(routes=[Route(PATH, bot.answer, methods=["POST"])])) as url:
        sandbox.events_url = url
        yield bot


def bolt_app(running: Running, sandbox: Sandbox, listeners: Listeners) -> AsyncApp:
    client = AsyncWebClient(token=sandbox.world.bot_token, base_url=f"{running.url}/api/")
    app = AsyncApp(client=client, signing_secret=SECRET, process_before_response=True)
    listeners(app)
    return app


@contextmanager
def bolt_by_http(running: Running, sandbox: Sandbox, listeners: Listeners) -> Iterator[None]:
    handler = AsyncSlackRequestHandler(bolt_app(running, sandbox, listeners))

    async def answer(request: Request) -> Response:
        return await handler.handle(request)

    with served(Starlette(routes=[Route(PATH, answer, methods=["POST"])])) as url:
        sandbox.events_url = url
        yield


@contextmanager
def bolt_by_socket(running: Running, sandbox: Sandbox, listeners: Listeners) -> Iterator[None]:
    """Runs inside a server only to have a loop in a thread; nothing is posted to it."""

    @asynccontextmanager
    async def connected(_app: Starlette) -> AsyncIterator[None]:
        app = bolt_app(running, sandbox, listeners)
        handler = AsyncSocketModeHandler(app, sandbox.world.app_token, web_client=app.client)
        await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it bare
        joined.set()
        yield
        await handler.close_async()  # type: ignore[no-untyped-call] # Bolt leaves it bare

    joined = threading.Event()
    with served(Starlette(lifespan=connected)):
        assert joined.wait(10)
        yield
