"""A server that stops the moment it is told to, where uvicorn's own sleeps a fifth of a second over it."""

import asyncio
import socket

import uvicorn

LONGEST_GOODBYE = 5.0  # seconds for what is being answered
A_BLINK = 0.002  # seconds


class PromptServer(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._told = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def tell_to_stop(self) -> None:
        """From any thread."""
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._told.set)

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self.on_tick(0)
        if not self.should_exit:
            await self._told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await self._goodbye()
        await self.lifespan.shutdown()

    async def _goodbye(self) -> None:
        """What is being answered may end."""
        ends_at = asyncio.get_running_loop().time() + LONGEST_GOODBYE
        while self._is_answering() and asyncio.get_running_loop().time() < ends_at:  # noqa: ASYNC110 - uvicorn tells of it by two sets and no event
            await asyncio.sleep(A_BLINK)

    def _is_answering(self) -> bool:
        return bool(self.server_state.connections or self.server_state.tasks)
