"""Stores on a database of a test's own, and the one that many tests take in turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.store import tables
from bot.store.engines import database_url
from bot.store.unit_of_work import Store
from tests.databases import copy_files

MASTER = b"m" * 32
WORKSPACE = "T1"
FROM_THE_LAST = tuple(reversed(tables.metadata.sorted_tables))
# Most tables stay empty in most tests, and to ask all of them at once costs what emptying two does.
FILLED = sa.union_all(
    *(
        sa.select(sa.literal(table.fullname)).where(sa.exists(sa.select(1).select_from(table)))
        for table in FROM_THE_LAST
    )
)


def url_in(folder: Path) -> URL:
    return database_url(f"sqlite:///{folder}/aftershift.db")


@contextmanager
def opened(folder: Path, master: bytes = MASTER) -> Iterator[Store]:
    """A store on an empty, migrated SQLite file."""
    store = Store(copy_files(folder), master)
    try:
        yield store
    finally:
        store.close()


def empty(store: Store) -> Store:
    """The same store as if it were new."""
    store._watchers.clear()
    with store.begin(WORKSPACE) as uow:
        filled = set(uow.connection.execute(FILLED).scalars())
        if tables.audit_log.fullname in filled:
            let_go_of_the_audit_log(uow.connection)
        for table in FROM_THE_LAST:
            if table.fullname in filled:
                uow.connection.execute(sa.delete(table))
    return store


def let_go_of_the_audit_log(connection: sa.Connection) -> None:
    """Its triggers keep what is not older than the beginning of the chain; so the chain begins later."""
    log, chain = tables.audit_log, tables.audit_chain
    ends = sa.select(log.c.workspace, sa.func.max(log.c.number).label("end")).group_by("workspace")
    for workspace, end in connection.execute(ends).all():
        connection.execute(sa.delete(chain).where(chain.c.workspace == workspace))
        row = {"workspace": workspace, "first": end + 1, "last": end}
        connection.execute(sa.insert(chain).values(**row, before="", mark="", seal=""))
