"""Our own engine at work: the real courier on a wave that is due, and a worker with nothing to do."""

import asyncio
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot import logs
from bot.bootstrap import Foundations, furnish, open_foundations
from bot.courier.rounds import Courier
from bot.courier.slack import Identity
from bot.domain import rates
from handlers.roles import Role
from handlers.ticks import Ticks
from tests.bench.crowd import WORKSPACE
from tests.bench.measures import Meter, peak_megabytes
from tests.bench.post import Post, until
from tests.makers import settings

TIDY = 1.0  # seconds between two looks after leases
SETTLED_IN = 5.0  # seconds; every tick is made once at the start, whatever its distance


def carry(order: dict[str, Any]) -> dict[str, Any]:
    """Send what is due, from the word on standard input until nothing is left."""
    _no_pace()
    return asyncio.run(_carry(_foundations(order), Post(order["delay"], order.get("book")), order))


def stand_by(order: dict[str, Any]) -> dict[str, Any]:
    """Nothing is due for days: what it costs to look for it again and again."""
    return asyncio.run(_stand_by(_foundations(order), order))


def _foundations(order: dict[str, Any]) -> Foundations:
    logs.set_up(Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  for the life of this process
    return open_foundations(settings(Path("/nowhere"), database_url=order["database_url"]))


def _no_pace() -> None:
    """Eight messages a second to one workspace would be all that one could measure."""
    pace: Any = rates
    pace.RATE = pace.BURST = 1e9


def _courier(base: Foundations, post: Post) -> Courier:
    services = furnish(base, Identity(WORKSPACE, None, "U0BOT", "B0BOT"))
    return Courier(services.courier._office, post, base.threads)


async def _carry(base: Foundations, post: Post, order: dict[str, Any]) -> dict[str, Any]:
    courier = _courier(base, post)
    await _wait_for_the_word()
    meter, woken = Meter(order.get("server")), time.monotonic()
    work = asyncio.create_task(courier.run())
    await until(lambda: len(post.began) >= order["size"] or post.is_quiet(woken))
    if order.get("until_settled"):
        await _settle_doubts(courier, base)
    courier.leave()
    await work
    told = meter.read()
    base.close()
    return told | post.report(woken)


async def _settle_doubts(courier: Courier, base: Foundations) -> None:
    """What somebody who is dead was sending waits for the end of their lease."""
    while True:
        with base.store.look(WORKSPACE) as uow:
            if not {"due", "sending"} & uow.outbox.counts().keys():
                return
        await asyncio.sleep(TIDY)
        await courier.tidy()


async def _wait_for_the_word() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)


async def _stand_by(base: Foundations, order: dict[str, Any]) -> dict[str, Any]:
    """The courier's claim each second; with `ticks`, all else that a worker does as well."""
    services = furnish(base, Identity(WORKSPACE, None, "U0BOT", "B0BOT"))
    ticks = Ticks(services, Role.WORKER, lambda _name, _outcome: None)
    courier = asyncio.create_task(services.courier.run())
    if order["ticks"]:
        ticks.start()
    await asyncio.sleep(SETTLED_IN)
    meter = Meter(order.get("server"))
    await asyncio.sleep(order["seconds"])
    told = meter.read()
    services.courier.leave()
    await courier
    with suppress(asyncio.CancelledError):
        await ticks.stop()
    base.close()
    return told | {"peak_mb": peak_megabytes()}
