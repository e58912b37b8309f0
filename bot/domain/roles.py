"""Roles: what somebody does here for others, and when it may begin."""

from enum import StrEnum


class Role(StrEnum):
    WORKER = "worker"
    BUDDY = "buddy"
    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"


# Nobody supports without support: these wait until a supporter has agreed.
SUPPORTED = (Role.BUDDY, Role.FACILITATOR, Role.COORDINATOR)
