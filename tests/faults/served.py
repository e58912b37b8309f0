"""A small HTTP server on a thread of its own, for whatever a test puts in a bot's way."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web


@contextmanager
def served(app: web.Application) -> Iterator[str]:
    """Its address; what still hangs at the end is let go."""
    listener = socket.create_server(("127.0.0.1", 0))
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def play() -> None:
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        ready.set()
        await stop.wait()
        await runner.cleanup()
        still_hanging = asyncio.all_tasks() - {asyncio.current_task()}
        for task in still_hanging:
            task.cancel()
        await asyncio.gather(*still_hanging, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(play(),), daemon=True)
    thread.start()
    try:
        assert ready.wait(10)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()
