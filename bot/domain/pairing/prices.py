"""What a place in a pair is worth to each: shows which pairs are worth a look, and bounds the best round.

Prices are a solution of the dual of pairing by halves: no two people's prices together lie below what
their pair weighs, so that no round whatever can weigh more than all prices together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.pairing.board import Board
from bot.domain.pairing.edges import Edges, blocks
from bot.domain.pairing.links import Near, Rows
from bot.domain.pairing.weighing import near_weights

COOLINGS = (
    64,
    128,
    256,
    512,
    1024,
    2048,
)  # parts of the heaviest weight by which prices may be off
STEPS = 10  # at each of them
POLISHING = 20  # steps
NAMED = 8  # pairs that each person adds to those looked at
WORTH_A_LOOK = 1 / 60  # of the heaviest weight: a pair that lacks more will not be in a good round
MARGIN = np.float32(
    0.501
)  # what near weights lack to whole points, and what float32 loses on the way
SLIP = 0.002

Prices = NDArray[np.float64]


@dataclass(frozen=True)
class Ends:
    """Every edge seen from both of its ends, person after person."""

    people: Rows  # that have an edge
    starts: Rows  # where each of them begins
    mine: Rows
    theirs: Rows
    points: Prices

    def best(self, prices: Prices) -> Prices:
        """What each person gets at most when the other is paid their price."""
        return np.maximum.reduceat(self.points - prices[self.theirs], self.starts)

    def soft_best(self, prices: Prices, heat: float) -> Prices:
        """The same, blurred: of pairs that are nearly as good each counts a little."""
        offers = self.points - prices[self.theirs]
        best = np.maximum.reduceat(offers, self.starts)
        counts = np.diff(self.starts, append=len(offers))
        blurred = np.add.reduceat(np.exp((offers - np.repeat(best, counts)) / heat), self.starts)
        return best + heat * np.log(blurred)


def ends_of(edges: Edges) -> Ends:
    mine = np.concatenate((edges.i, edges.j))
    order = np.argsort(mine, kind="stable")
    theirs = np.concatenate((edges.j, edges.i))[order]
    points = np.concatenate((edges.points, edges.points))[order].astype(np.float64)
    people, starts = np.unique(mine[order], return_index=True)
    return Ends(people, starts, mine[order], theirs, points)


def prices_for(edges: Edges, size: int) -> Prices:
    """Prices for these edges alone, close to the least sum: each settles half-way to what it could be.

    Half-way keeps every pair of prices at or above its weight, and blurring (after Sinkhorn, with less
    and less heat) keeps the whole from getting stuck.
    """
    prices = np.zeros(size)
    if not len(edges):
        return prices
    ends = ends_of(edges)
    prices[ends.people] = np.maximum.reduceat(ends.points, ends.starts) / 2
    for part in COOLINGS:
        heat = max(float(ends.points.max()) / part, SLIP)
        for _ in range(STEPS):
            blurred = (prices[ends.people] + ends.soft_best(prices, heat)) / 2
            prices[ends.people] = np.maximum(blurred, 0.0)
    lacking = ends.best(prices) - prices[ends.people]
    prices[ends.people] += np.maximum(lacking, 0.0) / 2
    for _ in range(POLISHING):
        settled = (prices[ends.people] + ends.best(prices)) / 2
        prices[ends.people] = np.maximum(settled, 0.0)
    return prices


def worth_a_look(board: Board, prices: Prices, heaviest: float) -> tuple[Rows, Rows]:
    """Of all pairs, for each person the few that lack least to the two prices."""
    firsts, seconds = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for some, others, lacking in _lacking(board, prices):
        count = min(NAMED, len(others))
        best = np.argpartition(lacking, -count, axis=1)[:, -count:]
        is_worth = np.take_along_axis(lacking, best, 1) > -heaviest * WORTH_A_LOOK
        firsts.append(np.repeat(some, count).reshape(-1, count)[is_worth])
        seconds.append(others[best[is_worth]])
    return np.concatenate(firsts), np.concatenate(seconds)


def bound_from(board: Board, prices: Prices) -> int:
    """No round weighs more than this: prices are raised wherever a pair that was not looked at lacks."""
    lacks = np.full(board.size, -1.0)
    for some, others, lacking in _lacking(board, prices):
        lacks[some] = np.maximum(lacks[some], lacking.max(1))
        lacks[others] = np.maximum(lacks[others], lacking.max(0))
    raised = prices + np.maximum(lacks + SLIP, 0.0) / 2
    at_least_one_is_left = raised.min() if board.size % 2 else 0.0
    return int(np.floor(raised.sum() - at_least_one_is_left + SLIP))


def _lacking(board: Board, prices: Prices) -> Iterator[tuple[Rows, Rows, Near]]:
    """How far each pair's weight lies above the two prices, each pair once; far below 0 if forbidden."""
    bare = (prices - board.waited).astype(np.float32)
    for some in blocks(board.everybody, board.size):
        others = board.everybody[some[0] :]
        near = near_weights(board, some, others)
        is_forbidden = near < 0
        near += MARGIN
        np.floor(near, out=near)
        near -= bare[some][:, None]
        near -= bare[others]
        near[is_forbidden] = -np.inf
        yield some, others, near
