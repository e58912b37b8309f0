"""Couriers that die or freeze at named points of their work.

Everything is imported before they are forked, so a courier lives within milliseconds; killing one is as
real as it gets (SIGKILL, no clean-up).
"""

import asyncio
import io
import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot import bootstrap, logs
from bot.courier import claim, ledger, rounds, slack
from bot.domain import letters, rates
from bot.use_cases.workplace import Workplace
from tests.makers import settings

POINTS = (
    "claim.before_commit",
    "claim.after_commit",
    "send.before",
    "send.after",
    "settle.before_commit",
    "settle.after_commit",
)
PAUSE = 0.05


def live(order: dict[str, Any]) -> None:
    """In a process of its own: patched to be quick and mortal, then an ordinary courier."""
    logs.set_up(io.StringIO())
    _hurry(order)
    if order["point"]:
        _plant(order["point"], order["after"], signal.Signals(order["signal"]))
    asyncio.run(_carry(order))


def _hurry(order: dict[str, Any]) -> None:
    """Seconds instead of half-minutes, and no pace: the order of things stays as it is."""
    rooms: tuple[Any, ...] = (slack, letters, claim, rates, rounds)  # names that belong to others
    slack_, letters_, claim_, rates_, rounds_ = rooms
    slack_.SEND_TIMEOUT = order["send_timeout"]
    letters_.LEASE = claim_.LEASE = timedelta(seconds=order["lease"])
    rates_.RATE, rates_.BURST = 1e6, 1e6
    rounds_.MOST_IN_FLIGHT = order["in_flight"]
    rounds_.ENOUGH_HANDS = 1


def _plant(point: str, after: int, told: signal.Signals) -> None:
    """Die by SIGKILL, or freeze by SIGSTOP, at the n-th passing of this point."""
    left = [after]

    def pass_by() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), told)

    step, _, where = point.partition(".")
    if step == "send":
        hall: Any = rounds
        hall.send = _around(hall.send, where, pass_by)
        return
    room, name = (rounds, "claim") if step == "claim" else (ledger, "settle")
    original = getattr(room, name)
    if where == "after_commit":

        def then_die(*args: Any) -> Any:
            result = original(*args)
            pass_by()
            return result

        setattr(room, name, then_die)
        return
    active = [False]

    def during(*args: Any) -> Any:
        active[0] = True
        try:
            return original(*args)
        finally:
            active[0] = False

    setattr(room, name, during)

    def before_commit(_connection: Any) -> None:
        if active[0]:
            pass_by()

    sa.event.listen(sa.Engine, "commit", before_commit)


def _around(original: Callable[..., Any], where: str, pass_by: Callable[[], None]) -> Any:
    async def sent(*args: Any) -> Any:
        if where == "before":
            pass_by()
        result = await original(*args)
        if where == "after":
            pass_by()
        return result

    return sent


async def _carry(order: dict[str, Any]) -> None:
    chosen = settings(
        Path(order["folder"]),
        order["slack_url"],
        **({"database_url": order["database_url"]} if order.get("database_url") else {}),
    )
    base = bootstrap.open_foundations(chosen)
    await base.slack.open()
    services = bootstrap.furnish(base, await base.slack.who_am_i())
    while _is_anything_left(services.place):
        if not await services.courier.go_round():
            await asyncio.sleep(PAUSE)  # what a dead courier claimed has to wait for its lease
        await services.courier.tidy()
    await base.slack.close()
    base.close()


def _is_anything_left(place: Workplace) -> bool:
    with place.look() as uow:
        return bool({"due", "sending"} & uow.outbox.counts().keys())
