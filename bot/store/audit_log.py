"""The audit log as rows that are only added; where it begins and ends is sealed with the master key."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import Any

import sqlalchemy as sa

from bot.domain.audit import COMMAND_LINE, Act, Chain, Entry
from bot.store import sealing, tables
from bot.store.columns import among, insert

LOG, NAMES, CHAIN = tables.audit_log, tables.audit_names, tables.audit_chain


class AuditLog:
    """What coordinators did in one workspace; `seals` gives the seal to write, then those still good."""

    def __init__(
        self, connection: sa.Connection, workspace: str, seals: Callable[[str], list[str]]
    ) -> None:
        self._connection = connection
        self._workspace = workspace
        self._seals = seals

    def note(
        self,
        actor: str,
        act: Act,
        now: datetime,
        *,
        person: str | None = None,
        thing: str | None = None,
    ) -> None:
        """Add an entry. `person` is whom it is about, kept as a mark; `thing` an id of ours or a number.

        Whoever notes something at the same time waits for the end of this transaction.
        """
        chain = self._held_chain()
        entry = Entry(
            number=chain.last + 1,
            at=now,
            actor=actor if actor == COMMAND_LINE else self._mark_of(actor),
            act=act.value,
            about=thing if person is None else self._mark_of(person),
            before=chain.mark,
        )
        mark = entry.mark(self._workspace)
        row = {**entry.__dict__, "workspace": self._workspace, "mark": mark}
        self._connection.execute(sa.insert(LOG).values(row))
        self._save_chain(replace(chain, last=entry.number, mark=mark))

    def latest(self, most: int, before: int | None = None) -> Sequence[Entry]:
        """The newest entries, the newest first, or those before a number.

        People are Slack ids where a mark still stands for somebody.
        """
        named = self._named()
        older = [] if before is None else [LOG.c.number < before]
        rows = self._connection.execute(
            sa.select(LOG).where(self._of(LOG), *older).order_by(LOG.c.number.desc()).limit(most)
        )
        return [
            replace(
                _entry(row),
                actor=named.get(row.actor, row.actor),
                about=named.get(row.about, row.about),
            )
            for row in rows
        ]

    def forget(self, person: str) -> None:
        """From here on the person's mark stands for nobody; the chain holds."""
        self._connection.execute(sa.delete(NAMES).where(self._of(NAMES), NAMES.c.person == person))

    def broken_at(self) -> int | None:
        """The number of the first entry that is not as it was written, or not there; None when all are.

        An end that was cut off, or a beginning that was moved, is told by the seal: then it is the
        number of the last entry.
        """
        row = self._connection.execute(sa.select(CHAIN).where(self._of(CHAIN))).first()
        chain = Chain() if row is None else _chain(row)
        expected, before = chain.first, chain.before
        rows = self._connection.execute(sa.select(LOG).where(self._of(LOG)).order_by(LOG.c.number))
        for found in rows:
            entry = _entry(found)
            is_next = entry.number == expected and entry.before == before
            if not is_next or found.mark != entry.mark(self._workspace):
                return expected
            expected, before = expected + 1, found.mark
        is_whole = (expected - 1, before) == (chain.last, chain.mark)
        is_sealed = row is None or row.seal in self._seals(_told(chain))
        return None if is_whole and is_sealed else expected - 1

    def prune(self, before: datetime, most: int) -> int:
        """Let the oldest entries go, so many at most; the chain begins after them from then on.

        With them goes who was named in these alone.
        """
        old = self._oldest(before, most)
        if not old:
            return 0
        chain = self._held_chain()
        going = [row for turn, row in enumerate(old) if row.number == chain.first + turn]
        if not going:
            return 0
        last = going[-1]
        self._save_chain(replace(chain, first=last.number + 1, before=last.mark))
        done = self._connection.execute(
            sa.delete(LOG).where(self._of(LOG), LOG.c.number <= last.number)
        )
        self._let_go_of_unused_names({row.actor for row in going} | {row.about for row in going})
        return done.rowcount

    def _let_go_of_unused_names(self, marks: set[str | None]) -> None:
        """Of these marks those that stand in no entry any more; who notes one now waits for the chain."""
        used = sa.union(
            *(sa.select(one).where(self._of(LOG)) for one in (LOG.c.actor, LOG.c.about))
        )
        still = set(self._connection.execute(used).scalars())
        gone = among(NAMES.c.mark, sorted(mark for mark in marks - still if mark))
        self._connection.execute(sa.delete(NAMES).where(self._of(NAMES), gone))

    def _oldest(self, before: datetime, most: int) -> Sequence[Any]:
        """A look only: as long as nothing is old, nobody is held up."""
        rows = sa.select(LOG).where(self._of(LOG))
        found = self._connection.execute(rows.order_by(LOG.c.number).limit(most)).all()
        return list(takewhile(lambda row: row.at < before, found))

    def seal_anew(self) -> None:
        """With the master key that is current now, as it stands."""
        row = self._connection.execute(sa.select(CHAIN).where(self._of(CHAIN))).first()
        if row is not None:
            self._save_chain(self._held_chain())

    def _held_chain(self) -> Chain:
        """Held until the end of the transaction; the first to ask makes it."""
        held = sa.select(CHAIN).where(self._of(CHAIN)).with_for_update()
        row = self._connection.execute(held).first()
        if row is None:
            new = {**Chain().__dict__, "seal": self._seals(_told(Chain()))[0]}
            self._connection.execute(
                insert(self._connection, CHAIN)
                .values(workspace=self._workspace, **new)
                .on_conflict_do_nothing()
            )
            row = self._connection.execute(held).one()
        return _chain(row)

    def _save_chain(self, chain: Chain) -> None:
        self._connection.execute(
            sa.update(CHAIN)
            .where(self._of(CHAIN))
            .values(**chain.__dict__, seal=self._seals(_told(chain))[0])
        )

    def _mark_of(self, person: str) -> str:
        """Drawn by lot, so that nobody can try ids on it once it stands for nobody."""
        mine = sa.select(NAMES.c.mark).where(self._of(NAMES), NAMES.c.person == person)
        mark = self._connection.execute(mine).scalar()
        if mark is None:
            mark = sealing.new_key().hex()
            row = {"workspace": self._workspace, "mark": mark, "person": person}
            self._connection.execute(sa.insert(NAMES).values(row))
        return str(mark)

    def _named(self) -> dict[str | None, str]:
        rows = self._connection.execute(
            sa.select(NAMES.c.mark, NAMES.c.person).where(self._of(NAMES))
        )
        return {row.mark: row.person for row in rows}

    def _of(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.workspace == self._workspace


def _entry(row: Any) -> Entry:  # noqa: ANN401  a row has the columns of the table
    return Entry(row.number, row.at, row.actor, row.act, row.about, row.before)


def _chain(row: Any) -> Chain:  # noqa: ANN401  as above
    return Chain(row.first, row.before, row.last, row.mark)


def _told(chain: Chain) -> str:
    return repr((chain.first, chain.before, chain.last, chain.mark))
