"""Who is placed with whom in a round: threes, rests by choice, takers, wishes."""

from collections import Counter

from bot.domain.buddies import Share, Way
from bot.domain.pairing.proposals import Why
from bot.use_cases import buddies
from tests.use_cases.desk import Desk
from tests.use_cases.round_table import RESTS, Circle, partners

FOUR = ("U1", "U2", "U3", "U4")


def test_who_is_left_over_joins_two_who_are_glad_of_a_third(desk: Desk) -> None:
    circle = Circle(desk)
    circle.joins(*FOUR, wants_trio=True)
    sheet = circle.publishes()
    (partner,) = partners(sheet)["U1"]
    circle.leaves("U1")
    circle.morning_comes()
    met = circle.who_met()
    assert set(met) == {"U2", "U3", "U4"}
    assert all(set(others) == {"U2", "U3", "U4"} - {who} for who, others in met.items())
    assert set(circle.standing(partner)) == {"U2", "U3", "U4"} - {partner}


def test_rests_by_choice_go_round_among_those_who_like_to_also_when_one_joins_later(
    desk: Desk,
) -> None:
    circle = Circle(desk)
    circle.joins("U1", "U2", rests_gladly=True)
    circle.joins("U3", "U4", "U5")
    circle.would_rather_not("U4", "U5")
    rested = []
    for number in range(8):
        if number == 4:
            circle.joins("U6", rests_gladly=True)
            circle.joins("U7")
        (rest,) = circle.publishes().rests
        rested.append(rest.worker)
        circle.morning_comes()
        assert circle.told(rest.worker)[-1] == RESTS
        desk.passes(days=28)
    assert Counter(rested[:4]) == {"U1": 2, "U2": 2}
    assert Counter(rested[4:]) == {"U6": 2, "U1": 1, "U2": 1}


def test_of_three_who_are_not_glad_of_it_any_more_two_stay_together(desk: Desk) -> None:
    circle = Circle(desk)
    circle.joins("U1", "U2", "U3", wants_trio=True)
    circle.publishes()
    circle.joins("U1", wants_trio=False)
    circle.morning_comes()
    assert circle.who_met() == {"U1": ("U2",), "U2": ("U1",)}
    assert circle.told("U3") == [RESTS]


def test_of_three_of_whom_two_do_not_fit_two_others_stay_together(desk: Desk) -> None:
    circle = Circle(desk)
    circle.joins("U1", "U2", "U3", wants_trio=True)
    circle.publishes()
    circle.would_rather_not("U1", "U2")
    circle.morning_comes()
    assert circle.who_met() == {"U1": ("U3",), "U3": ("U1",)}
    assert circle.told("U2") == [RESTS]


def test_a_second_language_that_two_would_like_to_share_brings_them_together(desk: Desk) -> None:
    circle = Circle(desk)
    circle.joins(*FOUR, languages=frozenset({"en", "pl"}))
    sheet = circle.drafts()
    other = next(who for who in FOUR[1:] if who not in partners(sheet)["U1"])
    for who in ("U1", other):
        buddies.keep_lists(who, (), (), [Share.LANGUAGE], desk.place)
    assert partners(circle.drafts(seen=sheet.seen))["U1"] == (other,)


def test_who_only_takes_from_now_on_is_introduced_to_nobody_who_does_so_too(desk: Desk) -> None:
    circle = Circle(desk)
    circle.joins("U1")
    circle.joins("U2", gives=False)
    circle.publishes()
    buddies.join("U1", Way.TAKES, desk.place)
    circle.morning_comes()
    assert [circle.told(who) for who in ("U1", "U2")] == [[RESTS], [RESTS]]


def test_of_three_two_stay_together(desk: Desk) -> None:
    circle = Circle(desk)
    circle.joins("U1", "U2", "U3", wants_trio=True)
    sheet = circle.publishes()
    assert [pair.members for pair in sheet.pairs] == [("U1", "U2", "U3")]
    circle.leaves("U2")
    circle.morning_comes()
    assert circle.who_met() == {"U1": ("U3",), "U3": ("U1",)}


def test_two_who_only_take_are_never_each_others_buddy(desk: Desk) -> None:
    circle = Circle(desk)
    circle.joins("U1", "U2", gives=False)
    sheet = circle.drafts()
    assert sheet.pairs == ()
    assert {rest.why for rest in sheet.rests} == {Why.NO_FITTING_PARTNER}
    circle.joins("U3", takes=False)
    assert len(circle.drafts(seen=sheet.seen).pairs) == 1
