"""More people than the full graph is for: nearly the best, never above the bound, no rule broken."""

from dataclasses import replace

import numpy as np
import pytest

from bot.domain.pairing import crowds
from bot.domain.pairing.board import lay
from bot.domain.pairing.edges import all_edges
from bot.domain.pairing.matching import heaviest, weight_of
from bot.domain.pairing.peers import Peer
from bot.domain.pairing.proposals import Proposal
from bot.domain.pairing.rounds import propose
from bot.domain.pairing.terms import Terms
from bot.domain.pairing.weighing import FORBIDDEN, near_weights
from tests.domain.pairing.worlds import breaches, crowd, peers

SIZE = 601


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a crowd were ten times larger."""
    monkeypatch.setattr(crowds, "AT_ONCE", 250)
    monkeypatch.setattr(crowds, "IN_A_BATCH", 250)
    monkeypatch.setattr(crowds, "REPAIRED_AT_ONCE", 250)
    monkeypatch.setattr(crowds, "WORST", 50)


def heaviest_of_all(people: list[Peer]) -> tuple[int, int]:
    board = lay(people, [], Terms())
    couples = heaviest(all_edges(board, board.everybody))
    return len(couples), weight_of(board, couples)


def is_sound(people: list[Peer], proposal: Proposal) -> bool:
    placed = [one for group in proposal.groups for one in group]
    told = sorted([*placed, *(one.id for one in proposal.unmatched)])
    return told == [one.id for one in people] and not breaches(people, proposal.groups, Terms())


@pytest.mark.parametrize("forbidden", [0.0, 0.95], ids=["few", "most"])
def test_a_crowd_is_paired_within_a_thousandth_of_the_best(forbidden: float) -> None:
    people = crowd(SIZE, 1, forbidden)
    proposal = propose(people, [], Terms())
    count, weight = heaviest_of_all(people)
    assert is_sound(people, proposal)
    assert len(proposal.groups) == count
    assert weight * 0.999 <= proposal.weight <= weight <= proposal.bound


@pytest.mark.usefixtures("small_batches")
def test_in_batches_nobody_is_left_who_could_have_a_partner() -> None:
    people = crowd(SIZE, 2)
    proposal = propose(people, [], Terms())
    count, weight = heaviest_of_all(people)
    assert is_sound(people, proposal)
    assert len(proposal.groups) == count
    assert weight * 0.99 <= proposal.weight <= weight <= proposal.bound


@pytest.mark.usefixtures("small_batches")
def test_who_is_left_over_in_a_batch_finds_a_partner_in_another() -> None:
    """One in each language but two: only across the batches do these two find each other."""
    people = [replace(one, languages=frozenset({"en"})) for one in peers(SIZE - 1)]
    apart = frozenset({"zz"})
    people[0] = replace(people[0], languages=apart | {"aa"}, hours=frozenset({1, 2}))
    people[-1] = replace(people[-1], languages=apart, hours=frozenset({2, 1}))
    proposal = propose(people, [], Terms())
    assert proposal.partners["p000"] == (people[-1].id,)
    assert proposal.unmatched == ()


def test_a_crowd_in_which_nobody_may_meet_is_told_so() -> None:
    people = [replace(one, team="all", outside_team=True) for one in peers(SIZE)]
    proposal = propose(people, [], Terms())
    assert len(proposal.unmatched) == SIZE
    assert (proposal.weight, proposal.bound) == (0, 0)


def test_a_crowd_of_equals_is_paired_to_the_last_one() -> None:
    proposal = propose(peers(SIZE), [], Terms())
    assert len(proposal.unmatched) == 1
    assert proposal.weight == 300 * 1425


def test_the_same_seed_gives_the_same_round() -> None:
    people = crowd(SIZE, 3)
    assert propose(people, [], Terms(seed=7)) == propose(people[::-1], [], Terms(seed=7))


def test_what_chooses_the_near_ones_agrees_with_the_exact_weights() -> None:
    past = [propose(crowd(80, 4), [], Terms()).past(1)]
    board = lay(crowd(80, 4, 0.3), past, Terms(number=2))
    near = near_weights(board, board.everybody, board.everybody)
    edges = all_edges(board, board.everybody)
    exact = np.full(near.shape, FORBIDDEN)
    waited = board.waited[edges.i] + board.waited[edges.j]
    exact[edges.i, edges.j] = exact[edges.j, edges.i] = edges.points - waited
    assert np.abs(near - exact).max() <= 0.501


def test_islands_are_matched_exactly_and_bounded_by_what_can_be() -> None:
    """Three in each language: one of each three is left over, whatever anybody does."""
    people = [
        replace(one, languages=frozenset({f"language {place // 3}"}))
        for place, one in enumerate(peers(SIZE - 1))
    ]
    proposal = propose(people, [], Terms())
    assert len(proposal.pairs) == 200
    assert proposal.weight == proposal.bound
