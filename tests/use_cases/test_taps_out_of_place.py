"""Taps by the wrong person, from another workspace, twice, or on a page of long ago change nothing."""

from collections.abc import Callable

import pytest

from bot.domain.buddy_requests import OfferState, RequestState, Route
from bot.use_cases import buddy_requests, relay
from tests.use_cases.circle import ASKER, Circle
from tests.use_cases.desk import Desk

Tap = Callable[[str, str, Desk], object]
TAPS: dict[str, Tap] = {
    "I'm here": lambda who, offer, desk: relay.say_yes(who, offer, desk.place),
    "In 30 minutes": lambda who, offer, desk: relay.say_yes(who, offer, desk.place, later=True),
    "I can't this time": lambda who, offer, desk: relay.say_no(who, offer, desk.place),
    "Pass it on": lambda who, offer, desk: relay.pass_on(who, offer, desk.place),
}


@pytest.mark.parametrize("tap", TAPS.values(), ids=TAPS)
@pytest.mark.parametrize("who", [ASKER, "U2", "U0STRANGER"])
def test_nobody_answers_for_another_the_asker_included(desk: Desk, who: str, tap: Tap) -> None:
    circle = Circle(desk, "U1", "U2")
    circle.asks()
    offer = circle.offer_to("U1")
    assert tap(who, offer.id, desk) in (None, relay.COVERED)
    desk.passes()
    assert circle.offer_to("U1") == offer
    assert circle.request().state is RequestState.LOOKING


@pytest.mark.parametrize("tap", TAPS.values(), ids=TAPS)
def test_an_offer_of_another_workspace_is_none_here(desk: Desk, tap: Tap) -> None:
    circle, elsewhere = Circle(desk, "U1"), Desk(desk.place.store, "T0ELSEWHERE")
    Circle(elsewhere, "U1")
    circle.asks()
    offer = circle.offer_to("U1")
    assert tap("U1", offer.id, elsewhere) in (None, relay.COVERED)
    assert circle.offer_to("U1").state is OfferState.OPEN
    assert elsewhere.arrived(ASKER) == []


def test_two_who_ask_at_once_are_not_sent_to_each_other(desk: Desk) -> None:
    """Both give on other days; tonight both would like company, and a third can come to one of them."""
    circle = Circle(desk, "U1", "U2", "U3")
    for asker in ("U1", "U2"):
        buddy_requests.ask(asker, Route.ANYONE, desk.key(), desk.place)
    desk.passes()
    asked = {offer for asker in ("U1", "U2") for offer in circle.offers(asker)}
    assert asked == {"U3"}


def test_who_was_asked_and_then_asks_may_still_say_yes(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.asks()
    circle.asks(asker="U1")
    assert circle.accepts("U1").asker == ASKER


def test_the_same_tap_again_and_a_page_of_long_ago_ask_once(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    key = desk.key()
    for _ in range(2):
        buddy_requests.ask(ASKER, Route.ANYONE, key, desk.place)
    desk.passes()
    circle.stops()
    buddy_requests.ask(ASKER, Route.ANYONE, key, desk.place)  # Slack brings it once more
    assert [one.state for one in circle.requests()] == [RequestState.CLOSED]


def test_a_guest_may_call(desk: Desk) -> None:
    """Calling somebody by name is no place in the pool of buddies."""
    circle = Circle(desk)
    circle.on_duty("U8")
    circle.changes(ASKER, is_guest=True)
    circle.calls("U8")
    assert desk.arrived("U8") == ["my_buddy_offer"]


def test_a_call_to_oneself_is_none(desk: Desk) -> None:
    circle = Circle(desk)
    circle.on_duty(ASKER)
    circle.calls(ASKER)
    assert circle.requests() == []
