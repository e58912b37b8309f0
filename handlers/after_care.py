"""Doors after a talk: the buddy's page, and whether two found each other."""

from bot.bootstrap import Services
from bot.domain.minutes import Minute, Step, first_step
from bot.replies import Fill, Replies
from bot.use_cases import after_care as care
from bot.use_cases import practices
from bot.views import after_care, minutes
from bot.views.kit import View
from handlers.check_ins import feeling_of
from handlers.doors import Doors
from handlers.payloads import Tap

doors = Doors()


def open_skeleton(tap: Tap, services: Services) -> View:
    return after_care.skeleton(services.room(tap.worker))


@doors.tap("after.open", opens=open_skeleton)
@doors.tap("after.back")
def open_page(tap: Tap, services: Services) -> Replies:
    told = care.look_after(tap.worker, services.place)
    return (Fill(after_care.page(told, tap.value, services.room(tap.worker))),)


def _practice(tap: Tap, services: Services) -> Replies:
    """Nothing of the answer is kept, so the card is one that suits all."""
    room = services.room(tap.worker)
    feeling = feeling_of(tap)
    minute = Minute(first_step(feeling), feeling=feeling)
    if minute.step is not Step.PRACTICE:
        return (Fill(minutes.modal(minute, None, room)),)
    offer = practices.offer_unremembered(minute, room.words.locale, services.place)
    return (Fill(minutes.modal(minute.offering(offer), offer.practice, room)),)


@doors.tap("after.now", without_store=_practice)
def how_it_is_now(tap: Tap, services: Services) -> Replies:
    care.look_after(tap.worker, services.place)
    return _practice(tap, services)


@doors.tap("after.longer")
def longer(tap: Tap, services: Services) -> Replies:
    told = care.rest_longer(tap.worker, tap.value, services.place)
    return (Fill(after_care.rests(told, tap.value, services.room(tap.worker))),)


@doors.tap("after.sooner")
def sooner(tap: Tap, services: Services) -> Replies:
    care.rest_no_longer(tap.worker, services.place)
    return (Fill(after_care.returns(tap.value, services.room(tap.worker))),)


@doors.tap("after.supporter")
def supporter(tap: Tap, services: Services) -> Replies:
    told = care.look_after(tap.worker, services.place)
    return (Fill(after_care.supporter(told, tap.value, services.room(tap.worker))),)


def _ladder(tap: Tap, services: Services) -> Replies:
    return (Fill(after_care.worried(tap.value, services.room(tap.worker))),)


@doors.tap("after.worried", without_store=_ladder)
def worried(tap: Tap, services: Services) -> Replies:
    """The ladder stands with the database down."""
    care.look_after(tap.worker, services.place)
    return _ladder(tap, services)


@doors.tap("found.open", opens=open_skeleton)
@doors.tap("found.yes")
@doors.tap("found.not_yet")
def found(tap: Tap, services: Services) -> Replies:
    told = care.look_after(tap.worker, services.place)
    room = services.room(tap.worker)
    if tap.door == "found.open":
        return (Fill(after_care.found(told, tap.value, room)),)
    key = "after.yes" if tap.door == "found.yes" else "after.not_yet"
    return (Fill(after_care.said(key, room)),)


@doors.tap("found.different")
def different(tap: Tap, services: Services) -> Replies:
    """Who has left the list since the question was drawn reads that there is no round to wish for."""
    told = care.want_another(tap.worker, tap.value, services.place)
    key = "after.different" if told.may_wish else "after.no_round"
    return (Fill(after_care.said(key, services.room(tap.worker))),)
