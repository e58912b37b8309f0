"""Letters that wait, leave and have left; every change of state follows the one table of moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.letters import (
    METHOD_OF,
    MOVES,
    QUESTIONS,
    Letter,
    LetterKind,
    LetterState,
    Method,
    Moved,
)
from bot.store import tables

KNOWN_KINDS = frozenset(kind.value for kind in LetterKind)
EDITS_FIRST = {LetterKind.CARD: 0, LetterKind.FRESH_CARD: 0, LetterKind.WITHDRAWAL: 1}


@dataclass(frozen=True)
class Candidate:
    """A row that is due; its kind is still text, since another release may have written it."""

    id: str
    kind: str
    version: int
    to: str
    about: str | None
    channel: str | None
    ts: str | None
    expires_at: datetime | None
    attempts: int


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


class Outbox:
    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._table = tables.outbox
        self._mine = self._table.c.workspace == workspace
        self.moved: list[Moved] = []

    def put(self, letter: Letter, now: datetime) -> None:
        self._connection.execute(
            sa.insert(self._table).values(
                workspace=self._workspace,
                id=letter.id,
                kind=letter.kind.value,
                version=letter.version,
                recipient=letter.to,
                about=letter.about,
                channel=letter.channel,
                ts=letter.ts,
                priority=EDITS_FIRST.get(letter.kind, 2),
                due_at=letter.due_at,
                expires_at=letter.expires_at,
                state=LetterState.DUE.value,
                attempts=0,
                made_at=now,
            )
        )

    def cancel_about(self, about: str, kinds: Sequence[LetterKind]) -> int:
        """Take back the waiting letters of these kinds about one check-in."""
        return self._cancel(
            self._table.c.about == about, self._table.c.kind.in_([kind.value for kind in kinds])
        )

    def cancel_to(self, worker: str, kinds: Sequence[LetterKind] = tuple(LetterKind)) -> int:
        """Take back what still waits for one person."""
        return self._cancel(
            self._table.c.recipient == worker,
            self._table.c.kind.in_([kind.value for kind in kinds]),
        )

    def due(self, now: datetime, most: int, besides: Sequence[str] = ()) -> list[Candidate]:
        """What is due, edits of tapped messages first; locked against other processes."""
        rows = self._connection.execute(
            sa.select(self._table)
            .where(
                self._mine,
                self._table.c.state == LetterState.DUE.value,
                self._table.c.due_at <= now,
                self._table.c.id.not_in(besides),
            )
            .order_by(self._table.c.priority, self._table.c.due_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return [_to_candidate(row) for row in rows]

    def claim(self, letters: Sequence[str], owner: str, lease_until: datetime) -> int:
        return self._move_these(
            letters,
            LetterState.DUE,
            LetterState.SENDING,
            owner=owner,
            lease_until=lease_until,
            attempts=self._table.c.attempts + 1,
        )

    def close(self, letters: Sequence[str], state: LetterState, error: str | None = None) -> int:
        """End letters that have not left: expired, cancelled, or failed as unknown."""
        return self._move_these(letters, LetterState.DUE, state, error=error)

    def postpone(self, letter: str, due_at: datetime) -> None:
        """It waits on, until then."""
        self._connection.execute(
            sa.update(self._table)
            .where(
                self._mine,
                self._table.c.id == letter,
                self._table.c.state == LetterState.DUE.value,
            )
            .values(due_at=due_at)
        )

    def settle(self, endings: Sequence[Ending]) -> set[str]:
        """Record how sends ended; the letters whose lease is somebody else's by now are left out."""
        owner_of = {ending.letter: ending.owner for ending in endings}
        table = self._table
        rows = self._connection.execute(
            sa.select(table.c.id, table.c.owner, table.c.kind, table.c.made_at, table.c.expires_at)
            .where(
                self._mine,
                table.c.id.in_(owner_of),
                table.c.state == LetterState.SENDING.value,
            )
            .with_for_update()
        )
        ours = {row.id: row for row in rows if row.owner == owner_of[row.id]}
        kept = [ending for ending in endings if ending.letter in ours]
        self._write(kept)
        for one in kept:
            row = ours[one.letter]
            self.moved.append(Moved(row.kind, one.state, row.made_at, row.expires_at, one.error))
        return set(ours)

    def _write(self, endings: Sequence[Ending]) -> None:
        for ending in endings:
            _check_move(LetterState.SENDING, ending.state)
        if not endings:
            return
        table, given = self._table, sa.bindparam
        self._connection.execute(
            sa.update(table)
            .where(self._mine, table.c.id == given("letter"))
            .values(
                state=given("new_state"),
                channel=sa.func.coalesce(given("new_channel"), table.c.channel),
                ts=sa.func.coalesce(given("new_ts"), table.c.ts),
                due_at=sa.func.coalesce(
                    given("again_at", type_=table.c.due_at.type), table.c.due_at
                ),
                error=given("new_error"),
                owner=None,
                lease_until=None,
            ),
            [
                {
                    "letter": ending.letter,
                    "new_state": ending.state.value,
                    "new_channel": ending.channel,
                    "new_ts": ending.ts,
                    "again_at": ending.again_at,
                    "new_error": ending.error,
                }
                for ending in endings
            ],
        )

    def repeat_lost_edits(self, now: datetime) -> int:
        """Edits and deletions whose sender vanished wait again: made twice they are made once."""
        edits = [kind.value for kind in LetterKind if METHOD_OF[kind] is not Method.POST]
        return self._move_all(
            LetterState.SENDING,
            LetterState.DUE,
            self._table.c.lease_until < now,
            self._table.c.kind.in_(edits),
            owner=None,
            lease_until=None,
        )

    def doubt_lost_leases(self, now: datetime) -> int:
        """Letters whose sender vanished: nobody knows whether they arrived."""
        return self._move_all(
            LetterState.SENDING, LetterState.UNCERTAIN, self._table.c.lease_until < now
        )

    def abandon_doubts(self, before: datetime) -> int:
        return self._move_all(
            LetterState.UNCERTAIN, LetterState.ABANDONED, self._table.c.due_at < before
        )

    def prove(self, about: str, channel: str, ts: str) -> bool:
        """A tap on the card of a doubtful letter shows that it did arrive."""
        return bool(
            self._move_all(
                LetterState.UNCERTAIN,
                LetterState.SENT,
                self._table.c.about == about,
                channel=channel,
                ts=ts,
            )
        )

    def may_have_left(self, about: str) -> bool:
        """Whether the question itself is on its way, or nobody knows whether it arrived."""
        found = self._connection.execute(
            sa.select(self._table.c.id)
            .where(
                self._mine,
                self._table.c.about == about,
                self._table.c.kind.in_([kind.value for kind in QUESTIONS]),
                self._table.c.state.in_([LetterState.SENDING.value, LetterState.UNCERTAIN.value]),
            )
            .limit(1)
        ).first()
        return found is not None

    def is_replaced(self, channel: str, ts: str) -> bool:
        """Whether a fresh card for the message at this place is under way, or took its place."""
        under_way = [LetterState.DUE.value, LetterState.SENDING.value]
        found = self._connection.execute(
            sa.select(self._table.c.id)
            .where(
                self._mine,
                self._table.c.channel == channel,
                self._table.c.ts == ts,
                sa.or_(
                    self._table.c.kind == LetterKind.WITHDRAWAL.value,
                    sa.and_(
                        self._table.c.kind == LetterKind.FRESH_CARD.value,
                        self._table.c.state.in_(under_way),
                    ),
                ),
            )
            .limit(1)
        ).first()
        return found is not None

    def is_ours(self, channel: str, ts: str) -> bool:
        """Whether we posted the message at this place."""
        found = self._connection.execute(
            sa.select(self._table.c.id)
            .where(self._mine, self._table.c.channel == channel, self._table.c.ts == ts)
            .limit(1)
        ).first()
        return found is not None

    def counts(self) -> dict[str, int]:
        """How many letters are in each state."""
        rows = self._connection.execute(
            sa.select(self._table.c.state, sa.func.count())
            .where(self._mine)
            .group_by(self._table.c.state)
        )
        return {row[0]: row[1] for row in rows}

    def _cancel(self, *which: sa.ColumnElement[bool]) -> int:
        return self._move_all(LetterState.DUE, LetterState.CANCELLED, *which)

    def _move_these(
        self,
        letters: Sequence[str],
        before: LetterState,
        after: LetterState,
        **values: Any,  # noqa: ANN401  columns of the table
    ) -> int:
        if not letters:
            return 0
        return self._move_all(before, after, self._table.c.id.in_(letters), **values)

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


def _to_candidate(row: Any) -> Candidate:  # noqa: ANN401  a row has the columns of the table
    return Candidate(
        id=row.id,
        kind=row.kind,
        version=row.version,
        to=row.recipient,
        about=row.about,
        channel=row.channel,
        ts=row.ts,
        expires_at=row.expires_at,
        attempts=row.attempts,
    )
