"""Times as Slack tells them: the name of a zone, and the daily hours in which it keeps quiet."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.people import DailyWindow


def window_of(told: dict[str, Any], zone: str | None) -> DailyWindow | None:
    """Slack names the next quiet stretch as two Unix times; it recurs every day."""
    start, end = told.get("next_dnd_start_ts"), told.get("next_dnd_end_ts")
    if not told.get("dnd_enabled") or not start or not end or not is_zone(zone):
        return None
    return DailyWindow(_clock_time(start, str(zone)), _clock_time(end, str(zone)))


def _clock_time(stamp: int, zone: str) -> time:
    local = datetime.fromtimestamp(stamp, UTC).astimezone(ZoneInfo(zone))
    return local.time().replace(second=0, microsecond=0, tzinfo=None)


def is_zone(zone: str | None) -> bool:
    try:
        return bool(zone) and ZoneInfo(str(zone)) is not None
    except (ZoneInfoNotFoundError, ValueError):
        return False
