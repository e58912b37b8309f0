"""Short practices: what a card holds, and which cards wait for a clinician."""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

ANY_SITUATION = "any"

# What is read at leisure in Home, in this order.
TOPICS = (
    "reactions", "someone", "app", "without_typing", "self_kindness", "limits", "supporting",
)  # fmt: skip

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

    def is_longer_than(self, other: "Length") -> bool:
        order = list(Length)
        return order.index(self) > order.index(other)


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
    """One card; `not_for` names the feelings, situations and phases it must never meet.

    `learn` is the topic under which it is read at leisure; without situations it is only read.
    """

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
    learn: str | None = None
    signed_text: str = ""

    @property
    def is_hard(self) -> bool:
        """About what only a clinician's eye may let out."""
        return self.family in HARD_FAMILIES or (
            ANY_SITUATION not in self.situations and not HARD_SITUATIONS.isdisjoint(self.situations)
        )

    @property
    def is_signed(self) -> bool:
        """A signature belongs to the words that were read: with any other word it is none."""
        return bool(self.reviewed_on and self.reviewed_by) and self.signed_text == self.fingerprint

    @property
    def fingerprint(self) -> str:
        """What a clinician signs: every word and every limit of the card, and what it rests on."""
        told = (
            self.id, self.locale, self.title, self.length, self.steps, self.stop_line, self.caution,
            self.situations, self.phase, self.not_for, astuple(self.needs),
            self.evidence.grade, self.evidence.source,
        )  # fmt: skip
        return sha256(json.dumps(told).encode()).hexdigest()[:16]

    def waits_for_a_signature(self, today: date) -> bool:
        """Hard cards reach nobody unsigned, nor when the day of the next review has passed."""
        if not self.is_hard:
            return False
        return not self.is_signed or self.review_due is None or self.review_due < today


# Without a length asked for, a short card; ten minutes are never put on anyone unasked.
UNASKED = (Length.HALF_A_MINUTE, Length.THREE_MINUTES)
NEXT_BEST: Mapping[Length, tuple[Length, ...]] = {
    Length.HALF_A_MINUTE: (Length.THREE_MINUTES, Length.TEN_MINUTES),
    Length.THREE_MINUTES: (Length.HALF_A_MINUTE, Length.TEN_MINUTES),
    Length.TEN_MINUTES: (Length.THREE_MINUTES, Length.HALF_A_MINUTE),
}
