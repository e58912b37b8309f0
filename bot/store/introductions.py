"""The letters of a round in the outbox: which of them wait, which have left, and taking them back."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from bot.domain.letters import OF_A_ROUND, LetterKind, LetterState
from bot.domain.rounds import Pair
from bot.store import tables
from bot.store.columns import among
from bot.store.unit_of_work import UnitOfWork

OUTBOX, PAIRS = tables.outbox, tables.pairs
INTRODUCTION = OUTBOX.c.kind == LetterKind.INTRODUCTION.value


class Waiting(NamedTuple):
    """A letter that has not left."""

    id: str
    to: str
    due_at: datetime


def waiting(uow: UnitOfWork, pair: str) -> list[Waiting]:
    """The introductions of one pair that nobody has read yet."""
    rows = uow.connection.execute(
        sa.select(OUTBOX.c.id, OUTBOX.c.recipient, OUTBOX.c.due_at).where(
            _here(uow),
            INTRODUCTION,
            OUTBOX.c.about == pair,
            OUTBOX.c.state == LetterState.DUE.value,
        )
    )
    return [Waiting(*row) for row in rows]


def take_back(uow: UnitOfWork, letters: Sequence[Waiting]) -> int:
    """How many of them had indeed not left."""
    return uow.outbox.close([letter.id for letter in letters], LetterState.CANCELLED)


def take_back_round(uow: UnitOfWork, round_id: str) -> bool:
    """Everything that a round says to its people; False when one of these letters has left."""
    rows = uow.connection.execute(
        sa.select(OUTBOX.c.id, OUTBOX.c.state)
        .where(_here(uow), _of_round(uow, round_id))
        .with_for_update()
    ).all()
    alive = [row for row in rows if row.state != LetterState.CANCELLED.value]
    return uow.outbox.close([row.id for row in alive], LetterState.CANCELLED) == len(alive)


def sent(uow: UnitOfWork, pairs: Sequence[Pair]) -> int:
    """How many of these pairs have all heard of each other."""
    arrived = sa.select(OUTBOX.c.about, OUTBOX.c.recipient).where(
        _here(uow),
        INTRODUCTION,
        among(OUTBOX.c.about, [pair.id for pair in pairs]),
        OUTBOX.c.state == LetterState.SENT.value,
    )
    heard = {(row.about, row.recipient) for row in uow.connection.execute(arrived)}
    return sum(all((one.id, who) in heard for who in one.members) for one in pairs)


def spot(uow: UnitOfWork, about: str, kind: LetterKind, to: str) -> tuple[str, str] | None:
    """Where (channel, ts) the newest letter of this kind stands with this person."""
    row = uow.connection.execute(
        sa.select(OUTBOX.c.channel, OUTBOX.c.ts)
        .where(
            _here(uow),
            OUTBOX.c.about == about,
            OUTBOX.c.kind == kind.value,
            OUTBOX.c.recipient == to,
            OUTBOX.c.state == LetterState.SENT.value,
        )
        .order_by(OUTBOX.c.made_at.desc())
        .limit(1)
    ).first()
    return None if row is None or not row.channel or not row.ts else (row.channel, row.ts)


def _of_round(uow: UnitOfWork, round_id: str) -> sa.ColumnElement[bool]:
    inside = sa.select(PAIRS.c.id).where(
        PAIRS.c.workspace == uow.workspace, PAIRS.c.round == round_id
    )
    about = sa.or_(OUTBOX.c.about == round_id, OUTBOX.c.about.in_(inside))
    return sa.and_(OUTBOX.c.kind.in_([kind.value for kind in OF_A_ROUND]), about)


def _here(uow: UnitOfWork) -> sa.ColumnElement[bool]:
    return OUTBOX.c.workspace == uow.workspace
