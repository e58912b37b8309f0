"""Which practice is chosen: by the answer, the length, what is fresh, and the dice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from bot.domain.practices import (
    Evidence,
    Feeling,
    Length,
    Needs,
    Practice,
)

Option = TypeVar("Option")

CAREFUL = (Feeling.VERY_HEAVY, Feeling.HARD_TO_SAY, None)
ANSWERS = st.sampled_from([*Feeling, None])
LENGTHS = st.sampled_from([*Length, None])


@dataclass(frozen=True)
class LoadedDice:
    """Always falls on the same side."""

    side: int = 0

    def pick(self, options: Sequence[Option]) -> Option:
        return options[self.side % len(options)]

    def token(self) -> str:
        return "token"


DICE = st.builds(LoadedDice, st.integers(min_value=0, max_value=9))


REVIEWED, DUE = date(2027, 1, 31), date(2028, 1, 31)


def sign(practice: Practice) -> Practice:
    """As a clinician who has read it."""
    return replace(
        practice,
        reviewed_on=REVIEWED,
        reviewed_by="Dr Ada Okafor",
        review_due=DUE,
        signed_text=practice.fingerprint,
    )


def card(
    card_id: str = "LAND-01",
    *,
    length: Length = Length.HALF_A_MINUTE,
    breath: bool = False,
    situations: tuple[str, ...] = ("any",),
    not_for: tuple[str, ...] = (),
) -> Practice:
    """A card whose family is told by its id, as everywhere."""
    return Practice(
        id=card_id,
        version=1,
        locale="en",
        title="A title",
        situations=situations,
        phase=("P0",),
        length=length,
        family=card_id.partition("-")[0],
        channel="text",
        needs=Needs(breath=breath),
        twin=None,
        steps=("Feel the floor.",),
        stop_line="You may stop.",
        caution=(),
        not_for=not_for,
        owner="us",
        reviewed_on=None,
        reviewed_by="",
        review_due=None,
        evidence=Evidence("C", "a book", None),
    )


def test_cards_for_the_hardest_calls_are_hard_unless_they_suit_any() -> None:
    assert card("LAND-02", situations=("S03", "S06")).is_hard
    assert not card("LAND-02", situations=("any", "S03")).is_hard


def test_a_signature_belongs_to_the_words_that_were_read() -> None:
    signed = sign(card("GRIEF-01"))
    assert not signed.waits_for_a_signature(REVIEWED)
    assert replace(signed, steps=("Something else.",)).waits_for_a_signature(REVIEWED)
    assert replace(signed, not_for=("light",)).waits_for_a_signature(REVIEWED)
    proven = replace(signed.evidence, source="It is proven to heal.")
    assert replace(signed, evidence=proven).waits_for_a_signature(REVIEWED)
    assert replace(signed, reviewed_by="").waits_for_a_signature(REVIEWED)


def test_a_signature_ends_on_the_day_of_the_next_review() -> None:
    signed = sign(card("GRIEF-01"))
    assert not signed.waits_for_a_signature(DUE)
    assert signed.waits_for_a_signature(DUE + timedelta(days=1))
    assert not card("LAND-01").waits_for_a_signature(DUE + timedelta(days=1))
