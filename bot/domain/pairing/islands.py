"""Finds groups between whom no pair is allowed, so that each can be matched for itself."""

from collections.abc import Iterable

import numpy as np

from bot.domain.pairing.board import Board, common_block
from bot.domain.pairing.edges import blocks
from bot.domain.pairing.links import Rows
from bot.domain.pairing.rules import forbidden_block
from bot.domain.pairing.terms import Rule


def packed(groups: Iterable[Rows], most: int) -> list[Rows]:
    """Small groups taken together, up to so many people; larger ones stay for themselves."""
    packs: list[Rows] = []
    open_pack: list[Rows] = []
    for group in sorted(groups, key=len):
        if len(group) + sum(map(len, open_pack)) > most and open_pack:
            packs.append(np.sort(np.concatenate(open_pack)))
            open_pack = []
        open_pack.append(group)
    return [*packs, np.sort(np.concatenate(open_pack))] if open_pack else packs


def islands(board: Board) -> list[Rows]:
    """Everybody, in groups that allowed pairs hold together, each in rising order."""
    found = []
    unseen = board.everybody
    while len(unseen):
        island, reached = [unseen[:1]], unseen[:1]
        unseen = unseen[1:]
        while len(reached) and len(unseen):
            reached = _reached(board, reached, unseen)
            unseen = np.setdiff1d(unseen, reached, assume_unique=True)
            island.append(reached)
        found.append(np.sort(np.concatenate(island)))
    return found


def _reached(board: Board, shore: Rows, unseen: Rows) -> Rows:
    """Who of those not seen yet may be paired with somebody on the shore."""
    new = [np.empty(0, np.int64)]
    for some in blocks(shore, len(unseen)):
        others = _who_could_talk(board, some, unseen)
        hours = common_block(board.hour_bits, some, others)
        is_new = ~forbidden_block(board, some, others, hours).all(0)
        new.append(others[is_new])
        unseen = np.setdiff1d(unseen, new[-1], assume_unique=True)
    return np.concatenate(new)


def _who_could_talk(board: Board, some: Rows, others: Rows) -> Rows:
    """A quick look at languages first: of many languages each person has few."""
    if Rule.COMMON_LANGUAGE in board.terms.without:
        return others
    spoken = np.flatnonzero(board.languages[some].any(0))
    return others[board.languages[np.ix_(others, spoken)].any(1)]
