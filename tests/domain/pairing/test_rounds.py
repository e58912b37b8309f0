"""A round keeps every rule, forgets nobody, and is the heaviest there is; networkx is the judge."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pairing.board import lay
from bot.domain.pairing.circle import is_closed
from bot.domain.pairing.edges import all_edges
from bot.domain.pairing.peers import PastRound, Peer, two
from bot.domain.pairing.proposals import Proposal, Why
from bot.domain.pairing.rounds import propose
from bot.domain.pairing.terms import Aim, Terms, Weights
from tests.domain.pairing.worlds import best, breaches, crowd, peer, peers, points, worlds

World = tuple[list[Peer], list[PastRound], Terms]


def anybody_may_meet(people: list[Peer], past: list[PastRound], terms: Terms) -> bool:
    board = lay([one for one in people if one.id not in terms.absent | terms.left_out], past, terms)
    return is_closed(board, all_edges(board, board.everybody))


@settings(max_examples=60)
@given(worlds())
def test_whoever_they_are_rules_hold_nobody_is_forgotten_and_no_round_is_heavier(
    world: World,
) -> None:
    people, past, terms = world
    proposal = propose(people, past, terms)
    assert breaches(people, proposal.groups, terms) == []
    everybody_is_in_one_place(people, proposal)
    each_weighs_what_the_formula_says(world, proposal)
    trios_are_willing_and_none_is_missed(people, proposal, terms)
    count, weight = best(people, past, terms)
    assert len(proposal.groups) == count
    assert proposal.weight <= proposal.bound == weight
    if not anybody_may_meet(people, past, terms):
        assert proposal.weight == weight


def everybody_is_in_one_place(people: list[Peer], proposal: Proposal) -> None:
    placed = [one for group in proposal.groups for one in group]
    told = [*placed, *(one.id for one in proposal.unmatched)]
    assert sorted(told) == sorted(one.id for one in people)


def each_weighs_what_the_formula_says(world: World, proposal: Proposal) -> None:
    """A trio as much as its heaviest pair."""
    people, past, terms = world
    known = {one.id: one for one in people}
    for one in proposal.together:
        pairs = combinations(one.people, 2)
        assert one.weight == max(points(known[a], known[b], past, terms) for a, b in pairs)
        assert one.reasons


def trios_are_willing_and_none_is_missed(
    people: list[Peer], proposal: Proposal, terms: Terms
) -> None:
    willing = {one.id for one in people if one.trio}
    assert all(willing.issuperset(trio.people) for trio in proposal.trios)
    for alone in proposal.unmatched:
        if alone.why not in (Why.ABSENT, Why.LEFT_OUT):
            trios = [(alone.id, *pair.people) for pair in proposal.pairs]
            fitting = [three for three in trios if not breaches(people, [three], terms)]
            assert not any(willing.issuperset(three) for three in fitting)


@settings(max_examples=20)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_told_changes_nothing(
    world: World, chance: random.Random
) -> None:
    people, past, terms = world
    shuffled, earlier = list(people), list(past)
    chance.shuffle(shuffled)
    chance.shuffle(earlier)
    assert propose(shuffled, earlier, terms) == propose(people, past, terms)


def test_whoever_is_away_is_told_so_and_meets_nobody() -> None:
    terms = Terms(absent=frozenset({"p000"}), left_out=frozenset({"p001"}))
    proposal = propose(peers(4), [], terms)
    assert [(one.id, one.why) for one in proposal.unmatched] == [
        ("p000", Why.ABSENT),
        ("p001", Why.LEFT_OUT),
    ]
    assert proposal.groups == (("p002", "p003"),)


def test_who_waited_comes_before_who_fits_better() -> None:
    trio = [peer("a", topics=frozenset({"x"})), peer("b", topics=frozenset({"x"})), peer("c")]
    held_apart = [replace(one, not_with=frozenset({"z"})) for one in trio]  # no closed group
    people = [*held_apart, peer("z", languages=frozenset())]
    assert propose(people, [], Terms()).groups == (("a", "b"),)
    waiting = [replace(one, unmatched_rounds=one.id == "c") for one in people]
    assert "c" in propose(waiting, [], Terms()).partners


def test_a_lock_holds_unless_a_rule_is_against_it() -> None:
    people = [*peers(5), peer("lead"), peer("led", manager="lead")]
    locks = frozenset({two("p000", "p004"), two("lead", "led"), two("p001", "gone")})
    proposal = propose(people, [], Terms(locked=locks))
    assert ("p000", "p004") in proposal.groups
    assert proposal.refused_locks == {("lead", "led"), ("gone", "p001")}
    locked = next(pair for pair in proposal.pairs if pair.people == ("p000", "p004"))
    assert [reason.key for reason in locked.reasons] == ["locked", "first_time", "hours"]
    assert proposal.weight <= proposal.bound


def test_of_two_locks_of_one_person_one_holds() -> None:
    proposal = propose(peers(4), [], Terms(locked=frozenset({("p000", "p001"), ("p000", "p002")})))
    assert proposal.refused_locks == {("p000", "p002")}


@pytest.mark.parametrize(("together", "stays"), [(1, True), (2, True), (3, False)])
def test_continuity_keeps_a_pair_for_so_many_rounds(together: int, stays: bool) -> None:  # noqa: FBT001  a case
    people = peers(6)
    past = [PastRound(number, (("p000", "p005"),)) for number in range(4 - together, 4)]
    terms = Terms(number=4, aim=Aim.CONTINUITY, keep_rounds=3)
    assert (("p000", "p005") in propose(people, past, terms).groups) is stays


def test_continuity_ends_where_a_rule_began() -> None:
    past = [PastRound(1, (("p000", "p001"),))]
    terms = Terms(number=2, aim=Aim.CONTINUITY, forbidden=frozenset({("p000", "p001")}))
    assert ("p000", "p001") not in propose(peers(4), past, terms).groups


def test_with_an_odd_number_who_likes_to_rest_rests_and_never_twice_running() -> None:
    people = [*peers(4), peer("z", rests_gladly=True)]
    assert [one.id for one in propose(people, [], Terms()).unmatched] == ["z"]
    again = [replace(one, unmatched_rounds=one.id == "z") for one in people]
    assert "z" in propose(again, [], Terms()).partners
    apart = [replace(people[0], not_with=frozenset({"p001"})), *people[1:]]
    assert [one.id for one in propose(apart, [], Terms()).unmatched] == ["z"]


def test_in_a_large_round_too_who_likes_to_rests_in_place_of_the_odd_one() -> None:
    people = [replace(one, rests_gladly=one.id in ("p00007", "p00300")) for one in crowd(501, 4)]
    plain = propose([replace(one, rests_gladly=False) for one in people], [], Terms())
    proposal = propose(people, [], Terms())
    assert len(plain.unmatched) == len(proposal.unmatched) == 1
    assert proposal.unmatched[0].id in ("p00007", "p00300")
    assert proposal.unmatched != plain.unmatched
    assert breaches(people, proposal.groups, Terms()) == []
    assert len(proposal.pairs) == len(plain.pairs)


def test_each_group_that_no_pair_joins_has_its_own_who_likes_to_rest() -> None:
    people = [
        peer(f"{tongue}{number}", languages=frozenset({tongue}), rests_gladly=number == 2)
        for tongue in ("en", "pl")
        for number in range(3)
    ]
    assert [one.id for one in propose(people, [], Terms()).unmatched] == ["en2", "pl2"]
    again = [replace(one, unmatched_rounds=one.rests_gladly) for one in people]
    rested = {one.id for one in propose(again, [], Terms()).unmatched}
    assert len(rested) == 2
    assert rested.isdisjoint({"en2", "pl2"})


def test_other_weights_make_other_pairs_and_are_named() -> None:
    people = [
        peer("a", topics=frozenset({"x"}), not_with=frozenset({"d"})),
        peer("b", topics=frozenset({"x"})),
        peer("c", experience_years=20),
        peer("d", experience_years=20),
    ]
    assert propose(people, [], Terms(weights=Weights(topics=0))).groups == (("a", "c"), ("b", "d"))
    weights = Weights(topics=600, experience=0)
    assert propose(people, [], Terms(weights=weights)).groups == (("a", "b"), ("c", "d"))
    assert weights.changed() == {"topics": (150, 600), "experience": (150, 0)}
    with pytest.raises(ValueError, match="never below 0"):
        Weights(hours=-1)


@pytest.mark.parametrize("seed", range(3))
def test_a_team_of_whom_most_may_not_meet_is_paired_as_well_as_can_be(seed: int) -> None:
    people = crowd(60, seed, forbidden=0.8)
    proposal = propose(people, [], Terms())
    assert (len(proposal.groups), proposal.weight) == best(people, [], Terms())
    assert breaches(people, proposal.groups, Terms()) == []
