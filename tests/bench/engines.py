"""The same work by the engines of others, and what is left of it when they are killed in the middle."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from bot.store.engines import database_url
from tests.bench.alone import Alone
from tests.bench.crowd import database, plan
from tests.bench.measures import load
from tests.bench.work import Row, Work, address, letters_by_state, postmaster
from tests.databases import KINDS, fresh_database

KILL_DELAY = 0.1
KILLED_AFTER = 5  # when a fifth of the wave has arrived


def side_by_side(work: Work) -> list[Row]:
    """A wave before a Slack that answers at once."""
    return [
        *(_apscheduler_wave(work.wave, patient=patient) for patient in (False, True)),
        _procrastinate_wave(work.wave),
    ]


def _apscheduler_wave(size: int, *, patient: bool) -> Row:
    with TemporaryDirectory() as folder:
        order = {"database_url": f"sqlite:///{folder}/jobs.db", "patient": patient}
        found = Alone("apscheduler", **order, size=size, delay=0.0).found()
    return _per_item("apscheduler_patient" if patient else "apscheduler", "sqlite", size, found)


def _procrastinate_wave(size: int) -> Row:
    with TemporaryDirectory() as folder, fresh_database("postgresql", Path(folder)) as url:
        order = {"database_url": url, "size": size, "delay": 0.0}
        filled = Alone("procrastinate_fill", **order).found()
        found = Alone("procrastinate_work", **order, server=postmaster("postgresql")).found()
    return _per_item("procrastinate", "postgresql", size, found | filled)


def _per_item(name: str, kind: str, size: int, found: Row) -> Row:
    return found | {
        "name": name,
        "kind": kind,
        "size": size,
        "lost": size - found["sent"],
        "cpu": found["cpu"] / size * 1000,
        "server_cpu": found["server_cpu"] / size * 1000,
        "load": load(),
    }


@dataclass(frozen=True)
class Mortal:
    """One engine on one wave, which is killed with -9 in the middle and started again."""

    name: str
    kind: str
    size: int
    book: Path
    begin: Callable[[], Alone]
    again: Callable[[], Alone]
    left: Callable[[], Row]

    def dies_and_returns(self) -> Row:
        first = self.begin()
        while self._arrived().total() < self.size // KILLED_AFTER and not first.is_over:
            time.sleep(0.02)
        first.is_killed()
        killed = time.monotonic()
        self.again().found()
        arrived = self._arrived()
        return {
            "name": self.name,
            "kind": self.kind,
            "size": self.size,
            "missing": self.size - len(arrived),
            "twice": sum(1 for times in arrived.values() if times > 1),
            "seconds": time.monotonic() - killed,
            **self.left(),
        }

    def _arrived(self) -> Counter[str]:
        """How often each message reached Slack."""
        return Counter(self.book.read_text("utf-8").split() if self.book.exists() else [])


def kills(work: Work) -> list[Row]:
    """All at the same time, since hardly any time is measured."""
    with ExitStack() as stack, ThreadPoolExecutor() as threads:
        mortals = [
            *(_ours(kind, work.killed_wave, stack) for kind in KINDS),
            _apscheduler(work.killed_wave, stack),
            _procrastinate(work.killed_wave, stack),
        ]
        return list(threads.map(Mortal.dies_and_returns, mortals))


def _ours(kind: str, size: int, stack: ExitStack) -> Mortal:
    folder = Path(stack.enter_context(TemporaryDirectory()))
    url = stack.enter_context(database(kind))
    plan(url, size)
    order = {"database_url": address(url), "delay": KILL_DELAY, "book": str(folder / "book")}

    def start() -> Alone:
        return Alone("carry", **order, size=size, until_settled=True).ready().go()

    def left() -> Row:
        states = letters_by_state(url)
        return {"doubtful": states.get("uncertain", 0), "known": sum(states.values())}

    return Mortal("ours", kind, size, folder / "book", start, start, left)


def _apscheduler(size: int, stack: ExitStack) -> Mortal:
    folder = Path(stack.enter_context(TemporaryDirectory()))
    url = f"sqlite:///{folder}/jobs.db"
    order = {"database_url": url, "patient": True, "size": size, "delay": KILL_DELAY}
    order["book"] = str(folder / "book")

    def left() -> Row:
        """A job that was begun is not in its table any more, whether it ended or not."""
        known = _count(url, "SELECT 'kept', count(*) FROM apscheduler_jobs")
        return {"doubtful": 0, "known": known["kept"]}

    return Mortal(
        "apscheduler_patient",
        "sqlite",
        size,
        folder / "book",
        lambda: Alone("apscheduler", **order),
        lambda: Alone("apscheduler", **order, again=True),
        left,
    )


def _procrastinate(size: int, stack: ExitStack) -> Mortal:
    folder = Path(stack.enter_context(TemporaryDirectory()))
    url = stack.enter_context(fresh_database("postgresql", folder))
    order = {"database_url": url, "size": size, "delay": KILL_DELAY}
    Alone("procrastinate_fill", **order).found()
    order["book"] = str(folder / "book")

    def start() -> Alone:
        return Alone("procrastinate_work", **order)

    def left() -> Row:
        states = _count(url, "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
        return {"doubtful": states.get("doing", 0), "known": sum(states.values())}

    return Mortal("procrastinate", "postgresql", size, folder / "book", start, start, left)


def _count(url: str, question: str) -> dict[str, int]:
    engine = sa.create_engine(database_url(url))
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(question).all()
    engine.dispose()
    return {row[0]: row[1] for row in rows}
