"""What can be told of the database itself, and of what has left it, in numbers that name nobody."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from bot.domain.check_ins import CheckInState
from bot.domain.letters import LetterState
from bot.store import engines, tables
from bot.store.unit_of_work import Store, UnitOfWork

IN_DOUBT = (LetterState.FAILED, LetterState.UNCERTAIN, LetterState.ABANDONED)
ANYBODY_ELSE = stat.S_IRWXG | stat.S_IRWXO
# What a role on PostgreSQL may do beyond its own database, as pg_roles calls it.
POWERS = ("rolsuper", "rolcreaterole", "rolcreatedb", "rolreplication", "rolbypassrls")


@dataclass(frozen=True)
class Taps:
    """Check-ins that were sent and can hardly be tapped any more: how many, to how many, any tapped."""

    sent: int
    people: int
    was_any_tapped: bool


def time_of(uow: UnitOfWork) -> datetime | None:
    """PostgreSQL's clock; a SQLite file has none."""
    if not _is_postgresql(uow):
        return None
    told = uow.connection.execute(sa.select(sa.func.clock_timestamp())).scalar()
    return told if isinstance(told, datetime) else None


def size(uow: UnitOfWork) -> int:
    """Bytes that the data take, with their indexes."""
    if _is_postgresql(uow):
        asked = sa.select(sa.func.pg_database_size(sa.func.current_database()))
        return int(uow.connection.execute(asked).scalar() or 0)
    pages = uow.connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
    return int(pages * (uow.connection.exec_driver_sql("PRAGMA page_size").scalar() or 0))


def powers(uow: UnitOfWork) -> list[str]:
    """What our user on PostgreSQL may do and never needs to."""
    if not _is_postgresql(uow):
        return []
    ours = sa.text(f"SELECT {', '.join(POWERS)} FROM pg_roles WHERE rolname = current_user")  # noqa: S608  names of columns from above
    row = uow.connection.execute(ours).mappings().one()
    return [power.removeprefix("rol") for power in POWERS if row[power]]


def open_files(store: Store) -> list[str]:
    """Files of a SQLite database that others on this machine may read or change."""
    if not engines.is_sqlite(store.url):
        return []
    files = (Path(str(store.url.database)), engines.keys_file(store.url))
    return [file.name for file in files if file.exists() and file.stat().st_mode & ANYBODY_ELSE]


def ends_in_doubt(uow: UnitOfWork) -> Mapping[tuple[str, str], int]:
    """How many letters of the kept past ended badly, by (state, error word)."""
    table = tables.outbox
    error = sa.func.coalesce(table.c.error, "no answer")
    rows = uow.connection.execute(
        sa.select(table.c.state, error, sa.func.count())
        .where(
            table.c.workspace == uow.workspace,
            table.c.state.in_([state.value for state in IN_DOUBT]),
        )
        .group_by(table.c.state, error)
        .order_by(table.c.state, error)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def taps(uow: UnitOfWork, since: datetime, until: datetime) -> Taps:
    """Of the whole workspace, and never by person."""
    table = tables.check_ins
    tapped = sa.or_(table.c.state == CheckInState.ANSWERED.value, table.c.was_touched)
    row = uow.connection.execute(
        sa.select(
            sa.func.count(),
            sa.func.count(sa.distinct(table.c.worker)),
            sa.func.coalesce(sa.func.max(sa.case((tapped, 1), else_=0)), 0),
        ).where(table.c.workspace == uow.workspace, table.c.sent_at.between(since, until))
    ).one()
    return Taps(row[0], row[1], bool(row[2]))


def _is_postgresql(uow: UnitOfWork) -> bool:
    return uow.connection.dialect.name == "postgresql"
