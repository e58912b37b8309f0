"""Supporters: naming one, agreeing, saying no, and what becomes of a role without one."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.errors import BadInput
from bot.domain.letters import Letter, LetterKind
from bot.domain.roles import SUPPORTED, Role
from bot.domain.supporters import Lack, Supporter, lacking
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import pairs
from bot.use_cases.workplace import Workplace

SAID_OF: dict[Lack | None, str] = {
    Lack.THEMSELVES: "errors.supporter_themselves",
    Lack.OWN_MANAGER: "errors.supporter_own_manager",
    Lack.EACH_OTHER: "errors.supporter_each_other",
}
Spot = tuple[str, str]  # channel and ts of the message that was tapped


def lack(uow: UnitOfWork, person: str) -> Lack | None:
    """What is still missing before this person may support others; None when nothing is."""
    return _lack_of(uow, person, uow.supporters.of(person))


def is_supported(uow: UnitOfWork, person: str) -> bool:
    return lack(uow, person) is None


def name(uow: UnitOfWork, person: str, supporter: str | None, place: Workplace) -> None:
    """Ask this colleague, by a letter; None is somebody outside Slack, who has agreed already.

    BadInput for the field `supporter` when it cannot be this one. Whoever is asked already, or has
    agreed, is not asked again.
    """
    wanted = Supporter(person, supporter, place.now())
    missing = _lack_of(uow, person, wanted)
    if missing is not Lack.NOT_AGREED:
        raise BadInput("supporter", SAID_OF.get(missing, "errors.unknown"))
    if _is_named(uow, person, supporter):
        return
    _note(uow, wanted)
    settle(uow, person)
    if supporter is not None:
        _ask(uow, supporter, [person], place)


def ask(
    uow: UnitOfWork,
    wishes: Mapping[str, str],
    managers: Mapping[str, str | None],
    place: Workplace,
) -> None:
    """Whom the people of a list wish for: one letter to each supporter; who cannot be one is left out.

    Looked up once for all of them, since a list may be long and others wait for the writer.
    """
    named = {one.person: one for one in uow.supporters.everybody()}
    asked: dict[str, list[str]] = {}
    for person, supporter in wishes.items():
        wanted = Supporter(person, supporter, place.now())
        missing = lacking(wanted, managers.get(person), named.get(supporter))
        there = named.get(person)
        if missing is Lack.NOT_AGREED and (there is None or there.supporter != supporter):
            named[person] = wanted
            asked.setdefault(supporter, []).append(person)
    uow.supporters.name(*(named[one] for people in asked.values() for one in people))
    settle(uow, *(one for people in asked.values() for one in people))
    for supporter, people in asked.items():
        _ask(uow, supporter, people, place)


def agree(supporter: str, person: str, spot: Spot | None, place: Workplace) -> bool:
    """False when they are not asked any more: somebody else was, or it is over."""
    with place.visit(supporter) as uow:
        has_agreed = uow.supporters.agree(person, supporter, place.now())
        if has_agreed:
            settle(uow, person)
            _write(uow, LetterKind.SUPPORTER_AGREED, person, place, (supporter,))
        _note_in_message(uow, supporter, spot, place)
        return has_agreed or _is_named(uow, person, supporter)


def step_back(supporter: str, person: str, spot: Spot | None, place: Workplace) -> None:
    """A no, or an end: in either case the same follows, and no reason is asked or kept."""
    with place.visit(supporter) as uow:
        if uow.supporters.remove(person, supporter):
            _do_without(uow, [person], place)
        _note_in_message(uow, supporter, spot, place)


def look(supporter: str, place: Workplace) -> tuple[Supporter, ...]:
    """All who named this person."""
    with place.look() as uow:
        return tuple(uow.supporters.supported_by(supporter))


def settle(uow: UnitOfWork, *people: str) -> None:
    """Their roles begin with a supporter, and rest without one."""
    for person in uow.roles.holders(people):
        supported = is_supported(uow, person)
        for role, is_active in uow.roles.of(person).items():
            if role in SUPPORTED and is_active is not supported:
                uow.roles.set_active(person, role, is_active=supported)


def let_go(uow: UnitOfWork, gone: str, place: Workplace) -> None:
    """Somebody is not here any more: nobody is supported by them, and they by nobody."""
    theirs = uow.supporters.of(gone)
    if theirs is not None:
        uow.supporters.remove(gone, theirs.supporter)
    left = [one.person for one in uow.supporters.supported_by(gone) if one.person != gone]
    for person in left:
        uow.supporters.remove(person, gone)
    _do_without(uow, left, place)


def _do_without(uow: UnitOfWork, people: list[str], place: Workplace) -> None:
    """They are told, and the coordinators that somebody needs a new supporter, with no name or reason.

    Of who is only on the list of buddies coordinators hear nothing: that is nobody's concern (rule 6).
    """
    for person in people:
        settle(uow, person)
        pairs.look_again(uow, person, place)
        _write(uow, LetterKind.SUPPORTER_NEEDED, person, place)
    if any(set(SUPPORTED) & set(uow.roles.of(person)) for person in people):
        for coordinator in uow.roles.active(Role.COORDINATOR):
            if coordinator not in people:
                _write(uow, LetterKind.SUPPORTERS_NEEDED, coordinator, place)


def _ask(uow: UnitOfWork, supporter: str, people: list[str], place: Workplace) -> None:
    """A letter names whom it is about when it is one person; several are named behind a button."""
    only = tuple(people) if len(people) == 1 else ()
    _write(uow, LetterKind.SUPPORTER_ASKED, supporter, place, only)


def _note(uow: UnitOfWork, named: Supporter) -> None:
    """Somebody outside Slack has agreed when the person says so."""
    outside = named.supporter is None
    uow.supporters.name(replace(named, agreed_at=named.asked_at if outside else None))


def _is_named(uow: UnitOfWork, person: str, supporter: str | None) -> bool:
    there = uow.supporters.of(person)
    return there is not None and there.supporter == supporter


def _lack_of(uow: UnitOfWork, person: str, named: Supporter | None) -> Lack | None:
    member = uow.roster.member(person)
    in_turn = uow.supporters.of(named.supporter) if named and named.supporter else None
    return lacking(named, member.manager if member else None, in_turn)


def _note_in_message(uow: UnitOfWork, supporter: str, spot: Spot | None, place: Workplace) -> None:
    """The message becomes the same one, whatever was tapped."""
    if spot is not None:
        letter = Letter(
            place.dice.token(), LetterKind.SUPPORTER_NOTED, supporter, place.now(),
            channel=spot[0], ts=spot[1],
        )  # fmt: skip
        uow.outbox.put(letter, place.now())


def _write(
    uow: UnitOfWork,
    kind: LetterKind,
    to: str,
    place: Workplace,
    others: tuple[str, ...] = (),
) -> None:
    letter = Letter(place.dice.token(), kind, to, place.now(), others=others)
    uow.outbox.put(letter, place.now())
