"""Doors towards a person: served from memory, so that they open with the database down."""

from bot.bootstrap import Services
from bot.replies import NOTHING, Replies
from bot.use_cases import check_ins
from bot.views import people
from bot.views.check_ins import NOBODY
from bot.views.kit import View
from handlers.check_ins import meeting_of
from handlers.doors import Doors
from handlers.payloads import Tap

doors = Doors()


def open_people(tap: Tap, services: Services) -> View:
    room = services.room(tap.worker)
    return people.modal(room.country, room.words, room.today)


def open_from_here(tap: Tap, services: Services) -> View:
    room = services.room(tap.worker)
    return people.from_here(room.country, room.words, room.today)


def open_outside(tap: Tap, services: Services) -> View:
    room = services.room(tap.worker)
    return people.outside(room.country, room.words, room.today)


def open_more_ways(tap: Tap, services: Services) -> View:
    room = services.room(tap.worker)
    return people.more_ways(room.country, room.words, room.today)


def _nothing(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


@doors.tap("people.call", opens=open_people, without_store=_nothing)
def call(tap: Tap, services: Services) -> Replies:
    """On a check-in it counts as answered, and the message becomes the card as after any tap."""
    if tap.value in ("", NOBODY):
        return NOTHING
    meet = check_ins.meet_late if tap.choice == "late" else check_ins.meet_tap
    meet(meeting_of(tap, tap.value), services.place)
    return NOTHING


@doors.tap("people.here", opens=open_from_here, in_memory=True)
def from_here(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


@doors.tap("people.outside", opens=open_outside, in_memory=True)
def outside(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


@doors.tap("people.more", opens=open_more_ways, in_memory=True)
def more_ways(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


@doors.tap("people.directory", in_memory=True)
def directory(_tap: Tap, _services: Services) -> Replies:
    """A link opens by itself; Slack still wants to hear that the tap arrived."""
    return NOTHING
