"""Check-ins that are due at the same moment."""

from tests.use_cases.desk import Desk


def plan(desk: Desk, workers: int = 1) -> None:
    """So many check-ins that are due now."""
    for number in range(1, workers + 1):
        desk.joins(f"U{number}")
        desk.done(f"U{number}")
    desk.clock.move(minutes=20)
