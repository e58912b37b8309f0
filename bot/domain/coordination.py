"""What pages for coordinators are drawn from: names on lists, never anything that anybody said."""

from dataclasses import dataclass

from bot.domain.roles import Role
from bot.domain.roster import Member
from bot.domain.supporters import Lack, Supporter


@dataclass(frozen=True)
class Desk:
    """The first page; `lack` is what the coordinator waits for, None once they may begin."""

    named: Supporter | None
    lack: Lack | None
    people: int = 0
    unmatched: int = 0


@dataclass(frozen=True)
class Holder:
    """Somebody with a role; `lack` is what it waits for, None once it has begun."""

    person: str
    role: Role
    named: Supporter | None
    lack: Lack | None


@dataclass(frozen=True)
class Standing:
    """What is held of somebody beside their own choices, for their own eyes."""

    member: Member | None = None
    roles: tuple[Role, ...] = ()
    named: Supporter | None = None
    supporting: tuple[Supporter, ...] = ()
