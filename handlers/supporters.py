"""Doors of supporters: naming one, saying yes or no, and stopping."""

from bot.bootstrap import Services
from bot.domain.errors import BadInput
from bot.replies import NOTHING, Fill, Replies, Whisper
from bot.use_cases import buddies, coordination, roles, supporters
from bot.views import coordination as coordination_views
from bot.views import notes
from bot.views import roles as role_views
from bot.views import supporters as views
from bot.views.kit import View
from handlers.buddies import page_of
from handlers.check_ins import open_skeleton
from handlers.doors import Doors
from handlers.payloads import Submission, Tap

doors = Doors()


def open_naming(tap: Tap, services: Services) -> View:
    return views.name_form(services.room(tap.worker))


@doors.tap("supporter.choose", opens=open_naming, in_memory=True)
def choose(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


@doors.form("supporter.name")
def name(form: Submission, services: Services) -> Replies:
    """For oneself; or by a coordinator for the colleague whom the form was opened for."""
    room = services.room(form.worker)
    supporter, outside = form.view.value("supporter"), form.view.value("outside")
    if bool(supporter) is bool(outside):
        raise BadInput("supporter", "errors.supporter_one")
    person = form.view.metadata.get("for")
    if person is not None:
        holders = roles.name_supporter(form.worker, person, supporter, services.place)
        return (Fill(role_views.everybody(holders, 0, room)),)
    desk = coordination.name_own_supporter(form.worker, supporter, services.place)
    if desk is not None:
        return (Fill(coordination_views.desk(desk, room)),)
    is_buddy = buddies.look(form.worker, services.place).buddy is not None
    return (Fill(page_of(form.worker, services)),) if is_buddy else NOTHING


@doors.tap("supporter.look", opens=open_skeleton)
def look(tap: Tap, services: Services) -> Replies:
    return (Fill(_mine(tap, services)),)


@doors.tap("supporter.agree")
def agree(tap: Tap, services: Services) -> Replies:
    """One tap; where somebody else was asked meanwhile, that is said."""
    is_so = supporters.agree(tap.worker, tap.value, _message(tap), services.place)
    if tap.in_modal:
        return (Fill(_mine(tap, services)),)
    words = services.room(tap.worker).words
    return NOTHING if is_so else (Whisper(notes.said(words, words.say("supporter.over"))),)


@doors.tap("supporter.stop")
def stop(tap: Tap, services: Services) -> Replies:
    supporters.step_back(tap.worker, tap.value, _message(tap), services.place)
    return (Fill(_mine(tap, services)),) if tap.in_modal else NOTHING


def _mine(tap: Tap, services: Services) -> View:
    return views.mine(supporters.look(tap.worker, services.place), services.room(tap.worker))


def _message(tap: Tap) -> tuple[str, str] | None:
    return (tap.spot.channel, tap.spot.ts) if tap.spot and not tap.spot.ephemeral else None
