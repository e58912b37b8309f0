"""Doors of the list of buddies: joining, what is set for it, the guide, and leaving."""

from datetime import UTC, date, datetime, time

from bot.bootstrap import Services
from bot.domain.buddies import PrivateLists, Share, Topic, Way
from bot.domain.errors import BadInput, NotOnTheList
from bot.domain.hours import DayPart, hours_at_work, hours_in
from bot.domain.people import Worker
from bot.replies import Fill, LearnProfile, Replies
from bot.use_cases import after_care
from bot.use_cases import buddies as use_case
from bot.use_cases import guide as guides
from bot.use_cases.buddies import Choices
from bot.views import buddies, buddy_forms, guide
from bot.views.kit import View
from bot.views.room import Room
from handlers.check_ins import open_skeleton
from handlers.doors import Doors
from handlers.payloads import OpenView, Submission, Tap
from handlers.settings import LONGEST_PAUSE

doors = Doors()


def page_of(worker: str, services: Services, notice: str | None = None) -> View:
    """The reader's own page, as things are now; `notice` is the key of a sentence."""
    room = services.room(worker)
    said = None if notice is None else room.words.say(notice)
    return buddies.page(use_case.look(worker, services.place), room, said)


@doors.tap("buddies.open", opens=open_skeleton)
def open_page(tap: Tap, services: Services) -> Replies:
    return (Fill(page_of(tap.worker, services)),)


@doors.tap("buddies.join")
def join(tap: Tap, services: Services) -> Replies:
    """One tap; what Slack says of the person (their clock, whether they are a guest) is learnt after it."""
    services.readers.note(use_case.join(tap.worker, Way(tap.choice), services.place))
    return (Fill(page_of(tap.worker, services)), LearnProfile())


@doors.tap("buddies.leave")
def leave(tap: Tap, services: Services) -> Replies:
    use_case.leave(tap.worker, services.place)
    return (Fill(page_of(tap.worker, services, "buddies.left")),)


@doors.tap("buddies.back")
def come_back(tap: Tap, services: Services) -> Replies:
    """On the list again within a day, and not at this moment."""
    after_care.rest_no_longer(tap.worker, services.place)
    return (Fill(page_of(tap.worker, services, "after.sooner")),)


@doors.tap("buddies.hours", opens=open_skeleton)
def open_hours(tap: Tap, services: Services) -> Replies:
    facts = use_case.look(tap.worker, services.place)
    if facts.buddy is None:
        raise NotOnTheList
    return (Fill(buddy_forms.hours(facts, facts.buddy, services.room(tap.worker))),)


@doors.form("buddy_hours")
def save_hours(form: Submission, services: Services) -> Replies:
    use_case.choose(form.worker, _choices_of(form, services), services.place)
    return (Fill(page_of(form.worker, services, "buddies.saved")),)


@doors.tap("buddies.lists", opens=open_skeleton)
def open_lists(tap: Tap, services: Services) -> Replies:
    facts = use_case.look(tap.worker, services.place)
    return (Fill(buddy_forms.lists(facts.lists or PrivateLists(), services.room(tap.worker))),)


@doors.form("buddy_lists")
def save_lists(form: Submission, services: Services) -> Replies:
    topics, shares = form.view.value("topics") or (), form.view.value("shares") or ()
    use_case.keep_lists(
        form.worker,
        form.view.value("not_with") or (),
        [topic for topic in Topic if topic in topics],
        [share for share in Share if share in shares],
        services.place,
    )
    return (Fill(page_of(form.worker, services, "buddies.saved")),)


@doors.tap("buddies.guide", opens=open_skeleton)
def open_guide(tap: Tap, services: Services) -> Replies:
    return (Fill(_guide_for(tap.worker, services)),)


@doors.tap("buddies.read")
def read_guide(tap: Tap, services: Services) -> Replies:
    use_case.read_guide(tap.worker, int(tap.value), services.place)
    said = Fill(_guide_for(tap.worker, services))
    return (said, Fill(page_of(tap.worker, services), beneath=True))


def _guide_for(worker: str, services: Services) -> View:
    """In the reader's language, as far as the translation is of this version."""
    room, library = services.room(worker), services.library
    words = library.words(guides.locale_of(room.words.locale, library))
    own = Room(words, room.country, room.today)
    return guide.page(use_case.look(worker, services.place), own)


def _choices_of(form: Submission, services: Services) -> Choices:
    facts = use_case.look(form.worker, services.place)
    if facts.buddy is None:
        raise NotOnTheList
    view, wishes = form.view, form.view.value("wishes") or ()
    hours = _hours_of(view)
    if "leave_out" in (view.value("shifts") or ()):
        hours -= hours_at_work(facts.usual)
    return Choices(
        hours=hours,
        languages=frozenset(view.value("languages") or ()) & {*buddy_forms.SPOKEN},
        most_per_week=int(view.value("most_per_week") or facts.buddy.most_per_week),
        paused_until=_paused_until(view.value("paused_until"), facts.worker, facts.now),
        wants_outside_team="outside_team" in wishes,
        wants_trio="trio" in wishes,
        rests_gladly="rest" in wishes,
    )


def _hours_of(view: OpenView) -> frozenset[int]:
    days, parts = view.value("days") or (), view.value("parts") or ()
    if not days:
        raise BadInput("days", "errors.choose_a_day")
    if not parts:
        raise BadInput("parts", "errors.choose_a_part")
    return hours_in([int(day) for day in days], [DayPart(part) for part in parts])


def _paused_until(day: str | None, worker: Worker, now: datetime) -> datetime | None:
    if not day:
        return None
    until = datetime.combine(date.fromisoformat(day), time(), worker.tz).astimezone(UTC)
    if until <= now:
        raise BadInput("paused_until", "errors.date_is_past")
    if until - now > LONGEST_PAUSE:
        raise BadInput("paused_until", "errors.date_is_far")
    return until
