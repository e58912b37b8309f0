"""Signals that were received and not yet taken in, so that the answer to their sender tells nothing."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.domain.shifts import Signal, SignalKind, Whom
from bot.store import tables
from bot.store.statements import HERE

KNOWN_KINDS = [kind.value for kind in SignalKind]
WAITING = tables.waiting_signals
FIRST = (
    sa.select(WAITING)
    .where(WAITING.c.workspace == HERE, WAITING.c.kind.in_(KNOWN_KINDS))
    .order_by(WAITING.c.heard_at, WAITING.c.id)
    .limit(1)
    .with_for_update()
)


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
                hard_contacts=signal.hard_contacts,
                heard_at=now,
            )
        )

    def next(self) -> "Received | None":
        """The one that has waited longest, held.

        Whoever else takes signals in waits, so that an end and a return stay in their order. What a
        later release received beside this one is left to that one.
        """
        row = self._connection.execute(FIRST, {"in_workspace": self._workspace}).first()
        if row is None:
            return None
        signal = Signal(
            kind=SignalKind(row.kind),
            source=row.source,
            at=row.at,
            name=row.name,
            started_at=row.started_at,
            ended_at=row.ended_at,
            hard_contacts=row.hard_contacts,
        )
        return Received(row.id, signal, Whom(row.slack_id, row.email))

    def forget(self, row: str) -> None:
        self._connection.execute(sa.delete(self._table).where(self._mine, self._table.c.id == row))


@dataclass(frozen=True)
class Received:
    row: str
    signal: Signal
    whom: Whom
