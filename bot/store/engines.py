"""Opens the database: connections that write and others that only read, each with its deadlines."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.pool import QueuePool

DEADLINE_MS = 1000  # the inbound deadline of design.md section 5, held by the database itself
LONGEST_PAUSE_MS = 10_000  # in the middle of a transaction, before PostgreSQL lets go of its locks
PATIENCE_MS = 600_000  # of a migration that waits behind another one
READERS = 4
POSTGRESQL_WRITERS = 10  # about where its rate levels off on two cores (engine.md section 1)
IN_MEMORY = (None, "", ":memory:")

# A server that has vanished is missed within some ten seconds; by itself TCP asks after two hours.
SIGNS_OF_LIFE = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


class BadDatabaseUrl(ValueError):
    """The address of the database cannot be used; the text says why."""


def database_url(text: str) -> URL:
    """The parsed address of a SQLite file or a PostgreSQL database; BadDatabaseUrl otherwise."""
    try:
        url = make_url(text)
    except sa.exc.ArgumentError as fault:
        raise BadDatabaseUrl("it is not a database address") from fault
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise BadDatabaseUrl("it must be a SQLite file or a PostgreSQL database")
    if url.database in IN_MEMORY:
        raise BadDatabaseUrl("it needs a file; a database in memory forgets everything")
    return url


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def make_folder(url: URL) -> None:
    """A SQLite file needs a folder to lie in."""
    if is_sqlite(url):
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)


def writers_of(url: URL) -> int:
    """How many units of work may write at once: SQLite has one pen."""
    return 1 if is_sqlite(url) else POSTGRESQL_WRITERS


def keys_file(url: URL) -> Path:
    """Where the workers' keys lie: a file of their own beside the data, never in a backup of it."""
    return Path(str(url.database)).with_name("keys.db")


def open_writer(url: URL) -> Engine:
    """The connections that write; on SQLite one, whose transactions take the write lock at their start.

    A plain BEGIN that upgrades later lost 457 of 2,000 updates to "database is locked", and the
    driver's own default lost 656 silently; BEGIN IMMEDIATE lost none (engine.md section 7).
    """
    if not is_sqlite(url):
        return _open_postgresql(url, size=POSTGRESQL_WRITERS, deadline_ms=DEADLINE_MS)
    return _open_sqlite(url, begin="BEGIN IMMEDIATE", size=1, deadline_ms=DEADLINE_MS)


def open_readers(url: URL) -> Engine:
    if not is_sqlite(url):
        return _open_postgresql(url, size=READERS, deadline_ms=DEADLINE_MS, read_only=True)
    return _open_sqlite(url, begin="BEGIN", size=READERS, deadline_ms=DEADLINE_MS, read_only=True)


def open_migrator(url: URL) -> Engine:
    """One connection for a migration, which waits for its turn and takes as long as it takes.

    Foreign keys are off on SQLite: re-creating a parent table with them on deleted 5 of 5 child rows
    without an error (engine.md section 7).
    """
    if not is_sqlite(url):
        return _open_postgresql(url, size=1, deadline_ms=0)
    return _open_sqlite(url, begin="BEGIN IMMEDIATE", size=1, deadline_ms=PATIENCE_MS, ties=False)


def _open_sqlite(  # noqa: PLR0913  the three kinds of connection differ in these
    url: URL, *, begin: str, size: int, deadline_ms: int, read_only: bool = False, ties: bool = True
) -> Engine:
    engine = sa.create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
        pool_timeout=deadline_ms / 1000,
        connect_args={"timeout": deadline_ms / 1000, "check_same_thread": False},
    )

    def on_connect(connection: Any, _record: Any) -> None:  # noqa: ANN401  the driver's own objects
        connection.isolation_level = None
        connection.execute("ATTACH DATABASE ? AS keys", (str(keys_file(url)),))
        for schema in ("main", "keys"):
            connection.execute(f"PRAGMA {schema}.journal_mode = WAL")
            connection.execute(f"PRAGMA {schema}.synchronous = NORMAL")
            connection.execute(f"PRAGMA {schema}.secure_delete = ON")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if ties else 'OFF'}")
        connection.execute("PRAGMA trusted_schema = OFF")
        if read_only:
            connection.execute("PRAGMA query_only = ON")

    def on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    sa.event.listen(engine, "connect", on_connect)
    sa.event.listen(engine, "begin", on_begin)
    return engine


def _open_postgresql(url: URL, *, size: int, deadline_ms: int, read_only: bool = False) -> Engine:
    """Every wait has its end: for a connection, for the pool, for a lock, for a statement.

    And for a machine that has vanished or is frozen: its locks are those of the whole workspace. What
    we were told is written must be: with `synchronous_commit` off, as some hosts set it, a server that
    was killed forgot what had been sent, and 25 of 200 letters went out twice (measured).
    """
    pause_ms = LONGEST_PAUSE_MS if deadline_ms else 0
    options = (
        f"-c statement_timeout={deadline_ms} -c lock_timeout={deadline_ms} "
        f"-c idle_in_transaction_session_timeout={pause_ms} -c synchronous_commit=on"
    )
    if read_only:
        options += " -c default_transaction_read_only=on"
    return sa.create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=DEADLINE_MS / 1000,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": 1, "options": options, **SIGNS_OF_LIFE},
    )
