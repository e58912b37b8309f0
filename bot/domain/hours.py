"""Hours of the week on a person's own clock, said as days and parts of the day."""

from collections.abc import Iterable
from enum import StrEnum

from bot.domain.shifts import UsualShift

HOURS_A_DAY, HOURS_A_WEEK = 24, 168


class DayPart(StrEnum):
    """The four parts of a day; the night runs on into the next morning."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


# From the first hour up to the last one, which is not in it; 30 is six o'clock of the next day.
HOURS_OF = {
    DayPart.MORNING: (6, 12),
    DayPart.AFTERNOON: (12, 18),
    DayPart.EVENING: (18, 22),
    DayPart.NIGHT: (22, 30),
}


def hours_in(days: Iterable[int], parts: Iterable[DayPart]) -> frozenset[int]:
    """Every hour of these parts of these days, Monday being 0."""
    wanted = [HOURS_OF[part] for part in parts]
    return frozenset(
        (day * HOURS_A_DAY + hour) % HOURS_A_WEEK
        for day in days
        for first, last in wanted
        for hour in range(first, last)
    )


def days_and_parts(hours: frozenset[int]) -> tuple[frozenset[int], frozenset[DayPart]]:
    """The days and parts of the day in which some hour was named: a form begins with these."""
    met = {
        (day, part)
        for day in range(7)
        for part in DayPart
        if not hours.isdisjoint(hours_in([day], [part]))
    }
    return frozenset(day for day, _ in met), frozenset(part for _, part in met)


def hours_at_work(usual: Iterable[UsualShift]) -> frozenset[int]:
    """Every hour of the week that a usual shift touches."""
    touched: set[int] = set()
    for shift in usual:
        start = shift.start.hour
        end = shift.end.hour + (shift.end.minute > 0)
        length = (end - start) % HOURS_A_DAY or HOURS_A_DAY
        for day in shift.days:
            first = day * HOURS_A_DAY + start
            touched |= {hour % HOURS_A_WEEK for hour in range(first, first + length)}
    return frozenset(touched)
