"""What is old, table by table, and deleting it some rows at a time without opening any."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from bot.domain.buddy_requests import OPEN as OPEN_REQUEST
from bot.domain.check_ins import OPEN, CheckInState
from bot.domain.hellos import HelloState
from bot.domain.letters import LetterState
from bot.store import tables
from bot.store.unit_of_work import UnitOfWork

WAITING = (LetterState.DUE, LetterState.SENDING, LetterState.UNCERTAIN)


@dataclass(frozen=True)
class Old:
    """The rows of one table whose time is over."""

    table: sa.Table
    where: sa.ColumnElement[bool]


def forget_some(uow: UnitOfWork, old: Old, most: int) -> int:
    """Delete so many at most; rows that somebody else is deleting are left to them.

    PostgreSQL may ask a plain subquery again for each row, and then more go; SQLite counts none of
    what a common table expression chose.
    """
    key = list(old.table.primary_key.columns)
    some = (
        sa.select(*key)
        .where(old.table.c.workspace == uow.workspace, old.where)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    if uow.connection.dialect.name == "postgresql":
        some = sa.select(*some.cte("some").prefix_with("MATERIALIZED").columns)
    done = uow.connection.execute(sa.delete(old.table).where(sa.tuple_(*key).in_(some)))
    return done.rowcount


def answers(now: datetime) -> Old:
    """Everybody's sealed rows that were to be kept until now."""
    return Old(tables.answers, tables.answers.c.keep_until < now)


def memories(by: date) -> Old:
    """Cards shown, of people who were shown none since that day."""
    return Old(tables.memories, tables.memories.c.touched_on <= by)


def heard(before: datetime) -> Old:
    """Marks of what came in, which nobody will bring again."""
    return Old(tables.inbound, tables.inbound.c.heard_at < before)


def waiting_signals(before: datetime) -> Old:
    """Signals of a kind that no release at work takes in."""
    return Old(tables.waiting_signals, tables.waiting_signals.c.heard_at < before)


def unknown_names(before: datetime) -> Old:
    return Old(tables.unknown_names, tables.unknown_names.c.heard_at < before)


def letters(before: datetime) -> Old:
    """Letters that have ended; a look-in is asked for a month before its letter is due."""
    table = tables.outbox
    ended = table.c.state.not_in([state.value for state in WAITING])
    return Old(table, sa.and_(table.c.made_at < before, table.c.due_at < before, ended))


def check_ins(before: datetime) -> Old:
    """Check-ins that have ended, and those whose letter was given up."""
    table = tables.check_ins
    ended = table.c.state.not_in([state.value for state in OPEN])
    given_up = sa.and_(table.c.state == CheckInState.PLANNED.value, table.c.due_at < before)
    times = (table.c.planned_at, table.c.due_at, table.c.sent_at)
    is_long_ago = [sa.or_(time.is_(None), time < before) for time in times]
    return Old(table, sa.and_(*is_long_ago, sa.or_(ended, given_up)))


def buddy_requests(before: datetime) -> Old:
    """Requests that have ended, with their offers: the score looks no further back."""
    table = tables.buddy_requests
    ended = table.c.state.not_in([state.value for state in OPEN_REQUEST])
    return Old(table, sa.and_(table.c.made_at < before, table.c.begins_at < before, ended))


def shifts(before: datetime) -> Old:
    """Shifts heard of before then that no check-in is waiting for."""
    table = tables.shifts
    over = sa.or_(table.c.ends_at.is_(None), table.c.ends_at < before)
    return Old(table, sa.and_(table.c.heard_at < before, over))


def offers_of_hellos(before: datetime) -> Old:
    """Offers that were let lie, for so long that another would not be pressing."""
    table = tables.hellos
    lay = table.c.state == HelloState.OFFERED.value
    return Old(table, sa.and_(lay, table.c.asked_at < before))


def rounds(before: datetime) -> Old:
    """Rounds long over, with their pairs; who has met whom is forgotten with them."""
    table = tables.rounds
    return Old(table, sa.and_(table.c.begins_at < before, table.c.next_at.is_(None)))


def pairs_by_hand(before: datetime) -> Old:
    table = tables.pairs
    return Old(table, sa.and_(table.c.round.is_(None), table.c.ends_at < before))


def keys_of_nobody() -> Old:
    """Keys of workers who are none any more.

    On SQLite the keys lie in a file of their own, and the two files of one commit are not written in
    one instant: a kill between them leaves the key of somebody who has just been erased. Where no key
    belongs to anybody, the data are not those of the keys, and that tells nothing.
    """
    keys, workers = tables.worker_keys, tables.workers
    held = sa.and_(workers.c.workspace == keys.c.workspace, workers.c.id == keys.c.worker)
    others = keys.alias()
    somebody = sa.exists().where(
        others.c.workspace == keys.c.workspace,
        others.c.workspace == workers.c.workspace,
        others.c.worker == workers.c.id,
    )
    return Old(keys, sa.and_(~sa.exists().where(held), somebody))
