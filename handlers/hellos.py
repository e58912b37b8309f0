"""Doors of hellos: an offer, its yes, and the end of it."""

from bot.bootstrap import Services
from bot.domain.hellos import RHYTHMS, HelloKind
from bot.replies import Fill, Replies
from bot.use_cases import hellos as use_case
from bot.views import hellos, plain
from handlers.buddies import page_of
from handlers.check_ins import open_skeleton
from handlers.doors import Doors
from handlers.payloads import Submission, Tap
from handlers.saying import where_tapped

doors = Doors()


@doors.tap("hellos.new", opens=open_skeleton)
def new_offer(tap: Tap, services: Services) -> Replies:
    return (Fill(hellos.offering(services.room(tap.worker))),)


@doors.form("hello_offer")
def send_offer(form: Submission, services: Services) -> Replies:
    """The same sentence whoever it is for, and whether it arrives or not."""
    use_case.offer(
        form.worker,
        str(form.view.value("other")),
        form.view.chosen("kind", HelloKind),
        form.view.chosen("rhythm", RHYTHMS),
        services.place,
    )
    return (Fill(page_of(form.worker, services, "hellos.sent")),)


@doors.tap("hellos.look", opens=open_skeleton)
def look(tap: Tap, services: Services) -> Replies:
    found = use_case.look(tap.value, tap.worker, services.place)
    return (Fill(hellos.page(found, tap.worker, services.room(tap.worker))),)


@doors.tap("hellos.take")
def take(tap: Tap, services: Services) -> Replies:
    taken = use_case.take(tap.value, tap.worker, services.place)
    said = Fill(hellos.page(taken, tap.worker, services.room(tap.worker)))
    return (said, Fill(page_of(tap.worker, services), beneath=True))


@doors.tap("hellos.end")
def end(tap: Tap, services: Services) -> Replies:
    """From the prompt, from the page of this hello, or from the list."""
    use_case.end(tap.value, tap.worker, services.place)
    room = services.room(tap.worker)
    text = room.words.say("hellos.ended")
    if not tap.in_modal:
        return where_tapped(text, tap.worker, services)
    if tap.view is not None and tap.view.beneath is not None:
        return (Fill(plain.sentence(text, room)), Fill(page_of(tap.worker, services), beneath=True))
    return (Fill(page_of(tap.worker, services, "hellos.ended")),)
