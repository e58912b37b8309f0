"""Choosing a practice: the first rule that fits says what comes first, and every limit that fits holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.clock import Dice
from bot.domain.decision_points import DecisionPoint
from bot.domain.decision_rules import DecisionRule, DecisionTable, Limit
from bot.domain.practices import ANY_SITUATION, NEXT_BEST, UNASKED, Length, Practice

OF_THE_SITUATION = "situation"  # in an offer: the cards that name the tapped situation
HELPFUL_WEIGHS = 3  # our own choice: a card that helps comes as often as three others
ONE_IN = 5  # one offer in five is new: content-brief.md section 3, rule 6


@dataclass(frozen=True)
class Offer:
    """One practice, and what led to it: all of it tells of the answer, or of a worker's own setting."""

    practice: Practice = field(repr=False)
    rule: DecisionRule = field(repr=False)
    limits: tuple[Limit, ...] = field(repr=False)
    is_helpful: bool = field(default=False, repr=False)
    is_twin: bool = field(default=False, repr=False)
    stands_in: bool = field(default=False, repr=False)

    @property
    def reasons(self) -> list[str]:
        """The keys of the sentences behind "Why this?", the rule's own first."""
        told = {"stands_in": self.stands_in, "twin": self.is_twin, "helps": self.is_helpful}
        more = [f"minute.because.{key}" for key, holds in told.items() if holds]
        if not self.is_helpful:
            more.append("minute.because.fresh")
        limits = [f"because.{limit.id}" for limit in self.limits]
        return [f"because.{self.rule.id}", *more, *limits]


@dataclass(frozen=True)
class Shelf:
    """The cards there are on this day; unsigned hard ones come only where `shows_unsigned`."""

    practices: Sequence[Practice]
    last_resort: Practice
    today: date
    shows_unsigned: bool = False


@dataclass(frozen=True)
class Choices:
    """All that may come at a decision point: groups of cards, of which the first is drawn from."""

    rule: DecisionRule = field(repr=False)
    limits: tuple[Limit, ...] = field(repr=False)
    groups: tuple[tuple[Practice, ...], ...] = field(repr=False)
    twin: Practice | None = field(repr=False)


def choices_at(point: DecisionPoint, shelf: Shelf, table: DecisionTable) -> Choices:
    """What nothing speaks against, of the length that fits, fresh while there is any, by the rule."""
    rule, limits = table.rule_at(point), table.limits_at(point)
    fitting = _of_length(_may_come(point, shelf, rule, limits), point.length)
    fresh = [practice for practice in fitting if _is_fresh(practice, point)]
    left = fresh or _shown_longest_ago(fitting, point) or [shelf.last_resort]
    groups = tuple(_in_order(left, rule, point))
    twin = _twin_of_the_open_one(left, point, shelf)
    return Choices(rule, limits, groups if twin is None else ((twin,), *groups), twin)


def _twin_of_the_open_one(
    left: Iterable[Practice], point: DecisionPoint, shelf: Shelf
) -> Practice | None:
    """Whom a card does not suit is given first what its author meant for that."""
    twins = {one.twin for one in shelf.practices if one.id == point.open_now}
    return next((practice for practice in left if practice.id in twins), None)


def decide(point: DecisionPoint, shelf: Shelf, table: DecisionTable, dice: Dice) -> Offer:
    """The card for this moment."""
    choices = choices_at(point, shelf, table)
    practice = _pick(choices.groups[0], point, dice)
    return Offer(
        practice,
        choices.rule,
        choices.limits,
        is_helpful=practice.id in point.helps,
        is_twin=practice is choices.twin,
        stands_in=_stands_in(practice, point, shelf),
    )


def _stands_in(practice: Practice, point: DecisionPoint, shelf: Shelf) -> bool:
    """Something else came because the cards of this situation still wait for a signature."""
    if point.situation is None or point.situation in practice.situations:
        return False
    return any(
        point.situation in other.situations and other.waits_for_a_signature(shelf.today)
        for other in shelf.practices
    )


def _may_come(
    point: DecisionPoint, shelf: Shelf, rule: DecisionRule, limits: Iterable[Limit]
) -> list[Practice]:
    """Every card that nothing speaks against: neither itself, nor the worker, nor a limit."""
    wanted = {ANY_SITUATION, point.situation, *rule.also}
    unwanted = {point.answer, point.situation, point.phase}
    return [
        practice
        for practice in shelf.practices
        if not wanted.isdisjoint(practice.situations)
        and unwanted.isdisjoint(practice.not_for)
        and point.phase in practice.phase
        and practice.id not in point.not_again
        and (shelf.shows_unsigned or not practice.waits_for_a_signature(shelf.today))
        and not any(limit.forbids(practice) for limit in limits)
    ]


def _in_order(
    practices: Sequence[Practice], rule: DecisionRule, point: DecisionPoint
) -> Iterator[tuple[Practice, ...]]:
    """The rule's groups as far as they have a card, each card once; what it does not name comes last."""
    left = list(practices)
    for group in rule.offer:
        found = tuple(practice for practice in left if _is_of(practice, group, point))
        left = [practice for practice in left if practice not in found]
        if found:
            yield found
    if left:
        yield tuple(left)


def _is_of(practice: Practice, group: frozenset[str], point: DecisionPoint) -> bool:
    if OF_THE_SITUATION in group and point.situation in practice.situations:
        return True
    return practice.family in group or practice.id in group


def _pick(practices: Sequence[Practice], point: DecisionPoint, dice: Dice) -> Practice:
    helpful = [practice for practice in practices if practice.id in point.helps]
    others = [practice for practice in practices if practice.id not in point.helps]
    if helpful and others and dice.pick(range(ONE_IN)) == 0:
        return dice.pick(others)
    return dice.pick([*others, *helpful * HELPFUL_WEIGHS])


def _is_fresh(practice: Practice, point: DecisionPoint) -> bool:
    """Not seen in two weeks, or said to help; and never the one that was there a moment ago."""
    if practice.id in (point.open_now, *point.seen[-1:]):
        return False
    return practice.id in point.helps or practice.id not in point.seen


def _shown_longest_ago(practices: Sequence[Practice], point: DecisionPoint) -> list[Practice]:
    last = {practice_id: turn for turn, practice_id in enumerate((*point.seen, point.open_now))}
    return sorted(practices, key=lambda practice: last[practice.id])[:1]


def _of_length(practices: Sequence[Practice], wanted: Length | None) -> list[Practice]:
    """The length that was asked for, or the nearest there is; ten minutes never come unasked."""
    if wanted is None:
        return [practice for practice in practices if practice.length in UNASKED]
    for length in (wanted, *NEXT_BEST[wanted]):
        found = [practice for practice in practices if practice.length is length]
        if found:
            return found
    return []
