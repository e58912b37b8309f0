"""The built-in decision rules: each fires for its case, and over any night what must hold holds."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.decision_points import DecisionPoint, PersonalSetting, ShiftKind
from bot.domain.decisions import Offer, Shelf, decide
from bot.domain.practices import UNASKED, Feeling, Length
from bot.domain.situations import SITUATIONS
from bot.words import load_library
from tests.domain.test_practices import sign
from tests.fakes import SeededDice

LIBRARY = load_library()
TABLE = LIBRARY.decision_table()
TODAY = date(2026, 11, 22)
CARDS = LIBRARY.practices("en")
SIGNED = [sign(card) if card.is_hard else card for card in CARDS]
NIGHT, DAY, LONG = ShiftKind.NIGHT, ShiftKind.DAY, ShiftKind.OVERTIME
SOON, LATER, DAY_AFTER = (timedelta(hours=hours) for hours in (1, 5, 36))
DAYS, WEEKS = timedelta(days=5), timedelta(days=40)
A_BIT, HEAVY, VERY = Feeling.A_BIT_HEAVY, Feeling.HEAVY, Feeling.VERY_HEAVY
LIGHT, HARD = Feeling.LIGHT, Feeling.HARD_TO_SAY

# Every rule by an example of its own: what is known, and the families that may come first.
EXAMPLES: dict[str, tuple[DecisionPoint, set[str]]] = {
    "danger_to_life": (DecisionPoint(HEAVY, "S03", since_shift=SOON), {"RISK"}),
    "danger_to_life_first_days": (DecisionPoint(HEAVY, "S03", since_shift=DAY_AFTER), {"RISK"}),
    "danger_to_life_later": (DecisionPoint(HEAVY, "S04", since_shift=DAYS), {"RISK"}),
    "a_child": (DecisionPoint(VERY, "S06"), {"IMG", "LAND"}),
    "aimed_at_you": (DecisionPoint(HEAVY, "S07"), {"ANG", "LAND", "MOV", "CLOSE"}),
    "felt_used": (DecisionPoint(A_BIT, "S09"), {"ANG", "BRE", "CLOSE"}),
    "steady_before_conscience": (DecisionPoint(VERY, "S11"), {"LAND", "REACH"}),
    "the_system_could_not": (DecisionPoint(HEAVY, "S10"), {"MORAL", "KIND"}),
    "steady_before_plans": (DecisionPoint(HARD, "S20"), {"LAND", "REACH"}),
    "not_knowing": (DecisionPoint(A_BIT, "S05"), {"CLOSE", "CROSS", "SLEEP"}),
    "your_own_life": (DecisionPoint(HEAVY, "S13"), {"NAME", "REACH"}),
    "grief_or_a_date": (DecisionPoint(HEAVY, "S15"), {"GRIEF"}),
    "a_big_event": (DecisionPoint(HEAVY, "S28"), {"MASS", "REACH", "BRE"}),
    "too_much_or_nothing": (DecisionPoint(A_BIT, "S17"), {"QUIET", "MOV", "REACH"}),
    "after_hours": (DecisionPoint(A_BIT, "S21"), {"BOUND", "CROSS", "KIND"}),
    "the_night": (DecisionPoint(A_BIT, "S18"), {"SLEEP"}),
    "the_night_at_home": (DecisionPoint(A_BIT, "S18", since_shift=LATER), {"SLEEP"}),
    "alone_at_home": (DecisionPoint(A_BIT, "S19"), {"CROSS", "LAND"}),
    "with_others": (DecisionPoint(A_BIT, "S25"), {"LEAD", "CARE", "KIND", "CLOSE"}),
    "beginning_or_leaving": (DecisionPoint(A_BIT, "S22"), {"BACK", "KIND"}),
    "numb": (DecisionPoint(HARD, "S30"), {"FLAT", "LAND", "NAME"}),
    "good_or_ordinary": (DecisionPoint(LIGHT, "S26"), {"GOOD", "MEAN"}),
    "heavy_night": (DecisionPoint(VERY, shift=frozenset({NIGHT})), {"LAND", "REACH"}),
    "night": (DecisionPoint(LIGHT, shift=frozenset({NIGHT})), {"SLEEP"}),
    "after_a_night": (DecisionPoint(shift=frozenset({NIGHT}), since_shift=LATER), {"SLEEP"}),
    "very_heavy": (DecisionPoint(VERY), {"LAND", "REACH"}),
    "hard_to_say": (DecisionPoint(HARD, hard_contacts=9), {"LAND", "REACH"}),
    "many_hard_contacts": (DecisionPoint(A_BIT, hard_contacts=3), {"LAND", "CARE", "MOV"}),
    "days_later": (DecisionPoint(HEAVY, since_shift=WEEKS), {"KIND", "REACH", "MOV"}),
    "heavy": (DecisionPoint(HEAVY, hard_contacts=2), {"LAND", "REACH"}),
    "long_shift": (DecisionPoint(A_BIT, shift=frozenset({DAY, LONG})), {"MOV", "CROSS"}),
    "a_bit_heavy": (DecisionPoint(A_BIT), {"LAND", "BRE", "MOV", "KIND", "CLOSE", "CROSS"}),
    "light": (DecisionPoint(LIGHT), {"GOOD", "CLOSE", "CROSS"}),
    "late": (DecisionPoint(clock=time(2)), {"CROSS", "SLEEP", "LAND"}),
    "late_at_home": (DecisionPoint(clock=time(2), since_shift=LATER), {"SLEEP", "LAND"}),
    "ten_minutes": (DecisionPoint(length=Length.TEN_MINUTES), {"MOV", "CROSS", "REACH"}),
    "plain": (DecisionPoint(clock=time(12)), {"LAND", "REACH"}),
}


def offer(point: DecisionPoint, seed: int = 1, *, signed: bool = False) -> Offer:
    shelf = Shelf(SIGNED if signed else CARDS, LIBRARY.last_resort, TODAY)
    return decide(point, shelf, TABLE, SeededDice(seed))


def test_every_rule_has_its_example() -> None:
    assert [rule.id for rule in TABLE.rules] == list(EXAMPLES)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_each_rule_fires_for_its_case_and_brings_its_cards(rule: str) -> None:
    point, families = EXAMPLES[rule]
    offers = [offer(point, seed, signed=True) for seed in range(12)]
    assert {one.rule.id for one in offers} == {rule}
    assert {one.practice.family for one in offers} <= families
    assert LIBRARY.words("en").say(offers[0].reasons[0])


@pytest.mark.parametrize("limit", TABLE.limits, ids=lambda limit: limit.id)
def test_each_limit_says_why(limit: object) -> None:
    told = LIBRARY.words("en").say(f"because.{limit.id}")  # type: ignore[attr-defined]  # parametrize knows no types
    assert told.endswith(".")
    assert " " in told


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("feeling", Feeling)
def test_whatever_is_named_after_whatever_answer_two_cards_come(
    situation: str, feeling: Feeling
) -> None:
    """Unsigned as the library ships: then landing, reaching and a person stand in."""
    first = offer(DecisionPoint(feeling, situation))
    second = offer(DecisionPoint(feeling, situation, open_now=first.practice.id))
    assert LIBRARY.last_resort not in (first.practice, second.practice)
    assert first.practice != second.practice
    assert first.practice.length in UNASKED


@pytest.mark.parametrize("situation", ["S03", "S04", "S06", "S08", "S12", "S13", "S14", "S27"])
def test_until_a_clinician_has_signed_landing_kindness_and_people_stand_in(situation: str) -> None:
    for seed in range(20):
        told = offer(DecisionPoint(HEAVY, situation), seed)
        assert not told.practice.is_hard
        assert told.stands_in
        assert told.practice.family in {"LAND", "REACH", "MOV", "KIND"}
        assert "person_first" in {limit.say for limit in told.limits}


POINTS = st.builds(
    DecisionPoint,
    feeling=st.sampled_from([None, *Feeling]),
    situation=st.sampled_from([None, *SITUATIONS]),
    length=st.sampled_from([None, *Length]),
    shift=st.frozensets(st.sampled_from(ShiftKind), max_size=2),
    shift_hours=st.none() | st.floats(min_value=0, max_value=24),
    hard_contacts=st.none() | st.integers(min_value=0, max_value=40),
    since_shift=st.none() | st.timedeltas(timedelta(), timedelta(days=90)),
    clock=st.none() | st.times(),
    settings=st.frozensets(st.sampled_from(PersonalSetting)),
    heavy_answers=st.integers(min_value=0, max_value=9),
    seen=st.lists(st.sampled_from([card.id for card in CARDS]), max_size=60).map(tuple),
    helps=st.frozensets(st.sampled_from([card.id for card in CARDS]), max_size=20),
    not_again=st.frozensets(st.sampled_from([card.id for card in CARDS]), max_size=20),
)
# content-brief.md section 3, rule 3, told anew and not taken from the file.
NO_MEANING_YET = {"S03", "S04", "S05", "S06", "S08", "S10", "S11", "S12"}


@given(POINTS, st.integers(min_value=0, max_value=99), st.booleans())
@settings(max_examples=600, deadline=None)
def test_over_any_night_what_must_hold_holds(
    point: DecisionPoint,
    seed: int,
    signed: bool,  # noqa: FBT001  drawn like the others
) -> None:
    told = offer(point, seed, signed=signed)
    practice, hours = told.practice, (point.since_shift or timedelta()) / timedelta(hours=1)
    if point.situation in NO_MEANING_YET and hours <= 72:
        assert practice.family not in {"MEAN", "GOOD"}
    if point.feeling in (HEAVY, VERY, HARD):
        assert practice.family not in {"MEAN", "GOOD"}
    if point.feeling in (VERY, HARD, None):
        assert not practice.needs.breath
    if NIGHT in point.shift and hours <= 6:
        assert practice.length is not Length.TEN_MINUTES
    if not point.shift.isdisjoint({NIGHT, LONG}) and hours <= 3:
        assert "way_home" in {limit.say for limit in told.limits}
    if PersonalSetting.NO_BREATH in point.settings:
        assert not practice.needs.breath
    if PersonalSetting.NO_MOVEMENT in point.settings:
        assert not practice.needs.move
    if PersonalSetting.PEOPLE_AROUND in point.settings:
        assert not practice.needs.quiet
        assert practice.channel != "audio"
    if point.length is None and practice is not LIBRARY.last_resort:
        assert practice.length in UNASKED
    assert practice.id not in point.not_again
    assert signed or not practice.is_hard
    assert {point.answer, point.phase, point.situation}.isdisjoint(practice.not_for)
    assert practice.situations, "a page to read is never offered"


def test_after_a_quiet_night_the_way_home_and_sleep_come_first() -> None:
    point = EXAMPLES["night"][0]
    seen: tuple[str, ...] = ()
    for _ in range(3):
        told = offer(replace(point, seen=seen))
        assert told.practice.family == "SLEEP"
        seen = (*seen, told.practice.id)


def test_at_home_for_hours_after_a_night_nothing_tells_the_way_home() -> None:
    """Not even when the shorter sleep cards have all been there this week."""
    for named in ("after_a_night", "the_night_at_home", "late_at_home"):
        point = replace(EXAMPLES[named][0], seen=("SLEEP-03", "LAND-01"))
        assert {offer(point, seed).practice.id for seed in range(12)}.isdisjoint(
            {"SLEEP-01", "CROSS-01"}
        )


@given(POINTS, st.integers(min_value=0, max_value=99))
@settings(max_examples=200, deadline=None)
def test_right_after_a_night_nobody_lies_awake_yet(point: DecisionPoint, seed: int) -> None:
    point = replace(point, shift=frozenset({NIGHT}), since_shift=SOON)
    assert offer(point, seed).practice.id != "SLEEP-04"


def test_on_the_day_itself_a_card_about_the_days_to_come_waits() -> None:
    seen: tuple[str, ...] = ()
    for _ in range(8):
        told = offer(DecisionPoint(HEAVY, "S03", since_shift=SOON, seen=seen), signed=True)
        assert told.practice.id != "RISK-03"
        seen = (*seen, told.practice.id)


def test_after_a_day_shift_nobody_is_sent_to_bed_in_the_afternoon() -> None:
    point = DecisionPoint(A_BIT, "S05", shift=frozenset({DAY}), clock=time(14), since_shift=SOON)
    assert {offer(point, seed).practice.family for seed in range(30)} <= {"CLOSE", "CROSS"}


def test_an_ordinary_shift_that_was_very_heavy_is_met_as_very_heavy() -> None:
    assert offer(DecisionPoint(VERY, "S01")).rule.id == "very_heavy"
