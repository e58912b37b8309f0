"""Who may be asked, now or at another hour: what holds somebody back, and no question more for a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count

import pytest
import sqlalchemy as sa

from bot.domain.buddies import PrivateLists
from bot.domain.people import DailyWindow, PausedBy
from bot.domain.shifts import SignalKind, UsualShift
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


def _takes_only(circle: Circle) -> None:
    with circle.desk.place.begin() as uow:
        buddy = uow.buddies.get("U1")
        assert buddy is not None
        uow.buddies.save(replace(buddy, gives=False))


def _without_supporter(circle: Circle) -> None:
    with circle.desk.place.begin() as uow:
        uow.supporters.remove("U1", None)


def _asks_without_an_answer(circle: Circle) -> None:
    circle.gives("U1", PrivateLists(not_with=frozenset({"U2"})))
    circle.asks(asker="U1")


BACK: dict[str, Callable[[Circle], None]] = {
    "do not disturb": lambda c: c.changes("U1", do_not_disturb=DailyWindow(time(1), time(3))),
    "quiet hours": lambda c: c.changes("U1", quiet_hours=DailyWindow(time(1), time(3))),
    "a pause of their own": lambda c: c.changes("U1", paused_by=PausedBy.WORKER, paused_until=None),
    "a pause as a buddy": lambda c: c.gives("U1", paused_until=c.desk.now + timedelta(days=1)),
    "not this hour": lambda c: c.gives("U1", hours=frozenset({3})),
    "on shift": lambda c: c.desk.hears(SignalKind.STARTED, "U1"),
    "the guide unread": lambda c: c.gives("U1", guide_version=None),
    "takes only": _takes_only,
    "a guest": lambda c: c.changes("U1", is_guest=True),
    "another language": lambda c: c.gives("U1", languages=frozenset({"de"})),
    "their private list": lambda c: c.gives("U1", PrivateLists(not_with=frozenset({ASKER}))),
    "the asker's private list": lambda c: c.gives(ASKER, PrivateLists(not_with=frozenset({"U1"}))),
    "longer off": lambda c: c.gives("U1", PrivateLists(rests_until=c.desk.now + timedelta(days=2))),
    "no supporter": _without_supporter,
    "would like company themselves": _asks_without_an_answer,
}


@pytest.mark.parametrize("why", BACK)
def test_who_stands_back_is_not_asked(desk: Desk, why: str) -> None:
    circle = Circle(desk, "U1", "U2")
    BACK[why](circle)
    circle.asks()
    assert circle.asked() == ["U2"]


def test_a_day_off_after_a_talk_and_no_more_than_the_week_allows(desk: Desk) -> None:
    circle = Circle(desk, "U1")
    for _ in range(2):
        circle.asks()
        circle.accepts("U1")
        desk.passes(minutes=1)
        desk.passes(hours=23)
        circle.asks(asker="U1")  # asks for themselves; they are never their own buddy
        circle.stops(asker="U1")
        circle.asks()
        assert circle.asked() == []
        circle.stops()
        desk.passes(hours=2)
    circle.asks()
    assert circle.asked() == []
    circle.stops()
    desk.passes(days=6)
    circle.asks()
    assert circle.asked() == ["U1"]
