"""Which practice is chosen: by the answer, the length, what is fresh, and the dice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.practices import (
    BRIGHT,
    NEXT_BEST,
    UNASKED,
    Evidence,
    Feeling,
    Length,
    Needs,
    Practice,
    choose,
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


ALWAYS_THERE = card("LAND-99")
FAMILIES = ("LAND", "REACH", "BRE", "MOV", "KIND", "CLOSE", "CROSS", "GOOD", "MEAN", "SLEEP")


@st.composite
def libraries(draw: st.DrawFn) -> list[Practice]:
    """Up to a dozen cards of all kinds, and the one landing that every library has."""
    cards = [
        card(
            f"{draw(st.sampled_from(FAMILIES))}-{number:02}",
            length=draw(st.sampled_from(list(Length))),
            breath=draw(st.booleans()),
            situations=draw(st.sampled_from([("any",), ("S26",), ("S01",), ("S09",), ("S04",)])),
            not_for=draw(st.sampled_from([(), ("light",), ("very_heavy", "hard_to_say")])),
        )
        for number in range(draw(st.integers(min_value=0, max_value=11)))
    ]
    return draw(st.permutations([*cards, ALWAYS_THERE]))


@st.composite
def shown_before(draw: st.DrawFn) -> tuple[list[Practice], list[str]]:
    """A library, and the cards of it that were shown lately, the oldest first."""
    library = draw(libraries())
    ids = [practice.id for practice in library]
    return library, draw(st.lists(st.sampled_from(ids), max_size=20))


def suited(
    library: Collection[Practice], feeling: Feeling | None, length: Length | None
) -> list[Practice]:
    """All that may ever come up, found by taking away what was chosen until nothing suits."""
    found = set()
    left = list(library)
    while left:
        try:
            chosen = choose(left, feeling=feeling, length=length, recent=(), dice=LoadedDice())
        except ValueError:
            break
        found.add(chosen.id)
        left = [practice for practice in left if practice.id != chosen.id]
    return [practice for practice in library if practice.id in found]


@given(shown_before(), ANSWERS, LENGTHS, DICE)
def test_nothing_recent_comes_again_while_something_else_of_that_length_is_left(
    shown: tuple[list[Practice], list[str]],
    feeling: Feeling | None,
    length: Length | None,
    dice: LoadedDice,
) -> None:
    library, recent = shown
    chosen = choose(library, feeling=feeling, length=length, recent=recent, dice=dice)
    if chosen.id in recent:
        alike = [p for p in suited(library, feeling, length) if p.length is chosen.length]
        assert all(practice.id in recent for practice in alike)


@given(libraries(), ANSWERS, st.sampled_from(list(Length)), DICE)
def test_the_length_asked_for_is_kept_or_the_nearest_one_is_taken(
    library: list[Practice], feeling: Feeling | None, length: Length, dice: LoadedDice
) -> None:
    chosen = choose(library, feeling=feeling, length=length, recent=(), dice=dice)
    lengths = {practice.length for practice in suited(library, feeling, None)}
    assert chosen.length is next(one for one in (length, *NEXT_BEST[length]) if one in lengths)


@given(shown_before(), ANSWERS, DICE)
def test_ten_minutes_are_never_put_on_anyone_unasked(
    shown: tuple[list[Practice], list[str]], feeling: Feeling | None, dice: LoadedDice
) -> None:
    library, recent = shown
    chosen = choose(library, feeling=feeling, length=None, recent=recent, dice=dice)
    assert chosen.length in UNASKED


@given(shown_before(), st.sampled_from(CAREFUL), LENGTHS, DICE)
def test_after_a_very_heavy_shift_no_breath_and_nothing_bright_is_offered(
    shown: tuple[list[Practice], list[str]],
    feeling: Feeling | None,
    length: Length | None,
    dice: LoadedDice,
) -> None:
    library, recent = shown
    chosen = choose(library, feeling=feeling, length=length, recent=recent, dice=dice)
    assert not chosen.needs.breath
    assert chosen.family not in BRIGHT
    assert (feeling or Feeling.HARD_TO_SAY).value not in chosen.not_for


@given(shown_before(), ANSWERS, LENGTHS, DICE)
def test_the_same_dice_fall_on_the_same_card(
    shown: tuple[list[Practice], list[str]],
    feeling: Feeling | None,
    length: Length | None,
    dice: LoadedDice,
) -> None:
    library, recent = shown
    chosen_once = choose(library, feeling=feeling, length=length, recent=recent, dice=dice)
    assert choose(library, feeling=feeling, length=length, recent=recent, dice=dice) == chosen_once


@pytest.mark.parametrize("feeling", CAREFUL)
def test_landing_and_reaching_come_before_all_else(feeling: Feeling | None) -> None:
    library = [card("MOV-01"), card("KIND-01"), card("REACH-01"), card("LAND-01")]
    for side in range(9):
        dice = LoadedDice(side)
        chosen = choose(library, feeling=feeling, length=None, recent=(), dice=dice)
        assert chosen.family in {"LAND", "REACH"}


def test_something_fresh_comes_before_the_families_that_come_first() -> None:
    library = [card("LAND-01"), card("MOV-01")]
    chosen = choose(
        library, feeling=Feeling.VERY_HEAVY, length=None, recent=["LAND-01"], dice=LoadedDice()
    )
    assert chosen.id == "MOV-01"


def test_a_light_shift_gets_a_closing_or_a_good_moment() -> None:
    library = [card("LAND-01"), card("GOOD-01", situations=("S26",)), card("MOV-01")]
    chosen = choose(library, feeling=Feeling.LIGHT, length=None, recent=(), dice=LoadedDice())
    assert chosen.id == "GOOD-01"


def test_when_all_were_shown_the_one_shown_longest_ago_comes_back() -> None:
    library = [card("LAND-01"), card("LAND-02"), card("LAND-03")]
    recent = ["LAND-02", "LAND-01", "LAND-03", "LAND-02"]
    chosen = choose(library, feeling=None, length=None, recent=recent, dice=LoadedDice())
    assert chosen.id == "LAND-01"


def test_cards_for_one_situation_wait_until_somebody_names_it() -> None:
    library = [card("ANG-01", situations=("S07",)), card("LAND-01")]
    for side in range(9):
        dice = LoadedDice(side)
        chosen = choose(library, feeling=Feeling.HEAVY, length=None, recent=(), dice=dice)
        assert chosen.id == "LAND-01"


def test_a_hard_card_reaches_nobody_before_it_is_signed() -> None:
    unsigned = card("GRIEF-01")
    signed = sign(unsigned)
    with pytest.raises(ValueError, match="No practice suits"):
        choose([unsigned], feeling=None, length=None, recent=(), dice=LoadedDice())
    chosen = choose([signed], feeling=None, length=None, recent=(), dice=LoadedDice())
    assert chosen == signed


def test_cards_for_the_hardest_calls_are_hard_unless_they_suit_any() -> None:
    assert card("LAND-02", situations=("S03", "S06")).is_hard
    assert not card("LAND-02", situations=("any", "S03")).is_hard


def test_a_signature_belongs_to_the_words_that_were_read() -> None:
    signed = sign(card("GRIEF-01"))
    assert not signed.waits_for_a_signature(REVIEWED)
    assert replace(signed, steps=("Something else.",)).waits_for_a_signature(REVIEWED)
    assert replace(signed, not_for=("light",)).waits_for_a_signature(REVIEWED)
    assert replace(signed, reviewed_by="").waits_for_a_signature(REVIEWED)


def test_a_signature_ends_on_the_day_of_the_next_review() -> None:
    signed = sign(card("GRIEF-01"))
    assert not signed.waits_for_a_signature(DUE)
    assert signed.waits_for_a_signature(DUE + timedelta(days=1))
    assert not card("LAND-01").waits_for_a_signature(DUE + timedelta(days=1))
