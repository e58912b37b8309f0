"""Rounds of a group in which everybody may meet everybody: nobody meets twice until all have met.

With an odd number one more place is drawn, for nobody: who is paired with it rests.
"""

from collections.abc import Iterator

import numpy as np

from bot.domain.pairing.board import Board
from bot.domain.pairing.edges import Edges
from bot.domain.pairing.links import Flags, Points, Rows
from bot.domain.pairing.matching import Couples, heaviest

LOOKS_AHEAD_UP_TO = 128  # people; a larger group has years of rounds before it
FEWEST = 3  # people that make more than one round
TRIES = 300
UNWELCOME = 10**3  # levels: more than rounds that two ever met


def is_closed(board: Board, edges: Edges) -> bool:
    """Everybody here may meet everybody: no rule holds any two apart."""
    return board.size >= FEWEST and 2 * len(edges) == board.size * (board.size - 1)


def fresh_couples(board: Board, edges: Edges) -> Couples:
    """Of the rounds that bring the fewest back together, the heaviest one after which it can go on so.

    Couples with the place for nobody, whose row is the size of the board, are left out.
    """
    places = board.size + board.size % 2
    odd = board.everybody if board.size % 2 else board.everybody[:0]
    drawn = _with_a_place_for_nobody(board, edges, odd)
    levels, turns = _levels(board, drawn), _turns_to_rest(board, drawn)
    above = int(turns.max(initial=0)) + 1
    points = (levels * above + turns) * _above_all_weight(board, drawn) + drawn.points
    best = heaviest(drawn, points)
    is_fresh = np.zeros((places, places), np.bool_)
    is_fresh[drawn.i, drawn.j] = is_fresh[drawn.j, drawn.i] = levels >= 0
    worth = np.zeros((places, places), np.int64)
    worth[drawn.i, drawn.j] = points
    chosen = best if places > LOOKS_AHEAD_UP_TO else _that_can_go_on(is_fresh, worth, best)
    return chosen[chosen[:, 1] < board.size]


def with_a_rest_by_choice(board: Board, edges: Edges, best: Couples) -> Couples:
    """With an odd number, and where it costs no pair, one who likes to rests instead of another.

    It goes round among them, also where another one's rest would leave a heavier round.
    """
    glad = np.flatnonzero(board.rests_gladly & (board.streak == 0))
    if board.size % 2 == 0 or not len(glad):
        return best
    drawn = _with_a_place_for_nobody(board, edges, glad)
    turns = _turns_to_rest(board, drawn) * _above_all_weight(board, drawn)
    couples = heaviest(drawn, drawn.points + turns)
    couples = couples[couples[:, 1] < board.size]
    return couples if len(couples) == len(best) else best


def _with_a_place_for_nobody(board: Board, edges: Edges, some: Rows) -> Edges:
    """Each of `some` may also be paired with nobody, for no points."""
    nobody, nothing = np.full(len(some), board.size), np.zeros(len(some), np.int64)
    return Edges(
        np.append(edges.i, some), np.append(edges.j, nobody), np.append(edges.points, nothing)
    )


def _above_all_weight(board: Board, drawn: Edges) -> int:
    """More than all pairs of one round weigh together."""
    return (int(drawn.points.max(initial=0)) + 1) * (board.size + board.size % 2)


def _turns_to_rest(board: Board, drawn: Edges) -> Points:
    """Of those who like to rest, above all whoever was the odd one least often."""
    is_glad = (drawn.j == board.size) & board.rests_gladly[drawn.i]
    turns = board.turns[drawn.i]
    most = int(turns[is_glad].max(initial=0))
    return np.where(is_glad, most - turns, 0)


def _levels(board: Board, drawn: Edges) -> Points:
    """How welcome each pair is before any weight: 0 for who met least often, else below.

    The turn to rest is theirs who had fewest; never twice in a row, and above all theirs who like to.
    """
    pairs = drawn.j < board.size
    met = board.times.at(drawn.i[pairs], drawn.j[pairs], 0)
    levels: Points = met.min() - met
    if pairs.all():
        return levels
    rests: Points = board.turns.min() - board.turns
    rests[board.rests_gladly] = 1
    rests[board.streak > 0] = -UNWELCOME
    return np.append(levels, rests)


def _that_can_go_on(is_fresh: Flags, worth: Points, best: Couples) -> Couples:
    """The best couples if the pairs that are then left can be dealt into rounds; else others that can."""
    degrees = is_fresh.sum(1)
    if degrees.min() != degrees.max() or not is_fresh[best[:, 0], best[:, 1]].all():
        return best  # somebody came or was away: a full circle is beyond reach, few repeats are not
    circle = [one for one in _circle(len(is_fresh)) if is_fresh[one[:, 0], one[:, 1]].all()]
    if len(circle) == degrees[0]:
        round_of_it = max(circle, key=lambda one: _total(worth, one))
        if _total(worth, round_of_it) == _total(worth, best):
            return round_of_it
    if 2 * degrees[0] > len(is_fresh) + 2 or _dealt(_without(is_fresh, best)) is not None:
        return best  # a graph as dense as the first can always be dealt (Csaba and others, 2016)
    plan = circle if len(circle) == degrees[0] else _dealt(is_fresh) or []
    for one in sorted(plan, key=lambda one: -_total(worth, one)):
        if _dealt(_without(is_fresh, one)) is not None:
            return one
    return best


def _total(worth: Points, couples: Couples) -> int:
    return int(worth[couples[:, 0], couples[:, 1]].sum())


def _circle(places: int) -> Iterator[Couples]:
    """One stays, the others move on by one place each round: the oldest of all ways (Kirkman, 1847)."""
    ring = np.arange(places - 1)
    steps = np.arange(1, places // 2)
    for turn in ring:
        across = np.stack(((turn + steps) % len(ring), (turn - steps) % len(ring)), axis=1)
        yield np.sort(np.vstack((across, [turn, places - 1])), axis=1)


def _dealt(is_fresh: Flags) -> list[Couples] | None:
    """These pairs as rounds in which everybody has a place, or none if that is not found.

    Round after round is drawn by chance; where one does not come out, two go back and are drawn anew.
    The same pairs are always dealt in the same way, so that a plan is found again the next time.
    """
    places = len(is_fresh)
    circle = [one for one in _circle(places) if is_fresh[one[:, 0], one[:, 1]].all()]
    if 2 * sum(map(len, circle)) == is_fresh.sum():
        return circle
    chance = np.random.default_rng(0)
    left = np.triu(is_fresh)
    rounds: list[Couples] = []
    for _ in range(TRIES):
        i, j = np.nonzero(left)
        if not len(i):
            return rounds
        drawn = heaviest(Edges(i, j, chance.integers(1, 1000, len(i))))
        if 2 * len(drawn) == places:
            left[drawn[:, 0], drawn[:, 1]] = False
            rounds.append(drawn)
            continue
        for _ in range(min(2, len(rounds))):
            back = rounds.pop(int(chance.integers(len(rounds))))
            left[back[:, 0], back[:, 1]] = True
    return None


def _without(is_fresh: Flags, couples: Couples) -> Flags:
    left = is_fresh.copy()
    left[couples[:, 0], couples[:, 1]] = left[couples[:, 1], couples[:, 0]] = False
    return left
