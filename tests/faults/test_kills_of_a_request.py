"""kill -9 between any two steps of a request: done again, both hear of each other once."""

from collections import Counter
from contextlib import closing
from dataclasses import replace
from itertools import count

import pytest
import sqlalchemy as sa

from bot.clock import SystemDice
from bot.domain.buddy_requests import RequestState, Route
from bot.store import engines, migrate, tables
from bot.store.unit_of_work import Store
from bot.use_cases import buddy_requests, relay
from bot.use_cases.relay import RELAY
from tests.domain.makers import NOON
from tests.fakes import HandClock, LoadedDice
from tests.mortal import When, dies
from tests.store.hands import OLD, place_on
from tests.use_cases.circle import ASKER, Circle
from tests.use_cases.desk import Desk
from tests.winding import does

EVENING = "tests.faults.test_kills_of_a_request:evening"
LATER_THAN_THE_END = 1000
HEARD = {
    "buddy_is_here": 1,
    "you_are_the_buddy": 1,
    "after_care": 1,
    "found_each_other": 2,
}


class NoTwoAlike(LoadedDice):
    """Ids that no life before this one has given."""

    def token(self) -> str:
        return SystemDice().token()


def evening(address: str, workspace: str) -> None:
    """Ana asks, Ben says yes, and his minute goes by."""
    store = Store(engines.database_url(address), OLD)
    clock = HandClock(NOON)
    place = replace(place_on(store, clock), workspace=workspace, dice=NoTwoAlike())
    buddy_requests.ask(ASKER, Route.ANYONE, "asked once", place)
    does(RELAY, place)
    with place.look() as uow:
        (request,) = uow.buddy_requests.of(ASKER)
        offers = {one.buddy: one.id for one in uow.buddy_requests.offers_of(request.id)}
    assert relay.say_yes("U1", offers["U1"], place).asker == ASKER
    clock.move(minutes=1)
    does(RELAY, place)
    store.close()


def letters(store: Store, workspace: str) -> Counter[str]:
    outbox = tables.outbox
    with store.look(workspace) as uow:
        ours = sa.select(outbox.c.kind).where(outbox.c.workspace == workspace)
        return Counter(kind for kind in uow.connection.execute(ours).scalars() if kind in HEARD)


@pytest.mark.parametrize("when", ["before", pytest.param("at", marks=pytest.mark.deep)])
def test_a_request_that_is_killed_anywhere_goes_on_and_names_both_once(
    any_database_url: str, when: When
) -> None:
    url = engines.database_url(any_database_url)
    migrate.upgrade(url)
    with closing(Store(url, OLD)) as store:
        for number in count(1):
            evening_of = [any_database_url, f"T{number}"]
            Circle(Desk(store, evening_of[1]), "U1", "U2")
            died = dies(EVENING, evening_of, number, when)
            assert letters(store, evening_of[1]) in ({}, HEARD)
            assert not dies(EVENING, evening_of, LATER_THAN_THE_END, when)
            assert letters(store, evening_of[1]) == HEARD
            with store.look(evening_of[1]) as uow:
                (request,) = uow.buddy_requests.of(ASKER)
            assert (request.state, request.buddy) == (RequestState.MET, "U1")
            if not died:
                break
        assert number > len(["asked", "offered", "held", "met"])
