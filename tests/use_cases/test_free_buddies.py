"""Who may be asked at another hour: a whole day is looked through without asking the database again."""

from datetime import date, time, timedelta
from itertools import count

import sqlalchemy as sa

from bot.domain.shifts import UsualShift
from bot.use_cases.free_buddies import FreeBuddies
from tests.use_cases.circle import ASKER, Circle
from tests.use_cases.desk import Desk


def at_work_all_day(desk: Desk, worker: str) -> None:
    """Every day of the week, from midnight to the minute before the next."""
    every_day = frozenset(range(7))
    usual = UsualShift(desk.key(), worker, every_day, time(0), time(23, 59), date(2026, 1, 1))
    with desk.place.begin() as uow:
        uow.shifts.save_usual(usual, desk.now, desk.now + timedelta(days=1))


def looks(circle: Circle) -> int:
    """Questions to the database until it is known that nobody is free for a day."""
    asked = count()
    with circle.desk.place.look() as uow:
        sa.event.listen(uow.connection, "before_cursor_execute", lambda *_told: next(asked))
        assert FreeBuddies(uow, ASKER, circle.desk.place).next_hour() is None
    return next(asked)


def test_more_givers_are_no_more_questions_and_who_works_then_is_not_free(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    at_work_all_day(desk, "U1")
    few = looks(circle)
    for number in range(2, 12):
        circle.gives(f"U{number}")
        at_work_all_day(desk, f"U{number}")
    assert looks(circle) == few
