"""Who has no partner is told why by an open rule; what is private leaves no trace in the words."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from bot.domain.pairing.board import lay
from bot.domain.pairing.peers import PastRound, Peer
from bot.domain.pairing.proposals import Reason, Why
from bot.domain.pairing.reasons import why_nobody
from bot.domain.pairing.rounds import propose
from bot.domain.pairing.terms import Terms
from tests.domain.pairing.worlds import peer, peers, worlds

World = tuple[list[Peer], list[PastRound], Terms]


def why(people: list[Peer], who: str, terms: Terms | None = None) -> Why:
    proposal = propose(people, [], terms or Terms())
    return {one.id: one.why for one in proposal.unmatched}[who]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"languages": frozenset({"fr"})}, Why.NO_COMMON_LANGUAGE),
        ({"hours": frozenset({1, 77})}, Why.NO_COMMON_HOURS),
        ({"outside_team": True}, Why.SAME_TEAM),
        ({"manager": "lead"}, Why.OWN_LINE),
        ({"supervisor": "lead"}, Why.OWN_LINE),
        ({"not_with": frozenset({"lead"})}, Why.NO_FITTING_PARTNER),
    ],
)
def test_the_rule_that_left_nobody_is_the_reason(told: dict[str, Any], reason: Why) -> None:
    people = [peer("lead", team="north"), peer("one", team="north", **told)]
    assert why(people, "one") is reason
    assert why(people, "lead") is reason  # every rule holds both ways


def test_a_coordinator_sees_their_own_no_as_theirs() -> None:
    assert why(peers(2), "p000", Terms(forbidden=frozenset({("p000", "p001")}))) is Why.KEPT_APART


def test_one_alone_is_told_so() -> None:
    assert why(peers(1), "p000") is Why.ALONE


def test_a_private_list_reads_like_an_odd_number() -> None:
    odd = propose(peers(3), [], Terms())
    (alone,) = odd.unmatched
    others = frozenset(one.id for one in peers(3)) - {alone.id}
    listed = [replace(one, not_with=others) if one.id == alone.id else one for one in peers(3)]
    assert propose(listed, [], Terms()).unmatched == odd.unmatched
    assert alone.why.value == "no fitting partner"


@settings(max_examples=40)
@given(worlds())
def test_reasons_are_the_same_with_and_without_private_lists(world: World) -> None:
    """Of who is left over: that they are is all that a list can do."""
    people, past, terms = world
    proposal = propose(people, past, terms)
    told = {one.id: one.why for one in proposal.unmatched}
    away = terms.absent | terms.left_out
    open_lists = [replace(one, not_with=frozenset()) for one in people if one.id not in away]
    board = lay(open_lists, past, terms)
    assert dict(zip(board.ids, why_nobody(board, board.everybody), strict=True)).items() >= {
        (who, reason) for who, reason in told.items() if who not in away
    }


def test_no_list_is_in_a_repr() -> None:
    assert "secret" not in repr(peer("a", not_with=frozenset({"secret"})))


def test_a_pair_says_what_speaks_for_it_the_strongest_first() -> None:
    topics = frozenset({"grief", "nights"})
    people = [peer("a", topics=topics), peer("b", topics=topics, experience_years=1.5)]
    (pair,) = propose(people, [], Terms()).pairs
    assert pair.reasons == (
        Reason("first_time", {}),
        Reason("topics", {"topics": 2}),
        Reason("experience", {"years": 2}),
        Reason("hours", {"hours": 3}),
    )


def test_who_met_before_is_told_how_long_ago() -> None:
    past = [PastRound(2, (("p000", "p001"),)), PastRound(4, (("p000", "p001"),))]
    (pair,) = propose(peers(2), past, Terms(number=7)).pairs
    assert Reason("met_before", {"rounds": 3}) in pair.reasons
