"""One large round in a process of its own: its weight, processor seconds and memory."""

from typing import Any

import numpy as np

from bot.domain.pairing.board import lay
from bot.domain.pairing.edges import all_edges
from bot.domain.pairing.matching import heaviest, weight_of
from bot.domain.pairing.peers import PastRound, Peer
from bot.domain.pairing.rounds import propose
from bot.domain.pairing.terms import Terms
from tests.bench.measures import Meter, peak_megabytes
from tests.bench.pairing.methods import greedy, shuffle
from tests.domain.pairing.worlds import breaches, crowd

SEED, ROUNDS_BEFORE = 1, 4
WARM = 20  # people of a round before, so that loading counts for nothing


def world(size: int) -> tuple[list[Peer], list[PastRound], Terms]:
    """A crowd with a few rounds behind it."""
    people = crowd(size, SEED)
    past: list[PastRound] = []
    for number in range(1, ROUNDS_BEFORE + 1):
        pairs = shuffle(people, past, Terms(number))
        past.append(PastRound(number, tuple(pairs)))
    return people, past, Terms(ROUNDS_BEFORE + 1)


def pair(order: dict[str, Any]) -> dict[str, Any]:
    propose(crowd(WARM, SEED), [], Terms())
    people, past, terms = world(order["size"])
    before, meter = peak_megabytes(), Meter()
    bound = 0
    if order["method"] == "ours":
        proposal = propose(people, past, terms)
        made, bound = [one.people for one in proposal.pairs], proposal.bound
    else:
        made = {"greedy": greedy, "shuffle": shuffle}[order["method"]](people, past, terms)
    spent = meter.read()
    megabytes = peak_megabytes() - before
    board = lay(people, past, terms)
    row = {one: place for place, one in enumerate(board.ids)}
    couples = np.array([(row[a], row[b]) for a, b in made])
    return {
        "cpu": spent["cpu"],
        "megabytes": megabytes,
        "pairs": len(made),
        "weight": weight_of(board, couples),
        "bound": bound,
        "broken": len(breaches(people, made, terms)),
    }


def optimum(order: dict[str, Any]) -> dict[str, Any]:
    """By rustworkx over every allowed pair; the reference networkx takes minutes for 500 people."""
    people, past, terms = world(order["size"])
    board = lay(people, past, terms)
    meter = Meter()
    couples = heaviest(all_edges(board, board.everybody))
    return {"weight": weight_of(board, couples), "cpu": meter.read()["cpu"]}
