"""A wave of check-ins that are all due, and the books that must balance when it is over."""

import os
import signal
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import sqlalchemy as sa

from bot.domain.check_ins import CheckIn, CheckInKind, CheckInState
from bot.domain.letters import Letter, LetterKind
from bot.domain.people import Worker
from bot.store import engines, migrate, tables
from bot.store.unit_of_work import Store
from tests.faults.couriers import POINTS
from tests.faults.faulty_slack import FaultySlack
from tests.forks import Child, starts

WORKSPACE = "T1"
NAMES = ("id", "worker", "recipient", "about")  # columns that hold a name of ours
IN_FLIGHT = 8
LEASE, SEND_TIMEOUT = 0.9, 0.3  # seconds, in the proportion that the product keeps


@dataclass
class Wave:
    """Check-ins of as many workers, due now, in one database."""

    store: Store
    folder: Path
    size: int
    kills: int = 0
    left_in_flight: set[str] = field(default_factory=set)

    def send(self, slack: FaultySlack, kills: int, seed: int) -> None:
        """Couriers, one after the other, of which the first many die; then one that may live."""
        chance = Random(seed)  # noqa: S311  chance, no secret
        while self.kills < kills and self.waiting():
            point = chance.choice(POINTS)
            courier = self.forks(slack, point, self._passings(point, kills, chance))
            self.kills += courier.ends() == -signal.SIGKILL
            self.left_in_flight |= self.sending()
        while self.waiting():
            self.forks(slack).ends()

    def _passings(self, point: str, kills: int, chance: Random) -> int:
        """So many letters later; a claim and a settlement are of several letters at once."""
        passings = chance.randint(1, max(self.size // kills, 2))
        return passings if point.startswith("send") else 1 + passings // IN_FLIGHT

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

    def sending(self) -> set[str]:
        """What nobody carries any more: whoever claimed it is dead."""
        return {about for about, state in self.by_check_in().items() if state == "sending"}

    def forks(
        self,
        slack: FaultySlack,
        point: str | None = None,
        after: int = 0,
        told: signal.Signals = signal.SIGKILL,
    ) -> Child:
        """A courier, told before whom it works, and where it is to die or to freeze."""
        order = {
            "signal": told.value,
            "folder": str(self.folder),
            "slack_url": slack.url,
            "database_url": self.store.url.render_as_string(hide_password=False),
            "point": point,
            "after": after,
            "lease": LEASE,
            "in_flight": IN_FLIGHT,
            "send_timeout": SEND_TIMEOUT,
        }
        return starts("tests.faults.couriers:live", order, log=os.devnull)


def make_wave(folder: Path, database_url: str, size: int) -> Wave:
    """So many workers whose check-in is due this minute."""
    url = engines.database_url(database_url)
    migrate.upgrade(url)
    store = Store(url, b"k" * 32)
    fill(store, size, datetime.now(UTC) - timedelta(seconds=1))
    return Wave(store, folder, size)


def fill(
    store: Store, size: int, due: datetime, workspace: str = WORKSPACE, prefix: str = ""
) -> None:
    """One is made as the product makes it; the others are its copies under other names."""
    worker, check_in, letter = (f"{prefix}{name}" for name in ("U", "c", "lc"))
    made = ((tables.workers, worker), (tables.check_ins, check_in), (tables.outbox, letter))
    with store.begin(workspace) as uow:
        uow.people.save(Worker(worker, is_on=True, on_since=due, zone="Europe/Lisbon"))
        planned = CheckIn(check_in, worker, CheckInKind.SHIFT_END, CheckInState.PLANNED, due)
        uow.check_ins.save(planned, due)
        uow.outbox.put(Letter(letter, LetterKind.CHECK_IN, worker, due, check_in), due)
        for table, name in made:
            pattern = uow.connection.execute(
                sa.select(table).where(table.c.workspace == workspace, table.c.id == name)
            ).one()
            copies = [
                {
                    column: f"{value}{number:06d}" if column in NAMES and value else value
                    for column, value in pattern._mapping.items()
                }
                for number in range(size)
            ]
            uow.connection.execute(sa.insert(table), copies)
        uow.people.remove(worker)
