"""Workers, shifts and check-ins with every detail filled in, of which a test states one."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.buddies import Buddy
from bot.domain.check_ins import CheckIn, CheckInKind, CheckInState
from bot.domain.people import Worker
from bot.domain.shifts import Shift, ShiftState

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

# Clocks go forward and back on different days, in both hemispheres, and once by half an hour.
FIVE_ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Australia/Lord_Howe",
)


def worker(**more: Any) -> Worker:
    """Somebody whose check-ins are on."""
    return Worker(**{"id": "U1", "is_on": True, "on_since": NOON - timedelta(days=90), **more})


def shift(name: str = "s1", **more: Any) -> Shift:
    """A shift that ended at noon."""
    facts = {"worker": "U1", "state": ShiftState.ENDED, "started_at": None, "ends_at": NOON}
    return Shift(**{"id": name, **facts, **more})


def check_in(name: str = "c1", **more: Any) -> CheckIn:
    """A check-in of U1, planned for noon."""
    facts = {
        "worker": "U1",
        "kind": CheckInKind.SHIFT_END,
        "state": CheckInState.PLANNED,
        "due_at": NOON,
        "shift": "s1",
    }
    return CheckIn(**{"id": name, **facts, **more})


def buddy(name: str = "U1", **more: Any) -> Buddy:
    """Somebody who gives and takes, and has named no hour yet."""
    facts = {"gives": True, "takes": True, "since": NOON - timedelta(days=9)}
    return Buddy(**{"worker": name, **facts, **more})
