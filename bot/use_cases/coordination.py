"""Who may coordinate, and that every act of it is written down in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.audit import COMMAND_LINE, Act
from bot.domain.coordination import Desk, Standing
from bot.domain.errors import NoRole, NotACoordinator
from bot.domain.letters import Letter, LetterKind
from bot.domain.roles import Role
from bot.domain.supporters import Lack
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import supporters
from bot.use_cases.workplace import Workplace


def as_coordinator(uow: UnitOfWork, person: str) -> None:
    """NotACoordinator unless they are one and their supporter has agreed."""
    if not uow.roles.is_active(person, Role.COORDINATOR):
        raise NotACoordinator


def insist(person: str, place: Workplace) -> None:
    """The same for a page that shows nothing yet."""
    with place.look() as uow:
        as_coordinator(uow, person)


@contextmanager
def acting(
    coordinator: str,
    act: Act,
    place: Workplace,
    *,
    person: str | None = None,
    thing: str | None = None,
) -> Iterator[UnitOfWork]:
    """A unit of work of a coordinator; the act is noted with it, also when it is only a look."""
    with place.begin() as uow:
        as_coordinator(uow, coordinator)
        uow.audit_log.note(coordinator, act, place.now(), person=person, thing=thing)
        yield uow


def open_desk(coordinator: str, place: Workplace) -> Desk:
    """While they wait for a supporter it shows nothing but that; NotACoordinator for anybody else."""
    with place.begin() as uow:
        if Role.COORDINATOR not in uow.roles.of(coordinator):
            raise NotACoordinator
        uow.audit_log.note(coordinator, Act.OPENED_COORDINATION, place.now())
        return _desk(uow, coordinator)


def name_own_supporter(person: str, supporter: str | None, place: Workplace) -> Desk | None:
    """Whoever has a role, or is on the list of buddies, chooses; BadInput when it cannot be this one.

    What comes back is a coordinator's first page as it is now.
    """
    with place.begin() as uow:
        roles = uow.roles.of(person)
        if not roles and uow.buddies.get(person) is None:
            raise NoRole
        supporters.name(uow, person, supporter, place)
        if Role.COORDINATOR not in roles:
            return None
        uow.audit_log.note(person, Act.NAMED_SUPPORTER, place.now(), person=person)
        return _desk(uow, person)


def standing_of(person: str, place: Workplace) -> Standing:
    """What coordinators and colleagues have written down of this person, for that person."""
    with place.look() as uow:
        return Standing(
            uow.roster.member(person),
            tuple(sorted(uow.roles.of(person))),
            uow.supporters.of(person),
            tuple(uow.supporters.supported_by(person)),
        )


def name_coordinator(person: str, place: Workplace) -> bool:
    """Note a coordinator, who waits for a supporter, and write to them; False when they were one."""
    return name_from_outside(person, Role.COORDINATOR, place)


def name_from_outside(person: str, role: Role, place: Workplace) -> bool:
    """From the command line, as the first coordinator and every auditor have to be."""
    with place.begin() as uow:
        return give_role(uow, person, role, place, COMMAND_LINE)


def take_from_outside(person: str, role: Role, place: Workplace) -> bool:
    with place.begin() as uow:
        had = uow.roles.take(person, role)
        if had:
            uow.audit_log.note(COMMAND_LINE, Act.TOOK_ROLE, place.now(), person=person)
        return had


def name_supporter_from_outside(person: str, supporter: str | None, place: Workplace) -> None:
    """BadInput when it cannot be this one."""
    with place.begin() as uow:
        supporters.name(uow, person, supporter, place)
        uow.audit_log.note(COMMAND_LINE, Act.NAMED_SUPPORTER, place.now(), person=person)


def give_role(uow: UnitOfWork, person: str, role: Role, place: Workplace, actor: str) -> bool:
    """Named for it; it begins when they are supported. False when they were named before."""
    needs_nobody = role in (Role.WORKER, Role.AUDITOR)
    is_new = uow.roles.name(person, role, place.now(), is_active=needs_nobody)
    if is_new:
        uow.audit_log.note(actor, Act.NAMED_ROLE, place.now(), person=person)
        supporters.settle(uow, person)
        if role is Role.COORDINATOR:
            letter = Letter(place.dice.token(), LetterKind.COORDINATOR, person, place.now())
            uow.outbox.put(letter, place.now())
    return is_new


def _desk(uow: UnitOfWork, coordinator: str) -> Desk:
    named = uow.supporters.of(coordinator)
    if not uow.roles.is_active(coordinator, Role.COORDINATOR):
        return Desk(named, supporters.lack(uow, coordinator) or Lack.NOBODY_NAMED)
    return Desk(named, None, len(uow.roster.members()), len(uow.roster.unmatched()))
