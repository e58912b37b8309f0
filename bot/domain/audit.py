"""The audit log: what coordinators did, each entry holding on to the one before it."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

COMMAND_LINE = "command line"
BEGINNING = ""  # what the first entry holds on to


class Act(StrEnum):
    """What was done; never what anybody answered, and never how anybody is."""

    OPENED_COORDINATION = "opened_coordination"
    LOOKED_AT_ROSTER = "looked_at_roster"
    IMPORTED_ROSTER = "imported_roster"
    EXPORTED_ROSTER = "exported_roster"
    MATCHED_NAME = "matched_name"
    LOOKED_AT_ROLES = "looked_at_roles"
    NAMED_ROLE = "named_role"
    TOOK_ROLE = "took_role"
    NAMED_SUPPORTER = "named_supporter"
    LOOKED_AT_AUDIT = "looked_at_audit"
    LOOKED_AT_ROUND = "looked_at_round"
    DRAFTED_ROUND = "drafted_round"
    EDITED_ROUND = "edited_round"
    DISCARDED_ROUND = "discarded_round"
    PUBLISHED_ROUND = "published_round"
    UNDID_ROUND = "undid_round"
    TRIED_ROUND = "tried_round"
    TRIED_SWAP = "tried_swap"
    ASKED_TWO = "asked_two"
    LOOKED_AT_HOURS = "looked_at_hours"
    LOOKED_AT_GUESTS = "looked_at_guests"
    WELCOMED_GUEST = "welcomed_guest"
    TOOK_WELCOME = "took_welcome"


@dataclass(frozen=True)
class Entry:
    """`actor` and `about` stand for people by marks of the log's own; `before` is the mark above it."""

    number: int
    at: datetime
    actor: str
    act: str
    about: str | None
    before: str

    def mark(self, workspace: str) -> str:
        """SHA-256 over everything in the entry, so that nothing in it can be another thing unseen."""
        told = (
            workspace,
            self.number,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor,
            self.act,
            self.about,
            self.before,
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()


@dataclass(frozen=True)
class Chain:
    """Where what is kept begins and ends; `before` is the mark of the entry before the first one."""

    first: int = 1
    before: str = BEGINNING
    last: int = 0
    mark: str = BEGINNING
