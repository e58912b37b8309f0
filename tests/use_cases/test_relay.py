"""From asking to being named to each other: who is asked when, who wins, and what nobody can tell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.courier.claim import claim
from bot.domain.buddies import PrivateLists
from bot.domain.buddy_requests import OfferState, RequestState, Route
from bot.domain.people import DailyWindow, PausedBy
from bot.domain.roles import Role
from bot.domain.shifts import SignalKind
from bot.use_cases import buddies, buddy_requests, membership, relay
from bot.views import buddy_records
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


# Who stands back


def _takes_only(circle: Circle) -> None:
    with circle.desk.place.begin() as uow:
        buddy = uow.buddies.get("U1")
        assert buddy is not None
        uow.buddies.save(replace(buddy, gives=False))


def _without_supporter(circle: Circle) -> None:
    with circle.desk.place.begin() as uow:
        uow.supporters.remove("U1", None)


BACK: dict[str, Callable[[Circle], None]] = {
    "do not disturb": lambda c: c.changes("U1", do_not_disturb=DailyWindow(time(1), time(3))),
    "quiet hours": lambda c: c.changes("U1", quiet_hours=DailyWindow(time(1), time(3))),
    "a pause of their own": lambda c: c.changes("U1", paused_by=PausedBy.WORKER, paused_until=None),
    "a pause as a buddy": lambda c: c.gives("U1", paused_until=c.desk.now + timedelta(days=1)),
    "not this hour": lambda c: c.gives("U1", hours=frozenset({3})),
    "on shift": lambda c: c.desk.hears(SignalKind.STARTED, "U1"),
    "the guide unread": lambda c: c.gives("U1", guide_version=None),
    "takes only": _takes_only,
    "a guest": lambda c: c.changes("U1", is_guest=True),
    "another language": lambda c: c.gives("U1", languages=frozenset({"de"})),
    "their private list": lambda c: c.gives("U1", PrivateLists(not_with=frozenset({ASKER}))),
    "the asker's private list": lambda c: c.gives(ASKER, PrivateLists(not_with=frozenset({"U1"}))),
    "longer off": lambda c: c.gives("U1", PrivateLists(rests_until=c.desk.now + timedelta(days=2))),
    "no supporter": _without_supporter,
}


@pytest.mark.parametrize("why", BACK)
def test_who_stands_back_is_not_asked(desk: Desk, why: str) -> None:
    circle = Circle(desk, "U1", "U2")
    BACK[why](circle)
    circle.asks()
    assert circle.asked() == ["U2"]


def test_a_day_off_after_a_talk_and_no_more_than_the_week_allows(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    for _ in range(2):
        circle.asks()
        circle.accepts("U1")
        desk.passes(minutes=1)
        desk.passes(hours=23)
        circle.asks(asker="U1")  # asks for themselves; they are never their own buddy
        circle.stops(asker="U1")
        circle.asks()
        assert circle.asked() == []
        circle.stops()
        desk.passes(hours=2)
    circle.asks()
    assert circle.asked() == []
    circle.stops()
    desk.passes(days=6)
    circle.asks()
    assert circle.asked() == ["U1"]


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


# What the asker sees


def test_the_truth_before_asking(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2")
    assert buddy_requests.look(ASKER, desk.place).free == 2
    for giver in ("U1", "U2"):
        circle.gives(giver, hours=frozenset({5 * 24 + 8}))  # Saturday from eight
    told = buddy_requests.look(ASKER, desk.place)
    assert told.free == 0
    assert told.free_from is not None
    assert told.free_from - desk.now == timedelta(hours=6)
    assert told.tomorrow > desk.now + timedelta(hours=15)


def test_for_tomorrow_nothing_goes_out_today(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.asks(tomorrow=True)
    begins_at = circle.request().begins_at
    assert buddy_requests.look(ASKER, desk.place).begins_later
    desk.passes(seconds=(begins_at - desk.now).total_seconds() - 1)
    assert desk.arrived("U1") == []
    desk.passes(seconds=1)
    assert desk.arrived("U1") == ["buddy_offer"]


@pytest.mark.parametrize("route", [Route.ANYONE, Route.LEAD])
def test_one_for_tomorrow_is_brought_forward_by_asking_now(desk: Desk, route: Route) -> None:
    circle = Circle(desk, "U1")
    on_duty(desk, "U8")
    circle.asks(Route.MY_BUDDY, tomorrow=True)
    planned = circle.request()
    if route is Route.LEAD:
        circle.calls("U8")
    else:
        circle.asks()
    assert [(one.id, one.route, one.state) for one in circle.requests()] == [
        (planned.id, route, RequestState.LOOKING)
    ]
    assert circle.asked() == ["U8" if route is Route.LEAD else "U1"]
    assert circle.request().ends_at - circle.request().begins_at == route.lasts
    circle.asks(tomorrow=True)  # what is looked for now is not put off by a tap
    assert circle.request().state is RequestState.LOOKING


def test_when_nobody_came_one_tap_looks_again_after_ten_minutes(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2")
    circle.asks()
    first = circle.request().id
    circle.accepts("U1")
    desk.passes(minutes=1)
    desk.passes(minutes=8)
    buddy_requests.ask_again(ASKER, first, desk.key(), desk.place)
    assert circle.request().id == first
    desk.passes(minutes=1)
    buddy_requests.ask_again(ASKER, first, desk.key(), desk.place)
    desk.passes(minutes=1)
    assert circle.request().id != first
    assert circle.asked() == ["U2"]


def test_a_guest_asks_only_when_welcome(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.changes(ASKER, is_guest=True)
    circle.asks()
    assert circle.requests() == []
    assert not buddy_requests.look(ASKER, desk.place).may_ask


def test_anybody_may_ask_who_has_never_joined_anything(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.asks(asker="U0NEW")
    assert sorted(circle.offers("U0NEW")) == ["U1"]


# What is kept


def test_a_decline_leaves_the_rows_that_a_lapse_leaves(desk: Desk) -> None:
    """The times of the offers are gone, too, once the request has ended: one is left for all."""
    circle = Circle(desk, "U1", "U2", "U3")
    circle.asks()
    circle.declines("U1")
    desk.passes(minutes=5)
    circle.accepts("U2")
    desk.passes(minutes=1)
    offers = circle.offers()
    assert len({one.made_at for one in offers.values()}) == 1
    assert offers["U1"].state is offers["U3"].state is OfferState.CLOSED
    with desk.place.look() as uow:
        kinds = uow.connection.execute(uow.outbox._table.select()).all()
    assert [one.kind for one in kinds if one.kind == "buddy_offer"] == []


@pytest.mark.parametrize("answers", [True, False])
def test_who_was_asked_at_the_end_of_a_request_is_left_alone_for_ten_minutes(
    desk: Desk, *, answers: bool
) -> None:
    """Whatever they said, and however long the request had gone on before it came to them."""
    circle = Circle(desk, "U1", "U2", "U3")
    circle.asks()
    desk.passes(minutes=9)
    if answers:
        circle.declines("U3")
    circle.stops()
    circle.asks()
    desk.passes(minutes=9)
    assert circle.asked() == []
    desk.passes(minutes=2)
    assert len(circle.asked()) == len({"U1", "U2"})


def test_an_offer_on_its_way_when_all_is_over_reads_so_when_it_arrives(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    buddy_requests.ask(ASKER, Route.ANYONE, desk.key(), desk.place)
    desk.winds()
    (parcel,) = claim(desk.office)
    buddy_requests.stop(ASKER, desk.place)
    desk.carries(parcel)
    desk.delivers()
    assert desk.arrived("U1") == ["buddy_offer", "offer_over"]
    assert circle.request().state is RequestState.CLOSED


@pytest.mark.parametrize(
    "since",
    [
        lambda circle: circle.changes("U1", quiet_hours=DailyWindow(time(0), time(23, 59))),
        lambda circle: circle.changes("U1", do_not_disturb=DailyWindow(time(0), time(23, 59))),
        lambda circle: circle.changes("U1", paused_by=PausedBy.WORKER),
        lambda circle: circle.gives("U1", paused_until=circle.desk.now + timedelta(days=1)),
        lambda circle: circle.desk.clock.move(minutes=46),
    ],
    ids=["quiet", "undisturbed", "away", "paused", "late"],
)
def test_an_offer_that_waited_leaves_only_while_it_may(
    desk: Desk, since: Callable[[Circle], None]
) -> None:
    """As while Slack was away: the courier comes before the clock has looked at the request."""
    circle = Circle(desk, "U1")
    buddy_requests.ask(ASKER, Route.ANYONE, desk.key(), desk.place)
    desk.winds()
    since(circle)
    desk.delivers()
    assert desk.arrived("U1") == []


def test_an_offer_waits_while_somebody_else_has_said_yes(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2")
    buddy_requests.ask(ASKER, Route.ANYONE, desk.key(), desk.place)
    desk.winds()
    circle.accepts("U1")
    desk.delivers()
    assert desk.arrived("U2") == []
    relay.pass_on("U1", circle.offer_to("U1").id, desk.place)
    desk.delivers()
    assert desk.arrived("U2") == ["buddy_offer"]


# Call for me


def on_duty(desk: Desk, *people: str) -> None:
    with desk.place.begin() as uow:
        for person in people:
            uow.roles.name(person, Role.COORDINATOR, desk.now, is_active=True)


def test_a_call_goes_to_one_by_name_and_a_yes_is_reported(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    on_duty(desk, "U8", "U9")
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
    on_duty(desk, "U8", "U9")
    circle.calls("U8")
    desk.passes(minutes=10)
    assert desk.arrived(ASKER) == ["nobody_free"]
    assert desk.arrived("U9") == []
    assert buddy_requests.look(ASKER, desk.place).on_duty == "U9"
    circle.calls("U9")
    assert desk.arrived("U9") == ["my_buddy_offer"]


def test_with_nobody_on_duty_there_is_nobody_to_call(desk: Desk) -> None:
    Circle(desk, "U1")
    assert buddy_requests.look(ASKER, desk.place).on_duty is None


def test_what_is_held_of_asking_is_shown_to_each_and_names_nobody_who_asked(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.asks()
    circle.declines("U1")
    own, buddys = (buddies.look(one, desk.place) for one in (ASKER, "U1"))
    assert (own.asked_on, own.times_asked) == ((desk.now.date(),), 0)
    assert (buddys.asked_on, buddys.times_asked, buddys.paired_with) == ((), 1, ())
    words = desk.place.library.words("en")
    assert "You asked for a buddy" in str(buddy_records.held(own, words))
    assert ASKER not in str(buddy_records.held(buddys, words))


def test_who_coordinates_no_more_when_they_say_yes_is_not_named(desk: Desk) -> None:
    """Rule 9 holds at this door too: the role was taken, or rests without a supporter."""
    circle = Circle(desk)
    on_duty(desk, "U8")
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
    on_duty(desk, "U8", "U9")
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
    on_duty(desk, "U8")
    buddy_requests.call(ASKER, "U8", desk.key(), desk.place)
    on_duty(desk, "U0FIRST")
    desk.passes()
    assert circle.asked() == ["U8"]
    assert desk.arrived("U0FIRST") == []


def test_a_page_that_shows_another_than_the_next_calls_nobody(desk: Desk) -> None:
    circle = Circle(desk)
    on_duty(desk, "U8", "U9")
    coordinates_no_more(desk, "U8")
    circle.calls("U8")
    assert circle.requests() == []
    assert desk.arrived("U9") == []


def test_one_who_is_being_asked_already_keeps_nobody_waiting(desk: Desk) -> None:
    circle = Circle(desk, "U8")
    on_duty(desk, "U8", "U9")
    desk.joins("U7")
    circle.asks(asker="U7")
    circle.calls("U8")
    assert desk.arrived("U8") == ["buddy_offer"]
    assert desk.arrived(ASKER) == ["nobody_free"]
    assert buddy_requests.look(ASKER, desk.place).on_duty == "U9"
    circle.calls("U9")
    assert desk.arrived("U9") == ["my_buddy_offer"]
