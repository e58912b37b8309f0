"""Doors of asking for a buddy: who is free, ask now or for tomorrow, stop, look again."""

from bot.bootstrap import Services
from bot.domain.asking import Outlook
from bot.domain.buddy_requests import Route
from bot.replies import Fill, Replies
from bot.use_cases import buddy_requests
from bot.views import asking
from bot.views.kit import View
from handlers.doors import Doors
from handlers.payloads import Tap

doors = Doors()


def open_skeleton(tap: Tap, services: Services) -> View:
    return asking.skeleton(services.room(tap.worker))


def _unknown(tap: Tap, services: Services) -> Replies:
    return (Fill(asking.unknown(services.room(tap.worker))),)


@doors.tap("asking.mine", opens=open_skeleton, without_store=_unknown)
def mine(tap: Tap, services: Services) -> Replies:
    return _before(tap, Route.MY_BUDDY, services)


@doors.tap("asking.anyone", opens=open_skeleton, without_store=_unknown)
@doors.tap("asking.list", without_store=_unknown)
def anyone(tap: Tap, services: Services) -> Replies:
    return _before(tap, Route.ANYONE, services)


@doors.tap("asking.call", opens=open_skeleton, without_store=_unknown)
def call(tap: Tap, services: Services) -> Replies:
    """Call for me: who would be called, and with which words."""
    return _before(tap, Route.LEAD, services)


@doors.tap("asking.call_now")
def call_now(tap: Tap, services: Services) -> Replies:
    """Only whom the page has shown; when it is another's turn by now, that one is shown first."""
    told = buddy_requests.call(tap.worker, tap.value, tap.key, services.place)
    return _draw(tap, told, services, Route.LEAD)


@doors.tap("asking.send")
def send(tap: Tap, services: Services) -> Replies:
    told = buddy_requests.ask(tap.worker, Route(tap.value), tap.key, services.place)
    return _draw(tap, told, services)


@doors.tap("asking.tomorrow")
def tomorrow(tap: Tap, services: Services) -> Replies:
    route = Route(tap.value)
    told = buddy_requests.ask(tap.worker, route, tap.key, services.place, tomorrow=True)
    return _draw(tap, told, services, route)


@doors.tap("asking.stop")
def stop(tap: Tap, services: Services) -> Replies:
    """Somebody may have said yes while the page lay open: then it says so."""
    told = buddy_requests.stop(tap.worker, services.place)
    if told is not None and told.came is not None:
        return _draw(tap, told, services)
    return (Fill(asking.stopped(services.room(tap.worker))),)


@doors.tap("asking.again", opens=open_skeleton, without_store=_unknown)
def again(tap: Tap, services: Services) -> Replies:
    """From the message that named somebody, or said that nobody was free."""
    told, route = buddy_requests.ask_again(tap.worker, tap.value, tap.key, services.place)
    return _draw(tap, told, services, route)


def _before(tap: Tap, route: Route, services: Services) -> Replies:
    return _draw(tap, buddy_requests.look(tap.worker, services.place), services, route)


def _draw(tap: Tap, told: Outlook, services: Services, route: Route = Route.ANYONE) -> Replies:
    return (Fill(asking.outlook(told, route, services.room(tap.worker))),)
