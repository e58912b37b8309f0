"""Deleting answers whose time is over, without opening any."""

from datetime import datetime

import sqlalchemy as sa

from bot.store import tables
from bot.store.unit_of_work import UnitOfWork


def forget_answers(uow: UnitOfWork, now: datetime) -> int:
    """Everybody's sealed rows that were to be kept until now."""
    table = tables.answers
    done = uow.connection.execute(
        sa.delete(table).where(table.c.workspace == uow.workspace, table.c.keep_until < now)
    )
    return done.rowcount
