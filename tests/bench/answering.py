"""How long a signed slash command waits for its answer, beside a Bolt app that does nothing else."""

import itertools
from contextlib import ExitStack
from typing import Any

from sqlalchemy.engine import URL

from bot.sandbox import DEMO_WORLD
from tests.bench.alone import Alone
from tests.bench.crowd import database, hire
from tests.bench.knocking import Knocker
from tests.bench.measures import load, percentile
from tests.bench.work import Row, Work, address, check_ins_planned
from tests.databases import KINDS

DOORS = ("bare", *KINDS)
TURNS = 3
WARM = 10
PAUSE = 0.02


def answers(work: Work) -> list[Row]:
    """The three doors in turns, so that whatever else the machine does hits all of them."""
    rounds = [(1, work.knocks // 4, PAUSE), (1, work.knocks // 2, 0.0)]
    rounds += [(at_once, work.knocks, 0.0) for at_once in (16, 64)]
    with ExitStack() as stack:
        knockers, urls = _open_doors(WARM + sum(times for _, times, _ in rounds), stack)
        for knocker in knockers.values():
            knocker.knocks(WARM, 1)
        return [
            {"at_once": at_once, "pause": pause}
            | _knock(knockers, urls, times, at_once, pause)
            | {"load": load()}
            for at_once, times, pause in rounds
        ]


def _open_doors(size: int, stack: ExitStack) -> tuple[dict[str, Knocker], dict[str, URL]]:
    """Every server is a process of its own, the sandbox that our house talks to included."""
    sandbox = Alone("slack", size=size)
    stack.callback(sandbox.close)
    slack_url = sandbox.told()
    urls, knockers = {}, {"bare": _knocker("bare", stack)}
    for kind in KINDS:
        urls[kind] = stack.enter_context(database(kind))
        hire(urls[kind], size, DEMO_WORLD.team_id)
        order = {"database_url": address(urls[kind]), "slack_url": slack_url}
        knockers[kind] = _knocker("house", stack, **order)
    return knockers, urls


def _knocker(case: str, stack: ExitStack, **order: Any) -> Knocker:
    door = Alone(case, **order)
    stack.callback(door.close)
    return Knocker(door.told(), itertools.count())


def _knock(
    knockers: dict[str, Knocker], urls: dict[str, URL], times: int, at_once: int, pause: float
) -> Row:
    """Milliseconds to each answer, and how many check-ins were planned by them."""
    before = {kind: check_ins_planned(url) for kind, url in urls.items()}
    took: dict[str, list[float]] = {door: [] for door in DOORS}
    for _turn in range(TURNS):
        for door in DOORS:
            took[door] += knockers[door].knocks(times // TURNS, at_once, pause)
    saved = {kind: check_ins_planned(url) - before[kind] for kind, url in urls.items()}
    return {door: _spread(took[door]) | {"saved": saved.get(door)} for door in DOORS}


def _spread(took: list[float]) -> Row:
    in_ms = [seconds * 1000 for seconds in took]
    return {
        "times": len(in_ms),
        "p50": percentile(in_ms, 0.5),
        "p99": percentile(in_ms, 0.99),
    }
