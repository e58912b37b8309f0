"""How fast one workspace may be written to: a bucket of tokens shared by every process."""

from datetime import datetime

import sqlalchemy as sa

from bot.domain.rates import Bucket, full_bucket
from bot.store import tables
from bot.store.unit_of_work import UnitOfWork


def locked_bucket(uow: UnitOfWork, now: datetime) -> Bucket:
    """The workspace's bucket, held until the end of the transaction."""
    table = tables.rate_buckets
    row = uow.connection.execute(
        sa.select(table).where(table.c.workspace == uow.workspace).with_for_update()
    ).first()
    if row is None:
        return full_bucket(now)
    return Bucket(row.tokens, row.rate, row.filled_at, row.blocked_until)


def save_bucket(uow: UnitOfWork, bucket: Bucket) -> None:
    table = tables.rate_buckets
    values = {
        "tokens": bucket.tokens,
        "rate": bucket.rate,
        "filled_at": bucket.filled_at,
        "blocked_until": bucket.blocked_until,
    }
    done = uow.connection.execute(
        sa.update(table).where(table.c.workspace == uow.workspace).values(**values)
    )
    if not done.rowcount:
        uow.connection.execute(sa.insert(table).values(workspace=uow.workspace, **values))
