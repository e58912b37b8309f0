"""A bot that is backed up, goes on, is lost with its disk, and is put back: on both databases."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import URL

from bot.courier.claim import claim
from bot.courier.office import Office, Sent
from bot.courier.tidying import tidy_doubts
from bot.domain.people import Worker
from bot.domain.shifts import Signal, SignalKind, Whom
from bot.store import backup, migrate
from bot.store.engines import database_url
from bot.store.unit_of_work import Store
from bot.use_cases import membership, restoring, signals
from bot.use_cases.restoring import Settled
from bot.use_cases.workplace import Workplace
from tests.courier.settling import settle_one
from tests.databases import fresh_database, migrated_database, program
from tests.domain.makers import NOON
from tests.fakes import HandClock, LoadedDice
from tests.store.hands import OLD, WORKSPACE, library
from tests.winding import winds

ANA, BEN = "U1", "U2"


@dataclass
class Slack:
    """What arrived, as (kind, to whom); it is no part of anybody's backup."""

    arrived: list[tuple[str, str]] = field(default_factory=list)

    def questions(self, worker: str = ANA) -> int:
        return sum(1 for one in self.arrived if one in (("check_in", worker), ("look_in", worker)))


class Bot:
    """One life of the bot; the clock, the dice and Slack outlive it."""

    def __init__(self, store: Store, clock: HandClock, dice: LoadedDice, slack: Slack) -> None:
        self.store, self.clock, self.slack = store, clock, slack
        self.place = Workplace(
            WORKSPACE, store, clock, dice, library(), settling=timedelta(minutes=20)
        )
        self.office = Office(WORKSPACE, store, library(), clock, clock, dice)
        self._dice = dice

    def joins(self, worker: str = ANA, **choices: object) -> None:
        membership.turn_on(worker, self._dice.token(), self.place)
        with self.place.begin() as uow:
            known = uow.people.get(worker)
            assert known is not None
            uow.people.save(Worker(**{**known.__dict__, **choices}))

    def done(self, worker: str = ANA) -> None:
        """The worker says that the shift is over."""
        signals.end_now(worker, "slash", self._dice.token(), self.place)

    def hears(self, kind: SignalKind, *, take_in: bool = True, **more: object) -> None:
        facts = {"kind": kind, "source": "rota", "at": self.clock.now(), **more}
        told = Signal(**facts)  # type: ignore[arg-type]  # any fields of a signal
        signals.receive(told, Whom(slack_id=ANA), self._dice.token(), self.place)
        if take_in:
            signals.take_in_received(self.place)

    def passes(self, **by: float) -> None:
        """Time goes by, all clockwork runs, and what is due is delivered."""
        self.clock.move(**by)
        winds(self.place)
        tidy_doubts(self.office)
        self.delivers()

    def delivers(self) -> None:
        while parcels := claim(self.office):
            for parcel in parcels:
                self.slack.arrived.append((parcel.kind, parcel.to))
                ts = parcel.ts or f"{len(self.slack.arrived)}.0"
                settle_one(parcel, Sent(parcel.channel or f"D-{parcel.to}", ts), self.office)

    def letters(self) -> dict[str, int]:
        with self.place.look() as uow:
            return uow.outbox.counts()


@dataclass
class Drill:
    """Before the backup, between backup and restore, and afterwards."""

    kind: str
    folder: Path
    url: URL
    clock: HandClock = field(default_factory=lambda: HandClock(NOON))
    dice: LoadedDice = field(default_factory=LoadedDice)
    slack: Slack = field(default_factory=Slack)

    @contextmanager
    def bot(self, url: URL | None = None, master: bytes = OLD) -> Iterator[Bot]:
        store = Store(url or self.url, master)
        try:
            yield Bot(store, self.clock, self.dice, self.slack)
        finally:
            store.close()

    @property
    def file(self) -> Path:
        return self.folder / "backup"

    def backs_up(self) -> None:
        if self.kind == "sqlite":
            backup.copy(self.url, self.file)
            return
        command = ["--format=custom", "--exclude-schema=keys", f"--file={self.file}"]
        _run(program("pg_dump"), *command, f"--dbname={libpq(self.url)}")

    @contextmanager
    def put_back(self, *, keys_are_lost: bool = True) -> Iterator[URL]:
        """The data in another database, as it lies before it is set right."""
        folder = self.folder / "again"
        folder.mkdir()
        with fresh_database(self.kind, folder) as address:
            url = database_url(address)
            if self.kind == "sqlite":
                shutil.copy(self.file, folder / "aftershift.db")
                if not keys_are_lost:
                    shutil.copy(self.folder / "keys.db", folder / "keys.db")
            else:
                _run(program("pg_restore"), f"--dbname={libpq(url)}", str(self.file))
                if not keys_are_lost:
                    self._carry_keys_over(url)
            yield url

    def settles(self, url: URL, master: bytes = OLD) -> Settled:
        migrate.upgrade(url)
        backup.make_keys(url)
        with self.bot(url, master) as bot:
            return restoring.settle(bot.place)

    def _carry_keys_over(self, url: URL) -> None:
        aside = self.folder / "keys"
        command = ["--format=custom", "--schema=keys", f"--file={aside}"]
        _run(program("pg_dump"), *command, f"--dbname={libpq(self.url)}")
        _run(program("pg_restore"), f"--dbname={libpq(url)}", str(aside))


@contextmanager
def drill(kind: str, folder: Path) -> Iterator[Drill]:
    with migrated_database(kind, folder) as url:
        yield Drill(kind, folder, url)


def libpq(url: URL) -> str:
    """The address as PostgreSQL's own programs take it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  PostgreSQL's own programs
