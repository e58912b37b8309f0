"""Doors of coordinators for guests who put themselves on the list of buddies."""

from bot.bootstrap import Services
from bot.replies import Fill, Replies
from bot.use_cases import guests as use_case
from bot.views import guests
from handlers.coordination import first_of, open_unless_paging
from handlers.doors import Doors
from handlers.payloads import Tap

doors = Doors()


@doors.tap("guests.open", opens=open_unless_paging)
def open_guests(tap: Tap, services: Services) -> Replies:
    found = use_case.look(tap.worker, services.place)
    return (Fill(guests.everybody(found, first_of(tap), services.room(tap.worker))),)


@doors.tap("guests.welcome")
def welcome(tap: Tap, services: Services) -> Replies:
    found = use_case.welcome(tap.worker, tap.value, services.place)
    return (Fill(guests.everybody(found, 0, services.room(tap.worker))),)


@doors.tap("guests.turn_away")
def turn_away(tap: Tap, services: Services) -> Replies:
    found = use_case.welcome(tap.worker, tap.value, services.place, is_welcome=False)
    return (Fill(guests.everybody(found, 0, services.room(tap.worker))),)
