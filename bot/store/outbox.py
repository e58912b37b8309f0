"""Letters that wait, leave and have left; every change of state follows the one table of moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.letters import (
    ASKING,
    METHOD_OF,
    MOST_ATTEMPTS,
    QUESTIONS,
    URGENT,
    Letter,
    LetterKind,
    LetterState,
    Method,
)
from bot.store import tables
from bot.store.columns import by_name
from bot.store.moves import OUTBOX, Moves
from bot.store.statements import HERE, THESE, add

KNOWN_KINDS = frozenset(kind.value for kind in LetterKind)
OF_CANDIDATE = ("id", "kind", "version", "about", "channel", "ts", "expires_at", "attempts")
URGENCY = {
    LetterKind.CARD: 0,
    LetterKind.FRESH_CARD: 0,
    **dict.fromkeys(URGENT, 0),
    LetterKind.WITHDRAWAL: 1,
}
LEAST_URGENT = 2
URGENCIES = (0, 1, LEAST_URGENT)  # edits of tapped messages first
DUE = (
    sa.select(OUTBOX)
    .where(
        OUTBOX.c.workspace == HERE,
        OUTBOX.c.state == LetterState.DUE.value,
        OUTBOX.c.priority == sa.bindparam("urgency"),
        OUTBOX.c.due_at <= sa.bindparam("now"),
        OUTBOX.c.id.not_in(THESE),
    )
    .order_by(OUTBOX.c.due_at)
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)
ANY_DUE = (
    sa.select(OUTBOX.c.id)
    .where(
        OUTBOX.c.workspace == HERE,
        OUTBOX.c.state == LetterState.DUE.value,
        OUTBOX.c.priority.in_(URGENCIES),
        OUTBOX.c.due_at <= sa.bindparam("now"),
    )
    .limit(1)
)


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
    others: tuple[str, ...]
    expires_at: datetime | None
    attempts: int


class Outbox(Moves):
    def put(self, letter: Letter, now: datetime) -> None:
        self._connection.execute(
            add(self._table),
            {
                "workspace": self._workspace,
                "id": letter.id,
                "kind": letter.kind.value,
                "version": letter.version,
                "recipient": letter.to,
                "about": letter.about,
                "channel": letter.channel,
                "ts": letter.ts,
                "others": " ".join(letter.others) or None,
                "priority": URGENCY.get(letter.kind, LEAST_URGENT),
                "due_at": letter.due_at,
                "expires_at": letter.expires_at,
                "state": LetterState.DUE.value,
                "attempts": 0,
                "made_at": now,
            },
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

    def take_off(self, about: str, kinds: Sequence[LetterKind]) -> tuple[str, str] | None:
        """Take back what waits, and forget what was sent: where (channel, ts) it stands.

        What is under way is left to its sender.
        """
        which = (
            self._table.c.about == about,
            self._table.c.kind.in_([kind.value for kind in kinds]),
        )
        self._cancel(*which)
        over = self._table.c.state.not_in([LetterState.SENDING.value, LetterState.UNCERTAIN.value])
        gone = self._connection.execute(
            sa.delete(self._table)
            .where(self._mine, *which, over)
            .returning(self._table.c.channel, self._table.c.ts)
        ).all()
        return next(((row.channel, row.ts) for row in gone if row.channel and row.ts), None)

    def is_any_due(self, now: datetime) -> bool:
        told = {"in_workspace": self._workspace, "now": now}
        return self._connection.execute(ANY_DUE, told).first() is not None

    def due(self, now: datetime, most: int, besides: Sequence[str] = ()) -> list[Candidate]:
        """What is due, edits of tapped messages first; locked against other processes.

        Asked for one urgency after the other: across them, the index would be walked through all that
        is planned for later.
        """
        told = {"in_workspace": self._workspace, "with_ids": besides, "now": now}
        found: list[Candidate] = []
        for urgency in URGENCIES:
            if len(found) < most:
                more = {"urgency": urgency, "most": most - len(found)}
                rows = self._connection.execute(DUE, told | more)
                found += [_to_candidate(row) for row in rows]
        return found

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

    def repeat_lost_edits(self, now: datetime) -> int:
        """Edits and deletions whose sender vanished wait again: made twice they are made once."""
        edits = [kind.value for kind in LetterKind if METHOD_OF[kind] is not Method.POST]
        lost = (self._table.c.lease_until < now, self._table.c.kind.in_(edits))
        self._move_all(
            LetterState.SENDING,
            LetterState.FAILED,
            *lost,
            self._table.c.attempts >= MOST_ATTEMPTS,
            owner=None,
            lease_until=None,
            error="lost",
        )
        return self._move_all(
            LetterState.SENDING,
            LetterState.DUE,
            *lost,
            owner=None,
            lease_until=None,
        )

    def lost_fresh_cards(self, now: datetime) -> list[Candidate]:
        """Cards whose sender vanished; the message that each was to stand for is still there."""
        rows = self._connection.execute(
            sa.select(self._table)
            .where(
                self._mine,
                self._table.c.state == LetterState.SENDING.value,
                self._table.c.kind == LetterKind.FRESH_CARD.value,
                self._table.c.lease_until < now,
            )
            .with_for_update(skip_locked=True)
        )
        return [_to_candidate(row) for row in rows]

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
        return self._is_there(
            self._table.c.about == about,
            self._table.c.kind.in_([kind.value for kind in QUESTIONS]),
            self._table.c.state.in_([LetterState.SENDING.value, LetterState.UNCERTAIN.value]),
        )

    def in_doubt(self, worker: str) -> str | None:
        """What the latest question to this worker is about, of which nobody knows whether it arrived."""
        return self._connection.execute(
            sa.select(self._table.c.about)
            .where(
                self._mine,
                self._table.c.recipient == worker,
                self._table.c.kind.in_([kind.value for kind in ASKING]),
                self._table.c.state == LetterState.UNCERTAIN.value,
            )
            .order_by(self._table.c.due_at.desc())
            .limit(1)
        ).scalar()

    def is_replaced(self, channel: str, ts: str) -> bool:
        """Whether a fresh card for the message at this place is under way, or took its place."""
        table = self._table
        under_way = table.c.state.in_([LetterState.DUE.value, LetterState.SENDING.value])
        is_fresh_card = table.c.kind == LetterKind.FRESH_CARD.value
        return self._is_there(
            table.c.channel == channel,
            table.c.ts == ts,
            sa.or_(table.c.kind == LetterKind.WITHDRAWAL.value, sa.and_(is_fresh_card, under_way)),
        )

    def is_ours(self, channel: str, ts: str) -> bool:
        """Whether we posted the message at this place."""
        return self._is_there(self._table.c.channel == channel, self._table.c.ts == ts)

    def counts(self) -> dict[str, int]:
        """How many letters are in each state."""
        rows = self._connection.execute(
            sa.select(self._table.c.state, sa.func.count())
            .where(self._mine)
            .group_by(self._table.c.state)
        )
        return {row[0]: row[1] for row in rows}

    def _is_there(self, *which: sa.ColumnElement[bool]) -> bool:
        found = sa.select(self._table.c.id).where(self._mine, *which).limit(1)
        return self._connection.execute(found).first() is not None

    def _cancel(self, *which: sa.ColumnElement[bool]) -> int:
        return self._move_all(LetterState.DUE, LetterState.CANCELLED, *which)


def _to_candidate(row: Any) -> Candidate:  # noqa: ANN401  a row has the columns of the table
    told = by_name(tables.outbox, row)
    others = tuple((told["others"] or "").split())
    same = {name: told[name] for name in OF_CANDIDATE}
    return Candidate(to=told["recipient"], others=others, **same)
