"""Everything of the list of buddies and of hellos that can be drawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product

from bot.domain.buddies import Buddy, PrivateLists, Share, Topic
from bot.domain.buddy_pages import BuddyFacts
from bot.domain.hellos import RHYTHMS, Hello, HelloKind, HelloState
from bot.domain.letters import OF_HELLOS
from bot.domain.people import Worker
from bot.domain.shifts import UsualShift
from bot.domain.supporters import Lack
from bot.domain.topics import RatherNot
from bot.views import (
    buddies,
    buddy_forms,
    buddy_records,
    guests,
    guide,
    hellos,
    kit,
    letters,
    topics,
)
from bot.views.kit import Message, View
from bot.views.room import Room
from bot.words import Words

HELLO = "e" * 32
PART_OF_A_PAGE = "x"  # the title of what is drawn by itself here, and never shown so
ANA, BEN = "U0ANA00001", "U0BEN00001"
EVERYTHING = PrivateLists(frozenset({BEN}), frozenset(Topic), frozenset(Share))

Drawn = Iterator[tuple[str, Message | View]]


def messages_of_buddies(words: Words) -> Drawn:
    for kind in OF_HELLOS:
        message = letters.render(kind, HELLO, words, (BEN,))
        assert message is not None
        yield f"letter {kind} that names a colleague", message


def modals_of_buddies(room: Room, now: datetime) -> Drawn:
    for name, facts in standings(now):
        yield f"buddies {name}", buddies.page(facts, room)
        held = [*buddy_records.held(facts, room.words), kit.divider()]
        yield f"held of a buddy {name}", kit.modal(PART_OF_A_PAGE, held, close="x")
        yield f"the guide {name}", guide.page(facts, room)
        if facts.buddy is not None:
            yield f"hours {name}", buddy_forms.hours(facts, facts.buddy, room)
    yield "buddies, saved", buddies.page(_facts(now), room, room.words.say("buddies.saved"))
    yield "before a talk, not yet known", topics.skeleton(room)
    yield "before a talk, over", topics.over(room)
    for named in (frozenset[Topic](), frozenset({Topic.DEATH}), frozenset(Topic)):
        three = [RatherNot(BEN, named), RatherNot(ANA, named)]
        yield f"before a talk {len(named)}", topics.page(three, room)
    for lists in (PrivateLists(), EVERYTHING):
        yield f"private lists {len(lists.topics)}", buddy_forms.lists(lists, room)
    waiting, welcome = (Buddy(one, gives=True, takes=True, since=now) for one in (ANA, BEN))
    for several in (
        [],
        [waiting, replace(welcome, guest_is_welcome=True)],
        [replace(waiting, worker=f"U0GUEST{one:03}") for one in range(41)],
    ):
        yield f"{len(several)} guests", guests.everybody(several, 0, room)
    yield "a new offer", hellos.offering(room)
    for hello in (None, *some_hellos(now)):
        name = "passed" if hello is None else f"{hello.kind} {hello.state} {hello.every_days}"
        yield f"a hello {name}", hellos.page(hello, ANA, room)


def standings(now: datetime) -> Iterator[tuple[str, BuddyFacts]]:
    """Everybody whose page looks different."""
    nobody = _facts(now)
    fresh = Buddy(ANA, gives=True, takes=True, since=now, languages=frozenset({"en"}))
    set_up = replace(
        fresh, hours=frozenset(range(168)), guide_version=1, guide_read_at=now, wants_trio=True,
        wants_outside_team=True, rests_gladly=True, guest_is_welcome=True,
    )  # fmt: skip
    nights = UsualShift("1", ANA, frozenset({0, 6}), time(22), time(6), date(2026, 9, 1))
    yield "of nobody", nobody
    yield (
        "of somebody who asked",
        replace(nobody, asked_on=(date(2026, 11, 1),), paired_with=(BEN,)),
    )
    for gives, takes in ((True, True), (True, False), (False, True)):
        way = replace(fresh, gives=gives, takes=takes)
        yield f"{way.way} and new", replace(nobody, buddy=way, lists=PrivateLists())
        ready = replace(set_up, gives=gives, takes=takes)
        yield f"{way.way} and ready", replace(nobody, buddy=ready, lists=EVERYTHING, lack=None)
    asked = replace(nobody, buddy=set_up, lists=EVERYTHING, lack=Lack.NOT_AGREED)
    yield "with a supporter who was asked", asked
    yield "with a new guide", replace(nobody, buddy=set_up, lists=EVERYTHING, guide=2)
    yield "with lost lists", replace(nobody, buddy=set_up)
    paused = replace(set_up, paused_until=now + timedelta(days=9))
    until = now + timedelta(days=3)
    resting = replace(EVERYTHING, rests_until=until, different=frozenset({BEN}))
    yield "paused", replace(nobody, buddy=paused, lists=resting, usual=(nights,))
    yield "off the list longer", replace(nobody, buddy=set_up, lists=resting, lack=None)
    guest = Worker(ANA, zone="Europe/Lisbon", is_guest=True)
    yield "of a guest", replace(nobody, worker=guest, buddy=fresh, lists=PrivateLists())
    hello = tuple(replace(one, id=f"{n:032x}") for n, one in enumerate(some_hellos(now)))
    yield "with hellos", replace(nobody, buddy=set_up, lists=EVERYTHING, hellos=hello)


def some_hellos(now: datetime) -> Iterator[Hello]:
    for kind, state, days in product(HelloKind, HelloState, RHYTHMS):
        yield Hello(HELLO, BEN, ANA, kind, days, state, now)


def _facts(now: datetime) -> BuddyFacts:
    ana = Worker(ANA, zone="Europe/Lisbon")
    return BuddyFacts(ana, now, guide=1, lack=Lack.NOBODY_NAMED)
