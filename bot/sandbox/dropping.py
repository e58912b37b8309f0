"""Lets an endpoint break its connection off without an answer, which ASGI itself cannot do."""

import asyncio
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

TRANSPORTS = "transports"


class DroppableProtocol(H11Protocol):
    """Keeps each connection's transport under its address, in the state that the app can see."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in H11Protocol
        super().connection_made(transport)
        self.app_state.setdefault(TRANSPORTS, {})[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.app_state.get(TRANSPORTS, {}).pop(self.client, None)
        super().connection_lost(exc)


class NoAnswer(Response):
    async def __call__(self, scope: Scope, receive: Receive, _send: Send) -> None:
        transports: dict[Any, asyncio.Transport] = scope["state"][TRANSPORTS]
        transport = transports.get(tuple(scope["client"]))
        if transport:
            transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
