"""What the clock does for many people: looked up beside the writer, then done a few at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot import logs
from bot.store.unit_of_work import StoreUnavailable, UnitOfWork
from bot.use_cases.workplace import Workplace

AT_ONCE = 25  # people in one transaction; between two of them the writer is everybody's

Due = TypeVar("Due")


@dataclass(frozen=True)
class Chore(Generic[Due]):
    """`do_one` holds the worker first, and answers False for one that is busy or already done."""

    name: str
    due: Callable[[UnitOfWork, datetime], Sequence[Due]]
    do_one: Callable[[UnitOfWork, Due, Workplace], bool]

    def look(self, place: Workplace) -> list[Sequence[Due]]:
        """All that is due, a few at a time."""
        with place.look() as uow:
            due = self.due(uow, place.now())
        return [due[at : at + AT_ONCE] for at in range(0, len(due), AT_ONCE)]

    def do(self, some: Sequence[Due], place: Workplace) -> int:
        """How many were done; one that fails is left for the next tick and stops nobody else's."""
        with place.begin() as uow:
            return sum(self._try(uow, one, place) for one in some)

    def _try(self, uow: UnitOfWork, one: Due, place: Workplace) -> bool:
        try:
            with uow.attempt():
                return self.do_one(uow, one, place)
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001  a mistake of ours must not cost the others theirs
            logs.note("chore.failed", name=self.name, error=fault)
            return False
