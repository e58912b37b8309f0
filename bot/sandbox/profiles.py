"""People as the Web API describes them: their profile, their team, their hours of quiet."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.world import Person, World


def team_of(person: Person, world: World) -> str:
    return person.team_id or world.team_id


def is_stranger(person: Person, world: World) -> bool:
    return team_of(person, world) != world.team_id


def user_object(
    person: Person, world: World, *, with_email: bool, with_locale: bool
) -> dict[str, Any]:
    now = datetime.now(ZoneInfo(person.tz or "UTC"))
    offset = now.utcoffset() or timedelta()
    clock = {
        "tz": person.tz,
        "tz_label": now.tzname() or person.tz,
        "tz_offset": int(offset.total_seconds()),
    }
    profile = {
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "status_text": "",
        "status_emoji": "",
        "title": "",
        "team": team_of(person, world),
    }
    if with_email and not is_stranger(person, world):
        profile["email"] = person.email
    user: dict[str, Any] = {
        "id": person.id,
        "team_id": team_of(person, world),
        "name": person.name.lower(),
        "deleted": person.deleted,
        "profile": profile,
        "is_bot": False,
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    if is_stranger(person, world):
        user["is_stranger"] = True
    if not person.deleted:
        user |= {
            "real_name": person.real_name,
            **(clock if person.tz else {}),
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": person.is_guest,
            "is_ultra_restricted": False,
        }
    return user | ({"locale": person.locale} if with_locale else {})


def bot_object(world: World) -> dict[str, Any]:
    profile = {"real_name": "App", "display_name": "", "api_app_id": world.app_id}
    return {
        "id": world.bot_user_id,
        "team_id": world.team_id,
        "name": "app",
        "deleted": False,
        "profile": profile | {"bot_id": world.bot_id, "team": world.team_id},
        "is_bot": True,
        "is_app_user": False,
    }


def quiet_hours(person: Person) -> dict[str, Any]:
    """The window of do-not-disturb that runs now or comes next."""
    if person.dnd is None:
        return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    zone = ZoneInfo(person.tz or "UTC")
    now = datetime.now(UTC)
    starts, ends = (time.fromisoformat(hhmm) for hhmm in person.dnd)
    day = now.astimezone(zone).date() - timedelta(days=1)
    while True:
        last_day = day if starts < ends else day + timedelta(days=1)
        start = datetime.combine(day, starts, zone)
        end = datetime.combine(last_day, ends, zone)
        if end > now:
            break
        day += timedelta(days=1)
    return {
        "dnd_enabled": True,
        "next_dnd_start_ts": int(start.timestamp()),
        "next_dnd_end_ts": int(end.timestamp()),
    }


def in_quiet_hours(person: Person) -> bool:
    hours = quiet_hours(person)
    now = datetime.now(UTC).timestamp()
    return bool(hours["dnd_enabled"]) and hours["next_dnd_start_ts"] <= now
