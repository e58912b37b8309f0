"""What a round looks like before anybody hears of it: pairs and why, who has none and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from bot.domain.pairing.peers import PastRound, Two, two


class Why(StrEnum):
    """Why somebody has no partner.

    All but the last follow from open facts alone. The last one is the same for a private list, an odd
    number, and when all who would fit are with others: so it tells nobody which of them it was.
    """

    ABSENT = "absent"
    LEFT_OUT = "left out by the coordinator"
    ALONE = "nobody else in this round"
    NO_COMMON_LANGUAGE = "no common language"
    NO_COMMON_HOURS = "fewer than two common hours"
    OWN_LINE = "only their own line manager, supervisor or supervisees"
    SAME_TEAM = "only people of the same team"
    KEPT_APART = "kept apart by the coordinator"
    NO_FITTING_PARTNER = "no fitting partner"


@dataclass(frozen=True)
class Reason:
    """The key of a sentence, and the facts for it."""

    key: str
    facts: Mapping[str, int | str]


@dataclass(frozen=True)
class Pair:
    """Two people, their weight in points, and what speaks for them, the strongest first."""

    people: Two
    weight: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Trio:
    """Three who are willing; counts as much as the heaviest of their three pairs."""

    people: tuple[str, str, str]
    weight: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Unmatched:
    id: str
    why: Why


@dataclass(frozen=True)
class Proposal:
    """A round; everybody is in exactly one of `pairs`, `trios`, `unmatched`.

    `bound` is in points and never below `weight`: no round with as many pairs as can be weighs more.
    """

    pairs: tuple[Pair, ...]
    trios: tuple[Trio, ...]
    unmatched: tuple[Unmatched, ...]
    bound: int
    refused_locks: frozenset[Two] = frozenset()

    @property
    def together(self) -> tuple[Pair | Trio, ...]:
        return (*self.pairs, *self.trios)

    @property
    def weight(self) -> int:
        return sum(one.weight for one in self.together)

    @property
    def quality(self) -> float:
        """How much of the best that could be, from 0 to 1."""
        return self.weight / self.bound if self.bound else 1.0

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        return tuple(one.people for one in self.together)

    @property
    def partners(self) -> dict[str, tuple[str, ...]]:
        """Whom each of those who are placed will meet."""
        return {
            one: tuple(other for other in group if other != one)
            for group in self.groups
            for one in group
        }

    def past(self, number: int) -> PastRound:
        """This round as the next ones remember it."""
        absent = frozenset(
            one.id for one in self.unmatched if one.why in (Why.ABSENT, Why.LEFT_OUT)
        )
        return PastRound(number, tuple(self._meetings()), absent)

    def _meetings(self) -> Iterator[Two]:
        for group in self.groups:
            yield from (two(a, b) for a, b in combinations(group, 2))
