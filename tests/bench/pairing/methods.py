"""Ways to make a round, side by side: ours, the exact reference, by greed, and a shuffle."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TypeAlias

import networkx as nx
import numpy as np

from bot.domain.pairing.board import lay
from bot.domain.pairing.edges import all_edges
from bot.domain.pairing.peers import PastRound, Peer, Two, two
from bot.domain.pairing.rounds import propose
from bot.domain.pairing.rules import allowed
from bot.domain.pairing.terms import Terms, Weights

Method: TypeAlias = Callable[[Sequence[Peer], Sequence[PastRound], Terms], list[Two]]


def ours(people: Sequence[Peer], past: Sequence[PastRound], terms: Terms) -> list[Two]:
    return [pair.people for pair in propose(people, past, terms).pairs]


def waiting_first(people: Sequence[Peer], past: Sequence[PastRound], terms: Terms) -> list[Two]:
    """Ours with a weight that no other can outweigh: the shortest runs that the rules allow."""
    return ours(people, past, replace(terms, weights=Weights(waited=10**6)))


def exact(people: Sequence[Peer], past: Sequence[PastRound], terms: Terms) -> list[Two]:
    """networkx over every allowed pair, with our rules and weights."""
    board = lay(_here(people, terms), past, terms)
    edges = all_edges(board, board.everybody)
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        zip(edges.i.tolist(), edges.j.tolist(), edges.points.tolist(), strict=True)
    )
    found = nx.max_weight_matching(graph, maxcardinality=True)
    return [two(board.ids[i], board.ids[j]) for i, j in found]


def greedy(people: Sequence[Peer], past: Sequence[PastRound], terms: Terms) -> list[Two]:
    """In an order by chance each takes one by chance of those who fit, new ones first."""
    chance = np.random.default_rng((terms.seed, terms.number))
    board = lay(_here(people, terms), past, terms)
    pairs = []
    is_free = np.ones(board.size, np.bool_)
    for one in chance.permutation(board.size):
        if not is_free[one]:
            continue
        others = np.flatnonzero(is_free)
        options = others[allowed(board, np.full(len(others), one), others)]
        new = options[board.met.at(np.full(len(options), one), options, 0) == 0]
        if len(options):
            other = int(chance.choice(new if len(new) else options))
            is_free[[one, other]] = False
            pairs.append(two(board.ids[one], board.ids[other]))
    return pairs


def shuffle(people: Sequence[Peer], past: Sequence[PastRound], terms: Terms) -> list[Two]:
    """Two after two of an order by chance: neither rules nor a memory."""
    del past
    ids = [one.id for one in _here(people, terms)]
    order = np.random.default_rng((terms.seed, terms.number)).permutation(len(ids)).tolist()
    return [two(ids[a], ids[b]) for a, b in zip(order[::2], order[1::2], strict=False)]


METHODS: dict[str, Method] = {
    "Aftershift": ours,
    "networkx, exact, same weights": exact,
    "greedy by chance, new ones first": greedy,
    "shuffle": shuffle,
}


def _here(people: Sequence[Peer], terms: Terms) -> list[Peer]:
    return [one for one in people if one.id not in terms.absent]


def could_all_be_paired(people: Sequence[Peer]) -> bool:
    """Whether the rules leave a way in which nobody is left out."""
    graph = nx.Graph(
        (a.id, b.id)
        for a, b in combinations(people, 2)
        if b.id not in a.not_with and a.id not in b.not_with
    )
    return 2 * len(nx.max_weight_matching(graph, maxcardinality=True)) == len(people)
