"""Two people by hand: each is asked alone, one no ends it, and nobody learns of it from anything."""

import pytest

from bot.domain.audit import Act
from bot.domain.errors import BadInput
from bot.domain.letters import LetterKind
from bot.use_cases import two_people
from tests.use_cases.desk import Desk
from tests.use_cases.round_table import CHIDI, INTRODUCTION, Circle

ASKED, CARD = LetterKind.PAIR_ASKED.value, LetterKind.CARD.value


@pytest.fixture
def circle(desk: Desk) -> Circle:
    made = Circle(desk)
    made.joins("U1", "U2")
    return made


def asked(circle: Circle) -> str:
    two_people.ask("U1", "U2", CHIDI, circle.place)
    circle.desk.passes(minutes=1)
    (pair,) = {one.about for one in circle.desk.slack.arrivals if one.kind == ASKED}
    assert pair is not None
    return pair


def answers(circle: Circle, who: str, pair: str, *, gladly: bool) -> None:
    two_people.answer(who, pair, circle.place, gladly=gladly)
    circle.desk.passes(minutes=1)


def test_with_both_a_yes_they_hear_of_each_other_in_the_morning(circle: Circle) -> None:
    pair = asked(circle)
    answers(circle, "U1", pair, gladly=True)
    assert circle.who_met() == {}
    answers(circle, "U2", pair, gladly=True)
    assert circle.who_met() == {}
    circle.morning_comes()
    assert circle.who_met() == {"U1": ("U2",), "U2": ("U1",)}
    assert circle.standing("U1") == ("U2",)


@pytest.mark.parametrize("first", ["U1", "U2"])
@pytest.mark.parametrize("other_says", [True, False, None])
def test_after_one_no_nothing_happens_and_each_sees_the_same(
    circle: Circle, first: str, *, other_says: bool | None
) -> None:
    pair = asked(circle)
    other = "U2" if first == "U1" else "U1"
    answers(circle, first, pair, gladly=False)
    if other_says is not None:
        answers(circle, other, pair, gladly=other_says)
    circle.morning_comes()
    assert circle.told(first) == [ASKED, CARD]
    assert circle.told(other) == [ASKED] + ([] if other_says is None else [CARD])
    assert circle.told(CHIDI) == []
    with circle.place.look() as uow:
        assert uow.pairs.alive(circle.place.now()) == []


def test_a_private_list_stops_it_and_the_coordinator_hears_the_same(circle: Circle) -> None:
    circle.would_rather_not("U2", "U1")
    two_people.ask("U1", "U2", CHIDI, circle.place)
    circle.desk.passes(hours=1)
    assert circle.desk.letters() == {}
    with circle.place.look() as uow:
        assert [entry.act for entry in uow.audit_log.latest(1)] == [Act.ASKED_TWO]


def test_one_person_is_no_pair(circle: Circle) -> None:
    with pytest.raises(BadInput):
        two_people.ask("U1", "U1", CHIDI, circle.place)


def test_who_leaves_before_the_morning_is_introduced_to_nobody(circle: Circle) -> None:
    pair = asked(circle)
    for who in ("U1", "U2"):
        answers(circle, who, pair, gladly=True)
    circle.leaves("U1")
    circle.morning_comes()
    assert circle.told("U2") == [ASKED, CARD]


def test_nobody_answers_for_somebody_else_or_twice(circle: Circle) -> None:
    pair = asked(circle)
    circle.joins("U3")
    answers(circle, "U3", pair, gladly=False)
    for _ in range(2):
        answers(circle, "U1", pair, gladly=True)
    circle.morning_comes()
    assert circle.who_met() == {}


def test_a_question_is_let_go_after_two_weeks(circle: Circle) -> None:
    pair = asked(circle)
    answers(circle, "U1", pair, gladly=True)
    circle.desk.passes(days=15)
    answers(circle, "U2", pair, gladly=True)
    circle.morning_comes()
    assert INTRODUCTION not in circle.told("U2")


def test_they_are_asked_once(circle: Circle) -> None:
    for _ in range(2):
        two_people.ask("U2", "U1", CHIDI, circle.place)
    circle.desk.passes(minutes=1)
    assert circle.told("U1") == [ASKED]
