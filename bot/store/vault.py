"""What a worker answered: sealed with that worker's own key, opened only in that worker's name."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.domain.check_ins import Answer, Outcome
from bot.domain.decision_points import PersonalSetting
from bot.domain.memories import Memory, Preferences, Shown
from bot.domain.practices import Feeling
from bot.store import sealing, tables
from bot.store.statements import BY_NOW, HERE
from bot.store.unit_of_work import UnitOfWork
from bot.store.worker_keys import WorkerKeys

ANSWER_LENGTH = 256  # every answer has this many bytes before sealing, whatever it says
MEMORY_LENGTH = 4096
PREFERENCES_LENGTH = 6144  # 200 cards judged, of ids of twenty letters
UNTRIMMED = (
    sa.select(tables.memories.c.worker)
    .where(
        tables.memories.c.workspace == HERE,
        sa.or_(tables.memories.c.trimmed_on.is_(None), tables.memories.c.trimmed_on < BY_NOW),
    )
    .order_by(tables.memories.c.worker)
)


class Vault:
    """One worker's sealed rows, inside one unit of work."""

    def __init__(self, uow: UnitOfWork, worker: str) -> None:
        self._connection = uow.connection
        self._keys = WorkerKeys(uow)
        self._workspace = uow.workspace
        self._worker = worker

    def keep(self, check_in: str, row: str, answer: Answer, keep_until: datetime) -> None:
        """One row a check-in, of one length; the last answer stands. `row` is used when it is new."""
        table = tables.answers
        where = self._mine(table, table.c.check_in == check_in)
        known = self._connection.execute(sa.select(table.c.id).where(where)).scalar()
        row = known or row
        sealed = self._seal("answers", row, _answer_to_json(answer), ANSWER_LENGTH)
        if known:
            self._connection.execute(sa.update(table).where(where).values(sealed=sealed))
            return
        self._connection.execute(
            sa.insert(table).values(
                workspace=self._workspace,
                worker=self._worker,
                id=row,
                check_in=check_in,
                keep_until=keep_until,
                sealed=sealed,
            )
        )

    def answer_to(self, check_in: str) -> Answer | None:
        """The kept answer; None when there is none or its key is lost."""
        table = tables.answers
        found = self._connection.execute(
            sa.select(table.c.id, table.c.sealed).where(
                self._mine(table, table.c.check_in == check_in)
            )
        ).first()
        return None if found is None else self._open_answer(found.id, found.sealed)

    def answers(self) -> list[Answer]:
        """Everything that is kept of this worker and can be opened, oldest first."""
        table = tables.answers
        rows = self._connection.execute(
            sa.select(table.c.id, table.c.sealed).where(self._mine(table))
        )
        opened = [self._open_answer(row.id, row.sealed) for row in rows]
        told = [a for a in opened if a is not None and a.given_at is not None]
        return sorted(told, key=lambda answer: answer.given_at or datetime.min)  # noqa: DTZ901  the type checker cannot see the filter above

    def remember(self, memory: Memory, today: date) -> None:
        """Always one row of one length; it goes when two weeks long nothing was remembered."""
        self._put(tables.memories, sealed=self._sealed(memory), touched_on=today, trimmed_on=today)

    def trim(self, today: date) -> None:
        """What was shown two weeks ago goes; each memory is sealed anew once a day, whatever is in it."""
        values: dict[str, object] = {"trimmed_on": today}
        if self._text_of(tables.memories) is not None:  # or its key is lost, or elsewhere just now
            values["sealed"] = self._sealed(self.memory().on(today))
        self._change(tables.memories, **values)

    def memory(self) -> Memory:
        """Empty when there is none, or when its key is lost."""
        text = self._text_of(tables.memories)
        told = [] if text is None else json.loads(text)
        return Memory(tuple(Shown(practice, date.fromisoformat(on)) for practice, on in told))

    def prefer(self, preferences: Preferences) -> None:
        """Always one row of one length, as long as the worker is here."""
        text = _preferences_to_json(preferences)
        sealed = self._seal("preferences", self._worker, text, PREFERENCES_LENGTH)
        self._put(tables.preferences, sealed=sealed)

    def preferences(self) -> Preferences:
        """Empty when there are none, or when their key is lost."""
        text = self._text_of(tables.preferences)
        return Preferences() if text is None else _preferences_from_json(text)

    def open(self, today: date) -> None:
        """Whoever joins or answers has a key, a memory and preferences, whatever is in them."""
        self.remember(self.memory().on(today), today)
        self.prefer(self.preferences())

    def shorten(self, by: timedelta) -> None:
        """Kept answers go earlier by this much."""
        table = tables.answers
        rows = self._connection.execute(
            sa.select(table.c.id, table.c.keep_until).where(self._mine(table))
        )
        for row in rows.all():
            self._connection.execute(
                sa.update(table)
                .where(self._mine(table, table.c.id == row.id))
                .values(keep_until=row.keep_until - by)
            )

    def destroy(self) -> None:
        """Every row goes, and so does the key: what is left in any copy can never be opened."""
        for table in (tables.answers, tables.memories, tables.preferences):
            self._connection.execute(sa.delete(table).where(self._mine(table)))
        self._keys.destroy(self._worker)

    def begin_anew(self, today: date) -> None:
        """What cannot be opened any more goes; a new key and an empty memory, as on the first day."""
        self.destroy()
        self.open(today)

    def _sealed(self, memory: Memory) -> bytes:
        text = json.dumps([[one.practice, one.on.isoformat()] for one in memory.shown])
        return self._seal("memories", self._worker, text.encode(), MEMORY_LENGTH)

    def _put(self, table: sa.Table, **values: object) -> None:
        """The worker's one row of this table, made when it is not there yet."""
        if not self._change(table, **values):
            mine = {"workspace": self._workspace, "worker": self._worker}
            self._connection.execute(sa.insert(table).values(**mine, **values))

    def _change(self, table: sa.Table, **values: object) -> bool:
        """False where there is no row: it has been forgotten meanwhile, and is not made anew."""
        done = self._connection.execute(sa.update(table).where(self._mine(table)).values(**values))
        return done.rowcount > 0

    def _text_of(self, table: sa.Table) -> bytes | None:
        sealed = self._connection.execute(
            sa.select(table.c.sealed).where(self._mine(table))
        ).scalar()
        return None if sealed is None else self._open(table.name, self._worker, sealed)

    def _mine(self, table: sa.Table, *more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        return sa.and_(table.c.workspace == self._workspace, table.c.worker == self._worker, *more)

    def _place(self, table: str, row: str) -> sealing.Place:
        return sealing.Place(self._workspace, self._worker, table, row, "sealed")

    def _seal(self, table: str, row: str, value: bytes, length: int) -> bytes:
        key = self._key() or self._keys.make(self._worker)
        return sealing.seal(key, value, self._place(table, row), length)

    def _open(self, table: str, row: str, sealed: bytes) -> bytes | None:
        key = self._key()
        if key is None:
            return None
        try:
            return sealing.unseal(key, sealed, self._place(table, row))
        except sealing.CannotOpen:
            return None  # the keys were lost or rotated away: answers are expendable

    def _open_answer(self, row: str, sealed: bytes) -> Answer | None:
        text = self._open("answers", row, sealed)
        return None if text is None else _answer_from_json(text)

    def _key(self) -> bytes | None:
        return self._keys.get(self._worker)


def untrimmed(uow: UnitOfWork, today: date) -> Sequence[str]:
    """Whose memory was not looked through today."""
    told = {"in_workspace": uow.workspace, "by_now": today}
    return uow.connection.execute(UNTRIMMED, told).scalars().all()


def _answer_to_json(answer: Answer) -> bytes:
    told: dict[str, Any] = {
        "feeling": answer.feeling,
        "outcome": answer.outcome,
        "at": None if answer.given_at is None else answer.given_at.isoformat(),
    }
    return json.dumps(told).encode()


def _answer_from_json(text: bytes) -> Answer:
    told = json.loads(text)
    return Answer(
        feeling=None if told["feeling"] is None else Feeling(told["feeling"]),
        outcome=None if told["outcome"] is None else Outcome(told["outcome"]),
        given_at=None if told["at"] is None else datetime.fromisoformat(told["at"]),
    )


def _preferences_to_json(preferences: Preferences) -> bytes:
    told = {
        "helps": preferences.helps,
        "not_again": preferences.not_again,
        "settings": sorted(preferences.settings),
    }
    return json.dumps(told, separators=(",", ":")).encode()


def _preferences_from_json(text: bytes) -> Preferences:
    """What a later release has added is passed over."""
    told = json.loads(text)
    known = {setting for setting in PersonalSetting if setting in told["settings"]}
    return Preferences(tuple(told["helps"]), tuple(told["not_again"]), frozenset(known))
