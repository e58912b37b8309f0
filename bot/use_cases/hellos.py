"""Hellos: offered, taken, prompted in a rhythm, and ended with one tap."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain.buddies import is_welcome, may_meet
from bot.domain.check_ins import EXPIRES_AFTER
from bot.domain.errors import BadInput, NotOnTheList
from bot.domain.hellos import (
    MOST_OFFERS,
    Hello,
    HelloKind,
    HelloState,
    civil_hour,
)
from bot.domain.letters import OF_HELLOS, Letter, LetterKind
from bot.domain.people import Worker
from bot.store.sealed import Sealed
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases.chores import Chore
from bot.use_cases.workplace import Workplace

OFFER = {HelloKind.HELLO: LetterKind.HELLO_OFFER, HelloKind.TEA: LetterKind.TEA_OFFER}
TURN = {HelloKind.HELLO: LetterKind.HELLO, HelloKind.TEA: LetterKind.TEA}
OVER = {HelloKind.HELLO: LetterKind.HELLO_OVER, HelloKind.TEA: LetterKind.TEA_OVER}


def offer(worker: str, other: str, kind: HelloKind, every_days: int, place: Workplace) -> None:
    """Offer a hello to a colleague, who may let it lie.

    Nothing comes back, whoever it is: an answer would tell who is on the list, and who is on whose
    private one. Two who offer it to each other have said yes.
    """
    if other == worker:
        raise BadInput("other", "errors.not_oneself")
    now = place.now()
    with place.begin() as uow:
        uow.people.hold([worker, other])
        if uow.buddies.get(worker) is None:
            raise NotOnTheList
        if not _may_have_hellos(uow, worker, other):
            return
        known = uow.hellos.between(worker, other, kind)
        if known is not None and known.stands(now) and known.other == worker:
            uow.hellos.save(known.taken(now, every_days))
            return
        if _may_offer(uow, worker, known):
            hello = Hello(
                place.dice.token(), worker, other, kind, every_days, HelloState.OFFERED, now
            )
            uow.hellos.save(hello)
            _write(uow, _letter(OFFER[kind], hello, other, place), now, place)


def look(hello: str, worker: str, place: Workplace) -> Hello | None:
    """One that is on, or an offer that still stands for this person; else None."""
    with place.look() as uow:
        return _own(uow, hello, worker, place.now())


def take(hello: str, worker: str, place: Workplace) -> Hello | None:
    """Yes: it is on from now. None when the offer is over, or one of the two is not on the list."""
    now = place.now()
    with place.begin() as uow:
        found = uow.hellos.get(hello)
        uow.people.hold([worker] if found is None else found.both)
        known = _own(uow, hello, worker, now)
        if known is None or known.is_on:
            return known
        if not _may_have_hellos(uow, *known.both):
            return None
        taken = known.taken(now)
        uow.hellos.save(taken)
        return taken


def end(hello: str, worker: str, place: Workplace) -> None:
    """One tap; the other learns at the next turn that it is over, and no more."""
    with place.visit(worker) as uow:
        known = uow.hellos.get(hello)
        if known is not None and known.of(worker) and known.is_on:
            _end(uow, known, [known.partner_of(worker)], place)


def end_with(uow: UnitOfWork, worker: str, others: Collection[str], place: Workplace) -> None:
    """All that this person has with these; an offer goes without a word."""
    for hello in uow.hellos.of(worker):
        if hello.partner_of(worker) in others:
            _end(uow, hello, [hello.partner_of(worker)], place)


def end_all(uow: UnitOfWork, worker: str, place: Workplace, *, nameless: bool = False) -> None:
    """Nameless for who is erased: nothing may name them any more."""
    for hello in uow.hellos.of(worker):
        _end(uow, hello, [hello.partner_of(worker)], place, nameless=nameless)


def end_for_both(uow: UnitOfWork, worker: str, place: Workplace) -> None:
    """Neither of the two has ended them, so each of them reads that they are over."""
    for hello in uow.hellos.of(worker):
        _end(uow, hello, hello.both, place)


def _end(
    uow: UnitOfWork, hello: Hello, to: Collection[str], place: Workplace, *, nameless: bool = False
) -> None:
    """The word that it is over comes when the next hello would have come."""
    uow.outbox.cancel_about(hello.id, OF_HELLOS)
    uow.hellos.remove(hello.id)
    if not hello.is_on:
        return
    turn = max(hello.next_at or place.now(), place.now())
    for person in to:
        letter = _letter(OVER[hello.kind], hello, person, place)
        _write(uow, replace(letter, others=()) if nameless else letter, turn, place)


def _prompt(uow: UnitOfWork, hello: Hello, place: Workplace) -> bool:
    """Both are prompted, each at a civil hour of their own day; nothing asks whether they did it."""
    held = uow.people.several_unless_busy(hello.both)
    if len(held) < len(hello.both) or uow.hellos.get(hello.id) != hello:
        return False
    now = place.now()
    uow.hellos.save(hello.after_turn(now))
    for person in hello.both:
        _write(uow, _letter(TURN[hello.kind], hello, person, place), now, place)
    return True


def _due(uow: UnitOfWork, now: datetime) -> list[Hello]:
    return uow.hellos.due(now)


PROMPT_HELLOS = Chore("hellos", _due, _prompt)


def _letter(kind: LetterKind, hello: Hello, to: str, place: Workplace) -> Letter:
    """To one of the two, naming the other."""
    others = (hello.partner_of(to),)
    return Letter(place.dice.token(), kind, to, place.now(), hello.id, others=others)


def _write(uow: UnitOfWork, letter: Letter, after: datetime, place: Workplace) -> None:
    """At a civil hour, and not at all when it cannot leave then."""
    due = civil_hour(uow.people.get(letter.to) or Worker(letter.to), after)
    uow.outbox.put(replace(letter, due_at=due, expires_at=due + EXPIRES_AFTER), place.now())


def _own(uow: UnitOfWork, hello: str, worker: str, now: datetime) -> Hello | None:
    known = uow.hellos.get(hello)
    if known is None or not known.of(worker):
        return None
    may_read = known.is_on or (known.stands(now) and known.other == worker)
    return known if may_read else None


def _may_have_hellos(uow: UnitOfWork, one: str, other: str) -> bool:
    """Both on the list, none on the other's private one, and guests only where they are welcome."""
    buddies, private = uow.buddies.several([one, other]), Sealed(uow)
    if len(buddies) < len({one, other}):
        return False
    people = {name: uow.people.get(name) or Worker(name) for name in buddies}
    if not all(is_welcome(buddies[name], is_guest=people[name].may_be_guest) for name in buddies):
        return False
    lists = [private.lists_of(name) for name in (one, other)]
    return may_meet(buddies[one], buddies[other], *lists)


def _may_offer(uow: UnitOfWork, worker: str, known: Hello | None) -> bool:
    """Not twice to one person, nor to many; an old offer of the other's makes room for this one."""
    if known is not None:
        if known.is_on or known.one == worker:
            return False
        uow.hellos.remove(known.id)
    return sum(one.one == worker and not one.is_on for one in uow.hellos.of(worker)) < MOST_OFFERS
