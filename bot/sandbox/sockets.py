"""Socket Mode: connections by ticket, envelopes to one of them, acknowledgements by envelope id."""

import asyncio
import json
import secrets
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import WSMsgType, web

from bot.sandbox.payloads import COMMAND, EVENT, INTERACTIVE, Parcel
from bot.sandbox.receipts import Receipt, Retry

CLOSE_SECONDS = 0.5
ENVELOPES = {EVENT: "events_api", INTERACTIVE: "interactive", COMMAND: "slash_commands"}


class Sockets:
    def __init__(self, app_id: str, ack_seconds: float) -> None:
        self._app_id = app_id
        self._ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._links: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}

    @property
    def connected(self) -> int:
        return len(self._links)

    def new_ticket(self) -> str:
        ticket = secrets.token_hex(12)
        self._tickets.add(ticket)
        return ticket

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Serves one connection, from its ticket to its end."""
        ticket = request.query.get("ticket", "")
        if request.path != "/link/" or ticket not in self._tickets:
            return web.Response(status=404)
        self._tickets.discard(ticket)
        link = web.WebSocketResponse(timeout=CLOSE_SECONDS)
        await link.prepare(request)
        async with self._joined(link):
            async for message in link:
                if message.type == WSMsgType.TEXT:
                    self._acknowledge(message.data)
        return link

    @asynccontextmanager
    async def _joined(self, link: web.WebSocketResponse) -> AsyncIterator[None]:
        self._links.append(link)
        try:
            await link.send_json(
                {
                    "type": "hello",
                    "num_connections": len(self._links),
                    "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
                    "connection_info": {"app_id": self._app_id},
                }
            )
            yield
        finally:
            if link in self._links:
                self._links.remove(link)

    def _acknowledge(self, words: str) -> None:
        try:
            answer = json.loads(words)
        except ValueError:
            return
        waiting = self._waiting.get(answer.get("envelope_id", ""))
        if waiting and not waiting.done():
            waiting.set_result(answer.get("payload"))

    async def deliver(self, parcel: Parcel, retry: Retry | None) -> Receipt:
        began = time.monotonic()
        if not self._links:
            return Receipt(status=0, ack_ms=0, problem="connection_failed")
        link = self._links.pop(0)
        self._links.append(link)
        envelope = envelope_of(parcel, retry)
        waiting = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = waiting
        try:
            async with asyncio.timeout(self._ack_seconds):
                await link.send_json(envelope)
                body = await waiting
        except TimeoutError:
            return Receipt(status=0, ack_ms=_since(began), problem="timeout")
        except ConnectionError:
            return Receipt(status=0, ack_ms=_since(began), problem="connection_failed")
        finally:
            del self._waiting[envelope["envelope_id"]]
        return Receipt(status=200, ack_ms=_since(began), body=body)

    async def ask_to_reconnect(self) -> None:
        """What Slack sends several times a day; the connection lives on until its owner leaves."""
        for link in list(self._links):
            self._links.remove(link)
            await link.send_json(
                {
                    "type": "disconnect",
                    "reason": "refresh_requested",
                    "debug_info": {"host": "sandbox"},
                }
            )

    async def drop(self) -> None:
        for link in list(self._links):
            self._links.remove(link)
            await link.close()


def envelope_of(parcel: Parcel, retry: Retry | None) -> dict[str, Any]:
    envelope = {
        "envelope_id": str(uuid.uuid4()),
        "type": ENVELOPES[parcel.kind],
        "payload": parcel.payload,
        "accepts_response_payload": parcel.kind != EVENT,
    }
    if parcel.kind == EVENT:
        envelope |= {
            "retry_attempt": retry.num if retry else 0,
            "retry_reason": retry.reason if retry else "",
        }
    return envelope


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
