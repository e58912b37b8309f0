"""One process of the command line: where it listens, and how it is told to stop."""

import asyncio
import os
import signal
import socket
import sys

from bot import logs
from bot.settings import Settings
from handlers.serving import House, server_of

STOPS = (signal.SIGTERM, signal.SIGINT)


class PortTaken(Exception):
    """Somebody else listens there already, or this machine has no such address."""


def listen(settings: Settings) -> socket.socket:
    """The port that Slack, the rota and the monitors find this process on."""
    host, port = settings.host, settings.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as fault:
        raise PortTaken(f"Port {port} of {host} cannot be listened on.") from fault


def listen_if_asked(settings: Settings) -> socket.socket | None:
    """For a worker: only where PORT is set for it, and never in another one's way.

    `.env` does not count: the processes of one machine share it, and only one can have the port.
    """
    if not os.environ.get("PORT"):
        return None
    try:
        return listen(settings)
    except PortTaken as taken:
        logs.note("worker.without_port", error=taken)
        return None


def stay_open(house: House, listener: socket.socket | None) -> None:
    """Until SIGTERM or Ctrl+C; then everything that was begun is ended, and nothing new is begun."""
    if listener is None:
        asyncio.run(_stay_behind_closed_doors(house))
        return
    for told in STOPS:
        signal.signal(told, _leave)  # uvicorn raises it once more after a stop in good order
    server_of(house, house.base.settings.host, house.base.settings.port).run(sockets=[listener])


def _leave(_signal: int, _frame: object) -> None:
    sys.exit(0)


async def _stay_behind_closed_doors(house: House) -> None:
    stop = asyncio.Event()
    for told in STOPS:
        asyncio.get_running_loop().add_signal_handler(told, stop.set)
    async with house.open():
        await stop.wait()
