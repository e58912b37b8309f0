"""Workers as rows."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa

from bot.domain.people import DailyWindow, Moment, PausedBy, Worker
from bot.store import tables
from bot.store.columns import among, by_name
from bot.store.statements import BY_NOW, HERE, add_or_change, these, this_one

SAME_NAME = (
    "id", "is_on", "on_since", "zone", "offered_zone", "declined_zone", "language",
    "slack_language", "country", "channel", "email_mark", "is_guest", "delay_minutes", "wake_at",
    "most_per_week", "keep_days", "may_ask_once", "asked_once_at", "paused_until", "last_tap_at",
)  # fmt: skip
ONE = sa.select(tables.workers).where(this_one(tables.workers))
ONE_HELD = ONE.with_for_update()
ONE_UNLESS_BUSY = ONE.with_for_update(skip_locked=True)
SEVERAL = sa.select(tables.workers).where(these(tables.workers)).with_for_update(skip_locked=True)
SILENT = sa.select(tables.workers).where(
    tables.workers.c.workspace == HERE,
    tables.workers.c.is_on,
    tables.workers.c.may_ask_once,
    tables.workers.c.asked_once_at.is_(None),
    tables.workers.c.last_tap_at <= BY_NOW,
)
HOLD = (
    sa.select(tables.workers.c.id)
    .where(these(tables.workers))
    .order_by(tables.workers.c.id)
    .with_for_update()
)


class People:
    """The workers of one workspace."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._mine = tables.workers.c.workspace == workspace

    def get(self, worker: str) -> Worker | None:
        return self._one(ONE, worker)

    def locked(self, worker: str) -> Worker | None:
        """The worker, with the row held until the end of the transaction; SQLite holds it anyway."""
        return self._one(ONE_HELD, worker)

    def locked_unless_busy(self, worker: str) -> Worker | None:
        """The worker, held; None when somebody else holds the row just now, or there is none.

        For clockwork, which comes by again: it never waits for a person, so it cannot block one.
        """
        return self._one(ONE_UNLESS_BUSY, worker)

    def several_unless_busy(self, workers: Sequence[str]) -> dict[str, Worker]:
        """Those of them who exist and are not held by somebody else, held from here on."""
        rows = self._connection.execute(SEVERAL, self._told(workers))
        found = [_to_worker(row) for row in rows]
        return {worker.id: worker for worker in found}

    def hold(self, workers: Sequence[str]) -> None:
        """Until the end of the transaction; in one order, so that no two wait for each other in a ring."""
        self._connection.execute(HOLD, self._told(workers)).all()

    def note_channel(self, worker: str, channel: str) -> None:
        """Where the worker's direct messages are."""
        mine = (self._mine, tables.workers.c.id == worker)
        self._connection.execute(sa.update(tables.workers).where(*mine).values(channel=channel))

    def several(self, workers: Sequence[str]) -> dict[str, Worker]:
        """Those of them who exist, by their ids, whoever holds them."""
        which = sa.select(tables.workers).where(self._mine, among(tables.workers.c.id, workers))
        found = [_to_worker(row) for row in self._connection.execute(which)] if workers else []
        return {worker.id: worker for worker in found}

    def known(self, workers: Sequence[str]) -> set[str]:
        """Those of them who exist, whoever holds them."""
        if not workers:
            return set()
        table = tables.workers
        found = self._connection.execute(
            sa.select(table.c.id).where(self._mine, among(table.c.id, workers))
        )
        return set(found.scalars())

    def guests(self, workers: Sequence[str]) -> set[str]:
        """Those of them who are guests of the workspace."""
        if not workers:
            return set()
        table = tables.workers
        found = self._connection.execute(
            sa.select(table.c.id).where(self._mine, table.c.is_guest, among(table.c.id, workers))
        )
        return set(found.scalars())

    def not_learnt(self, most: int) -> list[str]:
        """Some of those of whom nobody has told anything (`Worker.is_learnt`)."""
        table = tables.workers
        nothing = (table.c.slack_language.is_(None), table.c.zone.is_(None))
        some = sa.select(table.c.id).where(self._mine, *nothing).order_by(table.c.id).limit(most)
        return list(self._connection.execute(some).scalars())

    def by_email(self, *email_marks: str) -> Worker | None:
        """The worker with one of these marks of an address."""
        row = self._connection.execute(
            sa.select(tables.workers).where(
                self._mine, tables.workers.c.email_mark.in_(email_marks)
            )
        ).first()
        return None if row is None else _to_worker(row)

    def forget_email_marks(self, most: int) -> int:
        """Marks of some more workers, when the key that made them is lost; how many these were."""
        table = tables.workers
        some = sa.select(table.c.id).where(self._mine, table.c.email_mark.is_not(None)).limit(most)
        done = self._connection.execute(
            sa.update(table).where(self._mine, table.c.id.in_(some)).values(email_mark=None)
        )
        return done.rowcount

    def everybody(self) -> list[Worker]:
        rows = self._connection.execute(
            sa.select(tables.workers).where(self._mine).order_by(tables.workers.c.id)
        )
        return [_to_worker(row) for row in rows]

    def silent_since(self, moment: datetime) -> list[Worker]:
        """Who is on, said that we may ask once, was not asked, and tapped nothing since then."""
        told = {"in_workspace": self._workspace, "by_now": moment}
        return [_to_worker(row) for row in self._connection.execute(SILENT, told)]

    def save(self, worker: Worker) -> None:
        """Two processes that meet somebody new at once make one row of them."""
        columns = _to_columns(worker)
        self._connection.execute(
            add_or_change(self._connection.dialect.name, tables.workers, *columns),
            {"workspace": self._workspace, **columns},
        )

    def remove(self, worker: str) -> None:
        """The worker and all that hangs on the row; the outbox has no tie and is emptied too."""
        outbox = tables.outbox
        names_them = (sa.literal(" ") + outbox.c.others + " ").contains(f" {worker} ")
        self._connection.execute(
            sa.delete(outbox).where(
                outbox.c.workspace == self._workspace,
                sa.or_(outbox.c.recipient == worker, names_them),
            )
        )
        self._connection.execute(
            sa.delete(tables.workers).where(self._mine, tables.workers.c.id == worker)
        )

    def _one(self, which: sa.Select[Any], worker: str) -> Worker | None:
        told = {"in_workspace": self._workspace, "with_id": worker}
        row = self._connection.execute(which, told).first()
        return None if row is None else _to_worker(row)

    def _told(self, workers: Sequence[str]) -> dict[str, Any]:
        return {"in_workspace": self._workspace, "with_ids": workers}


def _to_worker(row: Any) -> Worker:  # noqa: ANN401  a row has the columns of the table
    told = by_name(tables.workers, row)
    return Worker(
        **{name: told[name] for name in SAME_NAME},
        moment=Moment(told["moment"]),
        quiet_hours=_window(told["quiet_from"], told["quiet_until"]),
        paused_by=None if told["paused_by"] is None else PausedBy(told["paused_by"]),
        do_not_disturb=_window(told["undisturbed_from"], told["undisturbed_until"]),
    )


def _to_columns(worker: Worker) -> dict[str, Any]:
    quiet, undisturbed = worker.quiet_hours, worker.do_not_disturb
    return {
        **{name: getattr(worker, name) for name in SAME_NAME},
        "moment": worker.moment.value,
        "quiet_from": quiet and quiet.start,
        "quiet_until": quiet and quiet.end,
        "paused_by": worker.paused_by and worker.paused_by.value,
        "undisturbed_from": undisturbed and undisturbed.start,
        "undisturbed_until": undisturbed and undisturbed.end,
    }


def _window(start: time | None, end: time | None) -> DailyWindow | None:
    return None if start is None or end is None else DailyWindow(start, end)
