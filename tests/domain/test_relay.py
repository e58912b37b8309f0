"""Whom the relay asks next: never twice, never more than have a place, the least loaded first."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buddy_requests import (
    BuddyOffer,
    BuddyRequest,
    OfferState,
    RequestState,
    Route,
    new_request,
)
from bot.domain.relay import Giver, Pace, lapsed, next_look, score, whom_to_ask
from tests.fakes import TWO_AT_NIGHT

NOW = TWO_AT_NIGHT
MINUTES = [0, 1, 3, 4, 5, 11, 60, 23 * 60, 25 * 60, 6 * 24 * 60, 27 * 24 * 60]
ago = st.sampled_from(MINUTES).map(lambda minutes: NOW - timedelta(minutes=minutes))


@st.composite
def crowds(draw: st.DrawFn) -> list[Giver]:
    names = draw(st.lists(st.sampled_from("ABCDEFGHIJ"), unique=True))
    return [
        Giver(
            name,
            draw(st.integers(1, 3)),
            tuple(draw(st.lists(ago, max_size=4))),
            draw(st.none() | ago),
            draw(st.booleans()),
        )
        for name in names
    ]


@st.composite
def offered(draw: st.DrawFn) -> list[BuddyOffer]:
    names = draw(st.lists(st.sampled_from("ABCDEFGHIJ"), unique=True, max_size=5))
    states = st.sampled_from([OfferState.OPEN, OfferState.CLOSED])
    return [
        BuddyOffer(f"o{name}", "r", name, draw(states), draw(ago), draw(st.booleans()))
        for name in names
    ]


def request(route: Route = Route.ANYONE) -> BuddyRequest:
    return replace(new_request("r", "Z", route, NOW, NOW), state=RequestState.LOOKING)


@given(crowds(), offered(), st.sampled_from(Route))
def test_nobody_twice_nobody_who_rests_and_no_more_than_have_a_place(
    givers: list[Giver], offers: list[BuddyOffer], route: Route
) -> None:
    chosen = whom_to_ask(request(route), offers, givers, NOW)
    names = [one.id for one in chosen]
    assert len(set(names)) == len(names)
    assert not {*names} & {one.buddy for one in offers}
    assert not [one for one in chosen if one.rests(NOW)]
    open_ones = [one for one in offers if one.state is OfferState.OPEN]
    in_place = [one for one in open_ones if one not in lapsed(offers, NOW)]
    assert len(chosen) + len(in_place) <= max(2, len(in_place))


@given(offered(), st.sampled_from(Route))
def test_the_next_look_is_later_and_never_after_the_end(
    offers: list[BuddyOffer], route: Route
) -> None:
    asked = request(route)
    late = {one.id for one in lapsed(offers, NOW)}
    there = [replace(o, state=OfferState.CLOSED) if o.id in late else o for o in offers]
    assert NOW < next_look(asked, there, NOW) <= asked.ends_at
    at_the_end = asked.ends_at
    assert next_look(asked, there, at_the_end) <= at_the_end


@given(crowds())
def test_the_order_in_which_they_are_named_changes_nothing(givers: list[Giver]) -> None:
    one = whom_to_ask(request(), [], givers, NOW)
    assert one == whom_to_ask(request(), [], list(reversed(givers)), NOW)


def test_ones_own_buddy_is_asked_alone_and_then_the_others() -> None:
    buddy, other = Giver("B", 2, is_partner=True), Giver("A", 2)
    mine = request(Route.MY_BUDDY)
    assert whom_to_ask(mine, [], [buddy, other], NOW) == [buddy]
    asked = BuddyOffer("o", "r", "B", OfferState.OPEN, NOW, is_named=True)
    assert whom_to_ask(mine, [asked], [buddy, other], NOW) == []
    assert next_look(mine, [asked], NOW) == NOW + timedelta(minutes=4)
    declined = replace(asked, state=OfferState.CLOSED)
    assert whom_to_ask(mine, [declined], [buddy, other], NOW) == [other]


def test_who_has_had_less_to_do_is_asked_first() -> None:
    fresh = Giver("Z", 2)
    days = {
        "talked this week": Giver("A", 2, (NOW - timedelta(days=3),)),
        "talked this month": Giver("A", 2, (NOW - timedelta(days=20),)),
        "asked an hour ago": Giver("A", 2, (), NOW - timedelta(hours=1)),
    }
    for why, loaded in days.items():
        assert whom_to_ask(request(), [], [loaded, fresh], NOW, Pace(at_once=1)) == [fresh], why


def test_continuity_outweighs_one_talk_of_two_a_week() -> None:
    talked = (NOW - timedelta(days=3),)
    assert score(Giver("A", 2, talked, is_partner=True), NOW) > score(Giver("B", 2, talked), NOW)
    assert score(Giver("A", 2, talked, is_partner=True), NOW) > score(Giver("B", 2), NOW) - 0.1
