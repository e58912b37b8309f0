"""Doors of two people: a coordinator who asks them, and each of the two who answers; and the empty hours."""

from bot.bootstrap import Services
from bot.replies import NOTHING, Fill, Replies
from bot.use_cases import coverage, two_people
from bot.views import coverage as hours
from bot.views import kit, pairs, plain, round_forms, rounds
from handlers.doors import Doors
from handlers.payloads import Submission, Tap

doors = Doors()


def open_question(tap: Tap, services: Services) -> kit.View:
    return pairs.choice(tap.value, services.room(tap.worker))


@doors.tap("pairs.look", opens=open_question, in_memory=True)
def look(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


@doors.tap("pairs.answer")
def answer(tap: Tap, services: Services) -> Replies:
    """The same words after either answer."""
    says, _, pair = tap.value.partition(":")
    two_people.answer(tap.worker, pair, services.place, gladly=says == "gladly")
    return (Fill(pairs.noted(services.room(tap.worker))),)


def open_two(tap: Tap, services: Services) -> kit.View:
    return round_forms.two_people(services.room(tap.worker))


@doors.tap("rounds.two", opens=open_two, in_memory=True)
def two(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


@doors.form("rounds.two")
def ask_two(form: Submission, services: Services) -> Replies:
    one, other = str(form.view.value("one")), str(form.view.value("other"))
    two_people.ask(one, other, form.worker, services.place)
    room = services.room(form.worker)
    return (Fill(plain.sentence(room.words.say("rounds.two.asked"), room)),)


def open_hours(tap: Tap, services: Services) -> kit.View:
    return rounds.skeleton(services.room(tap.worker))


@doors.tap("rounds.hours", opens=open_hours)
def empty_hours(tap: Tap, services: Services) -> Replies:
    found = coverage.look_at_hours(tap.worker, services.place)
    return (Fill(hours.empty_hours(found, services.room(tap.worker))),)
