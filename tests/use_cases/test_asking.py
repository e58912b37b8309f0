"""What the asker is shown before, during and after: the truth of the moment, about them alone."""

from datetime import timedelta

from bot.domain.buddy_requests import RequestState, Route
from bot.domain.letters import LetterKind
from bot.use_cases import buddy_requests, membership
from bot.views.offers import buddy_comes
from tests.use_cases.circle import ASKER, Circle
from tests.use_cases.desk import Desk


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


def test_one_for_tomorrow_is_brought_forward_by_asking_now(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    circle.asks(Route.MY_BUDDY, tomorrow=True)
    planned = circle.request()
    circle.asks()
    assert [(one.id, one.route, one.state) for one in circle.requests()] == [
        (planned.id, Route.ANYONE, RequestState.LOOKING)
    ]
    assert circle.asked() == ["U1"]
    assert circle.request().ends_at - circle.request().begins_at == Route.ANYONE.lasts
    circle.asks(tomorrow=True)  # what is looked for now is not put off by a tap
    assert circle.request().state is RequestState.LOOKING


def is_promised(circle: Circle, *, later: bool = False) -> str:
    """The request to which U1 has said yes, a minute ago."""
    circle.asks()
    request = circle.request().id
    circle.accepts("U1", later=later)
    circle.desk.passes(minutes=1)
    return request


def test_when_nobody_came_one_tap_looks_again_after_ten_minutes(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2")
    first = is_promised(circle)
    desk.passes(minutes=8)
    circle.looks_again()
    assert circle.request().id == first
    desk.passes(minutes=1)
    circle.looks_again()
    desk.passes(minutes=1)
    assert circle.request().id != first
    assert circle.asked() == ["U2"]


def test_who_comes_in_thirty_minutes_is_given_the_time_that_the_message_says(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    first = is_promised(circle, later=True)
    desk.passes(minutes=38)
    circle.looks_again()
    assert circle.request().id == first
    desk.passes(minutes=1)
    circle.looks_again()
    assert circle.request().id != first
    words = desk.place.library.words("en")
    assert "forty minutes" in str(buddy_comes(LetterKind.BUDDY_COMES, first, "U1", words))


def test_who_came_is_shown_for_a_day_and_keeps_nobody_from_asking_anew(desk: Desk) -> None:
    circle = Circle(desk, "U1", "U2")
    circle.gives(ASKER)
    circle.pairs(ASKER, "U2")
    is_promised(circle)
    desk.passes(minutes=10)
    told = buddy_requests.look(ASKER, desk.place)
    assert (told.came, told.partner, told.is_looking) == ("U1", "U2", False)
    circle.asks(Route.MY_BUDDY)
    assert circle.asked() == ["U2"]


def test_when_the_one_who_came_is_gone_nobody_is_waited_for(desk: Desk) -> None:
    """Neither is a page shown on which there would be nothing to do."""
    circle = Circle(desk, "U1", "U2")
    first = is_promised(circle)
    membership.erase("U1", desk.place)
    assert buddy_requests.look(ASKER, desk.place).request is None
    circle.looks_again()
    assert circle.request().id != first
    desk.passes(minutes=10)  # so long nobody is asked anew
    assert circle.asked() == ["U2"]


def test_a_button_of_another_day_shows_first_what_would_be_sent(desk: Desk) -> None:
    """A message stays for years; a tap on it by mistake must not send words in somebody's name."""
    circle = Circle(desk, "U1")
    circle.asks()
    desk.passes(minutes=45)
    desk.passes(hours=24)
    assert circle.looks_again() is Route.ANYONE
    assert len(circle.requests()) == 1
    for unknown in ("forgotten", circle.request().id):
        circle.looks_again("U0OTHER", unknown)
        assert circle.requests("U0OTHER") == []


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
