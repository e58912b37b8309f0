"""What the tables need on both databases: instants, times of day, many values at once, rows by name."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A UTC instant; SQLite keeps no zone, so it is put on again when reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ANN401, ARG002  SQLAlchemy's signature
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ANN401, ARG002  SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ClockTime(TypeDecorator[time]):
    """A time of day on the worker's own clock, as HH:MM."""

    impl = sa.String(5)
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Any) -> str | None:  # noqa: ANN401, ARG002  SQLAlchemy's signature
        return None if value is None else value.strftime("%H:%M")

    def process_result_value(self, value: str | None, dialect: Any) -> time | None:  # noqa: ANN401, ARG002  SQLAlchemy's signature
        return None if value is None else time.fromisoformat(value)


def among(column: sa.Column[str], ids: Iterable[str]) -> sa.ColumnElement[bool]:
    """Whether the column holds one of these; looking at each of them first costs more than asking."""
    return column.in_(sa.bindparam(None, list(ids), expanding=True, unique=True))


def by_name(table: sa.Table, row: Any) -> dict[str, Any]:  # noqa: ANN401  a row of `sa.select(table)`
    """The columns of a row; asked for one by one, 25 of them took eight times as long (measured)."""
    return dict(zip(_names(table), row, strict=True))


def insert(connection: sa.Connection, table: sa.Table) -> Any:  # noqa: ANN401  either dialect's own insert
    """An insert that may say what happens when the row is there already: one spelling, two dialects."""
    return insert_in(connection.dialect.name, table)


def insert_in(dialect: str, table: sa.Table) -> Any:  # noqa: ANN401  as above
    """The same for a statement that is made once and kept."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)


@cache
def _names(table: sa.Table) -> tuple[str, ...]:
    return tuple(table.columns.keys())
