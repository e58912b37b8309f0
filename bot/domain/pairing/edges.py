"""Which pairs a round chooses from: all that are allowed, or for many people some near ones."""

from dataclasses import dataclass

import numpy as np

from bot.domain.pairing.board import Board
from bot.domain.pairing.links import Points, Rows
from bot.domain.pairing.rules import allowed
from bot.domain.pairing.weighing import near_weights, weigh

NEAREST = 24
BY_CHANCE = 4
BLOCK = 2**18  # pairs that are looked at together: about what a processor's cache holds


@dataclass(frozen=True)
class Edges:
    """Allowed pairs of rows, each once and with i < j, and what they weigh."""

    i: Rows
    j: Rows
    points: Points

    def __len__(self) -> int:
        return len(self.i)


def edges_of(board: Board, i: Rows, j: Rows) -> Edges:
    """These pairs, each once, without what is forbidden."""
    keys = np.unique(np.minimum(i, j) * board.size + np.maximum(i, j))
    first, second = keys // max(board.size, 1), keys % max(board.size, 1)
    is_allowed = allowed(board, first, second)
    first, second = first[is_allowed], second[is_allowed]
    return Edges(first, second, weigh(board, first, second))


def all_edges(board: Board, rows: Rows) -> Edges:
    """Every allowed pair among these people."""
    above, below = np.triu_indices(len(rows), 1)
    return edges_of(board, rows[above], rows[below])


def all_of_these(board: Board, some: Rows) -> tuple[Rows, Rows]:
    """Every allowed pair of one of `some` with anybody."""
    found = [np.empty((2, 0), np.int64)]
    for part in blocks(some, board.size):
        down, across = np.nonzero(near_weights(board, part, board.everybody) >= 0)
        found.append(np.stack((part[down], board.everybody[across])))
    first, second = np.concatenate(found, axis=1)
    return first, second


def nearest(board: Board, rows: Rows, chance: np.random.Generator) -> tuple[Rows, Rows]:
    """For each of these people the heaviest few and some more by chance, as far as allowed.

    Waiting is left out here: it would be the same few people on everybody's list. Chance decides
    between equals, or everybody would name the same ones.
    """
    found = [_nearest_of(board, some, rows, chance) for some in blocks(rows, len(rows))]
    if not found:
        return rows, rows
    first, second = (np.concatenate(part) for part in zip(*found, strict=True))
    return first, second


def blocks(rows: Rows, width: int) -> list[Rows]:
    """These people in parts so small that a part against `width` others is quick."""
    height = max(BLOCK // max(width, 1), 1)
    return [rows[start : start + height] for start in range(0, len(rows), height)]


def _nearest_of(
    board: Board, some: Rows, rows: Rows, chance: np.random.Generator
) -> tuple[Rows, Rows]:
    near = near_weights(board, some, rows)
    near += chance.random(near.shape, np.float32) * np.float32(0.5)
    places = np.flatnonzero(near >= 0)
    counts = np.bincount(places // len(rows), minlength=len(some))
    few = counts <= NEAREST + BY_CHANCE
    chosen = [places[few[places // len(rows)]]]
    many = np.flatnonzero(~few)
    if len(many):
        top = np.argpartition(near[many], -NEAREST, axis=1)[:, -NEAREST:]
        chosen.append((many[:, None] * len(rows) + top).ravel())
        starts = (np.cumsum(counts) - counts)[many]
        ranks = chance.random((BY_CHANCE, len(many))) * counts[many]
        chosen.append(places[(starts + ranks.astype(np.int64)).ravel()])
    flat = np.concatenate(chosen)
    return some[flat // len(rows)], rows[flat % len(rows)]
