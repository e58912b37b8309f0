"""Workers' keys at rest, each wrapped by the master key, and which master key a workspace is used with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa

from bot.store import sealing, tables
from bot.store.columns import insert
from bot.store.unit_of_work import StoreUnavailable, UnitOfWork

A_SAMPLE = 50  # keys that are tried where no release has noted yet which master key is in use


class KeysMovedOn(StoreUnavailable):
    """The workspace is used with another master key than this process has; nothing was written."""


class Standing(StrEnum):
    """Known: noted as in use. New: it fits and is to be noted. Wrong: it opens nothing here."""

    KNOWN = "known"
    NEW = "new"
    WRONG = "wrong"


@dataclass(frozen=True)
class Wrapped:
    worker: str
    key: bytes = field(repr=False)


class WorkerKeys:
    """The keys of one workspace, inside one unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._workspace = uow.workspace
        self._master = uow.master

    def get(self, worker: str) -> bytes | None:
        """The worker's key; None when there is none or it cannot be opened."""
        wrapped = self._connection.execute(
            sa.select(tables.worker_keys.c.wrapped).where(self._of(worker))
        ).scalar()
        return None if wrapped is None else self._master.unwrap(wrapped, self._workspace, worker)

    def make(self, worker: str) -> bytes:
        """A new key; one that cannot be opened any more is replaced.

        Only by a process that has every master key in use: one that lags behind a rotation, or was
        given a wrong key, must not overwrite what others can open.
        """
        self._insist_on_ours()
        key = sealing.new_key()
        self.destroy(worker)
        self._connection.execute(
            sa.insert(tables.worker_keys).values(
                workspace=self._workspace,
                worker=worker,
                wrapped=self._master.wrap(key, self._workspace, worker),
            )
        )
        return key

    def destroy(self, worker: str) -> None:
        self._connection.execute(sa.delete(tables.worker_keys).where(self._of(worker)))

    # All of them, page by page.

    def page(self, after: str, most: int) -> list[Wrapped]:
        """The next keys in the order of the workers' ids."""
        table = tables.worker_keys
        rows = self._connection.execute(
            sa.select(table.c.worker, table.c.wrapped)
            .where(table.c.workspace == self._workspace, table.c.worker > after)
            .order_by(table.c.worker)
            .limit(most)
        )
        return [Wrapped(row.worker, row.wrapped) for row in rows]

    def opens(self, wrapped: Wrapped) -> bool:
        return self._master.unwrap(wrapped.key, self._workspace, wrapped.worker) is not None

    def is_wrapped_anew(self, wrapped: Wrapped) -> bool:
        return self._master.is_wrapped_anew(wrapped.key, self._workspace, wrapped.worker)

    def wrap_anew(self, page: Sequence[Wrapped]) -> int:
        """Wrap with the current master key what the old one opens; a key that changed meanwhile stays."""
        return sum(self._wrap_anew(one) for one in page)

    def _wrap_anew(self, one: Wrapped) -> bool:
        if self.is_wrapped_anew(one):
            return False
        key = self._master.unwrap(one.key, self._workspace, one.worker)
        if key is None:
            return False
        table = tables.worker_keys
        done = self._connection.execute(
            sa.update(table)
            .where(self._of(one.worker), table.c.wrapped == one.key)
            .values(wrapped=self._master.wrap(key, self._workspace, one.worker))
        )
        return bool(done.rowcount)

    # Which master key is in use.

    def in_use(self) -> set[str]:
        """The fingerprints of the master keys that this workspace is used with."""
        table = tables.master_keys
        rows = self._connection.execute(
            sa.select(table.c.fingerprint).where(table.c.workspace == self._workspace)
        )
        return set(rows.scalars())

    def standing(self) -> Standing:
        """Whether this process has a master key that is in use."""
        in_use = self.in_use()
        if self._master.fingerprint in in_use:
            return Standing.KNOWN
        if in_use:
            return Standing.NEW if self._master.old_fingerprint in in_use else Standing.WRONG
        sample = self.page("", A_SAMPLE)
        if not sample:
            return Standing.KNOWN  # nothing is sealed yet: any key will do
        return Standing.NEW if any(self.opens(one) for one in sample) else Standing.WRONG

    def use_ours(self) -> None:
        """Note that the master keys of this process are in use, beside those that are already."""
        table = tables.master_keys
        rows = [{"workspace": self._workspace, "fingerprint": one} for one in self._accepted()]
        self._connection.execute(insert(self._connection, table).on_conflict_do_nothing(), rows)

    def use_current_only(self) -> None:
        """From now on a process with another master key makes no keys here."""
        self.use_ours()
        table = tables.master_keys
        self._connection.execute(
            sa.delete(table).where(
                table.c.workspace == self._workspace,
                table.c.fingerprint != self._master.fingerprint,
            )
        )

    def _insist_on_ours(self) -> None:
        """Held until the commit, so that a rotation cannot end while a key is made with the old one."""
        table = tables.master_keys
        rows = self._connection.execute(
            sa.select(table.c.fingerprint)
            .where(table.c.workspace == self._workspace)
            .with_for_update(read=True)
        )
        in_use = set(rows.scalars())
        if not in_use:
            self.use_ours()
        elif self._master.fingerprint not in in_use or in_use - set(self._accepted()):
            raise KeysMovedOn("another master key is in use")

    def _accepted(self) -> list[str]:
        old = self._master.old_fingerprint
        return [self._master.fingerprint, *([old] if old is not None else [])]

    def _of(self, worker: str) -> sa.ColumnElement[bool]:
        table = tables.worker_keys
        return sa.and_(table.c.workspace == self._workspace, table.c.worker == worker)
