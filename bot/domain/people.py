"""The worker: what they switched on, when they want to be met, and when not."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

FIRST_WAKE = timedelta(hours=9)  # until the worker sets a clock time (design.md section 6.2)
MOST_PER_WEEK = 5  # content-brief.md section 3, rule 1
SILENT_MONTH = timedelta(days=30)
KEEP_DAYS = (0, 30, 90)
UNANSWERED_BEFORE_PAUSE = 3


@dataclass(frozen=True)
class DailyWindow:
    """A stretch of every day on the worker's clock; it may pass midnight."""

    start: time
    end: time

    def holds(self, moment: time) -> bool:
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


class Moment(StrEnum):
    """When a check-in comes after a shift."""

    UNCHOSEN = "unchosen"
    DELAY = "delay"
    WAKE = "wake"


class PausedBy(StrEnum):
    """Who paused the check-ins."""

    WORKER = "worker"
    SILENCE = "silence"


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person, once they have opted in.

    Without `do_not_disturb` they have no such hours, unless Slack did not tell.
    """

    zone: str | None
    language: str | None
    email: str | None
    channel: str | None
    is_guest: bool
    do_not_disturb: DailyWindow | None
    tells_do_not_disturb: bool = True


@dataclass(frozen=True)
class Worker:
    """One person who answers the line, with their own choices; everything is off by default."""

    id: str
    is_on: bool = False
    on_since: datetime | None = None
    zone: str | None = None
    offered_zone: str | None = None
    declined_zone: str | None = None
    language: str | None = None
    slack_language: str | None = None
    country: str | None = None
    channel: str | None = None
    email_mark: str | None = None
    is_guest: bool = False
    moment: Moment = Moment.UNCHOSEN
    delay_minutes: int | None = None
    wake_at: time | None = None
    quiet_hours: DailyWindow | None = None
    most_per_week: int = MOST_PER_WEEK
    keep_days: int = 30
    may_ask_once: bool = False
    asked_once_at: datetime | None = None
    paused_by: PausedBy | None = None
    paused_until: datetime | None = None
    do_not_disturb: DailyWindow | None = None
    last_tap_at: datetime | None = None

    @property
    def is_learnt(self) -> bool:
        """Whether Slack has told of them yet, or they themselves at least which clock is theirs."""
        return self.slack_language is not None or self.zone is not None

    @property
    def may_be_guest(self) -> bool:
        """A guest, or somebody of whom nobody here knows whether they are one."""
        return self.is_guest or not self.is_learnt

    @property
    def tz(self) -> ZoneInfo:
        """The worker's own zone; UTC only until they have been asked."""
        return ZoneInfo(self.zone or "UTC")

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.tz)

    def is_paused(self, now: datetime) -> bool:
        """A pause with a date ends by itself; one that silence brought ends when the worker says so."""
        if self.paused_by is None:
            return False
        return self.paused_until is None or now < self.paused_until

    def is_away(self, now: datetime) -> bool:
        """A pause that the worker set, and not one that silence brought."""
        return self.paused_by is PausedBy.WORKER and self.is_paused(now)

    def may_be_asked(self, now: datetime) -> bool:
        """The one question after a month without any tap, but not into a pause of their own."""
        if not (self.is_on and self.may_ask_once) or self.is_away(now):
            return False
        return self.last_tap_at is not None and now - self.last_tap_at >= SILENT_MONTH

    def is_quiet(self, now: datetime) -> bool:
        return self.quiet_hours is not None and self.quiet_hours.holds(self.local(now).time())

    def is_undisturbed(self, now: datetime) -> bool:
        """Slack would hold a notification back right now, as far as Slack has told us."""
        window = self.do_not_disturb
        return window is not None and window.holds(self.local(now).time())


def settle_until(worker: Worker, ended_at: datetime, default: timedelta) -> datetime:
    """When the check-in is due: elapsed time after the end, or the worker's clock time of waking."""
    if worker.moment is Moment.UNCHOSEN:
        return ended_at + default
    if worker.moment is Moment.DELAY:
        return ended_at + timedelta(minutes=worker.delay_minutes or 0)
    if worker.wake_at is None:
        return ended_at + FIRST_WAKE
    return next_at(worker.wake_at, worker.tz, ended_at)


def next_at(clock_time: time, zone: ZoneInfo, after: datetime) -> datetime:
    """The first instant after `after` at which clocks in `zone` show this time.

    A time that a clock change skips is met as late as the change made it; one that comes twice is
    met the first time (engine.md section 6).
    """
    day = after.astimezone(zone).date()
    for ahead in range(3):
        instant = datetime.combine(day + timedelta(days=ahead), clock_time, zone).astimezone(UTC)
        if instant > after:
            return instant
    raise AssertionError("No clock time is more than two days away.")


def out_of_quiet_hours(worker: Worker, moment: datetime) -> datetime:
    """The same moment, or the end of the quiet hours that it falls into."""
    if worker.quiet_hours is None or not worker.is_quiet(moment):
        return moment
    return next_at(worker.quiet_hours.end, worker.tz, moment)
