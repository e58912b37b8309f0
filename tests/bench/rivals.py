"""The same work done by two engines of others: one APScheduler job, or one Procrastinate job, a check-in."""

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import procrastinate
import sqlalchemy as sa
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.engine import make_url

from tests.bench.measures import Meter
from tests.bench.post import Desk, until

HANDS = 50  # as many as our courier has
SAMPLE = 200
_desk: list[Desk] = []  # APScheduler keeps the name of a function, and calls it anew


def apscheduler(order: dict[str, Any]) -> dict[str, Any]:
    """Date jobs, all for one instant; `again` finds them in the store instead of adding them."""
    logging.disable(logging.CRITICAL)
    return asyncio.run(_apscheduler(order))


async def carry_one(number: int) -> None:
    await _desk[0].carry(number)


async def _apscheduler(order: dict[str, Any]) -> dict[str, Any]:
    desk = Desk(order)
    _desk.append(desk)
    grace = {"misfire_grace_time": None} if order["patient"] else {}
    scheduler = AsyncIOScheduler(
        jobstores={"default": _job_store(order["database_url"])},
        job_defaults=grace,
        timezone=UTC,
    )
    scheduler.start(paused=True)
    began = time.monotonic()
    instant = None if order.get("again") else _add_jobs(scheduler, order["size"])
    inserting = time.monotonic() - began
    if instant is not None:
        await asyncio.sleep(max((instant - datetime.now(UTC)).total_seconds() - 0.5, 0))
    ahead = 0.0 if instant is None else (instant - datetime.now(UTC)).total_seconds()
    woken = time.monotonic() + ahead
    meter = Meter()
    scheduler.resume()
    await until(
        lambda: (
            len(desk.post.began) >= order["size"]
            or (desk.post.is_quiet(woken) and not scheduler.get_jobs())
        )
    )
    await asyncio.sleep(order["delay"])
    told = meter.read()
    left = len(scheduler.get_jobs())
    scheduler.shutdown(wait=False)
    return told | desk.post.report(woken) | {"inserting": inserting, "left": left}


def _job_store(url: str) -> Any:
    """With the settings of SQLite that our own store has; its own would wait for the disk each time."""
    store = SQLAlchemyJobStore(url)

    def on_connect(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")

    sa.event.listen(store.engine, "connect", on_connect)
    return store


def _add_jobs(scheduler: Any, size: int) -> datetime:
    """They are added one by one, as there is no other way; the instant is moved behind the last."""
    soon = datetime.now(UTC) + timedelta(hours=1)
    began = time.monotonic()
    for number in range(SAMPLE):
        scheduler.add_job(carry_one, "date", run_date=soon, args=[number], id=str(number))
    each = (time.monotonic() - began) / SAMPLE
    instant = datetime.now(UTC) + timedelta(seconds=2 + 1.3 * each * size)
    for number in range(size):
        scheduler.add_job(
            carry_one,
            "date",
            run_date=instant,
            args=[number],
            id=str(number),
            replace_existing=True,
        )
    return instant


def procrastinate_fill(order: dict[str, Any]) -> dict[str, Any]:
    """All jobs in one statement, which Procrastinate can."""
    return asyncio.run(_procrastinate_fill(order))


def procrastinate_work(order: dict[str, Any]) -> dict[str, Any]:
    """One worker with as many hands as our courier, until the queue is empty."""
    return asyncio.run(_procrastinate_work(order))


def _queue(order: dict[str, Any], desk: Desk) -> tuple[procrastinate.App, Any]:
    url = make_url(order["database_url"]).set(drivername="postgresql")
    conninfo = url.render_as_string(hide_password=False)
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=conninfo))
    return app, app.task(name="carry")(desk.carry)


async def _procrastinate_fill(order: dict[str, Any]) -> dict[str, Any]:
    app, task = _queue(order, Desk(order))
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        began = time.monotonic()
        await task.batch_defer_async(*({"number": number} for number in range(order["size"])))
        return {"inserting": time.monotonic() - began}


async def _procrastinate_work(order: dict[str, Any]) -> dict[str, Any]:
    desk = Desk(order)
    app, _task = _queue(order, desk)
    async with app.open_async():
        meter, woken = Meter(order.get("server")), time.monotonic()
        await app.run_worker_async(concurrency=HANDS, wait=False, install_signal_handlers=False)
        return meter.read() | desk.post.report(woken)
