"""What was already heard, so that nothing has its effect twice."""

from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import tables


class Inbound:
    """Keys of everything that came in; inserted first, in the transaction of the effect."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace

    def is_new(self, key: str, now: datetime) -> bool:
        """Note the key, as a hash that names nobody; False when it was there already."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(tables.inbound).on_conflict_do_nothing()
        done = self._connection.execute(
            insert.values(
                workspace=self._workspace, key=sha256(key.encode()).hexdigest(), heard_at=now
            )
        )
        return bool(done.rowcount)

    def forget_before(self, moment: datetime) -> int:
        table = tables.inbound
        done = self._connection.execute(
            sa.delete(table).where(table.c.workspace == self._workspace, table.c.heard_at < moment)
        )
        return done.rowcount
