"""Our own engine: a wave that is due at once, several workers, and nothing to do."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

from tests.bench.alone import Alone
from tests.bench.crowd import database, plan
from tests.bench.measures import load
from tests.bench.work import Row, Work, address, letters_by_state, postmaster
from tests.databases import KINDS

SLACK_TAKES = 0.1  # seconds; about what Slack's own answer takes
WORKERS = (1, 2, 4)


def waves(work: Work) -> list[Row]:
    """Everything due at once, for one courier."""
    return [_wave(kind, work.wave, delay) for delay in (0.0, SLACK_TAKES) for kind in KINDS]


def big_waves(work: Work) -> Iterator[Row]:
    """Ten times as much, which takes longest: one after the other, at the end."""
    for kind in KINDS:
        yield _wave(kind, work.big_wave, 0.0)


def several_workers(work: Work) -> list[Row]:
    """The same wave for one, two and four worker processes."""
    return [_wave("postgresql", work.wave, SLACK_TAKES, processes) for processes in WORKERS]


def _wave(kind: str, size: int, delay: float, processes: int = 1) -> Row:
    with database(kind) as url:
        plan(url, size)
        order = {"database_url": address(url), "delay": delay, "size": size}
        servers = [postmaster(kind), *[None] * (processes - 1)]  # read once, by the first of them
        couriers = [Alone("carry", **order, server=one).ready() for one in servers]
        began = time.monotonic()
        for courier in couriers:
            courier.go()
        found = [courier.found() for courier in couriers]
        states = letters_by_state(url)
    assert states == {"sent": size}, states
    return {
        "kind": kind,
        "size": size,
        "delay": delay,
        "processes": processes,
        "per_second": size / (max(one["last"] for one in found) - began),
        "cpu": sum(one["cpu"] for one in found) / size * 1000,
        "server_cpu": found[0]["server_cpu"] / size * 1000,
        "p50": found[0]["p50"],
        "p99": max(one["p99"] for one in found),
        "peak_mb": max(one["peak_mb"] for one in found),
        "load": load(),
    }


def idle(work: Work) -> list[Row]:
    """Nothing is due before next week: the claim of each second alone, then a whole worker."""
    rows = []
    with ExitStack() as stack:
        urls = {kind: stack.enter_context(database(kind)) for kind in KINDS}
        for url in urls.values():
            plan(url, work.future, ahead=timedelta(days=7))
        for ticks, seconds in ((False, work.idle_seconds / 3), (True, work.idle_seconds)):
            order = {"ticks": ticks, "seconds": seconds}
            at_work = {
                kind: Alone("stand_by", **order, database_url=address(url), server=postmaster(kind))
                for kind, url in urls.items()
            }
            for kind, worker in at_work.items():
                found = worker.found()
                rows.append(found | {"kind": kind, "ticks": ticks, "size": work.future})
                rows[-1]["load"] = load()
    return rows
