"""What Slack says of Ana, and what the form of the settings says when nothing was changed in it."""

from typing import Any

from bot.domain.people import Moment, Profile
from bot.use_cases.membership import Settings

PROFILE = Profile(
    zone="Europe/Lisbon",
    language="en-GB",
    email="ana@lantern.example",
    channel=None,
    is_guest=False,
    do_not_disturb=None,
)


def settings(**more: Any) -> Settings:
    """What the form says when nothing was changed in it."""
    facts = {
        "moment": Moment.UNCHOSEN,
        "delay_minutes": None,
        "wake_at": None,
        "quiet_hours": None,
        "most_per_week": 5,
        "keep_days": 30,
        "may_ask_once": False,
        "country": None,
        "language": None,
    }
    return Settings(**{**facts, **more})
