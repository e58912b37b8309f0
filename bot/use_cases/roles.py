"""Roles: who has which, giving one and taking it back."""

from bot.domain.audit import Act
from bot.domain.coordination import Holder
from bot.domain.errors import BadInput
from bot.domain.roles import SUPPORTED, Role
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import supporters
from bot.use_cases.coordination import acting, give_role
from bot.use_cases.workplace import Workplace


def look(coordinator: str, place: Workplace) -> list[Holder]:
    """Everybody who was named for a role in which people are supported."""
    with acting(coordinator, Act.LOOKED_AT_ROLES, place) as uow:
        return _holders(uow)


def give(coordinator: str, person: str, role: Role, place: Workplace) -> list[Holder]:
    """It waits until the person is supported; named twice is named once."""
    with acting(coordinator, Act.LOOKED_AT_ROLES, place) as uow:
        _insist_on_a_supported(role)
        give_role(uow, person, role, place, coordinator)
        return _holders(uow)


def take(coordinator: str, person: str, role: Role, place: Workplace) -> list[Holder]:
    """The person has the role no more; their supporter stays theirs."""
    with acting(coordinator, Act.TOOK_ROLE, place, person=person) as uow:
        _insist_on_a_supported(role)
        uow.roles.take(person, role)
        return _holders(uow)


def name_supporter(
    coordinator: str, person: str, supporter: str | None, place: Workplace
) -> list[Holder]:
    """Ask somebody for a colleague; BadInput when it cannot be this one."""
    with acting(coordinator, Act.NAMED_SUPPORTER, place, person=person) as uow:
        supporters.name(uow, person, supporter, place)
        return _holders(uow)


def _insist_on_a_supported(role: Role) -> None:
    """An auditor looks at what coordinators do, so no form of theirs makes or unmakes one, forged or not."""
    if role not in SUPPORTED:
        raise BadInput("role", "errors.unknown")


def _holders(uow: UnitOfWork) -> list[Holder]:
    return [
        Holder(person, role, uow.supporters.of(person), supporters.lack(uow, person))
        for role in SUPPORTED
        for person, _is_active in uow.roles.everybody(role)
    ]
