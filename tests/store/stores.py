"""Real SQLite stores for the floors above too: one migrated file, copied for each test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.store import migrate, tables
from bot.store.engines import database_url
from bot.store.unit_of_work import Store

MASTER = b"m" * 32
WORKSPACE = "T1"
FILES = ("aftershift.db", "keys.db")


def url_in(folder: Path) -> URL:
    return database_url(f"sqlite:///{folder}/aftershift.db")


@cache
def _migrated() -> tempfile.TemporaryDirectory[str]:
    """An empty database of this release; it goes when the tests end."""
    folder = tempfile.TemporaryDirectory(prefix="aftershift-")
    migrate.upgrade(url_in(Path(folder.name)))
    return folder


def copy_database(folder: Path) -> URL:
    """An empty, migrated database in this folder."""
    for name in FILES:
        shutil.copy(Path(_migrated().name) / name, folder / name)
    return url_in(folder)


@contextmanager
def opened(folder: Path, master: bytes = MASTER) -> Iterator[Store]:
    """A store on an empty, migrated database."""
    store = Store(copy_database(folder), master)
    try:
        yield store
    finally:
        store.close()


def empty(store: Store) -> Store:
    """The same store as if it were new; an open one has its statements ready, and that is quicker."""
    with store.begin(WORKSPACE) as uow:
        for table in reversed(tables.metadata.sorted_tables):
            uow.connection.execute(sa.delete(table))
    return store
