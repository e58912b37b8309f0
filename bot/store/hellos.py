"""Hellos between two people, as rows; one that is over has none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.hellos import Hello, HelloKind, HelloState
from bot.store import tables
from bot.store.columns import among, by_name
from bot.store.statements import BY_NOW, HERE, add_or_change

AS_IT_IS = ("id", "one", "other", "every_days", "asked_at", "next_at")
DUE = (
    sa.select(tables.hellos)
    .where(
        tables.hellos.c.workspace == HERE,
        tables.hellos.c.state == HelloState.ON.value,
        tables.hellos.c.next_at <= BY_NOW,
    )
    .order_by(tables.hellos.c.asked_at, tables.hellos.c.id)
)


class Hellos:
    """Those of one workspace; whoever makes one holds both workers' rows first."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._mine = tables.hellos.c.workspace == workspace

    def get(self, hello: str) -> Hello | None:
        return self.several([hello]).get(hello)

    def several(self, hellos: Sequence[str]) -> dict[str, Hello]:
        found = self._those(among(tables.hellos.c.id, hellos)) if hellos else []
        return {hello.id: hello for hello in found}

    def of(self, worker: str) -> list[Hello]:
        """Everything that this person has a part in, oldest first."""
        return self._those(_has_part(worker))

    def between(self, worker: str, other: str, kind: HelloKind) -> Hello | None:
        """Whoever of the two had offered it."""
        of_kind = tables.hellos.c.kind == kind.value
        return next(iter(self._those(_has_part(worker), _has_part(other), of_kind)), None)

    def due(self, now: datetime) -> list[Hello]:
        """Those whose turn has come."""
        told = {"in_workspace": self._workspace, "by_now": now}
        return [_to_hello(row) for row in self._connection.execute(DUE, told)]

    def save(self, hello: Hello) -> None:
        columns = {
            **{name: getattr(hello, name) for name in AS_IT_IS},
            "kind": hello.kind.value,
            "state": hello.state.value,
        }
        self._connection.execute(
            add_or_change(self._connection.dialect.name, tables.hellos, *columns),
            {"workspace": self._workspace, **columns},
        )

    def remove(self, hello: str) -> None:
        self._connection.execute(
            sa.delete(tables.hellos).where(self._mine, tables.hellos.c.id == hello)
        )

    def _those(self, *which: sa.ColumnElement[bool]) -> list[Hello]:
        table = tables.hellos
        rows = self._connection.execute(
            sa.select(table).where(self._mine, *which).order_by(table.c.asked_at, table.c.id)
        )
        return [_to_hello(row) for row in rows]


def _has_part(worker: str) -> sa.ColumnElement[bool]:
    return sa.or_(tables.hellos.c.one == worker, tables.hellos.c.other == worker)


def _to_hello(row: Any) -> Hello:  # noqa: ANN401  a row has the columns of the table
    told = by_name(tables.hellos, row)
    return Hello(
        **{name: told[name] for name in AS_IT_IS},
        kind=HelloKind(told["kind"]),
        state=HelloState(told["state"]),
    )
