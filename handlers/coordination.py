"""Doors of coordinators and auditors: the first page, roles, and the audit log."""

from bot.bootstrap import Services
from bot.domain.roles import Role
from bot.replies import Fill, Replies
from bot.use_cases import audit_log, coordination, roles
from bot.views import audit_log as audit_views
from bot.views import coordination as views
from bot.views import roles as role_views
from bot.views import supporters as supporter_views
from bot.views.kit import View
from handlers.doors import Doors
from handlers.payloads import Submission, Tap

doors = Doors()


def open_page(knock: Tap, services: Services) -> View:
    return views.waiting(services.room(knock.worker))


def open_unless_paging(tap: Tap, services: Services) -> View | None:
    """A page opens upon what was tapped; the next one of the same list takes its place."""
    return None if tap.value.isdecimal() else open_page(tap, services)


def first_of(tap: Tap) -> int:
    """How many come before the page that is wanted."""
    return int(tap.value) if tap.value.isdecimal() else 0


@doors.tap("coordinate.open", opens=open_page)
def open_desk(tap: Tap, services: Services) -> Replies:
    shown = coordination.open_desk(tap.worker, services.place)
    return (Fill(views.desk(shown, services.room(tap.worker))),)


@doors.tap("roles.open", opens=open_unless_paging)
def open_roles(tap: Tap, services: Services) -> Replies:
    holders = roles.look(tap.worker, services.place)
    return (Fill(role_views.everybody(holders, first_of(tap), services.room(tap.worker))),)


@doors.tap("roles.give", opens=open_page)
def open_giving(tap: Tap, services: Services) -> Replies:
    coordination.insist(tap.worker, services.place)
    return (Fill(role_views.give_form(services.room(tap.worker))),)


@doors.form("roles.give")
def give(form: Submission, services: Services) -> Replies:
    who, role = str(form.view.value("who")), Role(form.view.value("role"))
    holders = roles.give(form.worker, who, role, services.place)
    return (Fill(role_views.everybody(holders, 0, services.room(form.worker))),)


def _open_for_a_name(tap: Tap, services: Services) -> View | None:
    return open_page(tap, services) if tap.value.startswith("supporter:") else None


@doors.tap("roles.more", opens=_open_for_a_name)
def more(tap: Tap, services: Services) -> Replies:
    """What stands behind the dots of somebody's role."""
    wish, person, role = tap.value.split(":")
    room = services.room(tap.worker)
    if wish == "take":
        holders = roles.take(tap.worker, person, Role(role), services.place)
        return (Fill(role_views.everybody(holders, 0, room)),)
    coordination.insist(tap.worker, services.place)
    return (Fill(supporter_views.name_form(room, person)),)


@doors.tap("audit.open", opens=open_unless_paging)
def open_audit_log(tap: Tap, services: Services) -> Replies:
    before = int(tap.value) if tap.value.isdecimal() else None
    entries = audit_log.read(tap.worker, services.place, audit_views.ON_A_PAGE, before)
    return (Fill(audit_views.entries(entries, services.room(tap.worker))),)
