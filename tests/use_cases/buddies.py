"""People on the list of buddies, set up in a line."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.buddies import PrivateLists, Way
from bot.domain.hellos import Hello, HelloKind
from bot.domain.supporters import Supporter
from bot.store.sealed import Sealed
from bot.use_cases import buddies, hellos
from tests.use_cases.desk import Desk

ALL_WEEK = frozenset(range(168))
FIVE = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)  # the civil hour of that Saturday in Lisbon


def lists_up(desk: Desk, *people: str, **choices: Any) -> None:
    """Both ways, with every hour named; their check-ins stay off. Choices are those of a worker."""
    for person in people:
        known = buddies.join(person, Way.BOTH, desk.place)
        with desk.place.begin() as uow:
            uow.people.save(replace(known, **{"zone": "Europe/Lisbon", **choices}))
            uow.buddies.save(replace(buddies.listed(uow, person), hours=ALL_WEEK))


def supports(desk: Desk, person: str, supporter: str | None = None) -> None:
    """Somebody has agreed to it."""
    with desk.place.begin() as uow:
        uow.supporters.name(Supporter(person, supporter, desk.now, desk.now))


def avoids(desk: Desk, person: str, *others: str) -> None:
    buddies.keep_lists(person, others, (), (), desk.place)


def lists_of(desk: Desk, person: str) -> PrivateLists | None:
    with desk.place.look() as uow:
        return Sealed(uow).lists_of(person)


def hellos_of(desk: Desk, person: str) -> list[Hello]:
    with desk.place.look() as uow:
        return uow.hellos.of(person)


def offers(desk: Desk, one: str, other: str, days: int = 7, kind: str = "hello") -> None:
    hellos.offer(one, other, HelloKind(kind), days, desk.place)


def say_hello(desk: Desk, one: str = "U1", other: str = "U2", **more: Any) -> Hello:
    """Both are on the list, one offers and the other takes it."""
    lists_up(desk, one, other)
    offers(desk, one, other, **more)
    taken = hellos.take(hellos_of(desk, other)[-1].id, other, desk.place)
    assert taken is not None
    return taken


def days_go_by(desk: Desk, days: int = 1) -> None:
    """Each up to five in the afternoon, when hellos come to who lives in Lisbon."""
    for _ in range(days):
        desk.winds()
        five = FIVE + timedelta(days=max(0, (desk.now - FIVE).days + 1))
        desk.passes(seconds=(five - desk.now) / timedelta(seconds=1))
