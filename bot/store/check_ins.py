"""Check-ins and look-ins as rows; no answer is in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.check_ins import OPEN, WAITING, CheckIn, CheckInKind, CheckInState
from bot.store import tables
from bot.store.columns import among, by_name
from bot.store.statements import BY_NOW, HERE, THESE, WHICH, add, change, this_one

KNOWN_KINDS = [kind.value for kind in CheckInKind]
COLUMNS = (
    "worker",
    "due_at",
    "shift",
    "sent_at",
    "answered_at",
    "was_undisturbed",
    "was_touched",
    "channel",
    "ts",
)
OF_SENDING = ("sent_at", "channel", "ts", "was_undisturbed")


def _finding(*which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """What a later release writes beside this one is left to that one."""
    table = tables.check_ins
    return sa.select(table).where(table.c.workspace == HERE, table.c.kind.in_(KNOWN_KINDS), *which)


ONE = _finding(tables.check_ins.c.id == WHICH)
SEVERAL = _finding(tables.check_ins.c.id.in_(THESE))
OF_SHIFT = _finding(tables.check_ins.c.shift == WHICH)
OPEN_ONE = _finding(
    tables.check_ins.c.worker == WHICH,
    tables.check_ins.c.kind == sa.bindparam("of_kind"),
    tables.check_ins.c.state.in_([state.value for state in OPEN]),
)
LAPSED = _finding(
    tables.check_ins.c.state == CheckInState.SENT.value, tables.check_ins.c.sent_at <= BY_NOW
)
COUNTS = (
    sa.select(tables.check_ins.c.worker, sa.func.count())
    .where(
        tables.check_ins.c.workspace == HERE,
        tables.check_ins.c.worker.in_(THESE),
        tables.check_ins.c.kind == CheckInKind.SHIFT_END.value,
        tables.check_ins.c.sent_at > sa.bindparam("since"),
    )
    .group_by(tables.check_ins.c.worker)
)
NOTE_SENT = (
    sa.update(tables.check_ins)
    .where(this_one(tables.check_ins))
    .values(
        state=CheckInState.SENT.value,
        **{name: sa.bindparam(f"new_{name}") for name in OF_SENDING},
    )
)


class CheckIns:
    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._table = tables.check_ins
        self._mine = self._table.c.workspace == workspace
        # What a later release writes beside this one is left to that one.
        self._known = sa.and_(self._mine, self._table.c.kind.in_(KNOWN_KINDS))

    def get(self, check_in: str) -> CheckIn | None:
        return self._one(ONE, with_id=check_in)

    def several(self, check_ins: Sequence[str]) -> dict[str, CheckIn]:
        told = {"in_workspace": self._workspace, "with_ids": check_ins}
        rows = self._connection.execute(SEVERAL, told)
        found = [_to_check_in(row) for row in rows]
        return {check_in.id: check_in for check_in in found}

    def at_message(self, channel: str, ts: str) -> CheckIn | None:
        return self._one(_finding(self._table.c.channel == channel, self._table.c.ts == ts))

    def of_shift(self, shift: str) -> CheckIn | None:
        return self._one(OF_SHIFT, with_id=shift)

    def open_of(self, worker: str, kind: CheckInKind) -> CheckIn | None:
        """The one check-in of this kind that is planned, held or sent and not answered."""
        return self._one(OPEN_ONE, with_id=worker, of_kind=kind.value)

    def sent_since(self, worker: str, moment: datetime) -> int:
        """How many shift-end check-ins this worker was sent since then."""
        return self.sent_counts([worker], moment).get(worker, 0)

    def sent_counts(self, workers: Sequence[str], moment: datetime) -> dict[str, int]:
        """The same for several; who was sent none is not in it."""
        told = {"in_workspace": self._workspace, "with_ids": workers, "since": moment}
        rows = self._connection.execute(COUNTS, told)
        return {row[0]: row[1] for row in rows}

    def lapsed_by(self, moment: datetime) -> list[CheckIn]:
        """Sent before then and still unanswered."""
        told = {"in_workspace": self._workspace, "by_now": moment}
        return [_to_check_in(row) for row in self._connection.execute(LAPSED, told)]

    def last_sent(self, worker: str, since: datetime, most: int) -> list[CheckIn]:
        """The latest since then, newest first; those sent into do-not-disturb do not count."""
        rows = self._connection.execute(
            sa.select(self._table)
            .where(
                self._known,
                self._table.c.worker == worker,
                self._table.c.sent_at >= since,
                sa.not_(self._table.c.was_undisturbed),
            )
            .order_by(self._table.c.sent_at.desc())
            .limit(most)
        )
        return [_to_check_in(row) for row in rows]

    def save(self, check_in: CheckIn, now: datetime) -> None:
        values = _to_columns(check_in)
        which = {"in_workspace": self._workspace, "with_id": check_in.id}
        if not self._connection.execute(change(self._table), values | which).rowcount:
            new = {"workspace": self._workspace, "id": check_in.id, "planned_at": now}
            self._connection.execute(add(self._table), values | new)

    def note_sent(self, check_ins: Sequence[CheckIn]) -> None:
        """Several that have just been sent, in one go."""
        if not check_ins:
            return
        self._connection.execute(
            NOTE_SENT,
            [
                {"in_workspace": self._workspace, "with_id": one.id}
                | {f"new_{name}": getattr(one, name) for name in OF_SENDING}
                for one in check_ins
            ],
        )

    def give_up(self, workers: Sequence[str]) -> None:
        """Whatever is planned or held for them will not be sent: they are gone, or the app is."""
        mine = (self._mine, among(self._table.c.worker, workers))
        waiting = self._table.c.state.in_([state.value for state in WAITING])
        self._connection.execute(
            sa.update(self._table).where(*mine, waiting).values(state=CheckInState.CANCELLED.value)
        )

    def close(self, check_ins: Sequence[str], state: CheckInState) -> None:
        """Several that will not be sent."""
        if check_ins:
            mine = (self._mine, among(self._table.c.id, check_ins))
            self._connection.execute(sa.update(self._table).where(*mine).values(state=state.value))

    def _one(self, which: sa.Select[Any], **told: str) -> CheckIn | None:
        row = self._connection.execute(which, {"in_workspace": self._workspace, **told}).first()
        return None if row is None else _to_check_in(row)


def _to_columns(check_in: CheckIn) -> dict[str, Any]:
    same = {name: getattr(check_in, name) for name in COLUMNS}
    return same | {"kind": check_in.kind.value, "state": check_in.state.value}


def _to_check_in(row: Any) -> CheckIn:  # noqa: ANN401  a row has the columns of the table
    told = by_name(tables.check_ins, row)
    return CheckIn(
        id=told["id"],
        kind=CheckInKind(told["kind"]),
        state=CheckInState(told["state"]),
        **{name: told[name] for name in COLUMNS},
    )
