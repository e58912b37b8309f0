"""Signals that were received and not yet taken in, so that the answer to their sender tells nothing."""

from datetime import datetime

import sqlalchemy as sa

from bot.domain.shifts import Signal, SignalKind, Whom
from bot.store import tables


class Signals:
    """Whoever a signal names, receiving it is one and the same insert."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._table = tables.waiting_signals
        self._mine = self._table.c.workspace == workspace

    def receive(self, row: str, signal: Signal, whom: Whom, now: datetime) -> None:
        self._connection.execute(
            sa.insert(self._table).values(
                workspace=self._workspace,
                id=row,
                kind=signal.kind.value,
                source=signal.source,
                slack_id=whom.slack_id,
                email=whom.email,
                name=signal.name,
                at=signal.at,
                started_at=signal.started_at,
                ended_at=signal.ended_at,
                heard_at=now,
            )
        )

    def take_next(self) -> tuple[Signal, Whom] | None:
        """The one that has waited longest and that nobody else is taking; it waits no more."""
        row = self._connection.execute(
            sa.select(self._table)
            .where(self._mine)
            .order_by(self._table.c.heard_at, self._table.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if row is None:
            return None
        self._connection.execute(sa.delete(self._table).where(self._mine, self._table.c.id == row.id))
        signal = Signal(
            kind=SignalKind(row.kind),
            source=row.source,
            at=row.at,
            name=row.name,
            started_at=row.started_at,
            ended_at=row.ended_at,
        )
        return signal, Whom(row.slack_id, row.email)
