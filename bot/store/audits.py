"""Compares what was due with what has ended, in numbers; nobody's name and no answer is read."""

from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from bot.domain.check_ins import EXPIRES_AFTER, LAPSES_AFTER, CheckInState
from bot.domain.letters import ABANDON_AFTER, ASKING, LetterState
from bot.domain.shifts import ShiftState
from bot.store import tables
from bot.store.unit_of_work import UnitOfWork

GRACE = timedelta(
    minutes=5
)  # the clock looks every second; a busy row and a slow round come on top
A_MOMENT = timedelta(minutes=1)  # as long as a check-in that is simply on its way may take

NOT_FORGOTTEN = (
    LetterState.DUE.value,
    LetterState.SENDING.value,
    LetterState.UNCERTAIN.value,
    LetterState.ABANDONED.value,
)


class Queue(NamedTuple):
    """Letters that should have left, or may have; `oldest` is since when the first one is due."""

    waiting: int
    sending: int
    uncertain: int
    oldest: datetime | None


def queue(uow: UnitOfWork, now: datetime) -> Queue:
    """What waits for another try counts as waiting, though its next try is not due yet."""
    table = tables.outbox
    waits = sa.and_(
        _of(uow, table),
        table.c.state == LetterState.DUE.value,
        sa.or_(table.c.due_at <= now, table.c.attempts > 0),
    )
    row = uow.connection.execute(
        sa.select(
            sa.func.count(),
            sa.func.min(table.c.expires_at),
            sa.func.min(sa.case((table.c.expires_at.is_(None), table.c.made_at))),
        ).where(waits)
    ).one()
    since = [row[2], row[1] and row[1] - EXPIRES_AFTER]  # as Moved.first_due_at
    return Queue(
        waiting=row[0],
        sending=_count(uow, table, table.c.state == LetterState.SENDING.value),
        uncertain=_count(uow, table, table.c.state == LetterState.UNCERTAIN.value),
        oldest=min((moment for moment in since if moment), default=None),
    )


def overdue(uow: UnitOfWork, now: datetime, wall: datetime) -> dict[str, int]:
    """How many of each thing wait longer than it may; all zero as long as the clockwork does its work."""
    late = now - GRACE
    letters, offers, shifts = tables.outbox, tables.check_ins, tables.shifts
    signals, usual = tables.waiting_signals, tables.usual_shifts
    must_be_over = sa.or_(
        letters.c.expires_at < late,
        sa.and_(letters.c.expires_at.is_(None), letters.c.made_at < late - EXPIRES_AFTER),
    )
    return {
        "letters": _count(
            uow,
            letters,
            letters.c.state == LetterState.DUE.value,
            letters.c.due_at < late,
            must_be_over,
        ),
        "sending": _count(
            uow,
            letters,
            letters.c.state == LetterState.SENDING.value,
            letters.c.lease_until < wall - GRACE,
        ),
        "doubts": _count(
            uow,
            letters,
            letters.c.state == LetterState.UNCERTAIN.value,
            letters.c.due_at < late - ABANDON_AFTER,
        ),
        "check_ins": _count(
            uow,
            offers,
            offers.c.state == CheckInState.PLANNED.value,
            offers.c.due_at < late - EXPIRES_AFTER,
            sa.not_(_has_letter(uow, letters.c.state.in_(NOT_FORGOTTEN))),
        ),
        "silence": _count(
            uow,
            offers,
            offers.c.state == CheckInState.SENT.value,
            offers.c.sent_at < late - LAPSES_AFTER,
        ),
        "shifts": _count(
            uow, shifts, shifts.c.state == ShiftState.EXPECTED.value, shifts.c.ends_at < late
        ),
        "usual_shifts": _count(uow, usual, usual.c.look_at < late),
        "signals": _count(uow, signals, signals.c.heard_at < late),
    }


def missed(uow: UnitOfWork, worker: str, now: datetime, since: datetime) -> bool:
    """Whether the worker's latest check-in since then was due and did not arrive for certain.

    One that the worker took back, by a pause or by going on with the shift, was not missed.
    """
    table = tables.check_ins
    latest = uow.connection.execute(
        sa.select(table.c.id, table.c.state, table.c.due_at)
        .where(
            _of(uow, table),
            table.c.worker == worker,
            table.c.due_at.between(since, now),
            sa.or_(
                table.c.state != CheckInState.CANCELLED.value,
                _has_letter(uow, tables.outbox.c.state == LetterState.FAILED.value),
            ),
        )
        .order_by(table.c.due_at.desc())
        .limit(1)
    ).first()
    if latest is None:
        return False
    if latest.state == CheckInState.PLANNED.value:
        return bool(latest.due_at < now - A_MOMENT)
    return latest.state in (CheckInState.EXPIRED.value, CheckInState.CANCELLED.value)


def _has_letter(uow: UnitOfWork, which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """A letter that asks, about the check-in of the row."""
    letters = tables.outbox
    return (
        sa.select(letters.c.id)
        .where(
            _of(uow, letters),
            letters.c.about == tables.check_ins.c.id,
            letters.c.kind.in_([kind.value for kind in ASKING]),
            which,
        )
        .exists()
    )


def _count(uow: UnitOfWork, table: sa.Table, *which: sa.ColumnElement[bool]) -> int:
    found = uow.connection.execute(
        sa.select(sa.func.count()).select_from(table).where(_of(uow, table), *which)
    ).scalar()
    return found or 0


def _of(uow: UnitOfWork, table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.workspace == uow.workspace
