"""Which processes are alive: seen by people and monitors, never what anything is decided by."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store import tables
from bot.store.statements import BY_NOW, HERE, WHICH

TABLE = tables.heartbeats
BEAT = (
    sa.update(TABLE)
    .where(TABLE.c.workspace == HERE, TABLE.c.process == WHICH)
    .values(beat_at=sa.bindparam("new_beat"))
)
FORGET = sa.delete(TABLE).where(TABLE.c.workspace == HERE, TABLE.c.beat_at < BY_NOW)


@dataclass(frozen=True)
class Heartbeat:
    """`process` is an opaque name; `role` is run, web or worker; times are transport times."""

    process: str
    role: str
    began_at: datetime
    beat_at: datetime


class Heartbeats:
    """One row a process and workspace."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._table = tables.heartbeats
        self._mine = self._table.c.workspace == workspace

    def beat(self, process: str, role: str, now: datetime) -> None:
        told = {"in_workspace": self._workspace, "with_id": process, "new_beat": now}
        done = self._connection.execute(BEAT, told)
        if not done.rowcount:
            self._connection.execute(
                sa.insert(self._table).values(
                    workspace=self._workspace, process=process, role=role, began_at=now, beat_at=now
                )
            )

    def everything(self) -> list[Heartbeat]:
        """The latest first."""
        rows = self._connection.execute(
            sa.select(self._table).where(self._mine).order_by(self._table.c.beat_at.desc())
        )
        return [Heartbeat(row.process, row.role, row.began_at, row.beat_at) for row in rows]

    def end(self, process: str) -> None:
        """A process that leaves in good order takes its row along."""
        self._connection.execute(
            sa.delete(self._table).where(self._mine, self._table.c.process == process)
        )

    def forget_before(self, moment: datetime) -> int:
        """Processes that vanished before then."""
        told = {"in_workspace": self._workspace, "by_now": moment}
        return self._connection.execute(FORGET, told).rowcount
