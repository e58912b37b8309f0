"""Everything of asking for a buddy, of being asked, and of what follows a talk that can be drawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

from bot.domain.after_care import Afterwards
from bot.domain.asking import Outlook
from bot.domain.buddies import Buddy, Topic
from bot.domain.buddy_requests import Route, new_request
from bot.domain.people import Worker
from bot.domain.supporters import Supporter
from bot.domain.topics import RatherNot
from bot.views import after_care, asking, offers
from bot.views.kit import View
from bot.views.room import Room

REQUEST = "f" * 32
ANA, BEN = "U0ANA00001", "U0BEN00001"

Drawn = Iterator[tuple[str, View]]


def modals_of_asking(room: Room, now: datetime) -> Drawn:
    yield from _askings(room, now)
    yield from _afterwards(room, now)


def _askings(room: Room, now: datetime) -> Drawn:
    """Asking for a buddy at every point of it, and what a buddy sees behind each button."""
    ana = Worker(ANA, zone="Europe/Lisbon")
    later = now + timedelta(hours=15)
    yield "who is free, not yet known", asking.skeleton(room)
    yield "who is free, unknown", asking.unknown(room)
    for free, partner, route in product((0, 2, 3, 9), (None, BEN), Route):
        told = Outlook(ana, now, free, None if free else later, later, partner)
        yield f"{free} are free by {route}", asking.outlook(told, route, room)
    nobody = Outlook(ana, now, 0, None, later)
    yield "nobody is free", asking.outlook(nobody, Route.ANYONE, room)
    guest = replace(nobody, may_ask=False)
    yield "asking, a guest", asking.outlook(guest, Route.ANYONE, room)
    soon = new_request(REQUEST, ana.id, Route.ANYONE, now, now)
    tomorrow = new_request(REQUEST, ana.id, Route.ANYONE, now, later)
    met = soon.held(BEN, now, now).met()
    for request in (soon, tomorrow, met, soon.closed()):
        told = replace(nobody, request=request)
        yield f"asked, {request.state}", asking.outlook(told, Route.ANYONE, room)
        yield f"called, {request.state}", asking.outlook(told, Route.LEAD, room)
        yield f"met, {request.state}", asking.met(told, room)
        yield f"looking, {request.state}", asking.looking(told, room)
    told = replace(nobody, request=met, rather_not=RatherNot(BEN, frozenset(Topic)))
    yield "met, with what they would rather not hear", asking.met(told, room)
    called = replace(soon, route=Route.LEAD, calls=BEN)
    for whom, open_one in product((None, BEN), (None, soon, called)):
        told = replace(nobody, on_duty=whom, request=open_one)
        yield f"calling {whom}", asking.before_calling(told, room)
    yield "looking for nothing", asking.looking(nobody, room)
    yield "offer, not yet known", offers.skeleton(room)
    for is_held in (True, False):
        yield f"said yes {is_held}", offers.yes(BEN, REQUEST, room, is_held=is_held)
    for key in ("no", "off", "over", "passed_on", "too_late"):
        yield f"offer {key}", offers.said(f"offer.{key}", room, name=offers.named(BEN))


def _afterwards(room: Room, now: datetime) -> Drawn:
    """What follows a talk: the buddy's page and its ways on, and the question of the next day."""
    ana = Worker(ANA, zone="Europe/Lisbon")
    guided = Buddy(ana.id, gives=True, takes=True, since=now, guide_version=1, guide_read_at=now)
    yield "after a talk, not yet known", after_care.skeleton(room)
    supported = (None, Supporter(ana.id, None, now), Supporter(ana.id, BEN, now))
    for buddy, whom, until, is_off in product(
        (None, guided), supported, (None, now), (True, False)
    ):
        told = Afterwards(ana, buddy, whom, rests_until=until, is_off=is_off)
        yield f"after a talk of {buddy}", after_care.page(told, REQUEST, room)
        yield f"rests until {until}", after_care.rests(told, REQUEST, room)
        yield f"supported by {whom}", after_care.supporter(told, REQUEST, room)
    yield "back sooner", after_care.returns(REQUEST, room)
    yield "worried about them", after_care.worried(REQUEST, room)
    for may_wish in (False, True):
        found = after_care.found(Afterwards(ana, may_wish=may_wish), REQUEST, room)
        yield f"did you find each other {may_wish}", found
    for key in ("yes", "not_yet", "different", "no_round"):
        yield f"found {key}", after_care.said(f"after.{key}", room)
