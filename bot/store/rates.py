"""How fast one workspace may be written to: a bucket of tokens shared by every process."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa

from bot.domain.rates import Bucket, full_bucket
from bot.store import tables
from bot.store.columns import insert
from bot.store.unit_of_work import UnitOfWork


def locked_bucket(uow: UnitOfWork, now: datetime) -> Bucket:
    """The workspace's bucket, held until the end of the transaction; the first to ask makes it."""
    table = tables.rate_buckets
    asked = sa.select(table).where(table.c.workspace == uow.workspace).with_for_update()
    row = uow.connection.execute(asked).first()
    if row is None:
        uow.connection.execute(
            insert(uow.connection, table)
            .values(workspace=uow.workspace, **asdict(full_bucket(now)))
            .on_conflict_do_nothing()
        )
        row = uow.connection.execute(asked).one()
    return Bucket(row.tokens, row.rate, row.filled_at, row.blocked_until)


def save_bucket(uow: UnitOfWork, bucket: Bucket) -> None:
    """One that was locked before, so the row is there."""
    table = tables.rate_buckets
    uow.connection.execute(
        sa.update(table).where(table.c.workspace == uow.workspace).values(**asdict(bucket))
    )
