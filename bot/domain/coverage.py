"""The hours of the week in which no buddy is free, for a crowd large enough to tell nothing of anybody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.buddies import HOURS_A_WEEK, utc_hours

CROWD = 8  # rule 10: fewer than so many who give, and there is no map
HOURS_A_DAY = 24


@dataclass(frozen=True)
class EmptyHours:
    """`hours` of the week (0 is Monday's first) on the clock of `zone`; None where the crowd is too small."""

    zone: str
    hours: frozenset[int] | None

    def spans(self, day: int) -> Iterator[tuple[int, int]]:
        """(from, until) within one day, 0 to 24, the earliest first."""
        start = None
        for hour in range(HOURS_A_DAY + 1):
            is_empty = hour < HOURS_A_DAY and day * HOURS_A_DAY + hour in (self.hours or ())
            if is_empty and start is None:
                start = hour
            elif not is_empty and start is not None:
                yield start, hour
                start = None


def empty_hours(
    givers: Iterable[tuple[frozenset[int], ZoneInfo]], zone: ZoneInfo, on: date
) -> EmptyHours:
    """Of all who give, each with their own hours and clock.

    Only empty or not, never how many: from one look to the next a number would tell who has changed.
    Pauses and days off are not looked at, so no answer and no pause ever moves the map.
    """
    known = [(hours, place) for hours, place in givers if hours]
    if len(known) < CROWD:
        return EmptyHours(zone.key, None)
    covered = frozenset[int]().union(*(utc_hours(hours, place, on) for hours, place in known))
    everything = frozenset(range(HOURS_A_WEEK))
    return EmptyHours(zone.key, everything - _on_the_clock_of(zone, covered, on))


def _on_the_clock_of(zone: ZoneInfo, hours: frozenset[int], on: date) -> frozenset[int]:
    """Hours of the UTC week as whole hours of this clock; where it is half an hour off, the earlier one."""
    return frozenset(
        local for local in range(HOURS_A_WEEK) if utc_hours(frozenset({local}), zone, on) & hours
    )
