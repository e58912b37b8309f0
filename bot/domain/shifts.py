"""Shifts, the signals that tell of them, and which signal belongs to which shift."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SAME_SHIFT = timedelta(
    hours=4
)  # design.md section 5: how far apart two tellings of one end may lie
TOO_OLD = timedelta(hours=12)  # an end further back than a late tap may be is not worth a message
LONGEST_SHIFT = timedelta(hours=16)
HANDOVER = timedelta(hours=1)  # our own judgement: how long two shifts of one worker may overlap


class SignalKind(StrEnum):
    ENDED = "shift.ended"
    STARTED = "shift.started"
    MOVED = "shift.moved"
    CANCELLED = "shift.cancelled"


@dataclass(frozen=True)
class Signal:
    """One telling, by one source, of what happened to one shift of one worker."""

    kind: SignalKind
    source: str
    at: datetime
    name: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    hard_contacts: int | None = None

    @property
    def end(self) -> datetime:
        return self.ended_at or self.at

    @property
    def start(self) -> datetime:
        return self.started_at or self.at


@dataclass(frozen=True)
class Whom:
    """How a source names a worker: by Slack id, or by the address that Slack knows."""

    slack_id: str | None = None
    email: str | None = None

    @property
    def name(self) -> str:
        return self.slack_id or self.email or ""


class ShiftState(StrEnum):
    OPEN = "open"
    EXPECTED = "expected"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Shift:
    """A stretch of work; `ends_at` is when it ended or is expected to, None while nobody knows."""

    id: str
    worker: str
    state: ShiftState
    started_at: datetime | None
    ends_at: datetime | None
    reopened_at: datetime | None = None
    hard_contacts: int | None = None

    def began(self, at: datetime) -> "Shift":
        return replace(self, started_at=at)

    def ended(self, at: datetime, now: datetime) -> "Shift":
        """The same shift with its end known: past, or still to come."""
        state = ShiftState.ENDED if at <= now else ShiftState.EXPECTED
        return replace(self, state=state, ends_at=at)

    def reopened(self, at: datetime) -> "Shift":
        """Its worker said that it goes on; a telling of an end before then changes nothing."""
        return replace(self, state=ShiftState.OPEN, ends_at=None, reopened_at=at)

    def goes_on_beyond(self, end: datetime) -> bool:
        return self.reopened_at is not None and end < self.reopened_at

    def counting(self, hard_contacts: int | None) -> "Shift":
        """With the hard contacts that a source has counted; a telling without a count keeps the last."""
        return self if hard_contacts is None else replace(self, hard_contacts=hard_contacts)

    def cancelled(self) -> "Shift":
        return replace(self, state=ShiftState.CANCELLED)


def shift_that_ended(
    end: datetime, shifts: Sequence[Shift], start: datetime | None = None
) -> Shift | None:
    """The shift that a telling of an end belongs to, if it is one that we know.

    The one that was running; else one left before the end that is told; else the nearest whose end
    lies within four hours, with no start between. `start` is the telling's own, if it has one.
    """
    known = [s for s in shifts if not _is_another(s, start)]
    for shift in known:
        if _was_running(shift, end, shifts) or _was_left_early(shift, start, end):
            return shift
    near = [s for s in known if _ends_near(s, end) and not _start_between(s, end, shifts)]
    return min(near, key=lambda s: abs(_end_of(s) - end), default=None)


def shift_that_started(start: datetime, shifts: Sequence[Shift]) -> Shift | None:
    """The shift that a telling of a start belongs to: one begun about then, or running then."""
    for shift in shifts:
        if shift.state is ShiftState.CANCELLED:
            continue
        if shift.started_at is not None:
            if abs(shift.started_at - start) <= SAME_SHIFT and _began_before_its_end(shift, start):
                return shift
        elif shift.ends_at is not None and timedelta() < shift.ends_at - start <= LONGEST_SHIFT:
            return shift
    return None


def _is_another(shift: Shift, start: datetime | None) -> bool:
    """Begun at quite another time, or over before this one began: a split day has two shifts."""
    if start is None:
        return False
    if shift.started_at is not None and abs(shift.started_at - start) > SAME_SHIFT:
        return True
    return shift.ends_at is not None and shift.ends_at <= start


def _was_running(shift: Shift, moment: datetime, shifts: Iterable[Shift]) -> bool:
    """Begun by then and not over; one that nobody ended is over when another has begun since."""
    if shift.state is ShiftState.EXPECTED:
        return shift.started_at is not None and shift.started_at <= moment <= _end_of(shift)
    if shift.state is not ShiftState.OPEN or shift.started_at is None:
        return shift.state is ShiftState.OPEN
    since = (s.started_at for s in shifts if s.started_at is not None)
    is_last = not any(shift.started_at < began <= moment for began in since)
    return is_last and moment - LONGEST_SHIFT <= shift.started_at <= moment


def _was_left_early(shift: Shift, start: datetime | None, end: datetime) -> bool:
    """Its end lies within the hours that are told, by more than two shifts overlap at a handover."""
    if start is None or shift.state not in (ShiftState.ENDED, ShiftState.EXPECTED):
        return False
    return start + HANDOVER < _end_of(shift) <= end


def _began_before(shift: Shift, moment: datetime) -> bool:
    return shift.started_at is None or shift.started_at <= moment


def _began_before_its_end(shift: Shift, start: datetime) -> bool:
    return shift.ends_at is None or start < shift.ends_at


def _end_of(shift: Shift) -> datetime:
    return shift.ends_at or datetime.max.replace(tzinfo=UTC)


def _ends_near(shift: Shift, end: datetime) -> bool:
    if shift.state not in (ShiftState.ENDED, ShiftState.EXPECTED) or shift.ends_at is None:
        return False
    return abs(shift.ends_at - end) <= SAME_SHIFT and _began_before(shift, end)


def _start_between(shift: Shift, end: datetime, shifts: Iterable[Shift]) -> bool:
    first, last = sorted((_end_of(shift), end))
    return any(s.started_at is not None and first <= s.started_at <= last for s in shifts)


@dataclass(frozen=True)
class UsualShift:
    """A shift that comes every week on the worker's own clock; the night may pass midnight."""

    id: str
    worker: str
    days: frozenset[int]
    start: time
    end: time
    first_day: date
    last_day: date | None = None
    skipped: frozenset[date] = frozenset()

    def runs_on(self, day: date) -> bool:
        if day.weekday() not in self.days or day in self.skipped or day < self.first_day:
            return False
        return self.last_day is None or day <= self.last_day

    def hours_on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Start and end of the shift that begins on `day`, as UTC instants."""
        start = datetime.combine(day, self.start, zone).astimezone(UTC)
        return start, datetime.combine(self._last_day(day), self.end, zone).astimezone(UTC)

    def next_day(self, now: datetime) -> date | None:
        """The day of the next shift that is not over, within two weeks; `now` on the worker's clock."""
        wall = now.replace(tzinfo=None)
        days = (wall.date() + timedelta(days=ahead) for ahead in range(-1, 15))
        to_come = (d for d in days if datetime.combine(self._last_day(d), self.end) > wall)
        return next((day for day in to_come if self.runs_on(day)), None)

    def _last_day(self, day: date) -> date:
        return day if self.start < self.end else day + timedelta(days=1)

    def runs_at(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether it is going on at this moment."""
        today = now.astimezone(zone).date()
        days = (today - timedelta(days=1), today)
        hours = (self.hours_on(day, zone) for day in days if self.runs_on(day))
        return any(start <= now < end for start, end in hours)

    def skipping(self, day: date) -> "UsualShift":
        return replace(self, skipped=self.skipped | {day})

    def next_end(self, after: datetime, zone: ZoneInfo) -> datetime:
        """When to look again: its next end, or a month on when none is near."""
        first = max(after.astimezone(zone).date() - timedelta(days=2), self.first_day)
        days = (first + timedelta(days=ahead) for ahead in range(35))
        ends = (self.hours_on(day, zone)[1] for day in days if self.runs_on(day))
        return next((end for end in ends if end > after), after + timedelta(days=30))

    def signals(self, since: datetime, until: datetime, zone: ZoneInfo) -> list[Signal]:
        """The ends that fell after `since` and not after `until`, one for each local date."""
        first = since.astimezone(zone).date() - timedelta(days=2)
        last = until.astimezone(zone).date()
        signals = []
        for ahead in range((last - first).days + 1):
            day = first + timedelta(days=ahead)
            if not self.runs_on(day):
                continue
            start, end = self.hours_on(day, zone)
            if since < end <= until:
                name = f"{self.id}:{day.isoformat()}"
                signals.append(Signal(SignalKind.ENDED, "usual", end, name, start, end))
        return signals
