"""Supporters: nobody supports others without somebody who has agreed to support them (rule 9)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Supporter:
    """Whom a person named; `supporter` is a Slack id, or None for somebody outside Slack.

    Somebody outside Slack has agreed when the person says so.
    """

    person: str
    supporter: str | None
    asked_at: datetime
    agreed_at: datetime | None = None


class Lack(StrEnum):
    """What is still missing before somebody may support others."""

    NOBODY_NAMED = "nobody_named"
    THEMSELVES = "themselves"
    OWN_MANAGER = "own_manager"
    EACH_OTHER = "each_other"
    NOT_AGREED = "not_agreed"


def lacking(named: Supporter | None, manager: str | None, in_turn: Supporter | None) -> Lack | None:
    """None when the person is supported; `in_turn` is whom their supporter has named.

    There is one supporter a person, so two who name each other would be each other's only one.
    """
    if named is None:
        return Lack.NOBODY_NAMED
    if named.supporter is not None:
        if named.supporter == named.person:
            return Lack.THEMSELVES
        if named.supporter == manager:
            return Lack.OWN_MANAGER
        if in_turn is not None and in_turn.supporter == named.person:
            return Lack.EACH_OTHER
    return Lack.NOT_AGREED if named.agreed_at is None else None


def is_supported(named: Supporter | None, manager: str | None, in_turn: Supporter | None) -> bool:
    return lacking(named, manager, in_turn) is None
