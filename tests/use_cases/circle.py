"""A few colleagues of whom some give: on a desk, all of them free at any hour until told otherwise."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.buddies import HOURS_A_WEEK, Buddy, PrivateLists
from bot.domain.buddy_requests import BuddyOffer, BuddyRequest, OfferState, Route
from bot.domain.roles import Role
from bot.domain.rounds import Pair, PairState
from bot.domain.supporters import Supporter
from bot.store.sealed import Sealed
from bot.use_cases import buddy_requests, relay
from tests.use_cases.desk import Desk
from tests.winding import forgets

ALWAYS = frozenset(range(HOURS_A_WEEK))
ASKER = "U0ASKER"
NOTHING = PrivateLists()


class Circle:
    """Ana asks; whoever is named gives."""

    def __init__(self, desk: Desk, *givers: str) -> None:
        self.desk = desk
        desk.joins(ASKER)
        for giver in givers:
            self.gives(giver)

    def gives(self, worker: str, lists: PrivateLists = NOTHING, **choices: Any) -> None:
        """They have read the guide and have a supporter outside Slack."""
        self.desk.joins(worker, zone="UTC")
        now = self.desk.now
        facts: dict[str, Any] = {"hours": ALWAYS, "guide_version": 1, "guide_read_at": now}
        buddy = Buddy(worker, gives=True, takes=True, since=now, **(facts | choices))
        with self.desk.place.begin() as uow:
            uow.buddies.save(buddy)
            uow.supporters.name(Supporter(worker, None, now, now))
            Sealed(uow).keep(worker, lists)

    def on_duty(self, *people: str) -> None:
        """They coordinate, so "Call for me" may call them."""
        with self.desk.place.begin() as uow:
            for person in people:
                uow.roles.name(person, Role.COORDINATOR, self.desk.now, is_active=True)

    def pairs(self, *members: str) -> None:
        """They are each other's buddies in the round that runs."""
        now = self.desk.now
        pair = Pair(self.desk.key(), members, "first_time", PairState.PROPOSED)
        with self.desk.place.begin() as uow:
            uow.pairs.add([pair])
            uow.pairs.hold(pair.id, now, now + timedelta(days=28))

    def changes(self, worker: str, **choices: Any) -> None:
        """Something about the worker's own row: quiet hours, do not disturb, a pause."""
        with self.desk.place.begin() as uow:
            uow.people.save(replace(self.desk.worker(worker), **choices))

    def asks(self, route: Route = Route.ANYONE, asker: str = ASKER, **more: Any) -> None:
        buddy_requests.ask(asker, route, self.desk.key(), self.desk.place, **more)
        self.desk.passes()

    def calls(self, whom: str, asker: str = ASKER) -> None:
        buddy_requests.call(asker, whom, self.desk.key(), self.desk.place)
        self.desk.passes()

    def looks_again(self, asker: str = ASKER, request: str | None = None) -> Route:
        """The button of the message in which a request ended; whose page is drawn then."""
        name = self.request(asker).id if request is None else request
        _, route = buddy_requests.ask_again(asker, name, self.desk.key(), self.desk.place)
        self.desk.passes()
        return route

    def stops(self, asker: str = ASKER) -> None:
        buddy_requests.stop(asker, self.desk.place)
        self.desk.passes()

    def accepts(self, buddy: str, **more: Any) -> relay.Met:
        return relay.say_yes(buddy, self.offer_to(buddy).id, self.desk.place, **more)

    def declines(self, buddy: str) -> None:
        relay.say_no(buddy, self.offer_to(buddy).id, self.desk.place)
        self.desk.passes()

    def forgets(self) -> None:
        """What is old goes, as in the hourly upkeep."""
        forgets(self.desk.place)

    # What is there now

    def request(self, asker: str = ASKER) -> BuddyRequest:
        """The latest one of this asker."""
        return self.requests(asker)[-1]

    def requests(self, asker: str = ASKER) -> list[BuddyRequest]:
        with self.desk.place.look() as uow:
            repository = uow.buddy_requests
            rows = uow.connection.execute(repository._all(repository._requests.c.asker == asker))
            found = sorted((row.made_at, row.id) for row in rows)
            return [one for _, name in found if (one := repository.get(name))]

    def offers(self, asker: str = ASKER) -> dict[str, BuddyOffer]:
        """Everybody who was asked for the latest request, by name."""
        with self.desk.place.look() as uow:
            offers = uow.buddy_requests.offers_of(self.request(asker).id)
        return {offer.buddy: offer for offer in offers}

    def offer_to(self, buddy: str) -> BuddyOffer:
        return self.offers()[buddy]

    def asked(self) -> list[str]:
        return sorted(self.offers())

    def open_ones(self) -> list[str]:
        offers = self.offers().values()
        return sorted(one.buddy for one in offers if one.state is OfferState.OPEN)
