"""When a workspace was last put back from a backup: what was due before then may have been sent already."""

from datetime import datetime

import sqlalchemy as sa

from bot.store import tables


class Restores:
    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._table = tables.restores
        self._mine = self._table.c.workspace == workspace

    def note(self, now: datetime) -> None:
        """The last one counts."""
        self._connection.execute(sa.delete(self._table).where(self._mine))
        self._connection.execute(
            sa.insert(self._table).values(workspace=self._workspace, restored_at=now)
        )

    def covers(self, due_at: datetime) -> bool:
        """Whether what was due then may have been sent between the backup and the restore."""
        last = self._connection.execute(
            sa.select(self._table.c.restored_at).where(self._mine)
        ).scalar()
        return last is not None and due_at <= last
