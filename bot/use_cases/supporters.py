"""Whether somebody is supported, as everything that is about helping others asks first."""

from bot.domain.supporters import Lack, lacking
from bot.store.unit_of_work import UnitOfWork


def lack(uow: UnitOfWork, person: str) -> Lack | None:
    """What is still missing before this person may support others; None when nothing is."""
    named = uow.supporters.of(person)
    member = uow.roster.member(person)
    in_turn = uow.supporters.of(named.supporter) if named and named.supporter else None
    return lacking(named, member.manager if member else None, in_turn)


def is_supported(uow: UnitOfWork, person: str) -> bool:
    return lack(uow, person) is None
