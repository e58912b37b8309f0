"""What the doctor says of one thing."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Look: somebody should, and all goes on meanwhile. Unknown: nobody but a person can tell."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    what: str
    verdict: Verdict
    told: str


def good(what: str, told: str) -> Finding:
    return Finding(what, Verdict.GOOD, told)


def look(what: str, told: str) -> Finding:
    return Finding(what, Verdict.LOOK, told)


def bad(what: str, told: str) -> Finding:
    return Finding(what, Verdict.BAD, told)
