"""Private lists: sealed with each worker's own key, and opened only to place people."""

import json
from datetime import datetime

import sqlalchemy as sa

from bot.domain.buddies import PrivateLists, Share, Topic
from bot.store import sealing, tables
from bot.store.columns import insert
from bot.store.unit_of_work import UnitOfWork
from bot.store.worker_keys import WorkerKeys

LISTS_LENGTH = 1536  # twice thirty Slack ids, every topic and every share, with room to spare


class Sealed:
    """The private lists of one workspace, inside one unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._keys = WorkerKeys(uow)
        self._workspace = uow.workspace

    def lists_of(self, worker: str) -> PrivateLists | None:
        """None for who is on no list, and where the key is lost: then they are placed with nobody."""
        table = tables.private_lists
        sealed = self._connection.execute(
            sa.select(table.c.sealed).where(
                table.c.workspace == self._workspace, table.c.worker == worker
            )
        ).scalar()
        return None if sealed is None else self._open(worker, sealed)

    def all_lists(self) -> dict[str, PrivateLists]:
        """By worker, of everybody whose lists can be opened; nobody else may be placed."""
        table = tables.private_lists
        rows = self._connection.execute(
            sa.select(table.c.worker, table.c.sealed).where(table.c.workspace == self._workspace)
        )
        opened = {row.worker: self._open(row.worker, row.sealed) for row in rows.all()}
        return {worker: lists for worker, lists in opened.items() if lists is not None}

    def keep(self, worker: str, lists: PrivateLists) -> None:
        """One row of one length for everybody who opted in, whatever is in it."""
        key = self._keys.get(worker) or self._keys.make(worker)
        sealed = sealing.seal(key, _to_json(lists), self._place(worker), LISTS_LENGTH)
        adding = insert(self._connection, tables.private_lists).values(
            workspace=self._workspace, worker=worker, sealed=sealed
        )
        self._connection.execute(
            adding.on_conflict_do_update(
                index_elements=["workspace", "worker"], set_={"sealed": sealed}
            )
        )

    def _open(self, worker: str, sealed: bytes) -> PrivateLists | None:
        key = self._keys.get(worker)
        if key is None:
            return None
        try:
            return _from_json(sealing.unseal(key, sealed, self._place(worker)))
        except sealing.CannotOpen:
            return None

    def _place(self, worker: str) -> sealing.Place:
        return sealing.Place(self._workspace, worker, "private_lists", worker, "sealed")


def _to_json(lists: PrivateLists) -> bytes:
    told = {
        "not_with": sorted(lists.not_with),
        "topics": sorted(lists.topics),
        "shares": sorted(lists.shares),
        "rests_until": _told(lists.rests_until),
        "rests_from": _told(lists.rests_from),
        "different": sorted(lists.different),
    }
    return json.dumps(told, separators=(",", ":")).encode()


def _from_json(text: bytes) -> PrivateLists:
    """What a later release has added is passed over."""
    told = json.loads(text)
    return PrivateLists(
        not_with=frozenset(told["not_with"]),
        topics=frozenset(topic for topic in Topic if topic in told["topics"]),
        shares=frozenset(share for share in Share if share in told["shares"]),
        rests_until=_moment(told["rests_until"]),
        rests_from=_moment(told.get("rests_from")),
        different=frozenset(told.get("different", ())),
    )


def _told(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(told: str | None) -> datetime | None:
    return None if told is None else datetime.fromisoformat(told)
