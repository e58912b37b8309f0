"""Shifts, their names in the sources that tell of them, and the usual shifts of the week."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.shifts import LONGEST_SHIFT, Shift, ShiftState, UsualShift
from bot.store import tables
from bot.store.columns import among
from bot.store.statements import BY_NOW, HERE, WHICH, add_or_change, this_one

LATELY = 20
ONE = sa.select(tables.shifts).where(this_one(tables.shifts))
LATEST = (
    sa.select(tables.shifts)
    .where(tables.shifts.c.workspace == HERE, tables.shifts.c.worker == WHICH)
    .order_by(tables.shifts.c.heard_at.desc(), tables.shifts.c.id)
    .limit(LATELY)
)
USUAL = (
    sa.select(tables.usual_shifts)
    .where(tables.usual_shifts.c.workspace == HERE, tables.usual_shifts.c.worker == WHICH)
    .order_by(tables.usual_shifts.c.first_day, tables.usual_shifts.c.id)
)
USUAL_DUE = (
    sa.select(tables.usual_shifts)
    .where(tables.usual_shifts.c.workspace == HERE, tables.usual_shifts.c.look_at <= BY_NOW)
    .order_by(tables.usual_shifts.c.first_day, tables.usual_shifts.c.id)
)
OVER = sa.select(tables.shifts).where(
    tables.shifts.c.workspace == HERE,
    tables.shifts.c.state == ShiftState.EXPECTED.value,
    tables.shifts.c.ends_at <= BY_NOW,
)


class Shifts:
    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._mine = tables.shifts.c.workspace == workspace

    def get(self, shift: str) -> Shift | None:
        row = self._connection.execute(ONE, self._told(shift)).first()
        return None if row is None else _to_shift(row)

    def lately(self, worker: str) -> list[Shift]:
        """The worker's latest shifts, newest heard first."""
        rows = self._connection.execute(LATEST, self._told(worker))
        return [_to_shift(row) for row in rows]

    def on_shift(self, now: datetime) -> set[str]:
        """Who is at work by what a source or they themselves have told."""
        table = tables.shifts
        began = sa.func.coalesce(table.c.reopened_at, table.c.started_at)
        goes_on = sa.or_(table.c.ends_at.is_(None), table.c.ends_at > now)
        found = self._connection.execute(
            sa.select(table.c.worker).where(
                self._mine,
                table.c.state.in_([ShiftState.OPEN.value, ShiftState.EXPECTED.value]),
                sa.and_(began <= now, began > now - LONGEST_SHIFT, goes_on),
            )
        )
        return set(found.scalars())

    def named(self, source: str, worker: str, name: str) -> Shift | None:
        """The shift that a source calls by this name, for this worker."""
        names = tables.shift_names
        row = self._connection.execute(
            sa.select(names.c.shift).where(
                names.c.workspace == self._workspace,
                names.c.source == source,
                names.c.worker == worker,
                names.c.name == name,
            )
        ).scalar()
        return None if row is None else self.get(row)

    def name(self, shift: Shift, source: str, name: str) -> None:
        self._connection.execute(
            sa.insert(tables.shift_names).values(
                workspace=self._workspace,
                source=source,
                worker=shift.worker,
                name=name[:255],
                shift=shift.id,
            )
        )

    def save(self, shift: Shift, now: datetime) -> None:
        values = {
            "state": shift.state.value,
            "started_at": shift.started_at,
            "ends_at": shift.ends_at,
            "reopened_at": shift.reopened_at,
            "hard_contacts": shift.hard_contacts,
        }
        new = {"workspace": self._workspace, "id": shift.id, "worker": shift.worker}
        self._connection.execute(
            add_or_change(self._connection.dialect.name, tables.shifts, *values),
            new | {"heard_at": now} | values,
        )

    def over_by(self, now: datetime) -> list[Shift]:
        """Expected shifts whose end has come."""
        rows = self._connection.execute(OVER, self._by(now))
        return [_to_shift(row) for row in rows]

    # The usual shifts of the week.

    def usual_of(self, worker: str) -> list[UsualShift]:
        return [_to_usual(row) for row in self._connection.execute(USUAL, self._told(worker))]

    def usual_of_all(self, workers: Sequence[str]) -> dict[str, list[UsualShift]]:
        """Theirs by worker, looked up in one go; who has none is not in it."""
        table = tables.usual_shifts
        found = defaultdict(list)
        rows = self._connection.execute(
            sa.select(table)
            .where(table.c.workspace == self._workspace, among(table.c.worker, workers))
            .order_by(table.c.first_day, table.c.id)
        )
        for row in rows:
            found[row.worker].append(_to_usual(row))
        return found

    def usual_due(self, now: datetime) -> Sequence[tuple[UsualShift, datetime]]:
        """Those with an end by now, each with the moment up to which its ends have been told."""
        rows = self._connection.execute(USUAL_DUE, self._by(now))
        return [(_to_usual(row), row.told_until) for row in rows]

    def is_untold(self, usual: str, told_until: datetime) -> bool:
        """Whether nobody has told its ends since they were looked at."""
        found = self._connection.execute(
            sa.select(tables.usual_shifts.c.told_until).where(self._one_usual(usual))
        ).scalar()
        return found == told_until

    def save_usual(self, usual: UsualShift, told_until: datetime, look_at: datetime) -> None:
        table = tables.usual_shifts
        values = {
            "days": sorted(usual.days),
            "start": usual.start,
            "end": usual.end,
            "first_day": usual.first_day,
            "last_day": usual.last_day,
            "skipped": sorted(day.isoformat() for day in usual.skipped),
            "told_until": told_until,
            "look_at": look_at,
        }
        done = self._connection.execute(
            sa.update(table).where(self._one_usual(usual.id)).values(**values)
        )
        if not done.rowcount:
            self._connection.execute(
                sa.insert(table).values(
                    workspace=self._workspace, id=usual.id, worker=usual.worker, **values
                )
            )

    def told_usual(self, usual: str, until: datetime, look_at: datetime) -> None:
        self._connection.execute(
            sa.update(tables.usual_shifts)
            .where(self._one_usual(usual))
            .values(told_until=until, look_at=look_at)
        )

    def remove_usual(self, usual: str, worker: str) -> None:
        self._connection.execute(
            sa.delete(tables.usual_shifts).where(
                self._one_usual(usual), tables.usual_shifts.c.worker == worker
            )
        )

    def _told(self, which: str) -> dict[str, str]:
        return {"in_workspace": self._workspace, "with_id": which}

    def _by(self, now: datetime) -> dict[str, Any]:
        return {"in_workspace": self._workspace, "by_now": now}

    def _one_usual(self, usual: str) -> sa.ColumnElement[bool]:
        table = tables.usual_shifts
        return sa.and_(table.c.workspace == self._workspace, table.c.id == usual)


def _to_shift(row: Any) -> Shift:  # noqa: ANN401  a row has the columns of the table
    return Shift(
        id=row.id,
        worker=row.worker,
        state=ShiftState(row.state),
        started_at=row.started_at,
        ends_at=row.ends_at,
        reopened_at=row.reopened_at,
        hard_contacts=row.hard_contacts,
    )


def _to_usual(row: Any) -> UsualShift:  # noqa: ANN401  a row has the columns of the table
    return UsualShift(
        id=row.id,
        worker=row.worker,
        days=frozenset(row.days),
        start=row.start,
        end=row.end,
        first_day=row.first_day,
        last_day=row.last_day,
        skipped=frozenset(date.fromisoformat(day) for day in row.skipped),
    )
