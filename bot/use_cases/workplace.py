"""Where a use case works: one workspace's store, the business clock, the dice and the library."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock, Dice
from bot.domain.errors import ChecksAreOff
from bot.domain.languages import ENGLISH_ONLY, Languages
from bot.domain.people import Worker
from bot.store.unit_of_work import Store, UnitOfWork
from bot.words import Library


@dataclass(frozen=True)
class Workplace:
    """`settling` is the delay of everyone who has not chosen their own.

    `shows_unsigned` is for the demo alone: hard cards come before a clinician has signed them, marked.
    """

    workspace: str
    store: Store
    clock: Clock
    dice: Dice
    library: Library
    settling: timedelta
    languages: Languages = ENGLISH_ONLY
    shows_unsigned: bool = False

    def now(self) -> datetime:
        return self.clock.now()

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        return self.store.begin(self.workspace)

    def look(self) -> AbstractContextManager[UnitOfWork]:
        return self.store.look(self.workspace)

    @contextmanager
    def visit(self, worker: str) -> Iterator[UnitOfWork]:
        """A unit of work that the worker's own tap began; of the tap itself only the day is kept."""
        with self.begin() as uow:
            known = uow.people.locked(worker)
            today = day_of(self.now())
            if known is not None and known.last_tap_at != today:
                uow.people.save(replace(known, last_tap_at=today))
            yield uow


def day_of(now: datetime) -> datetime:
    """Of a tap only the day is kept, in UTC."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def known_worker(uow: UnitOfWork, worker: str) -> Worker:
    """The worker, held until the end of the transaction; ChecksAreOff for a stranger to us."""
    known = uow.people.locked(worker)
    if known is None or not known.is_on:
        raise ChecksAreOff
    return known
