"""Everything that the bot can draw: each view with every combination of facts that changes its shape."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import product
from typing import Any

from bot.domain.check_ins import Answer, LookIn, Outcome
from bot.domain.decision_points import PersonalSetting
from bot.domain.directory import Contact, Country
from bot.domain.learning import topics_of
from bot.domain.letters import LetterKind
from bot.domain.memories import Judgement, Preferences
from bot.domain.minutes import Minute, Step
from bot.domain.people import Worker
from bot.domain.practices import Feeling, Length, Practice
from bot.views import (
    home,
    kit,
    learning,
    letters,
    minutes,
    notes,
    people,
    plain,
    privacy,
    supporters,
)
from bot.views.kit import Message, View
from bot.views.room import Room
from bot.words import Library, Words, load_library
from bot.words.decision_rules import SAYINGS
from handlers.shifts import SAID_OF
from handlers.slash import WORDS
from tests.views.coordinating import STANDING, coordinating
from tests.views.gallery_of_asking import modals_of_asking
from tests.views.gallery_of_buddies import messages_of_buddies, modals_of_buddies
from tests.views.gallery_of_homes import forms, homes
from tests.views.gallery_of_rounds import round_letters, round_modals

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
TODAY = NOW.date()
COUNTRIES = ("GB", "IE", "US", "CA", "AU", "nowhere that we know")
CHECK_IN = "0" * 31 + "1"
COLLEAGUES = ("U0BEN00001",)  # whom a letter may name
ERRORS = (
    "unknown", "could_not_save", "not_from_here", "check_ins_are_off", "nothing_to_skip",
    "not_a_coordinator", "not_an_auditor", "no_role", "bad_lines",
    "not_on_the_list",
)  # fmt: skip
LIBRARY = load_library()
NOTHING_SAID = Preferences()
RULES = LIBRARY.decision_table()
REASONS = (
    f"because.{RULES.rules[0].id}",
    "minute.because.stands_in",
    "minute.because.helps",
    *(f"because.{limit.id}" for limit in RULES.limits),
)
OUR_PEOPLE = (
    Contact("On-call lead", "020 7946 0000", "Any hour, for anything.", record_kept=False, outside=False),
    Contact("Employee assistance", "01632 960001", "Six talks.", record_kept=True, outside=True),
    Contact("Union", "Ask for Sam", "", record_kept=None, outside=True),
)  # fmt: skip


@dataclass(frozen=True)
class Drawing:
    """One thing that a person can be shown, by a name that says which."""

    name: str
    shown: Message | View

    @property
    def kind(self) -> str:
        return "message" if isinstance(self.shown, Message) else str(self.shown["type"])

    @property
    def blocks(self) -> list[dict[str, Any]]:
        if isinstance(self.shown, Message):
            return list(self.shown.blocks)
        return list(self.shown["blocks"])


def everything(library: Library, locale: str = "en") -> Iterator[Drawing]:
    """All messages, all modals, all Homes, in one language."""
    words = library.words(locale)
    yield from messages(words)
    yield from (Drawing(*one) for one in messages_of_buddies(words))
    for room in rooms(library, words):
        yield from modals_with_people(room)
    room = Room(words, signed(library.country("GB")), TODAY)
    yield from modals(room, library)
    yield from (Drawing(*one) for one in modals_of_buddies(room, NOW))
    yield from (Drawing(*one) for one in homes(room, NOW))
    yield from (Drawing(*one) for one in coordinating(room))


def rooms(library: Library, words: Words) -> Iterator[Room]:
    """Each country as it comes, with its lines signed, and with people of the organisation's own."""
    for code in COUNTRIES:
        country = library.country(code)
        for one in (country, signed(country), replace(signed(country), contacts=OUR_PEOPLE)):
            yield Room(words, one, TODAY)


def signed(country: Country) -> Country:
    """The same country after a person of the organisation has rung every line."""
    lines = (replace(x, verified_on=TODAY, verified_by="Ada Okafor") for x in country.lines)
    return replace(country, lines=tuple(lines))


def messages(words: Words) -> Iterator[Drawing]:
    for kind, about in product(LetterKind, (CHECK_IN, None)):
        letter = letters.render(kind, about, words, COLLEAGUES)
        if letter is not None:
            yield Drawing(f"letter {kind} about {about}", letter)
    yield from (Drawing(*one) for one in round_letters(words))
    for typed, meant in product(("dnoe", "x" * 90, "<!channel> <@U1>&"), (None, *WORDS)):
        yield Drawing(f"did you mean {meant}", notes.did_you_mean(words, typed, meant))
    yield Drawing("help", notes.help_note(words))
    yield Drawing("could not save", notes.could_not_save(words))
    yield Drawing("a sentence typed", notes.typed(words))
    yield Drawing("stopping", notes.stopping(words))
    for text in sentences(words):
        yield Drawing(f"said {text}", notes.said(words, text))
        for is_on in (True, False):
            yield Drawing(f"shift ended {text}", notes.shift_ended(words, text, is_on=is_on))


def sentences(words: Words) -> list[str]:
    """What a note or a plain modal can say."""
    day, moment = words.day(date(2026, 9, 30)), words.moment(datetime(2026, 9, 30, 22, 30))  # noqa: DTZ001  the reader's own clock
    return [
        *(words.say(f"errors.{one}") for one in ERRORS),
        *(words.say(key) for key in SAID_OF.values()),
        words.say("home.noted_now"),
        words.say("home.noted_shift", moment=moment),
        words.say("slash.pause_how"),
        words.say("slash.paused", day=day),
    ]


def modals_with_people(room: Room) -> Iterator[Drawing]:
    """Those that show more or less by what is known of the country."""
    words, where = room.words, f"in {room.country.code}"
    yield Drawing(f"people {where}", people.modal(room.country, words, room.today))
    yield Drawing(f"from here {where}", people.from_here(room.country, words, room.today))
    yield Drawing(f"outside {where}", people.outside(room.country, words, room.today))
    yield Drawing(f"for strangers {where}", people.for_strangers(room.country, words, room.today))
    yield Drawing(f"more ways {where}", people.more_ways(room.country, words, room.today))
    yield Drawing(f"skeleton {where}", minutes.skeleton(room))
    yield Drawing(f"sentence {where}", plain.sentence(words.say("errors.unknown"), room))
    yield Drawing(f"who sees what {where}", privacy.who_sees_what(room))
    yield Drawing(f"not from here {where}", home.not_from_here(room))
    yield Drawing(f"unreadable {where}", home.unreadable(room))
    yield Drawing(f"people in a note {where}", notes.people(room))
    for feeling in (Feeling.LIGHT, Feeling.VERY_HEAVY):
        opening = Minute(Step.OPENING, CHECK_IN, feeling)
        yield Drawing(f"opening {feeling} {where}", minutes.modal(opening, None, room))
    for outcome in Outcome:
        ended = Minute(Step.ENDED, CHECK_IN, outcome=outcome)
        yield Drawing(f"ended {outcome} {where}", minutes.modal(ended, None, room))


def modals(room: Room, library: Library) -> Iterator[Drawing]:
    for text in sentences(room.words):
        button = kit.button(room.words.say("home.button.turn_on"), "membership.on")
        yield Drawing(f"plain {text}", plain.sentence(text, room, button))
    cards = library.practices(room.words.locale)
    yield from minutes_of(room, cards)
    yield from pages(room, cards)
    yield from what_is_held(room, library)
    yield from (Drawing(*one) for one in forms(room, library, NOW))
    yield from (Drawing(*one) for one in round_modals(room))
    yield from (Drawing(*one) for one in modals_of_asking(room, NOW))


def minutes_of(room: Room, cards: Sequence[Practice]) -> Iterator[Drawing]:
    """Every practice with all that can be said about it, and every step after every answer."""
    card = cards[0]
    for practice in cards:
        minute = Minute(Step.WHY, None, practice=practice.id, reasons=REASONS, says=SAYINGS)
        yield Drawing(f"{practice.id} and why", minutes.modal(minute, practice, room))
    for judged in (None, Judgement.HELPS):
        minute = Minute(Step.PRACTICE, CHECK_IN, practice=card.id, judged=judged)
        yield Drawing(f"judged {judged}", minutes.modal(minute, card, room))
    for feeling, check_in in product((None, *Feeling), (CHECK_IN, None)):
        for step in (Step.PRACTICE, Step.WHY):
            minute = Minute(step, check_in, feeling, practice=card.id)
            name = f"{step} after {feeling} of {check_in} with {card.id}"
            yield Drawing(name, minutes.modal(minute, card, room))
        for step, outcome in product(Step, (None, *Outcome)):
            minute = Minute(step, check_in, feeling, None, outcome=outcome)
            name = f"{step} after {feeling} and {outcome} of {check_in}"
            yield Drawing(name, minutes.modal(minute, None, room))
    for length, wish in product(Length, LookIn):
        minute = Minute(
            Step.PRACTICE, CHECK_IN, Feeling.HEAVY, practice=card.id, length=length, look_in=wish
        )
        yield Drawing(f"asked to look in {wish} {length}", minutes.modal(minute, card, room))


def pages(room: Room, cards: Sequence[Practice]) -> Iterator[Drawing]:
    topics = topics_of(cards, TODAY)
    yield Drawing("nothing to read", learning.contents((), room))
    yield Drawing("what there is to read", learning.contents(topics, room))
    yield Drawing("a page that has gone", learning.contents(topics, room, lost=True))
    for topic in topics:
        for card in topic.pages:
            yield Drawing(f"page {card.id}", learning.page(topic, card, room))


def what_is_held(room: Room, library: Library) -> Iterator[Drawing]:
    worker = Worker("U0ANA00001", is_on=True, zone="Europe/Lisbon")
    every = [Answer(f, o, NOW) for f, o in product((None, *Feeling), (None, *Outcome))]
    titles = {card.id: card.title for card in library.practices(room.words.locale)}
    held = partial(privacy.what_is_held, titles=titles.__getitem__, room=room)
    yield Drawing("nothing held", held(None, [], NOTHING_SAID))
    yield Drawing("no answers held", held(worker, [], NOTHING_SAID))
    yield Drawing("one answer held", held(worker, every[-1:], NOTHING_SAID))
    yield Drawing("90 days held", held(worker, every * 5, NOTHING_SAID))
    said = Preferences(
        helps=tuple(titles), not_again=tuple(titles), settings=frozenset(PersonalSetting)
    )
    yield Drawing("everything said of every card", held(worker, every[-1:], said))
    more = supporters.held(STANDING, room.words)
    yield Drawing("on the roster alone", held(None, [], NOTHING_SAID, more=more))
    yield Drawing("on the roster too", held(worker, [], NOTHING_SAID, more=more))
    yield Drawing("erased", privacy.erased(room))
