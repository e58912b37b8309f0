"""Doors of an offer to be a buddy: yes, in thirty minutes, not this time, pass it on."""

from bot.bootstrap import Services
from bot.replies import NOTHING, Fill, Replies
from bot.use_cases import relay
from bot.views import offers
from bot.views.kit import View
from handlers.doors import Doors
from handlers.payloads import Tap

doors = Doors()


def open_skeleton(tap: Tap, services: Services) -> View:
    return offers.skeleton(services.room(tap.worker))


@doors.tap("offer.here", opens=open_skeleton)
def here(tap: Tap, services: Services) -> Replies:
    return _yes(tap, services, later=False)


@doors.tap("offer.soon", opens=open_skeleton)
def soon(tap: Tap, services: Services) -> Replies:
    return _yes(tap, services, later=True)


@doors.tap("offer.cannot", opens=open_skeleton)
def cannot(tap: Tap, services: Services) -> Replies:
    relay.say_no(tap.worker, tap.value, services.place)
    return _said(tap, "offer.no", services)


@doors.tap("offer.pass_on")
def pass_on(tap: Tap, services: Services) -> Replies:
    asker = relay.pass_on(tap.worker, tap.value, services.place)
    if asker is None:
        return _said(tap, "offer.passed_on", services)
    return _said(tap, "offer.too_late", services, name=offers.named(asker))


@doors.tap("offer.chat", in_memory=True)
def chat(_tap: Tap, _services: Services) -> Replies:
    """A link opens by itself; Slack still wants to hear that the tap arrived."""
    return NOTHING


def _yes(tap: Tap, services: Services, *, later: bool) -> Replies:
    met = relay.say_yes(tap.worker, tap.value, services.place, later=later)
    if met.asker is None:
        return _said(tap, "offer.off" if met.is_off else "offer.over", services)
    room = services.room(tap.worker)
    return (Fill(offers.yes(met.asker, tap.value, room, is_held=met.is_held)),)


def _said(tap: Tap, key: str, services: Services, **facts: str) -> Replies:
    return (Fill(offers.said(key, services.room(tap.worker), **facts)),)
