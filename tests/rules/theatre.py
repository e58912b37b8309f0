"""Plays journeys side by side, each once, in processes of their own: a log and a clock for each."""

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

from tests.rules.journeys import Journey, play
from tests.rules.records import Record

STAGES = 2  # as many as the machine has cores; the other tests go on beside them


class Theatre:
    """Remembers what it has played."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._played: dict[Journey, Future[Record]] = {}

    def plays(self, journeys: Iterable[Journey]) -> list[Record]:
        bill = list(journeys)
        for journey in bill:
            if journey not in self._played:
                self._played[journey] = self._pool.submit(_perform, journey)
        return [self._played[journey].result() for journey in bill]


@contextmanager
def theatre() -> Iterator[Theatre]:
    """Spawned, never forked: a fork would copy locks that other threads hold."""
    with ProcessPoolExecutor(STAGES, multiprocessing.get_context("spawn")) as pool:
        yield Theatre(pool)


def _perform(journey: Journey) -> Record:
    return play(journey)
