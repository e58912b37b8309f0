"""Socket Mode works with Bolt's own handler and keeps Slack's promises about connections."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Running, Sandbox
from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.conftest import WORLD

Link = aiohttp.ClientWebSocketResponse


async def joined(running: Running, session: aiohttp.ClientSession) -> Link:
    client = AsyncWebClient(base_url=f"{running.url}/api/")
    opened = await client.apps_connections_open(app_token=WORLD.app_token)
    link = await session.ws_connect(opened["url"])
    hello = await link.receive_json()
    assert hello["type"] == "hello"
    return link


def in_a_session(work: Callable[[aiohttp.ClientSession], Awaitable[None]]) -> None:
    async def run() -> None:
        async with aiohttp.ClientSession() as session:
            await work(session)

    asyncio.run(run())


async def acts(act: Callable[..., Any], *args: Any) -> Any:
    return await asyncio.to_thread(act, *args)


def test_an_envelope_is_acknowledged_by_its_id(running: Running, ana: Seat) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        link = await joined(running, session)
        typing = asyncio.create_task(acts(ana.types, "/decompress done"))
        envelope = await link.receive_json()
        assert envelope["type"] == "slash_commands"
        assert envelope["accepts_response_payload"]
        assert envelope["payload"]["text"] == "done"
        answer = {"envelope_id": envelope["envelope_id"], "payload": {"text": "thanks"}}
        await link.send_str("not JSON")
        await link.send_json(answer)
        assert (await typing)["body"] == {"text": "thanks"}

    in_a_session(work)
    ana.sees("thanks")


def test_an_unacknowledged_event_comes_again() -> None:
    sandbox = Sandbox(WORLD, signing_secret="s", ack_seconds=0.05, retry_waits=(0.01,))

    async def work(session: aiohttp.ClientSession) -> None:
        link = await joined(running, session)
        opening = asyncio.create_task(acts(Town(running.url).seat("Ana").opens_home))
        first = await link.receive_json()
        again = await link.receive_json()
        assert first["payload"] == again["payload"]
        assert not first["accepts_response_payload"]
        assert (first["retry_attempt"], again["retry_attempt"]) == (0, 1)
        assert again["retry_reason"] == "timeout"
        await opening

    with sandbox.start() as running:
        in_a_session(work)


def test_each_envelope_goes_to_one_of_the_connections(running: Running, ana: Seat) -> None:
    async def listen(link: Link, heard: list[str]) -> None:
        async for message in link:
            envelope = message.json()
            heard.append(envelope["type"])
            await link.send_json({"envelope_id": envelope["envelope_id"]})

    async def work(session: aiohttp.ClientSession) -> None:
        one: list[str] = []
        two: list[str] = []
        tasks = [
            asyncio.create_task(listen(await joined(running, session), heard))
            for heard in (one, two)
        ]
        for _ in range(4):
            await acts(ana.uses_shortcut, "shift_ended")
        assert (len(one), len(two)) == (2, 2)
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    in_a_session(work)


def test_a_connection_is_asked_to_renew_itself_or_simply_dropped(
    running: Running, town: Town
) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        link = await joined(running, session)
        await acts(town.sockets, "refresh")
        goodbye = await link.receive_json()
        assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "refresh_requested")
        other = await joined(running, session)
        await acts(town.sockets, "drop")
        assert (await other.receive()).type == aiohttp.WSMsgType.CLOSE

    in_a_session(work)


def test_a_ticket_lets_in_once(running: Running) -> None:
    async def work(session: aiohttp.ClientSession) -> None:
        client = AsyncWebClient(base_url=f"{running.url}/api/")
        opened = await client.apps_connections_open(app_token=WORLD.app_token)
        await session.ws_connect(opened["url"])
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"])

    in_a_session(work)


def test_without_a_connection_a_command_fails(ana: Seat) -> None:
    ana.types("/decompress")
    ana.sees("/decompress failed with dispatch_failed")
