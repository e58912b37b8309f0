"""How fast one workspace may be written to: a bucket of tokens shared by every process."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from bot.domain.rates import Bucket, full_bucket
from bot.store import tables
from bot.store.columns import insert
from bot.store.statements import HERE
from bot.store.unit_of_work import UnitOfWork

TABLE = tables.rate_buckets
HELD = sa.select(TABLE).where(TABLE.c.workspace == HERE).with_for_update()
CHANGE = sa.update(TABLE).where(TABLE.c.workspace == HERE)


def locked_bucket(uow: UnitOfWork, now: datetime) -> Bucket:
    """The workspace's bucket, held until the end of the transaction; the first to ask makes it."""
    here = {"in_workspace": uow.workspace}
    row = uow.connection.execute(HELD, here).first()
    if row is None:
        uow.connection.execute(
            insert(uow.connection, TABLE)
            .values(workspace=uow.workspace, **asdict(full_bucket(now)))
            .on_conflict_do_nothing()
        )
        row = uow.connection.execute(HELD, here).one()
    return Bucket(row.tokens, row.rate, row.filled_at, row.blocked_until)


def save_bucket(uow: UnitOfWork, bucket: Bucket) -> None:
    """One that was locked before, so the row is there."""
    uow.connection.execute(CHANGE, {"in_workspace": uow.workspace} | asdict(bucket))
