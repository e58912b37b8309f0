"""Colleagues on the list of buddies, paired or on duty, without the pages on which they would do it."""

from datetime import timedelta

from bot.domain.buddies import HOURS_A_WEEK, Buddy, PrivateLists
from bot.domain.people import Worker
from bot.domain.roles import Role
from bot.domain.rounds import Pair, PairState
from bot.domain.supporters import Supporter
from bot.sandbox.seats import Seat
from bot.store.sealed import Sealed
from bot.use_cases.workplace import Workplace
from tests.stories.stage import Stage


def gives(scene: Stage, name: str) -> Seat:
    """This person gives at any hour, has read the guide and has a supporter outside Slack."""
    seat = scene.seat(name)
    scene._run(scene.services.threads.write(_puts_on_the_list, seat.id, scene.services.place))
    return seat


def are_a_pair(scene: Stage, *seats: Seat) -> None:
    """In the round that runs now."""
    people = tuple(sorted(seat.id for seat in seats))
    scene._run(scene.services.threads.write(_pairs, people, scene.services.place))


def is_on_duty(scene: Stage, name: str) -> Seat:
    """This person coordinates, so "Call for me" may call them."""
    seat = scene.seat(name)
    scene._run(scene.services.threads.write(_names, seat.id, scene.services.place))
    return seat


def _pairs(people: tuple[str, ...], place: Workplace) -> None:
    now = place.now()
    pair = Pair(place.dice.token(), people, "first_time", PairState.PROPOSED)
    with place.begin() as uow:
        uow.pairs.add([pair])
        uow.pairs.hold(pair.id, now, now + timedelta(days=28))


def _names(person: str, place: Workplace) -> None:
    with place.begin() as uow:
        uow.roles.name(person, Role.COORDINATOR, place.now(), is_active=True)


def _puts_on_the_list(person: str, place: Workplace) -> None:
    now = place.now()
    hours = frozenset(range(HOURS_A_WEEK))
    buddy = Buddy(
        person, gives=True, takes=True, since=now, hours=hours, guide_version=1, guide_read_at=now
    )
    with place.begin() as uow:
        if uow.people.get(person) is None:
            uow.people.save(Worker(person, zone="UTC"))
        uow.buddies.save(buddy)
        uow.supporters.name(Supporter(person, None, now, now))
        Sealed(uow).keep(person, PrivateLists())
