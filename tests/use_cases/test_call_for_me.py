"""Call for me: one coordinator by name, who was shown before; the next one only by another tap."""

from collections.abc import Callable

import pytest

from bot.domain.buddy_requests import RequestState, Route
from bot.domain.roles import Role
from bot.use_cases import buddy_requests, membership, relay
from tests.use_cases.circle import ASKER, Circle
from tests.use_cases.desk import Desk


def test_a_call_goes_to_one_by_name_and_a_yes_is_reported(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.on_duty("U8", "U9")
    assert buddy_requests.look(ASKER, desk.place).on_duty == "U8"
    circle.calls("U8")
    assert circle.asked() == ["U8"]
    assert desk.arrived("U8") == ["my_buddy_offer"]
    assert circle.accepts("U8").asker == ASKER
    desk.delivers()
    assert desk.arrived(ASKER) == ["buddy_is_here"]


def test_after_ten_minutes_that_is_said_and_the_next_one_is_called_only_by_a_tap(
    desk: Desk,
) -> None:
    circle = Circle(desk)
    circle.on_duty("U8", "U9")
    circle.calls("U8")
    desk.passes(minutes=10)
    assert desk.arrived(ASKER) == ["nobody_free"]
    assert desk.arrived("U9") == []
    assert buddy_requests.look(ASKER, desk.place).on_duty == "U9"
    circle.calls("U9")
    assert desk.arrived("U9") == ["my_buddy_offer"]


@pytest.mark.parametrize("comes", [False, True])
def test_looking_again_after_a_call_sends_nothing_before_it_is_shown(
    desk: Desk, *, comes: bool
) -> None:
    """The words for the list were never on the screen; what is drawn is the page of the next call."""
    circle = Circle(desk, "U1")
    circle.on_duty("U8", "U9")
    circle.calls("U8")
    if comes:
        circle.accepts("U8")
    desk.passes(minutes=10)
    assert circle.looks_again() is Route.LEAD
    desk.passes(minutes=5)
    assert len(circle.requests()) == 1
    assert desk.arrived("U1") == desk.arrived("U9") == []


def test_a_call_is_made_at_once(desk: Desk) -> None:
    """Whoever is called reads the name anyway: there is no minute to hide."""
    circle = Circle(desk)
    circle.on_duty("U8")
    desk.place.dice.pick = lambda options: options[-1]  # type: ignore[method-assign]  # the last one now
    circle.calls("U8")
    assert desk.arrived("U8") == ["my_buddy_offer"]


@pytest.mark.parametrize("so_far", ["for tomorrow", "asked", "held"])
def test_a_call_takes_the_place_of_what_was_asked_for_before(desk: Desk, so_far: str) -> None:
    circle = Circle(desk, "U1")
    circle.on_duty("U8")
    circle.asks(Route.MY_BUDDY, tomorrow=so_far == "for tomorrow")
    before = circle.request()
    if so_far == "held":
        circle.accepts("U1")
    circle.calls("U8")
    states = {one.id: one.state for one in circle.requests()}
    assert states.pop(before.id) is RequestState.CLOSED
    assert [*states.values()] == [RequestState.LOOKING]
    assert desk.arrived("U8") == ["my_buddy_offer"]
    assert desk.arrived("U1") == ([] if so_far == "for tomorrow" else ["buddy_offer", "offer_over"])
    circle.calls("U8")  # one who is being called is not called twice
    assert len(circle.requests()) == 2


def test_with_nobody_on_duty_there_is_nobody_to_call(desk: Desk) -> None:
    Circle(desk, "U1")
    assert buddy_requests.look(ASKER, desk.place).on_duty is None


def test_who_coordinates_no_more_when_they_say_yes_is_not_named(desk: Desk) -> None:
    """Rule 9 holds at this door too: the role was taken, or rests without a supporter."""
    circle = Circle(desk)
    circle.on_duty("U8")
    circle.calls("U8")
    with desk.place.begin() as uow:
        uow.roles.set_active("U8", Role.COORDINATOR, is_active=False)
    assert circle.accepts("U8") == relay.COVERED
    desk.delivers()
    assert desk.arrived(ASKER) == []


def coordinates_no_more(desk: Desk, person: str) -> None:
    with desk.place.begin() as uow:
        uow.roles.set_active(person, Role.COORDINATOR, is_active=False)


def is_erased(desk: Desk, person: str) -> None:
    desk.joins(person)
    membership.erase(person, desk.place)


@pytest.mark.parametrize("goes", [coordinates_no_more, is_erased])
def test_only_who_was_shown_is_called_and_who_is_gone_by_then_by_nobody(
    desk: Desk, goes: Callable[[Desk, str], None]
) -> None:
    """Between the tap and the call the first one goes, and another is next."""
    circle = Circle(desk)
    circle.on_duty("U8", "U9")
    buddy_requests.call(ASKER, "U8", desk.key(), desk.place)
    goes(desk, "U8")
    desk.passes()
    assert circle.asked() == []
    assert desk.arrived("U9") == []
    assert desk.arrived(ASKER) == ["nobody_free"]
    assert circle.request().state is RequestState.CLOSED
    assert buddy_requests.look(ASKER, desk.place).on_duty == "U9"


def test_one_who_becomes_the_first_meanwhile_is_not_called(desk: Desk) -> None:
    circle = Circle(desk)
    circle.on_duty("U8")
    buddy_requests.call(ASKER, "U8", desk.key(), desk.place)
    circle.on_duty("U0FIRST")
    desk.passes()
    assert circle.asked() == ["U8"]
    assert desk.arrived("U0FIRST") == []


def test_a_page_that_shows_another_than_the_next_calls_nobody(desk: Desk) -> None:
    circle = Circle(desk)
    circle.on_duty("U8", "U9")
    coordinates_no_more(desk, "U8")
    circle.calls("U8")
    assert circle.requests() == []
    assert desk.arrived("U9") == []


def test_one_who_is_being_asked_already_keeps_nobody_waiting(desk: Desk) -> None:
    circle = Circle(desk, "U8")
    circle.on_duty("U8", "U9")
    desk.joins("U7")
    circle.asks(asker="U7")
    circle.calls("U8")
    assert desk.arrived("U8") == ["buddy_offer"]
    assert desk.arrived(ASKER) == ["nobody_free"]
    assert buddy_requests.look(ASKER, desk.place).on_duty == "U9"
    circle.calls("U9")
    assert desk.arrived("U9") == ["my_buddy_offer"]
