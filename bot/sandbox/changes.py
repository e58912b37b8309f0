"""Tells waiting watchers that something anybody can see has changed."""

import asyncio


class Changes:
    def __init__(self) -> None:
        self.version = 1
        self._waiting: set[asyncio.Future[None]] = set()
        self._closed = False

    def announce(self) -> None:
        self.version += 1
        self._wake()

    def open(self) -> None:
        self._closed = False

    def close(self) -> None:
        self._closed = True
        self._wake()

    async def after(self, version: int, timeout_seconds: float) -> int:
        """The newest version, as soon as it is beyond the one given or the time is up."""
        if self.version <= version and not self._closed:
            waiter = asyncio.get_running_loop().create_future()
            self._waiting.add(waiter)
            await asyncio.wait({waiter}, timeout=timeout_seconds)
            self._waiting.discard(waiter)
        return self.version

    def _wake(self) -> None:
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
