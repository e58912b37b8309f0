"""Doors of the roster: pasting rows, matching names, looking at the list."""

from bot.bootstrap import Services
from bot.domain.roster_files import headings_of
from bot.replies import Fill, LookUpNames, Replies
from bot.use_cases import coordination, roster
from bot.views import roster as views
from bot.views.kit import View
from handlers.coordination import first_of, open_page
from handlers.doors import Doors
from handlers.payloads import Submission, Tap
from handlers.rounds import look_through

doors = Doors()


@doors.tap("roster.open", opens=open_page)
def open_roster(tap: Tap, services: Services) -> Replies:
    return (Fill(_overview(tap.worker, services)),)


@doors.tap("roster.paste", opens=open_page)
def open_pasting(tap: Tap, services: Services) -> Replies:
    coordination.insist(tap.worker, services.place)
    headings = "" if tap.value == "-" else tap.value
    return (Fill(views.paste_form(headings, services.room(tap.worker))),)


@doors.form("roster.paste")
def take_in(form: Submission, services: Services) -> Replies:
    """All rows or none; then Slack is asked whom their addresses mean, and pairs to come are looked at."""
    text = str(form.view.value("rows") or "")
    only_these = form.view.value("missing") == "goes"
    told = roster.paste(form.worker, text, services.place, only_these=only_these)
    notice = views.taken(told.taken, services.room(form.worker).words)

    def draw() -> View:
        return _overview(form.worker, services, notice, headings_of(text))

    return (Fill(draw()), LookUpNames(draw), look_through(services))


@doors.tap("roster.match", opens=open_page)
def open_matching(tap: Tap, services: Services) -> Replies:
    names = roster.unmatched(tap.worker, services.place)
    return (Fill(views.match_form(names, services.room(tap.worker))),)


@doors.form("roster.match")
def match(form: Submission, services: Services) -> Replies:
    """A name that was left empty waits on."""
    chosen = {mark: form.view.value(mark) for mark in form.view.values}
    people = {mark: str(person) for mark, person in chosen.items() if person}
    roster.match(form.worker, people, services.place)
    notice = services.room(form.worker).words.say("roster.matched") if people else None
    return (Fill(_overview(form.worker, services, notice)), look_through(services))


def _open_first_page(tap: Tap, services: Services) -> View | None:
    """Upon the roster; what follows takes its place."""
    return open_page(tap, services) if first_of(tap) == 0 else None


@doors.tap("roster.look", opens=_open_first_page)
def look(tap: Tap, services: Services) -> Replies:
    members = roster.members(tap.worker, services.place)
    return (Fill(views.everybody(members, first_of(tap), services.room(tap.worker))),)


def _overview(
    coordinator: str, services: Services, notice: str | None = None, headings: str = ""
) -> View:
    people, unmatched = roster.counts(coordinator, services.place)
    return views.overview(people, unmatched, services.room(coordinator), notice, headings)
