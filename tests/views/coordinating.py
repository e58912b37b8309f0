"""The part of the gallery that coordinators, supporters and auditors see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

from bot.domain.audit import COMMAND_LINE, Act, Entry
from bot.domain.coordination import Desk, Holder, Standing
from bot.domain.homes import HomeFacts
from bot.domain.letters import LetterKind
from bot.domain.roles import SUPPORTED, Role
from bot.domain.roster import Member, Taken, Unmatched
from bot.domain.roster_files import LineFault
from bot.domain.supporters import Lack, Supporter
from bot.views import audit_log, coordination, home, letters, roles, roster, supporters
from bot.views.kit import Message, View
from bot.views.room import Room

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
ANA, BEN = "U0ANA00001", "U0BEN00001"
INSIDE = Supporter(ANA, BEN, NOW)
AGREED = replace(INSIDE, agreed_at=NOW)
OUTSIDE = Supporter(ANA, None, NOW, NOW)
MEMBER = Member(
    ANA, "", "North <late>", "Porto", BEN, BEN, ("pt", "tlh"), 2.5, Role.FACILITATOR, BEN
)
STANDING = Standing(MEMBER, SUPPORTED, OUTSIDE, (AGREED, INSIDE))
FAULTS = (
    "nothing", "no_headings", "no_person", "heading", "heading_twice", "quotes", "nobody", "cells",
    "long", "language", "experience", "role", "twice", "themselves", "own_manager",
)  # fmt: skip
LONG = "m" * 254
WRITTEN = ("North <late>", "Porto", "Ana <!channel>", LONG, "x" * 40)  # by a coordinator


def coordinating(room: Room) -> Iterator[tuple[str, Message | View]]:
    """(name, view) of everything that the roles bring along."""
    yield from _desks(room)
    yield from _rosters(room)
    yield from _roles(room)
    yield from _supporters(room)
    yield from _audits(room)
    for coordinates, audits in product((True, False), repeat=2):
        facts = HomeFacts(None, NOW, NOW - NOW, coordinates=coordinates, audits=audits)
        yield f"Home of a role {coordinates} {audits}", home.home(facts, room)


def _desks(room: Room) -> Iterator[tuple[str, Message | View]]:
    yield "one moment", coordination.waiting(room)
    yield "Coordinate", coordination.desk(Desk(AGREED, None, 63, 4), room)
    yield "Coordinate, somebody outside", coordination.desk(Desk(OUTSIDE, None), room)
    for lack in Lack:
        named = None if lack is Lack.NOBODY_NAMED else INSIDE
        yield f"waits for {lack}", coordination.desk(Desk(named, lack), room)


def _rosters(room: Room) -> Iterator[tuple[str, Message | View]]:
    words = room.words
    told = roster.taken(Taken(58, 2, 0, 1), words)
    for people, unmatched, notice in ((0, 0, None), (63, 4, told), (63, 0, told)):
        view = roster.overview(people, unmatched, room, notice, "Name\tTeam")
        yield f"roster of {people} with {unmatched}", view
    faults = [LineFault(n, what, "x" * 40) for n, what in enumerate(FAULTS)]
    yield "faults", roster.overview(0, 0, room, roster.faults(faults, words)[:2000])
    for headings in ("", "Name\tTeam"):
        yield f"pasting under {headings!r}", roster.paste_form(headings, room)
    for number in (0, 3, roster.MOST_NAMES + 1):
        names = [Unmatched(f"{n:064x}", LONG) for n in range(number)]
        yield f"matching {number} names", roster.match_form(names, room)
    bare = Member(None, "Ana <!channel>")
    for number, at in ((0, 0), (3, 0), (roster.ON_A_PAGE + 1, 0), (roster.ON_A_PAGE + 1, 80)):
        members = [bare, replace(bare, name=LONG), *[MEMBER] * max(number - 2, 0)][:number]
        yield f"{number} members from {at}", roster.everybody(members, at, room)
    long_one = replace(MEMBER, person=None, name=LONG, languages=("pt", "tlh") * 15)
    yield "a page of long ones", roster.everybody([long_one] * roster.ON_A_PAGE, 0, room)


def _roles(room: Room) -> Iterator[tuple[str, Message | View]]:
    states: list[tuple[Supporter | None, Lack | None]]
    states = [(named, lack) for named in (None, INSIDE) for lack in Lack]
    states += [(AGREED, None), (OUTSIDE, None)]
    several = [
        Holder(f"U{n:010}", role, named, lack)
        for n, (role, (named, lack)) in enumerate(product(SUPPORTED, states))
    ]
    for holders, at in (([], 0), (several, 0), (several * 2, 0), (several * 2, roles.ON_A_PAGE)):
        numbered = [replace(one, person=f"U{n:010}") for n, one in enumerate(holders)]
        yield f"{len(holders)} roles from {at}", roles.everybody(numbered, at, room)
    yield "giving a role", roles.give_form(room)


def _supporters(room: Room) -> Iterator[tuple[str, Message | View]]:
    for person in (None, ANA):
        yield f"a supporter for {person}", supporters.name_form(room, person)
    many = [replace(one, person=f"U{n:010}") for n, one in enumerate([INSIDE, AGREED] * 20)]
    question = letters.render(LetterKind.SUPPORTER_ASKED, None, room.words, (ANA,))
    agreed = letters.render(LetterKind.SUPPORTER_AGREED, None, room.words, (BEN,))
    assert question
    assert agreed
    yield from (("asked by one", question), ("agreed", agreed))
    for named in ([], many[:2], many):
        yield f"{len(named)} supported", supporters.mine(named, room)
    for standing in (Standing(), Standing(Member(ANA)), replace(STANDING, named=AGREED)):
        blocks = supporters.held(standing, room.words)
        yield f"held {standing.named}", coordination.page("supporter.mine", blocks, room)


def _audits(room: Room) -> Iterator[tuple[str, Message | View]]:
    acts = [
        Entry(n, NOW, actor, act, about, "")
        for n, (act, actor, about) in enumerate(
            product(Act, (ANA, COMMAND_LINE, "f" * 64), (None, BEN, "60", "0" * 32))
        )
    ]
    for number in (0, 3, audit_log.ON_A_PAGE):
        yield f"{number} acts", audit_log.entries(acts[:number], room)
    for at in range(0, len(acts), audit_log.ON_A_PAGE):
        page = acts[at : at + audit_log.ON_A_PAGE]
        yield f"acts from {at}", audit_log.entries(page, room)
