"""A decision point: everything that the choice of a practice may go by at one moment."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.practices import Feeling, Length
from bot.domain.shifts import Shift

NIGHT_BEGINS, NIGHT_ENDS = time(23), time(6)
# Three hours of work at night make a night worker: directive 2003/88/EC, article 2.
HOURS_OF_A_NIGHT = timedelta(hours=3)
LONG_SHIFT = timedelta(hours=10)  # our own judgement: longer than most rotas plan
MORNING_AFTER = time(3), time(10)  # an end at this hour, with no start known, ends a night

FIRST_DAYS = timedelta(hours=72)  # content-brief.md section 2
FIRST_MONTH = timedelta(days=30)


class ShiftKind(StrEnum):
    """What a shift was; overtime may come with either of the others."""

    DAY = "day"
    NIGHT = "night"
    OVERTIME = "overtime"


class Phase(StrEnum):
    """How long ago it was: the first three days, the first month, later (content-brief.md section 2)."""

    FIRST_DAYS = "P0"
    FIRST_MONTH = "P1"
    LATER = "P2"


class PersonalSetting(StrEnum):
    """What a worker said once of all practices; sealed, since it may tell of their health."""

    NO_BREATH = "no_breath"
    NO_MOVEMENT = "no_movement"
    PEOPLE_AROUND = "people_around"
    NIGHT_WORKER = "night_worker"
    DRIVING_HOME = "driving_home"


@dataclass(frozen=True)
class DecisionPoint:
    """The tailoring variables; what is not known is None or empty, and then care decides.

    `seen` are the cards of the last two weeks, oldest first; `open_now` is the one on the screen.
    """

    feeling: Feeling | None = field(default=None, repr=False)
    situation: str | None = field(default=None, repr=False)
    length: Length | None = None
    shift: frozenset[ShiftKind] = frozenset()
    shift_hours: float | None = None
    hard_contacts: int | None = None
    since_shift: timedelta | None = None
    clock: time | None = None
    settings: frozenset[PersonalSetting] = field(default=frozenset(), repr=False)
    heavy_answers: int = field(default=0, repr=False)
    seen: tuple[str, ...] = field(default=(), repr=False)
    helps: frozenset[str] = field(default=frozenset(), repr=False)
    not_again: frozenset[str] = field(default=frozenset(), repr=False)
    open_now: str | None = field(default=None, repr=False)

    @property
    def phase(self) -> Phase:
        """Unknown counts as just now."""
        if self.since_shift is None or self.since_shift <= FIRST_DAYS:
            return Phase.FIRST_DAYS
        return Phase.FIRST_MONTH if self.since_shift <= FIRST_MONTH else Phase.LATER

    @property
    def answer(self) -> Feeling:
        """Without an answer, the careful one."""
        return self.feeling or Feeling.HARD_TO_SAY


def kinds_of(shift: Shift, zone: ZoneInfo) -> frozenset[ShiftKind]:
    """Day or night by the worker's own clock, and overtime when it went on longer than planned."""
    if shift.ends_at is None:
        return frozenset()
    kind = ShiftKind.NIGHT if _is_night(shift.started_at, shift.ends_at, zone) else ShiftKind.DAY
    hours = hours_of(shift)
    went_on = shift.reopened_at is not None or (
        hours is not None and hours > LONG_SHIFT / timedelta(hours=1)
    )
    return frozenset({kind, ShiftKind.OVERTIME} if went_on else {kind})


def hours_of(shift: Shift) -> float | None:
    if shift.started_at is None or shift.ends_at is None:
        return None
    return (shift.ends_at - shift.started_at) / timedelta(hours=1)


def last_ended(shifts: list[Shift], now: datetime) -> Shift | None:
    """The shift that ended last; one that is expected to end later has not."""
    over = [shift for shift in shifts if shift.ends_at is not None and shift.ends_at <= now]
    return max(over, key=lambda shift: shift.ends_at or now, default=None)


def is_morning_after(clock: time) -> bool:
    """An hour at which who works nights comes off one."""
    return MORNING_AFTER[0] <= clock <= MORNING_AFTER[1]


def _is_night(started_at: datetime | None, ends_at: datetime, zone: ZoneInfo) -> bool:
    end = ends_at.astimezone(zone)
    if started_at is None:
        return is_morning_after(end.time())
    return _at_night(started_at.astimezone(zone), end) >= HOURS_OF_A_NIGHT


def _at_night(start: datetime, end: datetime) -> timedelta:
    """How much of these hours lies in the nights that they touch, by the clock on the wall."""
    begin, finish = start.replace(tzinfo=None), end.replace(tzinfo=None)
    total = timedelta()
    day = begin.date() - timedelta(days=1)
    while day <= finish.date():
        first = datetime.combine(day, NIGHT_BEGINS)
        last = datetime.combine(day + timedelta(days=1), NIGHT_ENDS)
        total += max(timedelta(), min(finish, last) - max(begin, first))
        day += timedelta(days=1)
    return total
