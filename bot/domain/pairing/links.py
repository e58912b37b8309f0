"""Pairs among numbered people as sorted arrays, quick to look up by the hundred thousand."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Rows: TypeAlias = NDArray[np.int64]  # people, as their rows on a board
Flags: TypeAlias = NDArray[np.bool_]
Points: TypeAlias = NDArray[np.int64]
Counts: TypeAlias = NDArray[np.uint8]  # how many two have in common
Near: TypeAlias = NDArray[np.float32]  # points to a thousandth or so: enough to choose by


@dataclass(frozen=True)
class Links:
    """Some pairs of `size` people, each held in both directions and with a number of its own."""

    size: int
    keys: Rows  # row * size + other row, rising
    values: Points

    def at(self, i: Rows, j: Rows, otherwise: int) -> Points:
        """The numbers of the pairs (i, j), where there is such a link."""
        if not len(self.keys):
            return np.full(len(i), otherwise)
        wanted = i * self.size + j
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[places] == wanted, self.values[places], otherwise)

    def between(self, rows: Rows, columns: Rows) -> tuple[Rows, Rows, Points]:
        """The links from `rows` to `columns`, as places in the two, and their numbers."""
        starts = np.searchsorted(self.keys, rows * self.size)
        ends = np.searchsorted(self.keys, (rows + 1) * self.size)
        counts = ends - starts
        skips = np.repeat(starts - np.cumsum(counts) + counts, counts)
        links = skips + np.arange(counts.sum())
        place = np.full(self.size, -1)
        place[columns] = np.arange(len(columns))
        to = place[self.keys[links] % self.size]
        is_there = to >= 0
        down = np.repeat(np.arange(len(rows)), counts)
        return down[is_there], to[is_there], self.values[links][is_there]


def link(size: int, pairs: Iterable[tuple[int, int, int]]) -> Links:
    """From (row, other row, number); where a pair comes twice, the greater number holds."""
    told = np.array([one for one in pairs if one[0] != one[1]], np.int64).reshape(-1, 3)
    rows, others, numbers = np.concatenate((told, told[:, [1, 0, 2]])).T
    keys = rows * size + others
    order = np.lexsort((numbers, keys))
    keys, numbers = keys[order], numbers[order]
    is_last = np.append(keys[1:] != keys[:-1], True)[: len(keys)]
    return Links(size, keys[is_last], numbers[is_last])
