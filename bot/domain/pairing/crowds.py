"""A round for more people than the full graph is for: pairs worth a look, in batches, then repaired."""

from collections.abc import Iterable

import numpy as np

from bot.domain.pairing.board import Board
from bot.domain.pairing.edges import Edges, all_of_these, edges_of, nearest
from bot.domain.pairing.links import Flags, Rows
from bot.domain.pairing.matching import Couples, heaviest, in_order, weight_of
from bot.domain.pairing.prices import Prices, bound_from, prices_for, worth_a_look
from bot.domain.pairing.weighing import weigh

AT_ONCE = 3000  # people: beyond, in batches
IN_A_BATCH = 1500
LOOKS = 2  # at all pairs, where nothing is cut into batches
A_PAIR_MORE = 1 / 4  # of the heaviest weight: what a quick search gives for it
REPAIRS = 20
REPAIRED_AT_ONCE = 1500  # people
MOST_LEFT = 300  # people whose every pair is looked at
WORST = 300  # of them, those whose pairs lack most
ENOUGH = 4e-4  # of the weight: a repair that brings less is the last
SOME, CLOSE = 1 / 30, 1 / 300  # of the heaviest weight: what a pair may lack to be tried


def match_crowd(board: Board, chance: np.random.Generator) -> tuple[Couples, int]:
    """The couples, and a bound that no round is above."""
    batches = _batches(board)
    edges = edges_of(board, *_joined(nearest(board, batch, chance) for batch in batches))
    prices = prices_for(edges, board.size)
    if len(batches) == 1:
        for _ in range(LOOKS):
            edges, prices = _looked_again(board, edges, prices)
        couples = _matched(_close(edges, prices, SOME), prices)
    else:
        some = _close(edges, prices, SOME)
        couples = np.concatenate(
            [_quickly_matched(_among(some, batch), prices) for batch in batches]
        )
        edges, prices = _looked_again(board, edges, prices)
    left = np.setdiff1d(board.everybody, couples)
    if len(left) > 1:
        edges = _with_more(board, edges, all_of_these(board, left[:MOST_LEFT]))
        prices = prices_for(edges, board.size)
    if len(batches) > 1:
        couples = _repaired(board, edges, prices, couples)
    elif len(left) > 1:
        couples = _matched(edges, prices)
    return in_order(couples), max(bound_from(board, prices), weight_of(board, couples))


def _looked_again(board: Board, edges: Edges, prices: Prices) -> tuple[Edges, Prices]:
    """With the pairs that these prices show to be worth a look, and the prices that follow."""
    edges = _with_more(board, edges, worth_a_look(board, prices, _most(edges)))
    return edges, prices_for(edges, board.size)


def _close(edges: Edges, prices: Prices, part: float) -> Edges:
    """Those that lack no more to their prices than this part of the heaviest weight."""
    lacks = prices[edges.i] + prices[edges.j] - edges.points
    close = lacks <= _most(edges) * part
    return Edges(edges.i[close], edges.j[close], edges.points[close])


def _matched(edges: Edges, prices: Prices) -> Couples:
    """The heaviest couples; the quick way where it places everybody, for only there it is exact."""
    people = np.union1d(edges.i, edges.j)
    couples = _quickly_matched(edges, prices)
    return couples if len(couples) == len(people) // 2 else heaviest(edges)


def _quickly_matched(edges: Edges, prices: Prices) -> Couples:
    """Couples found from what each pair lacks to its prices.

    Where everybody is placed, prices taken off change no order among the ways to do so, and the search
    has little left to do. An odd one is placed with nobody, at the end of the list, for no points.
    """
    people = np.union1d(edges.i, edges.j)
    floors = np.append(np.floor(prices).astype(np.int64), 0)
    nobody = np.full(len(people) if len(people) % 2 else 0, len(prices))
    i, j = np.append(edges.i, people[: len(nobody)]), np.append(edges.j, nobody)
    points = np.append(edges.points, np.zeros(len(nobody), np.int64)) - floors[i] - floors[j]
    points += int(_most(edges) * A_PAIR_MORE)
    couples = heaviest(Edges(i, j, points), as_many_as_can_be=False)
    return couples[couples[:, 1] < len(prices)]


def _repaired(board: Board, edges: Edges, prices: Prices, couples: Couples) -> Couples:
    """Again and again those who are left over or lack most are matched anew, with all who come near."""
    near = _close(edges, prices, CLOSE)
    is_tried = np.zeros(board.size, np.bool_)
    for _ in range(REPAIRS):
        partner = _partners(board.size, couples)
        worst = _worst(board, prices, couples, is_tried)
        is_tried[worst] = True
        inside = _neighbourhood(near, partner, worst)
        here = np.isin(couples[:, 0], np.flatnonzero(inside))
        anew = _quickly_matched(
            _with_more(
                board, _among(edges, np.flatnonzero(inside)), (couples[here, 0], couples[here, 1])
            ),
            prices,
        )
        before, after = weight_of(board, couples[here]), weight_of(board, anew)
        if (len(anew), after) < (here.sum(), before):
            continue
        gained = after - before + (len(anew) - here.sum()) * _most(edges)
        couples = np.concatenate((couples[~here], anew))
        if gained < ENOUGH * max(weight_of(board, couples), 1):
            break
    return couples


def _partners(size: int, couples: Couples) -> Rows:
    """Everybody's partner, and themselves for who has none."""
    partner = np.arange(size)
    partner[couples[:, 0]], partner[couples[:, 1]] = couples[:, 1], couples[:, 0]
    return partner


def _worst(board: Board, prices: Prices, couples: Couples, is_tried: Flags) -> Rows:
    """Who is left over, and then those whose pair lacks most to its prices."""
    lacks = prices[couples].sum(1) - weigh(board, couples[:, 0], couples[:, 1])
    lack = np.full(board.size, np.inf)
    lack[couples[:, 0]] = lack[couples[:, 1]] = lacks
    lack[is_tried] = -np.inf
    return np.argsort(-lack, kind="stable")[:WORST]


def _neighbourhood(near: Edges, partner: Rows, core: Rows) -> Flags:
    """The core, who comes near them, who comes near these, and everybody's partner."""
    inside = np.zeros(len(partner), np.bool_)
    inside[core] = inside[partner[core]] = True
    while (room := (REPAIRED_AT_ONCE - inside.sum()) // 2) > 0:
        crossing = inside[near.i] != inside[near.j]
        i, j = near.i[crossing], near.j[crossing]
        new = np.unique(np.where(inside[i], j, i))
        if not len(new):
            break
        chosen = new[np.linspace(0, len(new) - 1, min(len(new), room)).astype(np.int64)]
        inside[chosen] = inside[partner[chosen]] = True
    return inside


def _batches(board: Board) -> list[Rows]:
    """Equal parts in which people share languages, and then the time of day."""
    angle = np.arange(board.hours.shape[1]) * (2 * np.pi / 24)
    east, north = board.hours @ np.cos(angle), board.hours @ np.sin(angle)
    order = np.lexsort((np.arctan2(north, east), *board.languages.T[::-1]))
    return np.array_split(order, -(-board.size // IN_A_BATCH) if board.size > AT_ONCE else 1)


def _joined(pairs: Iterable[tuple[Rows, Rows]]) -> tuple[Rows, Rows]:
    first, second = zip(*pairs, strict=True)
    return np.concatenate(first), np.concatenate(second)


def _most(edges: Edges) -> float:
    return float(edges.points.max(initial=0))


def _with_more(board: Board, edges: Edges, more: tuple[Rows, Rows]) -> Edges:
    return edges_of(board, *_joined(((edges.i, edges.j), more)))


def _among(edges: Edges, people: Rows) -> Edges:
    chosen = np.isin(edges.i, people) & np.isin(edges.j, people)
    return Edges(edges.i[chosen], edges.j[chosen], edges.points[chosen])
