"""Whom each person named as their supporter, and who has agreed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.supporters import Supporter
from bot.store import tables
from bot.store.columns import insert

TABLE = tables.supporters


class Supporters:
    """One supporter a person, in one workspace."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._mine = TABLE.c.workspace == workspace

    def of(self, person: str) -> Supporter | None:
        """Whom the person named, agreed or not."""
        row = self._connection.execute(sa.select(TABLE).where(self._of(person))).first()
        return None if row is None else _supporter(row)

    def supported_by(self, supporter: str) -> Sequence[Supporter]:
        """All who named this person, those first who asked first."""
        rows = self._connection.execute(
            sa.select(TABLE)
            .where(self._mine, TABLE.c.supporter == supporter)
            .order_by(TABLE.c.asked_at, TABLE.c.person)
        )
        return [_supporter(row) for row in rows]

    def name(self, *named: Supporter) -> None:
        """Each in place of whomever the person had named before."""
        if named:
            put = insert(self._connection, TABLE)
            told = {name: put.excluded[name] for name in ("supporter", "asked_at", "agreed_at")}
            put = put.on_conflict_do_update(index_elements=["workspace", "person"], set_=told)
            rows = [{"workspace": self._workspace, **one.__dict__} for one in named]
            self._connection.execute(put, rows)

    def agree(self, person: str, supporter: str, now: datetime) -> bool:
        """False when this is not whom the person asks, or they have agreed already."""
        done = self._connection.execute(
            sa.update(TABLE)
            .where(self._of(person), TABLE.c.supporter == supporter, TABLE.c.agreed_at.is_(None))
            .values(agreed_at=now)
        )
        return done.rowcount > 0

    def remove(self, person: str, supporter: str | None) -> bool:
        """The person has nobody named any more; False when this was not whom they had named."""
        is_this = TABLE.c.supporter.is_not_distinct_from(supporter)
        done = self._connection.execute(sa.delete(TABLE).where(self._of(person), is_this))
        return done.rowcount > 0

    def everybody(self) -> Sequence[Supporter]:
        """All that anybody has named."""
        rows = self._connection.execute(sa.select(TABLE).where(self._mine).order_by(TABLE.c.person))
        return [_supporter(row) for row in rows]

    def _of(self, person: str) -> sa.ColumnElement[bool]:
        return sa.and_(self._mine, TABLE.c.person == person)


def _supporter(row: Any) -> Supporter:  # noqa: ANN401  a row has the columns of the table
    return Supporter(row.person, row.supporter, row.asked_at, row.agreed_at)
