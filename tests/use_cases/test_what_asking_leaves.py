"""What a request leaves behind: of a decline no more than of a lapse, and offers that never come too late."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from bot.courier.claim import claim
from bot.domain.buddy_requests import OfferState, RequestState, Route
from bot.domain.people import DailyWindow, PausedBy
from bot.use_cases import buddies, buddy_requests, relay
from bot.views import buddy_records
from tests.use_cases.circle import ASKER, Circle
from tests.use_cases.desk import Desk


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
