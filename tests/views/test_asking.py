"""Asking for a buddy: what is planned for tomorrow is shown with the way to ask now and to stop."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.asking import Outlook
from bot.domain.buddy_requests import Route, new_request
from bot.domain.people import Worker
from bot.views import asking
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
        assert "[Call now]" in as_text(asking.before_calling(TOLD, room))


def test_a_guest_who_may_ask_no_more_can_still_stop_it() -> None:
    for room in rooms(LIBRARY, LIBRARY.words("en")):
        text = as_text(asking.outlook(replace(TOLD, may_ask=False), Route.ANYONE, room))
        assert "[Stop looking]" in text
        assert "[Ask now]" not in text
