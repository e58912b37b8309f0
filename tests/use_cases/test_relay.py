"""From asking to being named to each other: who is asked when, who wins, and who goes on the way."""

import pytest

from bot.domain.buddy_requests import RequestState, Route
from bot.use_cases import buddies, buddy_requests, membership, relay
from tests.use_cases.circle import ASKER, Circle
from tests.use_cases.desk import Desk


def test_two_are_asked_and_the_first_yes_names_both_after_a_minute(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2", "U3")
    circle.asks()
    assert circle.asked() == ["U1", "U2"]
    assert [desk.arrived(one) for one in ("U1", "U2", "U3")] == [
        ["buddy_offer"],
        ["buddy_offer"],
        [],
    ]
    met = circle.accepts("U1")
    assert (met.asker, met.is_held) == (ASKER, True)
    desk.passes(seconds=59)
    assert desk.arrived(ASKER) == []
    desk.passes(seconds=1)
    assert desk.arrived(ASKER) == ["buddy_is_here"]
    assert desk.arrived("U1") == ["buddy_offer", "offer_over", "you_are_the_buddy"]
    assert desk.arrived("U2") == ["buddy_offer", "offer_over"]
    assert circle.request().state is RequestState.MET


def test_in_thirty_minutes_is_a_yes_too(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.asks()
    circle.accepts("U1", later=True)
    desk.passes(minutes=1)
    assert desk.arrived(ASKER) == ["buddy_comes"]


def test_only_the_first_yes_wins(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2")
    circle.asks()
    assert circle.accepts("U2").asker == ASKER
    assert circle.accepts("U1") == relay.COVERED
    desk.passes(minutes=1)
    assert circle.accepts("U1") == relay.COVERED
    assert circle.request().buddy == "U2"


def test_a_redelivered_yes_says_the_same_again(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.asks()
    assert circle.accepts("U1") == circle.accepts("U1")


def test_a_decline_frees_the_place_at_once_and_a_lapse_after_four_minutes(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2", "U3", "U4")
    circle.asks()
    circle.declines("U1")
    assert circle.open_ones() == ["U2", "U3"]
    desk.passes(minutes=4)
    assert circle.asked() == ["U1", "U2", "U3", "U4"]
    assert circle.open_ones() == ["U4"]


def test_a_yes_after_the_place_has_gone_on_still_counts(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2", "U3")
    circle.asks()
    desk.passes(minutes=5)
    assert circle.accepts("U1").asker == ASKER


def test_it_ends_after_forty_five_minutes_and_everybody_reads_the_same(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2")
    circle.asks()
    circle.declines("U1")
    desk.passes(minutes=44)
    assert circle.request().state is RequestState.LOOKING
    desk.passes(minutes=1)
    assert circle.request().state is RequestState.CLOSED
    assert desk.arrived(ASKER) == ["nobody_free"]
    assert desk.arrived("U1") == desk.arrived("U2") == ["buddy_offer", "offer_over"]


def test_a_yes_that_comes_when_the_time_is_over_is_too_late(desk: Desk) -> None:
    """As after an outage, in the moment before the clockwork has looked."""
    circle = Circle(desk, "U1")
    circle.asks()
    desk.clock.move(minutes=45)
    assert circle.accepts("U1") == relay.COVERED
    desk.passes()
    assert desk.arrived(ASKER) == ["nobody_free"]


def test_stopping_takes_back_what_waits_and_edits_what_is_there(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2")
    circle.asks()
    circle.stops()
    assert circle.accepts("U1") == relay.COVERED
    assert desk.arrived("U1") == ["buddy_offer", "offer_over"]
    assert desk.arrived(ASKER) == []
    assert circle.request().state is RequestState.CLOSED


def test_who_passes_it_on_is_not_asked_again_and_the_asker_never_knows(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2", "U3")
    circle.asks()
    circle.accepts("U1")
    assert relay.pass_on("U1", circle.offer_to("U1").id, desk.place) is None
    desk.passes(minutes=2)
    assert circle.asked() == ["U1", "U2", "U3"]
    assert desk.arrived(ASKER) == []
    assert circle.request().buddy is None
    assert circle.accepts("U2").asker == ASKER


def test_after_the_minute_it_cannot_be_passed_on(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.asks()
    circle.accepts("U1")
    desk.passes(minutes=1)
    assert relay.pass_on("U1", circle.offer_to("U1").id, desk.place) == ASKER
    assert circle.request().state is RequestState.MET


def test_one_open_request_at_a_time(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.asks()
    circle.asks()
    assert len(circle.requests()) == 1


def test_a_buddy_with_an_open_offer_is_not_offered_another(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2", "U3")
    circle.asks()
    desk.joins("U9")
    circle.asks(asker="U9")
    assert sorted(circle.offers("U9")) == ["U3"]


def test_ones_own_buddy_is_asked_first_and_by_name_and_a_yes_is_told_at_once(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2", "U3")
    circle.gives(ASKER)
    circle.pairs(ASKER, "U3")
    assert buddy_requests.look(ASKER, desk.place).partner == "U3"
    circle.asks(Route.MY_BUDDY)
    assert circle.asked() == ["U3"]
    assert desk.arrived("U3") == ["my_buddy_offer"]
    met = circle.accepts("U3")
    assert (met.asker, met.is_held) == (ASKER, False)
    desk.delivers()
    assert desk.arrived(ASKER) == ["buddy_is_here"]


def test_when_ones_own_buddy_cannot_the_others_are_asked_without_a_name(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2", "U3")
    circle.gives(ASKER)
    circle.pairs(ASKER, "U3")
    circle.asks(Route.MY_BUDDY)
    circle.declines("U3")
    assert circle.open_ones() == ["U1", "U2"]
    assert [desk.arrived(one) for one in ("U1", "U2")] == [["buddy_offer"]] * 2
    desk.passes(minutes=45)
    assert desk.arrived("U3") == ["my_buddy_offer", "offer_over"]


def test_the_start_is_spread(desk: Desk) -> None:
    """The dice of a desk always fall on the first: what matters is that they are thrown."""
    circle = Circle(desk, "U1")
    desk.place.dice.pick = lambda options: options[-1]  # type: ignore[method-assign]  # the last one now
    circle.asks()
    assert desk.arrived("U1") == []
    desk.passes(seconds=89)
    assert desk.arrived("U1") == []
    desk.passes(seconds=1)
    assert desk.arrived("U1") == ["buddy_offer"]


# Somebody goes


@pytest.mark.parametrize("goes", ["leaves the list", "is erased"])
@pytest.mark.parametrize("when", ["asked", "held"])
def test_a_buddy_who_goes_leaves_the_request_to_others(desk: Desk, goes: str, when: str) -> None:
    circle = Circle(desk, "U1", "U2", "U3")
    circle.asks()
    if when == "held":
        circle.accepts("U1")
    if goes == "is erased":
        assert membership.erase("U1", desk.place) != []
    else:
        buddies.leave("U1", desk.place)
    desk.passes(seconds=90)
    assert circle.request().state is RequestState.LOOKING
    assert circle.open_ones() == ["U2", "U3"]
    assert desk.arrived(ASKER) == []


@pytest.mark.parametrize("when", ["asked", "held", "met"])
def test_an_asker_who_is_erased_is_named_nowhere(desk: Desk, when: str) -> None:
    circle = Circle(desk, "U1", "U2")
    circle.asks()
    offer = circle.offer_to("U1").id
    if when != "asked":
        circle.accepts("U1")
    if when == "met":
        desk.passes(minutes=1)
    membership.erase(ASKER, desk.place)
    desk.passes(minutes=2)
    assert desk.arrived("U2") == ["buddy_offer", "offer_over"]
    assert relay.say_yes("U2", offer, desk.place) == relay.COVERED
    with desk.place.look() as uow:
        assert uow.buddy_requests.offer(offer) is None


def test_who_came_to_somebody_is_forgotten_with_them(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.asks()
    circle.accepts("U1")
    desk.passes(minutes=1)
    membership.erase("U1", desk.place)
    assert circle.request().buddy is None
