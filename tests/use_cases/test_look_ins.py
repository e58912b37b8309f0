"""A look-in comes when the worker asked for it, at an hour at which people are awake."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.domain.check_ins import CheckInKind, CheckInState, LookIn
from bot.domain.people import DailyWindow, Moment
from bot.domain.practices import Feeling
from bot.use_cases import check_ins, look_ins, membership
from tests.domain.makers import FIVE_ZONES
from tests.use_cases.desk import Desk

NIGHT = DailyWindow(time(22), time(8))


def asks(desk: Desk, wish: LookIn, worker: str = "U1") -> datetime | None:
    return look_ins.ask(worker, wish, desk.key(), desk.place)


def arrives(desk: Desk, due: datetime) -> None:
    desk.passes(seconds=(due - desk.now).total_seconds())


def local(desk: Desk, moment: datetime | None) -> datetime:
    assert moment is not None
    return desk.worker().local(moment)


@pytest.mark.parametrize(
    ("wish", "days"), [(LookIn.TOMORROW, 1), (LookIn.THREE_DAYS, 3), (LookIn.MONTH, 30)]
)
@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_it_comes_on_the_day_asked_for_at_a_waking_hour(
    desk: Desk, zone: str, wish: LookIn, days: int
) -> None:
    desk.joins(zone=zone)
    due = local(desk, asks(desk, wish))
    assert due.date() == local(desk, desk.now).date() + timedelta(days=days)
    assert time(9) <= due.time() <= time(21)
    arrives(desk, due)
    assert desk.arrived() == ["look_in"]


def test_who_sleeps_by_day_is_met_when_they_wake(desk: Desk) -> None:
    desk.joins(zone="Europe/Lisbon", moment=Moment.WAKE, wake_at=time(14, 30))
    assert local(desk, asks(desk, LookIn.TOMORROW)).time() == time(14, 30)


def test_asked_for_by_day_it_comes_at_the_same_time_of_day(desk: Desk) -> None:
    desk.joins(zone="Europe/Lisbon")
    desk.clock.move(hours=9, minutes=17)
    assert local(desk, asks(desk, LookIn.TOMORROW)).time() == time(11, 17)


def test_it_never_falls_into_quiet_hours(desk: Desk) -> None:
    desk.joins(zone="Europe/Lisbon", quiet_hours=DailyWindow(time(16), time(18)))
    assert local(desk, asks(desk, LookIn.TOMORROW)).time() == time(18)


def test_no_means_no(desk: Desk) -> None:
    desk.joins()
    assert asks(desk, LookIn.NO) is None
    assert desk.check_ins() == []


def test_the_newest_wish_counts(desk: Desk) -> None:
    desk.joins()
    first = asks(desk, LookIn.TOMORROW)
    second = asks(desk, LookIn.THREE_DAYS)
    assert first is not None
    assert second is not None
    arrives(desk, first)
    assert desk.arrived() == []
    arrives(desk, second)
    assert desk.arrived() == ["look_in"]


def test_a_wish_can_be_taken_back(desk: Desk) -> None:
    desk.joins()
    due = asks(desk, LookIn.TOMORROW)
    assert due is not None
    asks(desk, LookIn.NO)
    arrives(desk, due)
    assert desk.arrived() == []


def test_a_wish_delivered_twice_is_one_wish(desk: Desk) -> None:
    desk.joins()
    first = look_ins.ask("U1", LookIn.TOMORROW, "tap-1", desk.place)
    again = look_ins.ask("U1", LookIn.TOMORROW, "tap-1", desk.place)
    assert first == again
    assert len(desk.check_ins()) == 1


def test_who_is_off_asks_in_vain(desk: Desk) -> None:
    assert asks(desk, LookIn.TOMORROW) is None


def test_it_takes_nothing_from_the_weekly_number(desk: Desk) -> None:
    desk.joins(most_per_week=1)
    desk.sends_check_in()
    due = asks(desk, LookIn.TOMORROW)
    assert due is not None
    arrives(desk, due)
    assert desk.arrived().count("look_in") == 1
    desk.clock.move(days=7)
    desk.sends_check_in()
    assert desk.arrived().count("check_in") == 2


def test_a_check_in_and_a_look_in_stand_beside_each_other(desk: Desk) -> None:
    desk.joins()
    asks(desk, LookIn.TOMORROW)
    desk.sends_check_in()
    assert desk.open_one(kind=CheckInKind.SHIFT_END) is not None
    assert desk.open_one(kind=CheckInKind.LOOK_IN) is not None


def test_quiet_hours_chosen_later_hold_it_back_until_it_expires(desk: Desk) -> None:
    desk.joins(zone="Europe/Lisbon")
    due = asks(desk, LookIn.TOMORROW)
    assert due is not None
    with desk.place.begin() as uow:
        uow.people.save(replace(desk.worker(), quiet_hours=DailyWindow(time(16), time(20))))
    arrives(desk, due)
    for _ in range(6):
        desk.passes(hours=1)
    assert desk.arrived() == []
    assert desk.last_check_in().state is CheckInState.EXPIRED


def test_quiet_hours_that_end_soon_only_make_it_later(desk: Desk) -> None:
    desk.joins(zone="Europe/Lisbon")
    due = asks(desk, LookIn.TOMORROW)
    assert due is not None
    with desk.place.begin() as uow:
        uow.people.save(replace(desk.worker(), quiet_hours=DailyWindow(time(16), time(18))))
    arrives(desk, due)
    assert desk.arrived() == []
    desk.passes(hours=1)
    assert desk.arrived() == ["look_in"]


def test_a_look_in_is_answered_like_a_check_in(desk: Desk) -> None:
    desk.joins()
    due = asks(desk, LookIn.TOMORROW)
    assert due is not None
    arrives(desk, due)
    desk.taps(desk.last_check_in(), Feeling.HEAVY)
    desk.delivers()
    assert desk.arrived() == ["look_in", "card"]
    assert len(membership.what_is_held("U1", desk.place)[1]) == 1


def test_a_new_wish_while_the_last_one_lies_unanswered_makes_that_one_a_card(desk: Desk) -> None:
    """Otherwise its question would stand there with its buttons for ever."""
    desk.joins()
    due = asks(desk, LookIn.TOMORROW)
    assert due is not None
    arrives(desk, due)
    asks(desk, LookIn.TOMORROW)
    desk.delivers()
    assert desk.arrived() == ["look_in", "card"]


def test_staying_on_shift_moves_a_look_in_by_an_hour(desk: Desk) -> None:
    desk.joins()
    due = asks(desk, LookIn.TOMORROW)
    assert due is not None
    arrives(desk, due)
    check_ins.stay_on_shift(desk.meeting(desk.last_check_in()), None, desk.place)
    desk.passes(hours=1)
    assert desk.arrived() == ["look_in", "withdrawal", "look_in"]
