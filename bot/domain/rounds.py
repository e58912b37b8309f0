"""Rounds of pairs: drafted, published for ten in the morning, undone until then, and over by themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import combinations

from bot.domain.pairing.peers import PastRound, Two, two
from bot.domain.pairing.proposals import Why
from bot.domain.pairing.terms import Aim, Rule, Terms, Weights
from bot.domain.people import Worker, next_at, out_of_quiet_hours

HOUR = time(10)  # on each one's own clock (ux.md 3.3)
LEAST_TO_UNDO = timedelta(hours=1)  # our own judgement: nobody finds out about a slip in a minute
ASKED_FOR = timedelta(days=14)  # as long as two people may think about being a pair
WEEKS = (1, 2, 4, 6, 8, 12)
A_PAIR = 2
KEPT_WEEKS = 13  # "keep my buddy for 3 months"


class RoundState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class PairState(StrEnum):
    PROPOSED = "proposed"  # in a draft
    ASKED = "asked"  # by hand: both are asked first
    HELD = "held"


class Again(StrEnum):
    """What happens when the weeks of a round are over."""

    ONCE = "once"
    DRAFT = "draft"
    BY_ITSELF = "by_itself"


# What coordinators may weigh. As many people as can be are paired anyway, so points for being paired at
# all would be a wheel that turns nothing. Wishes in common are sealed: whoever could raise their points,
# or take all other points away, would read off the pairs who shares one.
OPEN_WEIGHTS = ("never_met", "experience", "hours", "waited")


@dataclass(frozen=True)
class RoundSettings:
    """What a coordinator chooses for a round; the defaults suit most.

    A pair lasts `weeks` weeks, which is agreed at its start, and the next round follows then.
    """

    aim: Aim = Aim.NOVELTY
    weeks: int = 4
    different_team: bool = True
    common_hours: bool = True
    common_language: bool = True
    trio: bool = True
    again: Again = Again.ONCE
    weights: Weights = field(default_factory=Weights)

    @property
    def weights_in_use(self) -> Weights:
        """Wishes in common never count for more than the most that is open about a pair."""
        chosen = self.weights
        most = max(chosen.never_met, chosen.experience, chosen.hours)
        return replace(chosen, topics=min(Weights().topics, most))

    @property
    def lifted(self) -> frozenset[Rule]:
        """The engine's rules that do not hold; a worker's own wish for another team always does."""
        rules = {Rule.COMMON_HOURS: self.common_hours, Rule.COMMON_LANGUAGE: self.common_language}
        return frozenset(rule for rule, holds in rules.items() if not holds)

    @property
    def keep_rounds(self) -> int:
        """Three months, counted in rounds."""
        return max(1, round(KEPT_WEEKS / self.weeks))


@dataclass(frozen=True)
class Findings:
    """What is known of a draft in numbers: points, and pairs more without a rule, by its setting."""

    weight: int = 0
    bound: int = 0
    costs: Mapping[str, int] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """How much of the best that could be, never rounded up to all of it."""
        return int(100 * self.weight / self.bound) if self.bound else 100


@dataclass(frozen=True)
class Round:
    """`version` counts the edits; `begins_at` is when the first one hears of it, `next_at` the next turn.

    `told` is how many pairs the coordinator was last told of as sent.
    """

    id: str
    number: int
    made_by: str
    made_at: datetime
    settings: RoundSettings = field(default_factory=RoundSettings)
    state: RoundState = RoundState.DRAFT
    version: int = 1
    findings: Findings | None = None
    published_at: datetime | None = None
    begins_at: datetime | None = None
    next_at: datetime | None = None
    told: int | None = None

    def may_be_undone(self, now: datetime) -> bool:
        """Until the first one hears of it."""
        return (
            self.state is RoundState.PUBLISHED
            and self.begins_at is not None
            and now < self.begins_at
        )

    def undone(self) -> "Round":
        """A draft again, as if it had never been published."""
        return replace(
            self,
            state=RoundState.DRAFT,
            version=self.version + 1,
            published_at=None,
            begins_at=None,
            next_at=None,
            told=None,
        )


@dataclass(frozen=True)
class Pair:
    """Two people, or three; `why` is what speaks for them most, and no private list."""

    id: str
    members: tuple[str, ...]
    why: str
    state: PairState = PairState.PROPOSED
    round: str | None = None
    is_locked: bool = False
    begins_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def is_of_two(self) -> bool:
        return len(self.members) == A_PAIR

    @property
    def twos(self) -> frozenset[Two]:
        """Each two of them; a trio is three pairs."""
        return frozenset(two(a, b) for a, b in combinations(self.members, 2))

    def others(self, worker: str) -> tuple[str, ...]:
        return tuple(one for one in self.members if one != worker)


@dataclass(frozen=True)
class Rest:
    """Somebody who has no partner in a round, and why, by rule."""

    worker: str
    why: Why


def terms_of(made: Round, left_out: frozenset[str], locked: frozenset[Two]) -> Terms:
    """What the engine is asked for; the same number gives the same dice."""
    settings = made.settings
    return Terms(
        number=made.number,
        seed=made.number,
        weights=settings.weights_in_use,
        without=settings.lifted,
        aim=settings.aim,
        keep_rounds=settings.keep_rounds,
        locked=locked,
        left_out=left_out,
    )


def heard_at(worker: Worker, now: datetime) -> datetime:
    """Ten o'clock on their own clock, with an hour before it in which all can be undone."""
    return out_of_quiet_hours(worker, next_at(HOUR, worker.tz, now + LEAST_TO_UNDO))


def next_turn(worker: Worker, begins_at: datetime, weeks: int) -> datetime:
    """The morning on which the next round is made: at the same clock time, so many weeks on.

    A whole number of days on the coordinator's own clock, so that it is one local date for each turn.
    """
    eve = worker.local(begins_at).date() + timedelta(weeks=weeks, days=-1)
    last_moment = datetime.combine(eve, time(23, 59), worker.tz)
    return next_at(time(8), worker.tz, last_moment)


def with_absences(
    past: Iterable[PastRound], rested: Mapping[int, frozenset[str]], people: frozenset[str]
) -> tuple[PastRound, ...]:
    """Whoever of these had neither a partner in a round nor a rest was not there: they joined later, say."""

    def missing(one: PastRound) -> frozenset[str]:
        placed = frozenset(who for pair in one.pairs for who in pair)
        return people - placed - rested.get(one.number, frozenset())

    return tuple(replace(one, absent=one.absent | missing(one)) for one in past)


def waited(worker: str, past: tuple[PastRound, ...], rested: Mapping[int, frozenset[str]]) -> int:
    """In how many rounds in a row, until now, they had no partner though they were there.

    `past` are the rounds by number, the newest last; `rested` are those who had none and were there.
    """
    rounds = 0
    for one in reversed(past):
        if any(worker in pair for pair in one.pairs):
            return rounds
        rounds += worker in rested.get(one.number, frozenset())
    return rounds
