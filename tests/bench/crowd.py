"""Many workers and many check-ins, put in at once: how they came there is not what is measured."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.domain.check_ins import EXPIRES_AFTER, CheckIn, CheckInKind, CheckInState
from bot.domain.letters import Letter, LetterKind
from bot.domain.people import Worker
from bot.store import tables
from bot.store.engines import is_sqlite
from bot.store.unit_of_work import Store
from tests.databases import migrated_database

WORKSPACE = "T1"
MASTER = b"k" * 32  # as in tests/makers.py
AT_ONCE = 5_000


@contextmanager
def database(kind: str) -> Iterator[URL]:
    with TemporaryDirectory() as folder, migrated_database(kind, Path(folder)) as url:
        yield url


def hire(url: URL, size: int, workspace: str = WORKSPACE) -> None:
    """So many workers whose check-ins are on: U0000000 and so on."""
    _fill(url, size, workspace, due=None)


def plan(url: URL, size: int, ahead: timedelta = timedelta(0)) -> None:
    """The same, each with a check-in that is due now, or so much later."""
    _fill(url, size, WORKSPACE, due=datetime.now(UTC) + ahead)


def _fill(url: URL, size: int, workspace: str, due: datetime | None) -> None:
    """One is made as the product makes it; the others are its copies under other names."""
    store = Store(url, MASTER)
    now = datetime.now(UTC)
    with store.begin(workspace) as uow:
        made = {tables.workers: "U"}
        uow.people.save(Worker("U", is_on=True, on_since=now, channel="DU", zone="Europe/Lisbon"))
        if due is not None:
            planned = CheckIn("c", "U", CheckInKind.SHIFT_END, CheckInState.PLANNED, due)
            letter = Letter("l", LetterKind.CHECK_IN, "U", due, "c", expires_at=due + EXPIRES_AFTER)
            uow.check_ins.save(planned, now)
            uow.outbox.put(letter, now)
            made |= {tables.check_ins: "c", tables.outbox: "l"}
        for table, name in made.items():
            _copy(uow.connection, table, name, size)
        uow.people.remove("U")
    if not is_sqlite(url):  # as its autovacuum does in time; nobody does it on SQLite
        with store._writer.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
    store.close()


def _copy(connection: sa.Connection, table: sa.Table, name: str, size: int) -> None:
    pattern = connection.execute(sa.select(table).where(table.c.id == name)).one()._mapping
    names = ("id", "worker", "recipient", "about", "channel")
    for first in range(0, size, AT_ONCE):
        copies = [
            {
                column: f"{told}{number:07d}" if column in names and told else told
                for column, told in pattern.items()
            }
            for number in range(first, min(first + AT_ONCE, size))
        ]
        connection.execute(sa.insert(table), copies)
