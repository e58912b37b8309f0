"""Any order of asks, answers, stops, leavings and time keeps what the relay promises to everybody."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import count, pairwise
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.domain.buddy_requests import BuddyOffer, BuddyRequest, OfferState, RequestState, Route
from bot.domain.errors import CareError
from bot.domain.letters import OFFERS
from bot.domain.roles import Role
from bot.store.unit_of_work import Store
from bot.use_cases import after_care, buddies, buddy_requests, membership, relay
from tests.store.stores import empty
from tests.use_cases.circle import Circle
from tests.use_cases.desk import Desk

ASKERS = ("U0A", "U0B", "U1")  # the last one gives, too
GIVERS = ("U1", "U2", "U3", "U4")
LEADS = ("U4", "U8")  # the first one gives, too
MOST_ASKED_AT_ONCE = 2

askers, givers = st.sampled_from(ASKERS), st.sampled_from(GIVERS)


class AnyOrder(RuleBasedStateMachine):
    store: ClassVar[Store]
    workspaces: ClassVar[Iterator[int]] = count()

    @initialize()
    def opens(self) -> None:
        self.desk = Desk(self.store, f"R{next(self.workspaces)}")
        self.circle = Circle(self.desk, *GIVERS)
        for person in (*ASKERS, *LEADS):
            self.desk.joins(person)
        self.circle.on_duty(*LEADS)
        self.seen: list[str] = []  # every offer that was ever made
        self.winners: dict[str, set[str]] = {}  # who was told a name, by request
        self.closed: set[tuple[str, str]] = set()  # what the door of an erasure makes the card
        self.asked: dict[str, list[str]] = {}

    # What people do

    @rule(asker=askers, route=st.sampled_from(Route), tomorrow=st.booleans())
    def asks(self, asker: str, route: Route, *, tomorrow: bool) -> None:
        buddy_requests.ask(asker, route, self.desk.key(), self.desk.place, tomorrow=tomorrow)
        self.goes_on()

    @rule(asker=askers)
    def asks_now(self, asker: str) -> None:
        self.asks(asker, Route.ANYONE, tomorrow=False)

    @rule(asker=askers, stale=st.booleans())
    def calls(self, asker: str, *, stale: bool) -> None:
        """As the page shows it now, or showed it before somebody else was the next."""
        shown = LEADS[-1] if stale else buddy_requests.look(asker, self.desk.place).on_duty
        buddy_requests.call(asker, shown or "nobody", self.desk.key(), self.desk.place)
        self.goes_on()

    @rule(lead=st.sampled_from(LEADS), is_active=st.booleans())
    def coordinates_or_not(self, lead: str, *, is_active: bool) -> None:
        with self.desk.place.begin() as uow:
            uow.roles.set_active(lead, Role.COORDINATOR, is_active=is_active)

    @rule(asker=askers)
    def stops(self, asker: str) -> None:
        buddy_requests.stop(asker, self.desk.place)
        self.goes_on()

    @rule(back=st.integers(1, 4), later=st.booleans())
    def says_yes(self, back: int, *, later: bool) -> None:
        for offer in self.offer(back):
            met = relay.say_yes(offer.buddy, offer.id, self.desk.place, later=later)
            if met.asker is not None:
                self.winners.setdefault(offer.request, set()).add(offer.buddy)
            self.goes_on()

    @rule(back=st.integers(1, 4))
    def says_no(self, back: int) -> None:
        for offer in self.offer(back):
            relay.say_no(offer.buddy, offer.id, self.desk.place)
            self.goes_on()

    @rule(back=st.integers(1, 4))
    def passes_it_on(self, back: int) -> None:
        for offer in self.offer(back):
            if relay.pass_on(offer.buddy, offer.id, self.desk.place) is None:
                self.winners.get(offer.request, set()).discard(offer.buddy)
            self.goes_on()

    @rule(asker=askers)
    def asks_again(self, asker: str) -> None:
        for one in self.circle.requests(asker)[-1:]:
            buddy_requests.ask_again(asker, one.id, self.desk.key(), self.desk.place)
            self.goes_on()

    @rule(giver=givers, how=st.sampled_from(["leaves", "is erased", "comes back"]))
    def comes_or_goes(self, giver: str, how: str) -> None:
        if how == "comes back":
            self.circle.gives(giver)
        elif how == "leaves":
            buddies.leave(giver, self.desk.place)
        else:
            self.closed |= {*membership.erase(giver, self.desk.place)}
        for gone in self.winners.values():
            if how != "comes back":
                gone.discard(giver)
        self.goes_on()

    @rule(asker=askers)
    def asker_is_erased(self, asker: str) -> None:
        self.closed |= {*membership.erase(asker, self.desk.place)}
        self.desk.joins(asker)
        for gone in self.winners.values():
            gone.discard(asker)
        self.goes_on()

    @rule(giver=givers, says=st.sampled_from(["longer", "different", "nothing"]))
    def says_after_a_talk(self, giver: str, says: str) -> None:
        request = next(iter(self.winners), "none")
        with suppress(CareError):
            if says == "longer":
                after_care.rest_longer(giver, request, self.desk.place)
            elif says == "different":
                after_care.want_another(giver, request, self.desk.place)
            else:
                after_care.look_after(giver, self.desk.place)

    @rule(seconds=st.sampled_from([1, 30, 60, 120, 240, 600, 2700, 90000]))
    def time_passes(self, seconds: int) -> None:
        self.desk.passes(seconds=seconds)
        self.goes_on()

    # What is there

    def goes_on(self) -> None:
        self.desk.winds()
        self.desk.delivers()
        for offer in self.offers():
            if offer.id not in self.seen:
                self.seen.append(offer.id)
                self.asked.setdefault(offer.request, []).append(offer.buddy)

    def offer(self, back: int) -> list[BuddyOffer]:
        """One of the latest offers, as it was made: its message may be tapped for ever."""
        if len(self.seen) < back:
            return []
        with self.desk.place.look() as uow:
            found = uow.buddy_requests.offer(self.seen[-back])
        return [] if found is None else [found]

    def requests(self) -> list[BuddyRequest]:
        return [one for asker in ASKERS for one in self.circle.requests(asker)]

    def offers(self) -> list[BuddyOffer]:
        with self.desk.place.look() as uow:
            return [o for one in self.requests() for o in uow.buddy_requests.offers_of(one.id)]

    # What always holds

    @invariant()
    def nobody_wins_twice_and_nobody_is_asked_twice(self) -> None:
        assert all(len(set(names)) == len(names) for names in self.asked.values())
        for request in self.requests():
            assert len(self.winners.get(request.id, ())) <= 1
            accepted = [
                one.buddy
                for one in self.offers()
                if one.request == request.id and one.state is OfferState.ACCEPTED
            ]
            if request.state in (RequestState.HELD, RequestState.MET) and request.buddy:
                assert accepted in ([request.buddy], [])

    @invariant()
    def nobody_is_asked_for_themselves_and_a_call_reaches_only_who_was_shown(self) -> None:
        for request in self.requests():
            for offer in (one for one in self.offers() if one.request == request.id):
                assert offer.buddy != request.asker
                if request.route is Route.LEAD:
                    assert offer.buddy == request.calls or request.calls is None

    @invariant()
    def no_more_are_asked_at_once_than_have_a_place(self) -> None:
        open_ones = [one for one in self.offers() if one.state is OfferState.OPEN]
        buddies_asked = [one.buddy for one in open_ones]
        assert len(set(buddies_asked)) == len(buddies_asked)
        for request in self.requests():
            own = [one for one in open_ones if one.request == request.id]
            assert len(own) <= MOST_ASKED_AT_ONCE
            assert request.is_open or own == []

    @invariant()
    def nobody_gives_more_than_a_week_allows_or_within_a_day(self) -> None:
        with self.desk.place.look() as uow:
            talks = uow.buddy_requests.talks(self.desk.now - timedelta(days=28))
        for giver, times in talks.items():
            if giver not in LEADS:  # who is called, is called at any hour
                assert all(b - a >= timedelta(days=1) for a, b in pairwise(times))

    @invariant()
    def it_ends_within_three_quarters_of_an_hour(self) -> None:
        for request in self.requests():
            assert not request.is_open or self.desk.now <= request.ends_at + timedelta(minutes=1)

    @invariant()
    def one_open_request_an_asker(self) -> None:
        for asker in ASKERS:
            assert sum(one.is_open for one in self.circle.requests(asker)) <= 1

    def teardown(self) -> None:
        """In the end nothing waits, and no message of an offer is left asking."""
        if hasattr(self, "desk"):
            self.desk.passes(days=2)
            self.desk.passes(minutes=46)
            assert not [one for one in self.requests() if one.is_open]
            there = self.desk.slack.there.items()
            asking = {at for at, kind in there if kind in OFFERS}
            assert asking <= self.closed


def tries(store: Store, examples: int, steps: int) -> None:
    AnyOrder.store = empty(store)
    run_state_machine_as_test(
        AnyOrder, settings=settings(max_examples=examples, stateful_step_count=steps)
    )


def test_whatever_happens_in_whatever_order_is_fair(one_store: Store) -> None:
    tries(one_store, examples=6, steps=25)


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_whatever_happens_for_a_long_time_is_fair(one_store: Store) -> None:
    tries(one_store, examples=300, steps=50)
