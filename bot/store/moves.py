"""Every change of a letter's state, by the one table of moves, told to whoever counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.letters import MOVES, LetterState, Moved
from bot.store import tables
from bot.store.columns import among
from bot.store.statements import BY_NOW, HERE, THESE, this_one

OUTBOX = tables.outbox
OURS = (
    sa.select(OUTBOX.c.id, OUTBOX.c.owner, OUTBOX.c.kind, OUTBOX.c.made_at, OUTBOX.c.expires_at)
    .where(
        OUTBOX.c.workspace == HERE,
        OUTBOX.c.id.in_(THESE),
        OUTBOX.c.state == LetterState.SENDING.value,
    )
    .with_for_update()
)
END = (
    sa.update(OUTBOX)
    .where(this_one(OUTBOX))
    .values(
        state=sa.bindparam("new_state"),
        channel=sa.func.coalesce(sa.bindparam("new_channel"), OUTBOX.c.channel),
        ts=sa.func.coalesce(sa.bindparam("new_ts"), OUTBOX.c.ts),
        due_at=sa.func.coalesce(
            sa.bindparam("again_at", type_=OUTBOX.c.due_at.type), OUTBOX.c.due_at
        ),
        error=sa.bindparam("new_error"),
        owner=None,
        lease_until=None,
    )
)

ANY_LOST = (
    sa.select(OUTBOX.c.id)
    .where(
        OUTBOX.c.workspace == HERE,
        sa.or_(
            sa.and_(OUTBOX.c.state == LetterState.SENDING.value, OUTBOX.c.lease_until < BY_NOW),
            sa.and_(
                OUTBOX.c.state == LetterState.UNCERTAIN.value,
                OUTBOX.c.due_at < sa.bindparam("doubted_before"),
            ),
        ),
    )
    .limit(1)
)


@dataclass(frozen=True)
class Ending:
    """How a send ended; `again_at` for one that waits once more."""

    letter: str
    owner: str
    state: LetterState
    channel: str | None = None
    ts: str | None = None
    error: str | None = None
    again_at: datetime | None = None


class Moves:
    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._table = tables.outbox
        self._mine = self._table.c.workspace == workspace
        self.moved: list[Moved] = []

    def settle(self, endings: Sequence[Ending]) -> set[str]:
        """Record how sends ended; the letters whose lease is somebody else's by now are left out."""
        owner_of = {ending.letter: ending.owner for ending in endings}
        told = {"in_workspace": self._workspace, "with_ids": list(owner_of)}
        rows = self._connection.execute(OURS, told)
        ours = {row.id: row for row in rows if row.owner == owner_of[row.id]}
        kept = [ending for ending in endings if ending.letter in ours]
        self._write(kept)
        for one in kept:
            row = ours[one.letter]
            self.moved.append(Moved(row.kind, one.state, row.made_at, row.expires_at, one.error))
        return set(ours)

    def is_any_lost(self, now: datetime, doubted_before: datetime) -> bool:
        """Whether any sender has vanished, or any doubt is as old as that."""
        told = {"in_workspace": self._workspace, "by_now": now, "doubted_before": doubted_before}
        return self._connection.execute(ANY_LOST, told).first() is not None

    def _write(self, endings: Sequence[Ending]) -> None:
        for ending in endings:
            _check_move(LetterState.SENDING, ending.state)
        if not endings:
            return
        self._connection.execute(
            END,
            [
                {
                    "in_workspace": self._workspace,
                    "with_id": ending.letter,
                    "new_state": ending.state.value,
                    "new_channel": ending.channel,
                    "new_ts": ending.ts,
                    "again_at": ending.again_at,
                    "new_error": ending.error,
                }
                for ending in endings
            ],
        )

    def _move_these(
        self,
        letters: Sequence[str],
        before: LetterState,
        after: LetterState,
        **values: Any,  # noqa: ANN401  columns of the table
    ) -> int:
        if not letters:
            return 0
        return self._move_all(before, after, among(self._table.c.id, letters), **values)

    def _move_all(
        self,
        before: LetterState,
        after: LetterState,
        *which: sa.ColumnElement[bool],
        **values: Any,  # noqa: ANN401  columns of the table
    ) -> int:
        _check_move(before, after)
        table = self._table
        done = self._connection.execute(
            sa.update(table)
            .where(self._mine, table.c.state == before.value, *which)
            .values(state=after.value, **values)
            .returning(table.c.kind, table.c.made_at, table.c.expires_at)
        )
        error = values.get("error")
        moved = [Moved(row.kind, after, row.made_at, row.expires_at, error) for row in done]
        self.moved += moved
        return len(moved)


def _check_move(before: LetterState, after: LetterState) -> None:
    if (before, after) not in MOVES:
        raise ValueError(f"A letter never goes from {before} to {after}.")
