"""The settings of one round, each with a default that suits most."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum

from bot.domain.pairing.peers import Two


class Rule(StrEnum):
    """What a coordinator may lift. Line manager, supervisor and private lists are not among them."""

    DIFFERENT_TEAM = "different team"
    COMMON_HOURS = "common hours"
    COMMON_LANGUAGE = "common language"


class Aim(StrEnum):
    """New people every round, or the same buddy for a while."""

    NOVELTY = "novelty"
    CONTINUITY = "continuity"


@dataclass(frozen=True)
class Weights:
    """Whole points; all but the first say how many at most.

    `paired` is for any pair, `never_met` for two who have not met (or long ago), `experience` for years
    of experience that differ, `topics` for topics in common, `hours` for free hours in common,
    `waited` for each round in a row that one of the two had no partner (at most three).
    """

    paired: int = 1000
    never_met: int = 400
    experience: int = 150
    topics: int = 150
    hours: int = 100
    waited: int = 300

    def __post_init__(self) -> None:
        if min(asdict(self).values()) < 0:
            raise ValueError("A weight is never below 0: what must not be is a rule.")

    def changed(self) -> dict[str, tuple[int, int]]:
        """Which weights are not the default: what it is, and what it is now."""
        return {
            name: (default, now)
            for (name, default), now in zip(
                asdict(Weights()).items(), asdict(self).values(), strict=True
            )
            if now != default
        }


@dataclass(frozen=True)
class Terms:
    """What a coordinator asks of this round; `dataclasses.replace` changes one thing.

    `keep_rounds` is for CONTINUITY: how many rounds in a row two stay together. `forbidden` are pairs
    that a coordinator keeps apart. A lock holds only where the hard rules allow it.
    """

    number: int = 1
    seed: int = 0
    weights: Weights = field(default_factory=Weights)
    without: frozenset[Rule] = frozenset()
    aim: Aim = Aim.NOVELTY
    keep_rounds: int = 3
    locked: frozenset[Two] = frozenset()
    forbidden: frozenset[Two] = frozenset()
    left_out: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
