"""Colleagues on the list of buddies, put there without the pages on which they would do it."""

from bot.domain.buddies import HOURS_A_WEEK, Buddy, PrivateLists
from bot.domain.people import Worker
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
