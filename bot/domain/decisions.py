"""Decision rules: the first that fits says which practices come first, and every limit that fits holds."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from bot.clock import Dice
from bot.domain.decision_points import DecisionPoint
from bot.domain.people import DailyWindow
from bot.domain.practices import ANY_SITUATION, NEXT_BEST, UNASKED, Length, Practice

NO_ANSWER = "none"  # how a rule names the lack of an answer or of a situation
OF_THE_SITUATION = "situation"  # in an offer: the cards that name the tapped situation
HELPFUL_WEIGHS = 3  # our own choice: a card that helps comes as often as three others
ONE_IN = 5  # one offer in five is new: content-brief.md section 3, rule 6


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


def choices_at(point: DecisionPoint, shelf: Shelf, table: DecisionTable) -> Choices:
    """What nothing speaks against, of the length that fits, fresh while there is any, by the rule."""
    rule, limits = table.rule_at(point), table.limits_at(point)
    fitting = _of_length(_may_come(point, shelf, rule, limits), point.length)
    fresh = [practice for practice in fitting if _is_fresh(practice, point)]
    left = fresh or _shown_longest_ago(fitting, point) or [shelf.last_resort]
    groups = tuple(_in_order(left, rule, point))
    twin = _twin_of_the_open_one(left, point, shelf)
    return Choices(rule, limits, groups if twin is None else ((twin,), *groups))


def _twin_of_the_open_one(
    left: Iterable[Practice], point: DecisionPoint, shelf: Shelf
) -> Practice | None:
    """Whom a card does not suit is given first the one that its author meant for that."""
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
        is_twin=practice == _twin_of_the_open_one([practice], point, shelf),
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


def _among(wanted: Collection[str] | None, told: Iterable[str]) -> bool:
    return wanted is None or not set(wanted).isdisjoint(told)


def _within(window: DailyWindow | None, clock: time | None) -> bool:
    return window is None or (clock is not None and window.holds(clock))


def _from(least: int | None, told: float | None) -> bool:
    return least is None or (told is not None and told >= least)


def _until(hours: int | None, passed: timedelta | None) -> bool:
    """What is unknown is taken for just now."""
    return hours is None or passed is None or passed <= timedelta(hours=hours)
