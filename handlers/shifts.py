"""Doors through which a worker says that a shift is over, and sets the usual ones."""

from datetime import date, time
from hashlib import sha256

from bot.bootstrap import Services
from bot.domain.errors import BadInput
from bot.domain.people import Worker
from bot.domain.shifts import UsualShift
from bot.replies import Fill, PublishHome, Replies
from bot.use_cases import home as homes
from bot.use_cases import signals, usual_shifts
from bot.use_cases.shifts import Heard, Told
from bot.views import kit, plain, settings
from bot.views.home import when
from bot.words import Words
from handlers.check_ins import open_skeleton
from handlers.doors import Doors
from handlers.payloads import Command, OpenView, Submission, Tap
from handlers.saying import where_tapped

doors = Doors()

SAID_OF = {
    Told.NOBODY: "errors.check_ins_are_off",
    Told.TOO_LATE: "home.noted_late",
    Told.PAUSED: "home.noted_paused",
    Told.ENOUGH: "home.noted_enough",
    Told.ALREADY: "home.noted_already",
}


def told(heard: Heard, worker: str, services: Services) -> str:
    """One sentence about what comes now, with the time on the worker's own clock."""
    words = services.room(worker).words
    if heard.due_at is not None and heard.due_at > services.place.now():
        whose = homes.whose(worker, services.place) or Worker(worker)
        moment = when(whose, heard.due_at, services.place.now(), words)
        return words.say("home.noted_shift", moment=moment)
    return words.say(SAID_OF.get(heard.told, "home.noted_now"))


@doors.tap("shift.ended")
def from_home(tap: Tap, services: Services) -> Replies:
    heard = signals.end_now(tap.worker, "home", tap.key, services.place)
    text = told(heard, tap.worker, services)
    button = _next_button(heard, services.room(tap.worker).words)
    return (PublishHome(text), *where_tapped(text, tap.worker, services, button))


def _open_from_shortcut(command: Command, services: Services) -> kit.View:
    room = services.room(command.worker)
    return plain.sentence(room.words.say("minute.one_moment"), room)


@doors.shortcut("shift_ended", opens=_open_from_shortcut)
def from_shortcut(command: Command, services: Services) -> Replies:
    heard = signals.end_now(command.worker, "shortcut", command.key, services.place)
    room = services.room(command.worker)
    button = _next_button(heard, room.words)
    said = plain.sentence(told(heard, command.worker, services), room, button)
    return (Fill(said), PublishHome())


def _next_button(heard: Heard, words: Words) -> kit.Element:
    if heard.told is Told.NOBODY:
        return kit.button(words.say("home.button.turn_on"), "membership.on")
    return kit.button(words.say("minute.button.take"), "minute.take")


@doors.tap("usual.open", opens=open_skeleton)
def open_usual(tap: Tap, services: Services) -> Replies:
    return (Fill(_form(tap.worker, services)),)


@doors.tap("usual.more")
def change_usual(tap: Tap, services: Services) -> Replies:
    """Skip one, or remove the series; the form stays open and shows what is left."""
    what, usual, day = (*tap.value.split(":"), "", "")[:3]
    notice = None
    if what == "remove":
        usual_shifts.remove(tap.worker, usual, services.place)
    if what == "skip":
        left_out = date.fromisoformat(day)
        usual_shifts.skip(tap.worker, usual, left_out, services.place)
        words = services.room(tap.worker).words
        notice = words.say("home.skipped", day=words.day(left_out))
    return (Fill(_form(tap.worker, services)), PublishHome(notice))


@doors.form("usual")
def add_usual(form: Submission, services: Services) -> Replies:
    name = sha256(form.key.encode()).hexdigest()[:32]  # a form sent twice is one series
    usual = _usual_of(form.view, form.worker, name)
    usual_shifts.add(usual, services.place)
    words = services.room(form.worker).words
    return (PublishHome(words.say("home.saved")),)


def _usual_of(view: OpenView, worker: str, name: str) -> UsualShift:
    days = view.value("days") or []
    if not days:
        raise BadInput("days", "errors.choose_a_day")
    start, end = (time.fromisoformat(str(view.value(one))) for one in ("start", "end"))
    if start == end:
        raise BadInput("end", "errors.same_times")
    first = date.fromisoformat(str(view.value("first_day")))
    last_text = view.value("last_day")
    last = date.fromisoformat(last_text) if last_text else None
    if last is not None and last < first:
        raise BadInput("last_day", "errors.ends_before_start")
    return UsualShift(name, worker, frozenset(int(day) for day in days), start, end, first, last)


def _form(worker: str, services: Services) -> kit.View:
    known = usual_shifts.everything(worker, services.place)
    facts = homes.look(worker, services.place)
    now = facts.worker.local(facts.now) if facts.worker else facts.now
    return settings.usual_shifts(known, services.room(worker), now)
