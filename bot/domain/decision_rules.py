"""Decision rules as a table: when one fits, what it offers first, and what stays away."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import time, timedelta

from bot.domain.decision_points import DecisionPoint
from bot.domain.people import DailyWindow
from bot.domain.practices import Length, Practice

NO_ANSWER = "none"  # how a rule names the lack of an answer or of a situation


@dataclass(frozen=True)
class When:
    """Conditions on a decision point; one that is None asks nothing, all others have to hold."""

    answer: frozenset[str] | None = None
    situation: frozenset[str] | None = None
    shift: frozenset[str] | None = None
    setting: frozenset[str] | None = None
    minutes: frozenset[str] | None = None
    phase: frozenset[str] | None = None
    clock: DailyWindow | None = None
    shift_hours_from: int | None = None
    hard_contacts_from: int | None = None
    heavy_answers_from: int | None = None
    hours_since_shift_until: int | None = None

    @property
    def is_always(self) -> bool:
        return self == When()

    def fits(self, point: DecisionPoint) -> bool:
        return (
            _among(self.answer, {point.feeling or NO_ANSWER})
            and _among(self.situation, {point.situation or NO_ANSWER})
            and _among(self.shift, point.shift)
            and _among(self.setting, point.settings)
            and _among(self.minutes, {point.length or NO_ANSWER})
            and _among(self.phase, {point.phase})
            and _within(self.clock, point.clock)
            and _from(self.shift_hours_from, point.shift_hours)
            and _from(self.hard_contacts_from, point.hard_contacts)
            and _from(self.heavy_answers_from, point.heavy_answers)
            and _until(self.hours_since_shift_until, point.since_shift)
        )


@dataclass(frozen=True)
class DecisionRule:
    """What comes first: `offer` holds groups of families or cards, the first choice first.

    `also` are situations whose cards may come although nobody tapped them.
    """

    id: str
    when: When
    offer: tuple[frozenset[str], ...]
    also: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limit:
    """What stays away: families or cards, needs of the body or the room, and anything longer.

    `say` names a sentence that stands above each card while the limit holds.
    """

    id: str
    when: When
    never: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    longest: Length | None = None
    say: str | None = None

    def forbids(self, practice: Practice) -> bool:
        if not self.never.isdisjoint((practice.family, practice.id, practice.channel)):
            return True
        if any(getattr(practice.needs, need) for need in self.without):
            return True
        return self.longest is not None and practice.length.is_longer_than(self.longest)


@dataclass(frozen=True)
class DecisionTable:
    """The last rule asks nothing, so one always fits."""

    rules: tuple[DecisionRule, ...]
    limits: tuple[Limit, ...]

    def rule_at(self, point: DecisionPoint) -> DecisionRule:
        return next(rule for rule in self.rules if rule.when.fits(point))

    def limits_at(self, point: DecisionPoint) -> tuple[Limit, ...]:
        return tuple(limit for limit in self.limits if limit.when.fits(point))


def _among(wanted: Collection[str] | None, told: Iterable[str]) -> bool:
    return wanted is None or not set(wanted).isdisjoint(told)


def _within(window: DailyWindow | None, clock: time | None) -> bool:
    return window is None or (clock is not None and window.holds(clock))


def _from(least: int | None, told: float | None) -> bool:
    return least is None or (told is not None and told >= least)


def _until(hours: int | None, passed: timedelta | None) -> bool:
    """What is unknown is taken for just now."""
    return hours is None or passed is None or passed <= timedelta(hours=hours)
