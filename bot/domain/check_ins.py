"""A check-in from the plan to the end: its states, its answer, and whether it may leave now."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.people import Worker
from bot.domain.practices import Feeling

EXPIRES_AFTER = timedelta(hours=2)  # rule 8: late is worse than never
LAPSES_AFTER = timedelta(hours=4)  # then the message becomes the neutral card
LATE_TAP_COUNTS = timedelta(hours=12)
ANSWER_MAY_CHANGE = timedelta(minutes=10)
WEEK = timedelta(days=7)


class CheckInKind(StrEnum):
    SHIFT_END = "check_in"
    LOOK_IN = "look_in"


class CheckInState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    SENT = "sent"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


WAITING = (CheckInState.PLANNED, CheckInState.HELD)
OPEN = (*WAITING, CheckInState.SENT)


@dataclass(frozen=True)
class CheckIn:
    """One offer of a quiet minute to one worker; what they answer is never in here."""

    id: str
    worker: str
    kind: CheckInKind
    state: CheckInState
    due_at: datetime | None
    shift: str | None = None
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    was_undisturbed: bool = False
    was_touched: bool = False
    channel: str | None = None
    ts: str | None = None

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    def is_due(self, now: datetime) -> bool:
        """Waiting, and neither held nor moved to a later time."""
        return self.is_waiting and self.due_at is not None and self.due_at <= now

    def expires_at(self) -> datetime | None:
        return None if self.due_at is None else self.due_at + EXPIRES_AFTER

    def moved_to(self, due_at: datetime) -> "CheckIn":
        return replace(self, state=CheckInState.PLANNED, due_at=due_at)

    def held(self) -> "CheckIn":
        """Waiting for the worker to say that the shift is over after all."""
        return replace(self, state=CheckInState.HELD, due_at=None)

    def closed(self, state: CheckInState) -> "CheckIn":
        return replace(self, state=state)

    def sent(self, now: datetime, channel: str, ts: str, *, undisturbed: bool) -> "CheckIn":
        return replace(
            self,
            state=CheckInState.SENT,
            sent_at=now,
            channel=channel,
            ts=ts,
            was_undisturbed=undisturbed,
        )

    def answered(self, now: datetime) -> "CheckIn":
        return replace(self, state=CheckInState.ANSWERED, answered_at=self.answered_at or now)

    def touched(self) -> "CheckIn":
        """The worker opened a menu on it: not an answer yet, and not silence either (rule 7)."""
        return replace(self, was_touched=True)

    def still_counts(self, now: datetime) -> bool:
        """A tap counts for twelve hours after the message; later it stores nothing."""
        return self.sent_at is None or now - self.sent_at <= LATE_TAP_COUNTS

    def may_change(self, now: datetime) -> bool:
        """The last answer within ten minutes of the first one wins."""
        return self.answered_at is None or now - self.answered_at <= ANSWER_MAY_CHANGE


class Outcome(StrEnum):
    LIGHTER = "lighter"
    SAME = "same"
    HEAVIER = "heavier"


@dataclass(frozen=True)
class Answer:
    """What a worker said to one check-in; it is sealed at rest and hidden from every repr."""

    feeling: Feeling | None = field(default=None, repr=False)
    outcome: Outcome | None = field(default=None, repr=False)
    given_at: datetime | None = field(default=None, repr=False)


class Leave(StrEnum):
    """What the courier does with a letter whose time has come."""

    NOW = "now"
    LATER = "later"
    BUSY = "busy"  # the worker is doing something this very moment: the next claim looks again
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # another release wrote it


def may_leave(check_in: CheckIn, worker: Worker, now: datetime, sent_this_week: int) -> Leave:
    """Consent speaks first, then lateness, then the worker's own limits.

    Quiet hours never hold back the check-in of the worker's own shift (rule 6.8); they hold a
    look-in until it expires. A look-in takes nothing from the weekly number.
    """
    if not check_in.is_waiting or not worker.is_on or worker.is_paused(now):
        return Leave.CANCELLED
    if check_in.due_at is None:
        return Leave.LATER
    if now > check_in.due_at + EXPIRES_AFTER:
        return Leave.EXPIRED
    if check_in.kind is CheckInKind.LOOK_IN:
        return Leave.LATER if worker.is_quiet(now) else Leave.NOW
    return Leave.NOW if sent_this_week < worker.most_per_week else Leave.CANCELLED


class LookIn(StrEnum):
    """When the worker asked to be looked in on."""

    TOMORROW = "tomorrow"
    THREE_DAYS = "three_days"
    MONTH = "month"
    NO = "no"


LOOK_IN_DAYS = {LookIn.TOMORROW: 1, LookIn.THREE_DAYS: 3, LookIn.MONTH: 30}
