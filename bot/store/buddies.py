"""Who is on the list of buddies, as rows."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from bot.domain.buddies import Buddy
from bot.store import tables
from bot.store.columns import among, by_name, insert

SAME_NAME = (
    "worker", "gives", "takes", "since", "most_per_week", "paused_until", "guide_version",
    "guide_read_at", "wants_outside_team", "wants_trio", "rests_gladly", "guest_is_welcome",
)  # fmt: skip


class Buddies:
    """Those of one workspace; whoever changes one holds that worker's row first."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._mine = tables.buddies.c.workspace == workspace

    def get(self, worker: str) -> Buddy | None:
        return self.several([worker]).get(worker)

    def several(self, workers: Sequence[str]) -> dict[str, Buddy]:
        """Those of them who are on the list, by their ids."""
        found = self._those(among(tables.buddies.c.worker, workers)) if workers else []
        return {buddy.worker: buddy for buddy in found}

    def givers(self) -> list[Buddy]:
        """Everybody who said that they give; whether they may yet is another question (rule 9)."""
        return self._those(tables.buddies.c.gives)

    def everybody(self) -> list[Buddy]:
        return self._those()

    def save(self, buddy: Buddy) -> None:
        """The worker has a row by now; two processes that put somebody on the list make one row."""
        columns = _to_columns(buddy)
        adding = insert(self._connection, tables.buddies).values(
            workspace=self._workspace, **columns
        )
        changed = {name: adding.excluded[name] for name in columns if name != "worker"}
        self._connection.execute(
            adding.on_conflict_do_update(index_elements=["workspace", "worker"], set_=changed)
        )

    def remove(self, worker: str) -> None:
        """Off the list, with the private lists and the hellos that came of it."""
        hellos, lists = tables.hellos, tables.private_lists
        is_theirs = sa.or_(hellos.c.one == worker, hellos.c.other == worker)
        for table, which in (
            (hellos, is_theirs),
            (lists, lists.c.worker == worker),
            (tables.buddies, tables.buddies.c.worker == worker),
        ):
            self._connection.execute(
                sa.delete(table).where(table.c.workspace == self._workspace, which)
            )

    def _those(self, *which: sa.ColumnElement[bool]) -> list[Buddy]:
        table = tables.buddies
        rows = self._connection.execute(
            sa.select(table).where(self._mine, *which).order_by(table.c.worker)
        )
        return [_to_buddy(row) for row in rows]


def _to_buddy(row: Any) -> Buddy:  # noqa: ANN401  a row has the columns of the table
    told = by_name(tables.buddies, row)
    return Buddy(
        **{name: told[name] for name in SAME_NAME},
        hours=frozenset(told["hours"]),
        languages=frozenset(told["languages"]),
    )


def _to_columns(buddy: Buddy) -> dict[str, Any]:
    return {
        **{name: getattr(buddy, name) for name in SAME_NAME},
        "hours": sorted(buddy.hours),
        "languages": sorted(buddy.languages),
    }
