"""Hellos that nobody has to ask for: two people, a rhythm, and never a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain.buddies import Buddy
from bot.domain.check_ins import Leave
from bot.domain.people import Worker, next_at, out_of_quiet_hours

CIVIL_HOUR = time(17)  # after a day and before a night, mostly; that of a look-in, too
STANDS_FOR = timedelta(days=14)  # then an offer that was let lie is over
NOT_AGAIN_FOR = timedelta(days=90)  # a second one to the same person would be pressing
MOST_OFFERS = 5  # of one person, in those ninety days
RHYTHMS = (7, 14, 28)  # days


class HelloKind(StrEnum):
    """Any hello, or a tea with no word about work."""

    HELLO = "hello"
    TEA = "tea"


class HelloState(StrEnum):
    OFFERED = "offered"
    ON = "on"


@dataclass(frozen=True)
class Hello:
    """`one` offered it and `other` reads the offer; once it is on, both are alike.

    One that is over is no more: nothing remembers who ended it, or an offer that was let lie.
    """

    id: str
    one: str
    other: str
    kind: HelloKind
    every_days: int
    state: HelloState
    asked_at: datetime
    next_at: datetime | None = None

    @property
    def is_on(self) -> bool:
        return self.state is HelloState.ON

    @property
    def both(self) -> tuple[str, str]:
        return self.one, self.other

    def of(self, worker: str) -> bool:
        return worker in self.both

    def partner_of(self, worker: str) -> str:
        return self.one if worker == self.other else self.other

    def stands(self, now: datetime) -> bool:
        """The offer may still be taken."""
        return self.state is HelloState.OFFERED and now - self.asked_at < STANDS_FOR

    def taken(self, now: datetime, every_days: int | None = None) -> "Hello":
        """On from now; of two wishes for a rhythm the slower one counts."""
        slower = max(self.every_days, every_days or 0)
        return replace(self, state=HelloState.ON, every_days=slower, next_at=now)

    def after_turn(self, now: datetime) -> "Hello":
        """The next turn that is still to come: those that were missed are missed."""
        turn = self.next_at or now
        rhythm = timedelta(days=self.every_days)
        return replace(self, next_at=turn + rhythm * max(1, (now - turn) // rhythm + 1))


def civil_hour(worker: Worker, after: datetime) -> datetime:
    """The next hour on the person's own clock at which a hello is no bother."""
    return out_of_quiet_hours(worker, next_at(CIVIL_HOUR, worker.tz, after))


def may_prompt(
    hello: Hello | None, to: Worker, listed: Mapping[str, Buddy], now: datetime
) -> Leave:
    """Both still want it at this very moment; a pause of one's own is one's own.

    `listed` are those of the two who are on the list of buddies.
    """
    if hello is None or not hello.is_on or not _are_listed(hello, listed) or not hello.of(to.id):
        return Leave.CANCELLED
    return Leave.CANCELLED if _rests(to, listed, now) else _unless_quiet(to, now)


def may_offer(hello: Hello | None, to: Worker, listed: Mapping[str, Buddy], now: datetime) -> Leave:
    """An offer that still stands, to somebody who is still on the list of buddies."""
    if hello is None or not hello.stands(now) or hello.other != to.id:
        return Leave.CANCELLED
    if not _are_listed(hello, listed) or _rests(to, listed, now):
        return Leave.CANCELLED
    return _unless_quiet(to, now)


def may_end(to: Worker, listed: Mapping[str, Buddy], now: datetime) -> Leave:
    """That hellos are over is told to who is still there for them."""
    return _unless_quiet(to, now) if to.id in listed else Leave.CANCELLED


def _are_listed(hello: Hello, listed: Mapping[str, Buddy]) -> bool:
    return set(hello.both) <= set(listed)


def _rests(worker: Worker, listed: Mapping[str, Buddy], now: datetime) -> bool:
    """They have paused everything, or the list of buddies: nothing is asked of them until then."""
    return worker.is_away(now) or listed[worker.id].is_paused(now)


def _unless_quiet(worker: Worker, now: datetime) -> Leave:
    return Leave.LATER if worker.is_quiet(now) else Leave.NOW
