"""Who can be paired, and who has met whom before."""

from dataclasses import dataclass, field
from typing import TypeAlias

HOURS_OF_A_WEEK = 168

Two: TypeAlias = tuple[str, str]


def two(a: str, b: str) -> Two:
    """A pair of ids, written in one way only."""
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True)
class Peer:
    """One person who asked to be paired.

    `hours` are free hours of the week in UTC, 0 (Monday, midnight) to 167. `not_with` is private: it
    holds both ways, and nothing that is told about a round may give it away.
    """

    id: str
    languages: frozenset[str] = frozenset()
    hours: frozenset[int] = frozenset()
    team: str | None = None
    manager: str | None = None
    supervisor: str | None = None
    experience_years: float = 0.0
    topics: frozenset[str] = frozenset()
    outside_team: bool = False
    not_with: frozenset[str] = field(default=frozenset(), repr=False)
    unmatched_rounds: int = 0
    trio: bool = False
    rests_gladly: bool = False


@dataclass(frozen=True)
class PastRound:
    """A round that was; of numbers only the distance counts, and a trio is written as three pairs."""

    number: int
    pairs: tuple[Two, ...]
    absent: frozenset[str] = frozenset()
