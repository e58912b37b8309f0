"""What was already heard, so that nothing has its effect twice."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.store import tables
from bot.store.columns import insert_in


class Inbound:
    """Keys of everything that came in; inserted first, in the transaction of the effect."""

    def __init__(
        self, connection: sa.Connection, workspace: str, marks: Callable[[str], list[str]]
    ) -> None:
        self._connection = connection
        self._workspace = workspace
        self._marks = marks

    def is_new(self, key: str, now: datetime) -> bool:
        """Note the key; False when it was there already.

        It is kept as a mark that needs the master key: whoever guesses keys cannot try them here.
        """
        mark, *older = self._marks(key)
        if older and self._has_any(older):
            return False
        done = self._connection.execute(
            _note_if_new(self._connection.dialect.name),
            {"workspace": self._workspace, "key": mark, "heard_at": now},
        )
        return done.first() is not None  # PostgreSQL's driver does not count what it inserted

    def _has_any(self, marks: list[str]) -> bool:
        """Heard before the master key was replaced, and delivered once more since."""
        table = tables.inbound
        mine = (table.c.workspace == self._workspace, table.c.key.in_(marks))
        return self._connection.execute(sa.select(table.c.key).where(*mine)).first() is not None


@cache
def _note_if_new(dialect: str) -> Any:  # noqa: ANN401  either dialect's own insert
    return (
        insert_in(dialect, tables.inbound).on_conflict_do_nothing().returning(tables.inbound.c.key)
    )
