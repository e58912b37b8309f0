"""Which practice is chosen: the first rule that fits, every limit, what is fresh, what helps, the dice."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.decision_points import DecisionPoint
from bot.domain.decision_rules import DecisionRule, DecisionTable, Limit, When
from bot.domain.decisions import Offer, Shelf, decide
from bot.domain.practices import NEXT_BEST, UNASKED, Feeling, Length, Practice
from tests.domain.test_practices import LoadedDice, card, sign
from tests.fakes import SeededDice

TODAY = date(2026, 11, 22)
LAST_RESORT = card("LAND-00")
PLAIN = DecisionRule("plain", When(), (frozenset({"LAND", "REACH"}),))
TABLE = DecisionTable((PLAIN,), ())
FAMILIES = ("LAND", "REACH", "BRE", "MOV", "KIND", "CLOSE", "CROSS", "GOOD", "MEAN", "SLEEP")
LENGTHS = st.sampled_from([*Length, None])
DICE = st.builds(LoadedDice, st.integers(min_value=0, max_value=9))


def shelf(*practices: Practice, shows_unsigned: bool = False) -> Shelf:
    return Shelf(practices, LAST_RESORT, TODAY, shows_unsigned=shows_unsigned)


def chosen(
    *practices: Practice,
    point: DecisionPoint | None = None,
    table: DecisionTable = TABLE,
    side: int = 0,
) -> Offer:
    return decide(point or DecisionPoint(), shelf(*practices), table, LoadedDice(side))


def rule(rule_id: str, *offer: str, also: str = "", **when: frozenset[str]) -> DecisionRule:
    groups = tuple(frozenset({one}) for one in offer)
    return DecisionRule(rule_id, When(**when), groups, frozenset(also.split()))  # type: ignore[arg-type]  # each test names its own keys


def limit(**told: frozenset[str] | Length | str) -> DecisionTable:
    return DecisionTable((PLAIN,), (Limit("limit", When(), **told),))  # type: ignore[arg-type]  # each test names its own keys


@st.composite
def libraries(draw: st.DrawFn) -> list[Practice]:
    """Up to a dozen cards of all kinds."""
    return [
        card(
            f"{draw(st.sampled_from(FAMILIES))}-{number:02}",
            length=draw(st.sampled_from(list(Length))),
            breath=draw(st.booleans()),
            situations=draw(st.sampled_from([("any",), ("S26",), ("S01",), ("S09",), ("S04",)])),
            not_for=draw(st.sampled_from([(), ("light",), ("very_heavy", "hard_to_say")])),
        )
        for number in range(draw(st.integers(min_value=0, max_value=12)))
    ]


@st.composite
def nights(draw: st.DrawFn) -> tuple[list[Practice], DecisionPoint]:
    """A library, and a worker who has seen, liked and refused some of it."""
    library = draw(libraries())
    ids = [practice.id for practice in library] or ["LAND-00"]
    some = st.lists(st.sampled_from(ids), max_size=20)
    point = DecisionPoint(
        feeling=draw(st.sampled_from([None, *Feeling])),
        situation=draw(st.sampled_from([None, "S01", "S04", "S09"])),
        length=draw(LENGTHS),
        seen=tuple(draw(some)),
        helps=frozenset(draw(some)),
        not_again=frozenset(draw(some)),
        open_now=draw(st.sampled_from([None, *ids])),
    )
    return library, point


def all_that_may_come(library: list[Practice], point: DecisionPoint) -> list[Practice]:
    """Found from outside: by refusing what was chosen until nothing but the last resort is left."""
    found: list[str] = []
    asked = replace(point, length=Length.THREE_MINUTES, seen=(), open_now=None)
    while True:
        refused = asked.not_again | frozenset(found)
        offer = chosen(*library, point=replace(asked, not_again=refused))
        if offer.practice is LAST_RESORT:
            return [practice for practice in library if practice.id in found]
        found.append(offer.practice.id)


@given(nights(), DICE)
def test_something_always_comes_and_it_is_nothing_that_was_refused(
    night: tuple[list[Practice], DecisionPoint], dice: LoadedDice
) -> None:
    library, point = night
    offer = decide(point, shelf(*library), TABLE, dice)
    assert offer.practice.id not in point.not_again or offer.practice is LAST_RESORT
    assert offer.practice in [*library, LAST_RESORT]


@given(nights(), DICE)
def test_nothing_seen_lately_comes_again_while_something_else_of_that_length_is_left(
    night: tuple[list[Practice], DecisionPoint], dice: LoadedDice
) -> None:
    library, point = night
    practice = decide(point, shelf(*library), TABLE, dice).practice
    if practice.id in point.seen and practice.id not in point.helps:
        alike = [p for p in all_that_may_come(library, point) if p.length is practice.length]
        last = (*point.seen[-1:], point.open_now)
        assert all(p.id in last or (p.id in point.seen and p.id not in point.helps) for p in alike)


@given(nights(), DICE)
def test_another_is_another_while_there_is_one(
    night: tuple[list[Practice], DecisionPoint], dice: LoadedDice
) -> None:
    library, point = night
    practice = decide(point, shelf(*library), TABLE, dice).practice
    if practice.id == point.open_now and practice is not LAST_RESORT:
        alike = [p for p in all_that_may_come(library, point) if p.length is practice.length]
        assert [p.id for p in alike] == [practice.id]


@given(nights(), DICE)
def test_the_length_asked_for_is_kept_or_the_nearest_one_is_taken(
    night: tuple[list[Practice], DecisionPoint], dice: LoadedDice
) -> None:
    library, point = night
    practice = decide(point, shelf(*library), TABLE, dice).practice
    lengths = {one.length for one in all_that_may_come(library, point)}
    if point.length is not None and lengths:
        nearest = (point.length, *NEXT_BEST[point.length])
        assert practice.length is next(one for one in nearest if one in lengths)
    elif point.length is None:
        assert practice.length in UNASKED or practice is LAST_RESORT


@given(nights(), DICE)
def test_the_same_dice_fall_on_the_same_card(
    night: tuple[list[Practice], DecisionPoint], dice: LoadedDice
) -> None:
    library, point = night
    once = decide(point, shelf(*library), TABLE, dice)
    assert decide(point, shelf(*library), TABLE, dice) == once


def test_ten_minutes_never_come_unasked_not_even_when_nothing_else_is_left() -> None:
    long = card("MOV-02", length=Length.TEN_MINUTES)
    assert chosen(long).practice is LAST_RESORT
    assert chosen(long, point=DecisionPoint(length=Length.THREE_MINUTES)).practice is long


def test_the_first_rule_that_fits_wins() -> None:
    heavy = rule("heavy", "KIND", answer=frozenset({"heavy"}))
    later = rule("also_heavy", "MOV", answer=frozenset({"heavy", "light"}))
    table = DecisionTable((heavy, later, PLAIN), ())
    cards = [card("KIND-01"), card("MOV-01"), card("LAND-01")]
    for feeling, won in ((Feeling.HEAVY, "heavy"), (Feeling.LIGHT, "also_heavy"), (None, "plain")):
        offer = chosen(*cards, point=DecisionPoint(feeling), table=table)
        assert offer.rule.id == won
        assert offer.reasons[0] == f"because.{won}"


def test_a_later_group_comes_when_the_first_has_nothing() -> None:
    table = DecisionTable((rule("x", "RISK", "KIND", "LAND"),), ())
    assert chosen(card("LAND-01"), card("KIND-01"), table=table).practice.id == "KIND-01"
    assert chosen(card("LAND-01"), card("MOV-01"), table=table).practice.id == "LAND-01"
    assert chosen(card("MOV-01"), table=table).practice.id == "MOV-01"


def test_a_single_card_may_be_named() -> None:
    table = DecisionTable((rule("x", "KIND-02"),), ())
    assert chosen(card("KIND-01"), card("KIND-02"), table=table).practice.id == "KIND-02"


def test_cards_for_one_situation_wait_until_somebody_names_it() -> None:
    table = DecisionTable((rule("x", "situation", "LAND"),), ())
    cards = (card("ANG-01", situations=("S07",)), card("LAND-01"))
    for side in range(9):
        assert chosen(*cards, table=table, side=side).practice.id == "LAND-01"
    named = DecisionPoint(situation="S07")
    assert chosen(*cards, point=named, table=table).practice.id == "ANG-01"


def test_a_rule_may_let_in_cards_of_a_situation_that_nobody_tapped() -> None:
    cards = (card("SLEEP-01", situations=("S18",)), card("LAND-01"))
    table = DecisionTable((rule("night", "SLEEP", also="S18"),), ())
    assert chosen(*cards, table=table).practice.id == "SLEEP-01"


@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        (limit(never=frozenset({"LAND"})), "KIND-01"),
        (limit(never=frozenset({"LAND-01"})), "KIND-01"),
        (limit(without=frozenset({"breath"})), "LAND-01"),
        (limit(longest=Length.HALF_A_MINUTE), "LAND-01"),
    ],
)
def test_a_limit_holds_whatever_rule_won(limits: DecisionTable, kept: str) -> None:
    cards = [card("LAND-01"), card("KIND-01")]
    if kept == "LAND-01":
        cards[1] = card("KIND-01", breath=True, length=Length.THREE_MINUTES)
    for side in range(9):
        assert chosen(*cards, table=limits, side=side).practice.id == kept


def test_all_limits_that_fit_hold_at_once_and_are_told() -> None:
    limits = (
        Limit("no_land", When(), never=frozenset({"LAND"})),
        Limit("no_breath", When(), without=frozenset({"breath"})),
        Limit("for_others", When(answer=frozenset({"light"})), never=frozenset({"MOV"})),
    )
    cards = [card("LAND-01"), card("BRE-01", breath=True), card("MOV-01")]
    offer = chosen(*cards, table=DecisionTable((PLAIN,), limits))
    assert offer.practice.id == "MOV-01"
    assert offer.reasons[-2:] == ["because.no_land", "because.no_breath"]


def test_a_card_that_must_not_meet_this_answer_situation_or_phase_does_not() -> None:
    for not_for in ("hard_to_say", "S04", "P0"):
        cards = [card("LAND-01", not_for=(not_for,)), card("KIND-01")]
        assert chosen(*cards, point=DecisionPoint(situation="S04")).practice.id == "KIND-01"
    later = replace(card("LAND-01"), phase=("P1",))
    assert chosen(later, card("KIND-01")).practice.id == "KIND-01"
    days_ago = DecisionPoint(since_shift=timedelta(days=4))
    assert chosen(later, card("MOV-01"), point=days_ago).practice.id == "LAND-01"


def test_a_card_that_helps_may_come_again_within_two_weeks_but_not_twice_running() -> None:
    seen = DecisionPoint(seen=("LAND-01", "LAND-02"), helps=frozenset({"LAND-01"}))
    cards = [card("LAND-01"), card("LAND-02")]
    assert chosen(*cards, point=seen).practice.id == "LAND-01"
    assert chosen(*cards, point=seen).reasons[1] == "minute.because.helps"
    last = replace(seen, seen=("LAND-02", "LAND-01"))
    assert chosen(*cards, card("LAND-03"), point=last).practice.id == "LAND-03"


def test_what_helps_comes_more_often_and_one_in_five_is_new() -> None:
    cards = [card(f"LAND-{n:02}") for n in range(4)]
    point = DecisionPoint(helps=frozenset({"LAND-00", "LAND-01"}))
    dice = SeededDice(7)
    counts = Counter(decide(point, shelf(*cards), TABLE, dice).practice.id for _ in range(4000))
    helpful = counts["LAND-00"] + counts["LAND-01"]
    # One in five is new for certain; of the rest, two new cards stand beside two that weigh three.
    expected = 4000 * (4 / 5) * (6 / 8)
    assert abs(helpful - expected) < 150
    assert min(counts["LAND-02"], counts["LAND-03"]) > 4000 / 5 / 2


def test_whom_a_card_does_not_suit_gets_its_twin_next() -> None:
    breath = replace(card("BRE-01", breath=True), twin="MOV-02")
    cards = [card("LAND-01"), breath, card("MOV-02")]
    another = DecisionPoint(Feeling.HEAVY, open_now="BRE-01")
    for side in range(5):
        offer = chosen(*cards, point=another, side=side)
        assert offer.practice.id == "MOV-02"
        assert "minute.because.twin" in offer.reasons
    refused = replace(another, not_again=frozenset({"MOV-02"}))
    assert chosen(*cards, point=refused).practice.id == "LAND-01"
    assert "minute.because.twin" not in chosen(*cards, point=refused).reasons


def test_when_all_were_seen_the_one_seen_longest_ago_comes_back() -> None:
    cards = [card("LAND-01"), card("LAND-02"), card("LAND-03")]
    seen = DecisionPoint(seen=("LAND-02", "LAND-01", "LAND-03", "LAND-02"))
    assert chosen(*cards, point=seen).practice.id == "LAND-01"


def test_when_nothing_is_left_there_is_still_something() -> None:
    point = DecisionPoint(not_again=frozenset({"LAND-01"}))
    assert chosen(card("LAND-01"), point=point).practice is LAST_RESORT
    assert chosen().practice is LAST_RESORT


def test_a_hard_card_reaches_nobody_before_it_is_signed_and_something_stands_in() -> None:
    table = DecisionTable((rule("x", "situation", "LAND"),), ())
    point = DecisionPoint(situation="S15")
    unsigned = card("GRIEF-01", situations=("S15",))
    offer = chosen(unsigned, card("LAND-01"), point=point, table=table)
    assert offer.practice.id == "LAND-01"
    assert "minute.because.stands_in" in offer.reasons
    signed = chosen(sign(unsigned), card("LAND-01"), point=point, table=table)
    assert signed.practice.id == "GRIEF-01"
    assert "minute.because.stands_in" not in signed.reasons
    shown = decide(point, shelf(unsigned, shows_unsigned=True), table, LoadedDice())
    assert shown.practice == unsigned
