"""Whoever is left over takes the place of one who is glad to rest, where that costs no pair."""

import numpy as np

from bot.domain.pairing.board import Board
from bot.domain.pairing.links import Rows
from bot.domain.pairing.matching import Couples, in_order
from bot.domain.pairing.rules import allowed
from bot.domain.pairing.weighing import weigh


def rest_instead(board: Board, couples: Couples) -> Couples:
    """Nobody else moves; of those who are glad it is one who was the odd one least often."""
    left = np.setdiff1d(board.everybody, couples)
    is_glad = board.rests_gladly & (board.streak == 0)
    changed = couples.copy()
    for person in left[~board.rests_gladly[left]]:
        places, sides = np.nonzero(is_glad[changed])
        place = _best_place(board, changed[places, sides], changed[places, 1 - sides], person)
        if place is not None:
            changed[places[place], sides[place]] = person
    return in_order(changed)


def _best_place(board: Board, glad: Rows, partners: Rows, person: int) -> int | None:
    """Whose place it is; of several with as few turns, where the new pair weighs most."""
    me = np.full(len(partners), person)
    fits = np.flatnonzero(allowed(board, me, partners))
    if not len(fits):
        return None
    worth = weigh(board, me[fits], partners[fits])
    return int(fits[np.lexsort((-worth, board.turns[glad[fits]]))[0]])
