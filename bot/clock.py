"""Time and chance, so that everything else can be told what time it is and which way the dice fell."""

import random
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

Option = TypeVar("Option")


class Clock(Protocol):
    """Says what time it is, as an aware UTC instant."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own time: the transport clock, and the business clock outside the demo."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """A business clock that the demo moves forward; it never goes back."""

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._ahead = timedelta()

    def now(self) -> datetime:
        return self._base.now() + self._ahead

    def move(self, by: timedelta) -> datetime:
        """Go forward by this much; a negative amount is refused, since nothing un-happens."""
        if by < timedelta():
            raise ValueError("The demo's clock only moves forward.")
        self._ahead += by
        return self.now()


class Dice(Protocol):
    """Every choice that is left to chance."""

    def pick(self, options: Sequence[Option]) -> Option: ...

    def token(self) -> str: ...


class SystemDice:
    """Chance as the operating system gives it."""

    def __init__(self) -> None:
        self._chance = random.SystemRandom()

    def pick(self, options: Sequence[Option]) -> Option:
        return self._chance.choice(options)

    def token(self) -> str:
        """An opaque id of 32 hexadecimal characters."""
        return secrets.token_hex(16)
