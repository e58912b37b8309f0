"""The heaviest of all ways to make as many pairs as can be among the edges that are looked at."""

from typing import TypeAlias

import numpy as np
import rustworkx
from numpy.typing import NDArray

from bot.domain.pairing.board import Board
from bot.domain.pairing.edges import Edges
from bot.domain.pairing.links import Points
from bot.domain.pairing.weighing import weigh

Couples: TypeAlias = NDArray[np.int64]  # (pairs, 2) rows, the smaller first, in order
NO_COUPLES: Couples = np.empty((0, 2), np.int64)


def heaviest(
    edges: Edges, points: Points | None = None, *, as_many_as_can_be: bool = True
) -> Couples:
    """As many pairs as the edges allow, and of all such ways the heaviest; or the heaviest of any number.

    `points` are weights in place of those of the edges, of any size below 2**62. That there can be no
    further pair takes long to find out where many are left over.
    """
    if not len(edges):
        return NO_COUPLES
    people, ends = np.unique(np.concatenate((edges.i, edges.j)), return_inverse=True)
    first, second = ends[: len(edges)].tolist(), ends[len(edges) :].tolist()
    told = (edges.points if points is None else points).tolist()
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph()
    graph.add_nodes_from([None] * len(people))
    graph.add_edges_from(list(zip(first, second, told, strict=True)))
    found = rustworkx.max_weight_matching(graph, as_many_as_can_be, weight_fn=int)
    return in_order(people[np.array(list(found), np.int64).reshape(-1, 2)])


def in_order(couples: Couples) -> Couples:
    couples = np.sort(couples, axis=1)
    return couples[np.argsort(couples[:, 0])]


def weight_of(board: Board, couples: Couples) -> int:
    return int(weigh(board, couples[:, 0], couples[:, 1]).sum())
