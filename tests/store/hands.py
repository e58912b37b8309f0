"""A store with people in it who have answered, for tests of keys, backups and forgetting."""

from datetime import timedelta
from functools import cache

from sqlalchemy.engine import URL

from bot.clock import Clock
from bot.domain.check_ins import Answer, Outcome
from bot.domain.practices import Feeling
from bot.store.unit_of_work import Store
from bot.store.vault import Vault
from bot.use_cases import membership
from bot.use_cases.workplace import Workplace
from bot.words import Library, load_library
from tests.domain.makers import NOON
from tests.fakes import HandClock, LoadedDice

WORKSPACE = "T1"
OLD, NEW, STRANGE = b"o" * 32, b"n" * 32, b"s" * 32
ANSWER = Answer(Feeling.VERY_HEAVY, Outcome.HEAVIER, NOON)
MONTH_ON = NOON + timedelta(days=30)


@cache
def library() -> Library:
    return load_library(None)


def place_on(store: Store, clock: Clock | None = None) -> Workplace:
    clock = clock or HandClock(NOON)
    return Workplace(WORKSPACE, store, clock, LoadedDice(), library(), timedelta(minutes=20))


def people(count: int) -> list[str]:
    return [f"U{number:03d}" for number in range(count)]


def with_answers(url: URL, count: int, master: bytes = OLD) -> None:
    """So many people who have joined, whose address is known, and who have answered once."""
    store = Store(url, master)
    place = place_on(store)
    for worker in people(count):
        membership.turn_on(worker, f"on-{worker}", place)
        with store.begin(WORKSPACE) as uow:
            known = uow.people.get(worker)
            assert known is not None
            known = known.__class__(
                **{**known.__dict__, "email_mark": uow.email_mark(address(worker))}
            )
            uow.people.save(known)
            Vault(uow, worker).keep(f"c-{worker}", f"r-{worker}", ANSWER, MONTH_ON)
    store.close()


def address(worker: str) -> str:
    return f"{worker.lower()}@lantern.example"


def who_can_read(url: URL, count: int, *keys: bytes) -> list[str]:
    """The people whose answer opens in a process that has these master keys."""
    store = Store(url, *keys)
    with store.look(WORKSPACE) as uow:
        found = [w for w in people(count) if Vault(uow, w).answers() == [ANSWER]]
    store.close()
    return found
