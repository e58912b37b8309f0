"""Names in a rota's signals that match nobody who opted in, until they have been looked up."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.store import tables
from bot.store.columns import insert
from bot.store.statements import HERE

WAITING = (
    sa.select(tables.unknown_names.c.source, tables.unknown_names.c.name)
    .where(tables.unknown_names.c.workspace == HERE, tables.unknown_names.c.looked_up_at.is_(None))
    .order_by(tables.unknown_names.c.heard_at)
    .limit(1)
)


class UnknownNames:
    """Waiting: not looked up yet. Listed: Slack does not know the name either."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._table = tables.unknown_names
        self._mine = self._table.c.workspace == workspace

    def note(self, source: str, name: str, now: datetime) -> None:
        self._connection.execute(
            insert(self._connection, self._table)
            .on_conflict_do_update(
                index_elements=["workspace", "source", "name"], set_={"heard_at": now}
            )
            .values(workspace=self._workspace, source=source, name=name[:255], heard_at=now)
        )

    def next_waiting(self) -> tuple[str, str] | None:
        """The longest waiting (source, name)."""
        row = self._connection.execute(WAITING, {"in_workspace": self._workspace}).first()
        return None if row is None else (row.source, row.name)

    def listed(self) -> Sequence[tuple[str, str, datetime]]:
        """(source, name, last heard) of every name that Slack does not know."""
        rows = self._connection.execute(
            sa.select(self._table.c.source, self._table.c.name, self._table.c.heard_at)
            .where(self._mine, self._table.c.looked_up_at.is_not(None))
            .order_by(self._table.c.name)
        )
        return [(row.source, row.name, row.heard_at) for row in rows]

    def list(self, source: str, name: str, now: datetime) -> None:
        self._connection.execute(
            sa.update(self._table).where(self._this(source, name)).values(looked_up_at=now)
        )

    def forget(self, source: str, name: str) -> None:
        self._connection.execute(sa.delete(self._table).where(self._this(source, name)))

    def _this(self, source: str, name: str) -> sa.ColumnElement[bool]:
        return sa.and_(self._mine, self._table.c.source == source, self._table.c.name == name)
