"""Short practices, and the plain rule by which one of them is chosen."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.clock import Dice

ANY_SITUATION = "any"

# Nobody meets a card of these before a clinician of the organisation has signed it.
HARD_FAMILIES = frozenset({"RISK", "IMG", "GRIEF", "MORAL"})
HARD_SITUATIONS = frozenset({"S03", "S04", "S06", "S08", "S12", "S13", "S14", "S27"})


class Feeling(StrEnum):
    """What a worker can answer; the words on the buttons live in prompts."""

    LIGHT = "light"
    A_BIT_HEAVY = "a_bit_heavy"
    HEAVY = "heavy"
    VERY_HEAVY = "very_heavy"
    HARD_TO_SAY = "hard_to_say"


class Length(StrEnum):
    HALF_A_MINUTE = "30s"
    THREE_MINUTES = "3m"
    TEN_MINUTES = "10m"


@dataclass(frozen=True)
class Needs:
    """What a card asks of the body and of the room; each can be switched off by a worker."""

    breath: bool = False
    move: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Evidence:
    """How much is known: A guideline or staff trials, B trials elsewhere, C expert, D our own."""

    grade: str
    source: str
    checked: date | None


@dataclass(frozen=True)
class Practice:
    """One card; `not_for` names the feelings, situations and phases it must never meet."""

    id: str
    version: int
    locale: str
    title: str
    situations: tuple[str, ...]
    phase: tuple[str, ...]
    length: Length
    family: str
    channel: str
    needs: Needs
    twin: str | None
    steps: tuple[str, ...]
    stop_line: str
    caution: tuple[str, ...]
    not_for: tuple[str, ...]
    owner: str
    reviewed_on: date | None
    reviewed_by: str
    review_due: date | None
    evidence: Evidence

    @property
    def waits_for_a_signature(self) -> bool:
        is_hard = self.family in HARD_FAMILIES or (
            ANY_SITUATION not in self.situations and not HARD_SITUATIONS.isdisjoint(self.situations)
        )
        return is_hard and not (self.reviewed_on and self.reviewed_by)


@dataclass(frozen=True)
class Leaning:
    """Which families come first after an answer, and which stay away."""

    first: frozenset[str]
    never: frozenset[str] = frozenset()
    breath: bool = True
    situations: frozenset[str] = frozenset({ANY_SITUATION})


BRIGHT = frozenset({"GOOD", "MEAN"})
LAND_FIRST = Leaning(first=frozenset({"LAND", "REACH"}), never=BRIGHT, breath=False)
ORDINARY_OR_GOOD_SHIFT = frozenset({ANY_SITUATION, "S01", "S26"})

LEANINGS: Mapping[Feeling, Leaning] = {
    Feeling.LIGHT: Leaning(
        first=frozenset({"GOOD", "CLOSE", "CROSS"}), situations=ORDINARY_OR_GOOD_SHIFT
    ),
    Feeling.A_BIT_HEAVY: Leaning(
        first=frozenset({"LAND", "BRE", "MOV", "KIND", "CLOSE", "CROSS"}), never=BRIGHT
    ),
    Feeling.HEAVY: Leaning(first=frozenset({"LAND", "REACH", "BRE", "MOV", "KIND"}), never=BRIGHT),
    Feeling.VERY_HEAVY: LAND_FIRST,
    Feeling.HARD_TO_SAY: LAND_FIRST,
}

# Without a length asked for, a short card; ten minutes are never put on anyone unasked.
UNASKED = (Length.HALF_A_MINUTE, Length.THREE_MINUTES)
NEXT_BEST: Mapping[Length, tuple[Length, ...]] = {
    Length.HALF_A_MINUTE: (Length.THREE_MINUTES, Length.TEN_MINUTES),
    Length.THREE_MINUTES: (Length.HALF_A_MINUTE, Length.TEN_MINUTES),
    Length.TEN_MINUTES: (Length.THREE_MINUTES, Length.HALF_A_MINUTE),
}


def choose(
    practices: Iterable[Practice],
    *,
    feeling: Feeling | None,
    length: Length | None,
    recent: Collection[str],
    dice: Dice,
) -> Practice:
    """Answer and length decide what fits; then something fresh; then the families that suit.

    `recent` is ordered oldest first. Without an answer the careful choice stands: landing first.
    """
    answer = feeling or Feeling.HARD_TO_SAY
    leaning = LEANINGS[answer]
    fitting = _of_length([p for p in practices if _suits(p, answer, leaning)], length)
    if not fitting:
        raise ValueError("No practice suits this answer; the built-in library always holds one.")
    fresh = [practice for practice in fitting if practice.id not in recent]
    if not fresh:
        return min(fitting, key=_last_shown(recent))
    return dice.pick([p for p in fresh if p.family in leaning.first] or fresh)


def _suits(practice: Practice, answer: Feeling, leaning: Leaning) -> bool:
    if answer in practice.not_for or practice.family in leaning.never:
        return False
    if practice.waits_for_a_signature or (practice.needs.breath and not leaning.breath):
        return False
    return not leaning.situations.isdisjoint(practice.situations)


def _of_length(practices: Sequence[Practice], length: Length | None) -> list[Practice]:
    if length is None:
        short = [practice for practice in practices if practice.length in UNASKED]
        return short or list(practices)
    for candidate in (length, *NEXT_BEST[length]):
        found = [practice for practice in practices if practice.length is candidate]
        if found:
            return found
    return []


def _last_shown(recent: Collection[str]) -> Callable[[Practice], int]:
    shown = {practice_id: turn for turn, practice_id in enumerate(recent)}
    return lambda practice: shown[practice.id]
