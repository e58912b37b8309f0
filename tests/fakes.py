"""A clock that stands still until told, and dice that fall as loaded; used by every floor's tests."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TypeVar

Option = TypeVar("Option")

# A Saturday night in November: no clock change near, and 02:00 in Lisbon and London.
TWO_AT_NIGHT = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


class HandClock:
    """A business clock that only a test moves."""

    def __init__(self, start: datetime = TWO_AT_NIGHT) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> datetime:
        self._now += timedelta(**by)
        return self._now


class SeededDice:
    """Fair, and the same every time."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  nothing secret hangs on it

    def pick(self, options: Sequence[Option]) -> Option:
        return self._chance.choice(options)

    def token(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"


class LoadedDice:
    """Always the first option, and ids that count up."""

    def __init__(self) -> None:
        self._count = 0
        self._lock = Lock()

    def pick(self, options: Sequence[Option]) -> Option:
        return options[0]

    def token(self) -> str:
        with self._lock:
            self._count += 1
            return f"{self._count:032x}"
