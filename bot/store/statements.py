"""Statements that are made once and only told their values, for what is done at every tap and letter.

Made anew at each call, a look at one row took four times as long and a change of one six times (measured).
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.store.columns import insert_in

# Told with every statement; no column has these names, so none is written by mistake.
HERE: sa.BindParameter[str] = sa.bindparam("in_workspace")
WHICH: sa.BindParameter[str] = sa.bindparam("with_id")
THESE: sa.BindParameter[Sequence[str]] = sa.bindparam("with_ids", expanding=True)
BY_NOW: sa.BindParameter[Any] = sa.bindparam("by_now")  # takes its type from what it stands beside


def this_one(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.workspace == HERE, table.c.id == WHICH)


def these(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.workspace == HERE, table.c.id.in_(THESE))


@cache
def change(table: sa.Table) -> sa.Update:
    """Of one row: whatever columns are told."""
    return sa.update(table).where(this_one(table))


@cache
def add(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


@cache
def add_or_change(dialect: str, table: sa.Table, *columns: str) -> Any:  # noqa: ANN401  either dialect's own insert
    """Two processes that add the same row at once make one of it; these columns are the latter's."""
    insert = insert_in(dialect, table)
    return insert.on_conflict_do_update(
        index_elements=["workspace", "id"], set_={name: insert.excluded[name] for name in columns}
    )
