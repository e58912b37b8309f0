"""What was already heard, so that nothing has its effect twice."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import tables


class Inbound:
    """Keys of everything that came in; inserted first, in the transaction of the effect."""

    def __init__(
        self, connection: sa.Connection, workspace: str, mark: Callable[[str], str]
    ) -> None:
        self._connection = connection
        self._workspace = workspace
        self._mark = mark

    def is_new(self, key: str, now: datetime) -> bool:
        """Note the key; False when it was there already.

        It is kept as a mark that needs the master key: whoever guesses keys cannot try them here.
        """
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(tables.inbound).on_conflict_do_nothing()
        done = self._connection.execute(
            insert.values(workspace=self._workspace, key=self._mark(key), heard_at=now)
        )
        return bool(done.rowcount)

    def forget_before(self, moment: datetime) -> int:
        table = tables.inbound
        done = self._connection.execute(
            sa.delete(table).where(table.c.workspace == self._workspace, table.c.heard_at < moment)
        )
        return done.rowcount
