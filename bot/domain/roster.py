"""The roster: who works where and under whom, as the organisation itself has written it down."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.roles import Role


@dataclass(frozen=True)
class Member:
    """One person of the roster; `name` is what was written, and empty once it is matched to a `person`.

    `person`, `manager`, `supervisor` and `supporter` are Slack ids, None while nobody is matched.
    Languages are codes without a country: "en", "pt".
    """

    person: str | None
    name: str = ""
    team: str | None = None
    site: str | None = None
    manager: str | None = None
    supervisor: str | None = None
    languages: tuple[str, ...] = ()
    experience_years: float | None = None
    role: Role | None = None
    supporter: str | None = None


class Reason(StrEnum):
    """Why two people are never brought together."""

    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    SAME_TEAM = "same_team"


def may_not_meet(one: Member, other: Member, *, outside_team: bool = False) -> Reason | None:
    """None when they may; `outside_team` is whether either of them wishes a buddy from elsewhere."""
    if _is_over(one, other.manager) or _is_over(other, one.manager):
        return Reason.MANAGER
    if _is_over(one, other.supervisor) or _is_over(other, one.supervisor):
        return Reason.SUPERVISOR
    if outside_team and one.team is not None and _same(one.team, other.team):
        return Reason.SAME_TEAM
    return None


def _is_over(member: Member, who: str | None) -> bool:
    return who is not None and member.person == who


def _same(one: str, other: str | None) -> bool:
    return other is not None and one.casefold() == other.casefold()


@dataclass(frozen=True)
class Line:
    """What one line of a list says of a person; `names` are the ways it names them, the surest first.

    `manager`, `supervisor` and `supporter` are names too: Slack ids, addresses or plain names.
    """

    names: tuple[str, ...]
    team: str | None = None
    site: str | None = None
    manager: str | None = None
    supervisor: str | None = None
    languages: tuple[str, ...] = ()
    experience_years: float | None = None
    role: Role | None = None
    supporter: str | None = None

    def everybody(self) -> tuple[str, ...]:
        """Every name in the line."""
        others = (self.manager, self.supervisor, self.supporter)
        return (*self.names, *(name for name in others if name))


def same_name(name: str) -> str:
    """One spelling for all ways to write the same: case and spaces tell nobody apart."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class Taken:
    """How many people a list brought, changed, left as they were and let go."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


@dataclass(frozen=True)
class Unmatched:
    """A name that nobody in Slack is matched to yet; `mark` is what to match."""

    mark: str
    name: str
