"""A wave of check-ins that are all due, and the books that must balance when it is over."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Self

import sqlalchemy as sa

from bot.domain.check_ins import CheckIn, CheckInKind, CheckInState
from bot.domain.letters import Letter, LetterKind
from bot.domain.people import Worker
from bot.store import engines, migrate, tables
from bot.store.unit_of_work import Store
from tests.faults.faulty_slack import FaultySlack
from tests.faults.zygote import POINTS

WORKSPACE = "T1"
IN_FLIGHT = 8
LEASE, SEND_TIMEOUT = 0.9, 0.3  # seconds, in the proportion that the product keeps


@dataclass
class Wave:
    """Check-ins of as many workers, due now, in one database."""

    store: Store
    folder: Path
    size: int
    kills: int = 0

    def send(self, slack: FaultySlack, kills: int, seed: int) -> None:
        """Couriers, one after the other, of which the first many die; then some that may live."""
        chance = Random(seed)  # noqa: S311  chance, no secret
        with Zygote() as zygote:
            while self.kills < kills and self.waiting():
                point = chance.choice(POINTS)
                passings = chance.randint(1, max(self.size // kills, 2))
                if point.startswith("claim"):
                    passings = 1 + passings // IN_FLIGHT
                told = zygote.forks(self._order(slack, point, passings))
                self.kills += bool(told["killed"])
            while self.waiting():
                zygote.forks(self._order(slack, None, 0))

    def waiting(self) -> int:
        """Letters that are not at an end: due, or being sent by somebody who may be dead."""
        states = self.states()
        return states["due"] + states["sending"]

    def states(self) -> Counter[str]:
        with self.store.look(WORKSPACE) as uow:
            return Counter(uow.outbox.counts())

    def by_check_in(self) -> dict[str, str]:
        """The state of the letter about each check-in."""
        table = tables.outbox
        with self.store.look(WORKSPACE) as uow:
            rows = uow.connection.execute(sa.select(table.c.about, table.c.state))
            return {row.about: row.state for row in rows}

    def _order(self, slack: FaultySlack, point: str | None, after: int) -> dict[str, Any]:
        return {
            "folder": str(self.folder),
            "slack_url": slack.url,
            "database_url": self.store.url.render_as_string(hide_password=False),
            "point": point,
            "after": after,
            "lease": LEASE,
            "in_flight": IN_FLIGHT,
            "send_timeout": SEND_TIMEOUT,
        }


def make_wave(folder: Path, database_url: str, size: int) -> Wave:
    """So many workers whose check-in is due this minute."""
    url = engines.database_url(database_url)
    migrate.upgrade(url)
    store = Store(url, b"k" * 32)
    now = datetime.now(UTC)
    for start in range(0, size, 500):
        with store.begin(WORKSPACE) as uow:
            for number in range(start, min(start + 500, size)):
                _plan(uow, f"U{number:06d}", f"c{number:06d}", now)
    return Wave(store, folder, size)


def _plan(uow: Any, worker: str, check_in: str, now: datetime) -> None:
    uow.people.save(Worker(worker, is_on=True, on_since=now, zone="Europe/Lisbon"))
    due = now - timedelta(seconds=1)
    planned = CheckIn(check_in, worker, CheckInKind.SHIFT_END, CheckInState.PLANNED, due)
    uow.check_ins.save(planned, now)
    letter = Letter(f"l{check_in}", LetterKind.CHECK_IN, worker, due, check_in)
    uow.outbox.put(letter, now)


class Zygote:
    """The forking process, kept for a whole wave."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        return self

    def __exit__(self, *_fault: object) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(30)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def forks(self, order: dict[str, Any]) -> dict[str, Any]:
        """One courier, until it is dead or has nothing to do."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told
