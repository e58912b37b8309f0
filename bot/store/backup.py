"""Copies of the data without the workers' keys, and putting one back where no database is."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.store import engines, migrate, tables

BESIDE = ("", "-wal", "-shm", "-journal")  # the files of one SQLite database
ONLY_ITS_OWNER = 0o600


class NotPossible(Exception):
    """A backup cannot be made, or this one cannot be put back; the text says why."""


def copy(url: URL, target: Path) -> None:
    """A whole copy of one moment, while everybody works; the keys lie in another file and stay there."""
    source = Path(str(url.database))
    if not source.exists():
        raise NotPossible(f"There is no database at {source}.")
    if target.exists():
        raise NotPossible(f"{target} is there already, and is not overwritten.")
    passing = target.with_name(f"{target.name}.part")
    _remove(passing)
    try:
        _copy(source, passing)
        _look_through(passing)
        passing.replace(target)
    finally:
        _remove(passing)


def examine(file: Path) -> str:
    """The schema of a backup; NotPossible when it is none, or is damaged, or of a later release."""
    if not file.exists():
        raise NotPossible(f"There is no file {file}.")
    revision = _look_through(file)
    if revision not in migrate.revisions():
        raise NotPossible(f"{file} is of a later release than this one (schema {revision}).")
    return revision


@contextmanager
def laid_aside(file: Path, url: URL) -> Iterator[URL]:
    """A copy of the backup beside the place where the database will be, for setting it right first."""
    database = Path(str(url.database))
    for beside in BESIDE:
        if database.with_name(database.name + beside).exists():
            raise NotPossible(
                f"There is a database at {database}. Move {database.name}, {database.name}-wal and "
                f"{database.name}-shm away first; leave keys.db where it is."
            )
    engines.make_folder(url)
    passing = database.with_name(f"{database.name}.part")
    _remove(passing)
    try:
        _copy(file, passing)
        yield url.set(database=str(passing))
    finally:
        _remove(passing)


def put_in_place(passing: URL, url: URL) -> None:
    """From now on it is the database; before this there was none."""
    laid = Path(str(passing.database))
    with closing(sqlite3.connect(laid, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # all of it is in the one file now
    laid.replace(Path(str(url.database)))


def make_keys(url: URL) -> None:
    """An empty place for the workers' keys, if there is none."""
    engine = engines.open_writer(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.schema.CreateSchema(tables.KEYS, if_not_exists=True))
            mine = [table for table in tables.metadata.sorted_tables if table.schema == tables.KEYS]
            tables.metadata.create_all(connection, tables=mine)
    finally:
        engine.dispose()


def learn_sizes(url: URL) -> None:
    """What pg_restore does not do: without it PostgreSQL plans as if the tables were empty."""
    if engines.is_sqlite(url):
        return
    engine = engines.open_migrator(url)
    try:
        with engine.begin() as connection:
            connection.execute(sa.text("ANALYZE"))
    finally:
        engine.dispose()


def _copy(source: Path, target: Path) -> None:
    """By SQLite's own online backup: writers go on meanwhile, and none of their halves get in."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, ONLY_ITS_OWNER))
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.execute("PRAGMA query_only = ON")
        read.backup(written)
        written.execute("PRAGMA journal_mode = DELETE")
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _look_through(file: Path) -> str:
    """The schema that it says it has; NotPossible when it is no sound database of ours."""
    try:
        with closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        ) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as fault:
        raise NotPossible(f"{file} is not a backup of Aftershift ({fault}).") from fault
    if found != ("ok",) or broken is not None or revision is None:
        raise NotPossible(f"{file} is damaged.")
    return str(revision[0])


def _remove(file: Path) -> None:
    for beside in BESIDE:
        with suppress(FileNotFoundError):
            file.with_name(file.name + beside).unlink()
