"""Those who are left over join a pair, where all three are willing and may meet each other."""

import numpy as np

from bot.domain.pairing.board import Board
from bot.domain.pairing.edges import Edges
from bot.domain.pairing.links import Points, Rows
from bot.domain.pairing.matching import Couples, heaviest
from bot.domain.pairing.rules import allowed
from bot.domain.pairing.weighing import weigh

TRIED = 24  # couples for each of those left over


def joined(board: Board, couples: Couples, left: Rows) -> dict[int, int]:
    """Which couple (its place in the list) each of those left over joins; as many as can be.

    Couples of whom both were the odd one least often come first, so that it is shared.
    """
    willing = np.flatnonzero(board.trio[couples].all(1))
    i, j, points = [], [], []
    for person in left[board.trio[left]]:
        fitting, worth = _fitting(board, couples, willing, person)
        best = np.argsort(-worth, kind="stable")[:TRIED]
        i.extend([int(person)] * len(best))
        j.extend((board.size + fitting[best]).tolist())
        points.extend(worth[best].tolist())
    edges = Edges(np.array(i, np.int64), np.array(j, np.int64), np.array(points, np.int64))
    return {int(person): int(place) - board.size for person, place in heaviest(edges)}


def _fitting(board: Board, couples: Couples, willing: Rows, person: int) -> tuple[Rows, Points]:
    """The willing couples that this person may join, and how well that would be."""
    me = np.full(len(willing), person)
    first, second = couples[willing].T
    fits = allowed(board, me, first) & allowed(board, me, second)
    first, second, me = first[fits], second[fits], me[fits]
    worth = weigh(board, me, first) + weigh(board, me, second)
    turns = board.turns[first] + board.turns[second]
    most = int(worth.max(initial=0)) + 1
    return willing[fits], worth - turns * most + most * int(turns.max(initial=0))
