"""Asking for a buddy: what is planned for tomorrow is shown with the way to ask now and to stop."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.asking import Outlook
from bot.domain.buddy_requests import Route, new_request
from bot.domain.people import Worker
from bot.views import asking
from bot.views.offers import offer
from bot.views.room import Room
from bot.words import load_library
from tests.domain.makers import NOON
from tests.views.gallery import rooms
from tests.views.reading import as_text

LIBRARY = load_library()
ANA = Worker("U0ANA00001")
LATER = NOON + timedelta(hours=15)
PLANNED = new_request("r", ANA.id, Route.MY_BUDDY, NOON, LATER)
TOLD = Outlook(ANA, NOON, 1, None, LATER, request=PLANNED, on_duty="U0LEAD0001")


@pytest.mark.parametrize("route", [Route.MY_BUDDY, Route.ANYONE])
def test_planned_for_tomorrow_it_can_be_asked_now_or_stopped(route: Route) -> None:
    for room in rooms(LIBRARY, LIBRARY.words("en")):
        view = asking.outlook(TOLD, route, room)
        assert "[Ask now] [Stop looking]" in as_text(view)
        assert "I begin" in as_text(view)
        assert f"'value': '{route.value}'" in str(view)


def test_planned_for_tomorrow_somebody_on_duty_can_be_called_now() -> None:
    for room in rooms(LIBRARY, LIBRARY.words("en")):
        text = as_text(asking.before_calling(TOLD, room))
        assert "[Call now]" in text
        assert "ends with this call" in text


def test_while_somebody_is_called_the_page_says_who_and_until_when() -> None:
    call = replace(new_request("r", ANA.id, Route.LEAD, NOON, NOON), calls="U0LEAD0001")
    for room in rooms(LIBRARY, LIBRARY.words("en")):
        for route in Route:
            text = as_text(asking.outlook(replace(TOLD, request=call), route, room))
            assert "Call for me" in text
            assert "<@U0LEAD0001> is called" in text or "@U0LEAD0001 is called" in text
            assert "[Stop looking]" in text
            assert "[Call now]" not in text


@pytest.mark.parametrize("locale", ["en", "de", "es", "fr"])
@pytest.mark.parametrize("route", Route)
def test_the_page_quotes_letter_by_letter_what_an_offer_says(route: Route, locale: str) -> None:
    words = LIBRARY.words(locale)
    told = replace(TOLD, request=None, partner="U0BEN00001")
    page = asking.outlook(told, route, Room(words, LIBRARY.country("GB"), NOON.date()))
    quoted = "\n".join(one["text"]["text"] for one in page["blocks"] if one["type"] == "section")
    offers = [offer("o", words)] if route is Route.ANYONE else [offer("o", words, ANA.id)]
    if route is Route.MY_BUDDY:
        offers.append(offer("o", words))
    for message in offers:
        opening, tells, *_, small_print = message.blocks
        assert f">{opening['text']['text']}\n>{tells['text']['text']}\n" in quoted
        assert small_print["elements"][0]["text"] in str(page)


def test_who_came_stands_above_for_a_day_and_until_then_nothing_can_be_asked_twice() -> None:
    now = NOON + timedelta(minutes=5)
    request = new_request("r", ANA.id, Route.ANYONE, NOON, NOON).held("U0BEN00001", NOON, NOON)
    for room in rooms(LIBRARY, LIBRARY.words("en")):
        waits = asking.outlook(replace(TOLD, now=now, request=request.met()), Route.ANYONE, room)
        assert "Please give" in as_text(waits)
        assert "[Ask now]" not in as_text(waits)
        later = replace(TOLD, now=NOON + timedelta(hours=1), request=request.met())
        text = as_text(asking.outlook(later, Route.ANYONE, room))
        assert "said yes" in text
        assert "[Ask now]" in text


def test_a_guest_who_may_ask_no_more_can_still_stop_it() -> None:
    for room in rooms(LIBRARY, LIBRARY.words("en")):
        text = as_text(asking.outlook(replace(TOLD, may_ask=False), Route.ANYONE, room))
        assert "[Stop looking]" in text
        assert "[Ask now]" not in text


@pytest.mark.parametrize("locale", ["en", "de", "es", "fr"])
def test_who_says_no_reads_nothing_that_is_not_so_of_a_call(locale: str) -> None:
    """After a no to "Call for me" nobody else is asked before the asker taps again."""
    words = LIBRARY.words(locale)
    promise = words.say("offer.passed_on").split(". ")[1].split(",")[0]
    assert promise not in words.say("offer.no")
