"""Pairs among numbered people as sorted arrays, quick to look up by the hundred thousand."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

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

    def part(self, rows: Rows) -> "Links":
        """The links among these people alone, as the rows they have among themselves."""
        down, across, values = self.between(rows, rows)
        keys = down * len(rows) + across
        order = np.argsort(keys)
        return Links(len(rows), keys[order], values[order])


def link(size: int, rows: ArrayLike, others: ArrayLike, numbers: ArrayLike = 1) -> Links:
    """Links both ways, with these numbers; where a pair comes twice, the greater one holds."""
    first, second = np.asarray(rows, np.int64), np.asarray(others, np.int64)
    keys = np.concatenate((first * size + second, second * size + first))
    values = np.tile(np.broadcast_to(np.asarray(numbers, np.int64), first.shape), 2)
    order = np.lexsort((values, keys))
    keys, values = keys[order], values[order]
    is_last = np.append(keys[1:] != keys[:-1], True)[: len(keys)]
    is_last &= keys // max(size, 1) != keys % max(size, 1)
    return Links(size, keys[is_last], values[is_last])
