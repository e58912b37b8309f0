"""One transaction for one workspace, with a repository for each noun; it commits on a clean exit."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.domain.letters import Moved
from bot.store import engines, tables
from bot.store.audit_log import AuditLog
from bot.store.buddies import Buddies
from bot.store.buddy_requests import BuddyRequests
from bot.store.check_ins import CheckIns
from bot.store.heartbeats import Heartbeats
from bot.store.hellos import Hellos
from bot.store.inbound import Inbound
from bot.store.master_keys import MasterKeys
from bot.store.outbox import Outbox
from bot.store.pairs import Pairs
from bot.store.people import People
from bot.store.restores import Restores
from bot.store.roles import Roles
from bot.store.roster import Roster
from bot.store.rounds import Rounds
from bot.store.shifts import Shifts
from bot.store.signals import Signals
from bot.store.supporters import Supporters
from bot.store.unknown_names import UnknownNames

CUTS = ("PRAGMA main.wal_checkpoint(TRUNCATE)", "PRAGMA keys.wal_checkpoint(TRUNCATE)")


class StoreUnavailable(Exception):
    """The database is locked, missing or full; nothing was written."""


@contextmanager
def _told_as_unavailable() -> Iterator[None]:
    """The database's own faults become one; a broken rule of ours (a doubled key) stays what it is."""
    try:
        yield
    except (sa.exc.IntegrityError, sa.exc.ProgrammingError):
        raise
    except (sa.exc.TimeoutError, sa.exc.InterfaceError, sa.exc.DatabaseError) as fault:
        raise StoreUnavailable(type(fault).__name__) from fault


class UnitOfWork:
    """The repositories of one workspace on one connection, each made when it is first asked for.

    `connection` and `master` are for the store's own rooms (the vault among them); ruff keeps
    SQL out of every other floor.
    """

    def __init__(self, connection: sa.Connection, workspace: str, master: MasterKeys) -> None:
        self.connection = connection
        self.workspace = workspace
        self.master = master

    @cached_property
    def people(self) -> People:
        return People(self.connection, self.workspace)

    @cached_property
    def buddies(self) -> Buddies:
        return Buddies(self.connection, self.workspace)

    @cached_property
    def hellos(self) -> Hellos:
        return Hellos(self.connection, self.workspace)

    @cached_property
    def rounds(self) -> Rounds:
        return Rounds(self.connection, self.workspace)

    @cached_property
    def pairs(self) -> Pairs:
        return Pairs(self.connection, self.workspace)

    @cached_property
    def shifts(self) -> Shifts:
        return Shifts(self.connection, self.workspace)

    @cached_property
    def signals(self) -> Signals:
        return Signals(self.connection, self.workspace)

    @cached_property
    def check_ins(self) -> CheckIns:
        return CheckIns(self.connection, self.workspace)

    @cached_property
    def buddy_requests(self) -> BuddyRequests:
        return BuddyRequests(self.connection, self.workspace)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.connection, self.workspace)

    @cached_property
    def inbound(self) -> Inbound:
        marks = self.master.marks
        return Inbound(self.connection, self.workspace, lambda key: marks("heard", key))

    @cached_property
    def unknown_names(self) -> UnknownNames:
        return UnknownNames(self.connection, self.workspace)

    @cached_property
    def roster(self) -> Roster:
        marks = self.master.marks
        return Roster(self.connection, self.workspace, lambda name: marks("roster", name))

    @cached_property
    def roles(self) -> Roles:
        return Roles(self.connection, self.workspace)

    @cached_property
    def supporters(self) -> Supporters:
        return Supporters(self.connection, self.workspace)

    @cached_property
    def audit_log(self) -> AuditLog:
        marks, here = self.master.marks, self.workspace
        return AuditLog(
            self.connection, here, lambda chain: marks("audit chain", f"{here}\x1f{chain}")
        )

    @cached_property
    def heartbeats(self) -> Heartbeats:
        return Heartbeats(self.connection, self.workspace)

    @cached_property
    def restores(self) -> Restores:
        return Restores(self.connection, self.workspace)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part that may fail by itself: what it wrote is undone, the rest stands."""
        told = len(self.outbox.moved)
        try:
            with _told_as_unavailable(), self.connection.begin_nested():
                yield
        except BaseException:
            del self.outbox.moved[told:]
            raise

    def email_mark(self, address: str) -> str:
        """What stands for an e-mail address at rest: without the key nobody can tell whose it is."""
        return self.master.email_marks(address)[0]


class Store:
    """The database, opened once for the life of the process."""

    def __init__(self, url: URL, master_key: bytes, old_key: bytes | None = None) -> None:
        self.url = url
        self._master = MasterKeys(master_key, old_key)
        self._writer = engines.open_writer(url)
        self._readers = engines.open_readers(url)
        self._has_traces = False
        self._watchers: list[Callable[[Sequence[Moved]], None]] = []

    def watch(self, watcher: Callable[[Sequence[Moved]], None]) -> None:
        """Tell it of every letter that changed its state, after the commit."""
        self._watchers.append(watcher)

    @contextmanager
    def begin(self, workspace: str) -> Iterator[UnitOfWork]:
        """A unit of work that may write; StoreUnavailable when the database will not have it."""
        with self._transaction(self._writer, workspace) as uow:
            yield uow
        for watcher in self._watchers:
            watcher(uow.outbox.moved)
        if self._has_traces:
            self._has_traces = not self._cut_log(patience_ms=0)

    @contextmanager
    def look(self, workspace: str) -> Iterator[UnitOfWork]:
        """A unit of work that only reads, beside whoever writes."""
        with self._transaction(self._readers, workspace) as uow:
            yield uow

    @contextmanager
    def _transaction(self, engine: sa.Engine, workspace: str) -> Iterator[UnitOfWork]:
        with _told_as_unavailable(), engine.begin() as connection:
            yield UnitOfWork(connection, workspace, self._master)

    def answers(self) -> bool:
        """Whether the database can be read and has our tables."""
        try:
            with self.look("") as uow:
                uow.connection.execute(sa.select(tables.workers.c.id).limit(1)).all()
        except (StoreUnavailable, sa.exc.SQLAlchemyError):
            return False
        return True

    def has_keys(self) -> bool:
        """Whether there is a place for the workers' keys; a backup has none."""
        with self.look("") as uow:
            keys = tables.worker_keys
            return sa.inspect(uow.connection).has_table(keys.name, schema=keys.schema)

    def workspaces(self) -> list[str]:
        """Every workspace that has anybody in it, or anything that waits to be sent or taken in."""
        held = (tables.workers, tables.audit_chain, tables.outbox, tables.waiting_signals)
        with self.look("") as uow:
            rows = uow.connection.execute(sa.union(*(sa.select(t.c.workspace) for t in held)))
            return sorted(rows.scalars())

    def wipe_traces(self) -> None:
        """After an erasure on SQLite: what was deleted leaves the write-ahead log too.

        Measured: 101 of 101 deleted notes were still readable in the log, none after this
        (trust.md D12). Whoever reads for long keeps the log from being cut; then it is tried again
        after every write, without waiting.
        """
        if engines.is_sqlite(self.url):
            self._has_traces = not self._cut_log(engines.DEADLINE_MS)

    def _cut_log(self, patience_ms: int) -> bool:
        """Whether both logs are empty now; a reader is waited for no longer than told.

        What was committed stays committed, whatever becomes of this.
        """
        try:
            with self._writer.connect() as connection:
                raw: Any = connection.connection.driver_connection
                raw.execute(f"PRAGMA busy_timeout = {patience_ms}")
                try:
                    are_busy = [raw.execute(cut).fetchone()[0] for cut in CUTS]
                finally:
                    raw.execute(f"PRAGMA busy_timeout = {engines.DEADLINE_MS}")
        except (sa.exc.TimeoutError, sqlite3.Error):
            return False  # somebody else is writing, or the disk is full: it is tried again
        return not any(are_busy)

    def close(self) -> None:
        self._writer.dispose()
        self._readers.dispose()
