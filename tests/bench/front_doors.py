"""Servers that are knocked at, each a process of its own: a bare Bolt app, our house, and a sandbox Slack."""

import asyncio
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import logs
from bot.bootstrap import lay_foundations
from bot.sandbox import DEMO_WORLD, Person, Sandbox
from handlers.serving import House, server_of
from tests.bench.post import until
from tests.makers import SIGNING_SECRET, settings


def bare(_order: dict[str, Any]) -> dict[str, Any]:
    """What every Bolt app does at least: check the signature, find the listener, acknowledge."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=DEMO_WORLD.team_id, bot_token=DEMO_WORLD.bot_token
        )

    app = AsyncApp(signing_secret=SIGNING_SECRET, authorize=authorize, process_before_response=True)

    async def done(ack: Any) -> None:
        await ack("Noted.")

    app.command("/decompress")(done)
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    web = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
    config = uvicorn.Config(web, port=0, log_config=None, access_log=False, lifespan="off")
    asyncio.run(_serve(uvicorn.Server(config), lambda: True))
    return {}


def house(order: dict[str, Any]) -> dict[str, Any]:
    """The real thing, as `aftershift run` opens it."""
    logs.set_up(Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  for the life of this process
    chosen = settings(
        Path("/nowhere"), order["slack_url"], DEMO_WORLD, database_url=order["database_url"]
    )
    opened = House(lay_foundations(chosen))
    server = server_of(opened, "127.0.0.1", 0)
    asyncio.run(_serve(server, lambda: opened.services is not None))
    return {}


def slack(order: dict[str, Any]) -> dict[str, Any]:
    """A sandbox workspace in which all these workers are people."""
    names = [f"U{number:07d}" for number in range(order["size"])]
    people = tuple(
        Person(id=name, name=name, real_name=name, email=f"{name}@lantern.example")
        for name in names
    )
    world = replace(DEMO_WORLD, people=people, channels=())
    with Sandbox(world, signing_secret=SIGNING_SECRET, events_url=None).start() as running:
        sys.stdout.write(f"{running.url}\n")
        sys.stdout.flush()
        sys.stdin.readline()
    return {}


async def _serve(server: uvicorn.Server, is_ready: Callable[[], bool]) -> None:
    """Says where it listens when it is ready; ends when its standard input does."""
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started and is_ready())
    port = server.servers[0].sockets[0].getsockname()[1]
    sys.stdout.write(f"http://127.0.0.1:{port}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)
    server.should_exit = True
    await serving
