"""Of several who say yes at once one wins; and whoever stops, and whoever comes, cannot both have it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest

from bot.domain.buddy_requests import RequestState, Route
from bot.store.unit_of_work import Store, StoreUnavailable
from bot.use_cases import buddy_requests, relay
from tests.store.stores import empty
from tests.use_cases.circle import ASKER, Circle
from tests.use_cases.desk import Desk
from tests.winding import does

GIVERS = ("U1", "U2", "U3")


@pytest.fixture
def hands() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(len(GIVERS)) as pool:
        yield pool


def at_once(hands: ThreadPoolExecutor, *acts: Callable[[], object]) -> list[object]:
    """All of them begin at the same moment, as if in processes of their own.

    Whom a busy machine keeps waiting for longer than a second has done nothing, and taps again.
    """
    start = Barrier(len(acts))

    def act(what: Callable[[], object]) -> object:
        start.wait(timeout=20)
        while True:
            with suppress(StoreUnavailable):
                return what()

    return list(hands.map(act, acts))


def asked_by_all(circle: Circle) -> dict[str, str]:
    """A request that three buddies have before them: two places, and one of them has lapsed."""
    circle.asks()
    circle.desk.passes(minutes=4)
    return {buddy: offer.id for buddy, offer in circle.offers().items()}


def race(circle: Circle, hands: ThreadPoolExecutor) -> None:
    """One winner, who is named to the asker; everybody else reads that it is covered."""
    offers, place = asked_by_all(circle), circle.desk.place
    assert sorted(offers) == [*GIVERS]
    yes = [lambda b=b, o=o: relay.say_yes(b, o, place) for b, o in offers.items()]
    met = dict(zip(offers, at_once(hands, *yes), strict=True))
    winners = [buddy for buddy, one in met.items() if one != relay.COVERED]
    assert len(winners) == 1
    circle.desk.passes(minutes=1)
    request = circle.request()
    assert (request.state, request.buddy) == (RequestState.MET, winners[0])
    circle.desk.passes(days=9)


def stop_race(circle: Circle, hands: ThreadPoolExecutor) -> None:
    """Taken back and accepted at the same moment: the letters to both, or none at all."""
    offers, place, desk = asked_by_all(circle), circle.desk.place, circle.desk
    before = desk.arrived(ASKER).count("buddy_is_here")
    at_once(
        hands,
        lambda: buddy_requests.stop(ASKER, place),
        lambda: relay.say_yes("U1", offers["U1"], place),
        lambda: relay.say_no("U2", offers["U2"], place),
    )
    desk.passes(minutes=1)
    assert circle.request().state is RequestState.CLOSED
    assert circle.request().buddy is None
    assert desk.arrived(ASKER).count("buddy_is_here") == before
    desk.passes(days=9)


@pytest.mark.parametrize("one", [race, stop_race])
def test_whoever_comes_at_the_same_moment(
    one_store: Store, hands: ThreadPoolExecutor, one: Callable[[Circle, ThreadPoolExecutor], None]
) -> None:
    circle = circle_in(one_store)
    for _ in range(3):
        one(circle, hands)


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("one", [race, stop_race])
def test_whoever_comes_at_the_same_moment_a_thousand_times(
    one_store: Store, hands: ThreadPoolExecutor, one: Callable[[Circle, ThreadPoolExecutor], None]
) -> None:
    circle = circle_in(one_store)
    for _ in range(1000):
        one(circle, hands)
        circle.forgets()


def circle_in(store: Store) -> Circle:
    return Circle(Desk(empty(store)), *GIVERS)


def test_one_asker_has_one_open_request(one_store: Store, hands: ThreadPoolExecutor) -> None:
    circle = circle_in(one_store)
    place = circle.desk.place
    ask = [lambda k=k: buddy_requests.ask(ASKER, Route.ANYONE, f"tap-{k}", place) for k in range(3)]
    at_once(hands, *ask)
    assert len(circle.requests()) == 1


def test_two_requests_never_ask_the_same_buddy_at_once(
    one_store: Store, hands: ThreadPoolExecutor
) -> None:
    """Looked at by two processes at the same moment, with one buddy between them."""
    circle = circle_in(one_store)
    desk = circle.desk
    for giver in GIVERS[1:]:
        circle.gives(giver, hours=frozenset())
    askers = [f"U0ASK{n}" for n in range(3)]
    for asker in askers:
        buddy_requests.ask(asker, Route.ANYONE, desk.key(), desk.place)
    at_once(hands, *[lambda: does(relay.RELAY, desk.place)] * 3)
    assert [buddy for asker in askers for buddy in circle.offers(asker)] == ["U1"]
