"""Workplaces on real stores of both databases: one database a module, a workspace of its own a test."""

import itertools
from functools import cache

from bot.courier.claim import claim
from bot.courier.faults import Fault
from bot.courier.office import Office, Parcel, Sent
from bot.domain.check_ins import CheckIn, CheckInKind, CheckInState
from bot.domain.letters import LetterState
from bot.domain.people import Worker
from bot.store import migrate
from bot.store.engines import database_url
from bot.store.unit_of_work import Store
from bot.use_cases.check_ins import plan_offer
from bot.use_cases.workplace import Workplace
from bot.words import Library, load_library
from tests.courier.settling import settle_one
from tests.fakes import TWO_AT_NIGHT, HandClock, LoadedDice

_numbers = itertools.count(1)
WORKER = "U1"


@cache
def library() -> Library:
    return load_library(None)


def migrated_store(address: str) -> Store:
    url = database_url(address)
    migrate.upgrade(url)
    return Store(url, b"m" * 32)


class Place:
    """A workplace whose clocks stand still until moved, and a courier whose Slack is told by the test."""

    def __init__(self, store: Store) -> None:
        self.clock, self.wall = HandClock(), HandClock()
        dice = LoadedDice()
        workspace = f"P{next(_numbers)}"
        self.work = Workplace(
            workspace, store, self.clock, dice, library(), settling=TWO_AT_NIGHT - TWO_AT_NIGHT
        )
        self.office = Office(workspace, store, library(), self.clock, self.wall, dice)

    def passes(self, **by: float) -> None:
        self.clock.move(**by)
        self.wall.move(**by)

    def joins(self, worker: str = WORKER, **more: object) -> None:
        with self.work.begin() as uow:
            uow.people.save(Worker(worker, is_on=True, on_since=TWO_AT_NIGHT, **more))  # type: ignore[arg-type]  # any fields of a worker

    def plans(
        self,
        name: str = "c1",
        worker: str = WORKER,
        kind: CheckInKind = CheckInKind.SHIFT_END,
        **later: float,
    ) -> None:
        """A check-in and its letter, due now or later."""
        due = HandClock(self.clock.now()).move(**later)
        planned = CheckIn(name, worker, kind, CheckInState.PLANNED, due)
        with self.work.begin() as uow:
            plan_offer(uow, planned, self.work)

    def carries(self, fault: str | None = None) -> list[LetterState | None]:
        """Everything that may leave leaves, and Slack says this to each."""
        return [
            settle_one(parcel, _told(parcel, fault), self.office) for parcel in claim(self.office)
        ]


def _told(parcel: Parcel, fault: str | None) -> Sent:
    if fault is not None:
        return Sent(fault=Fault(fault))
    return Sent(f"D-{parcel.to}", parcel.ts or parcel.letter)
