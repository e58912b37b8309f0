"""Home is drawn from the worker's own choices and plans, and from nothing that they said."""

from datetime import date, time, timedelta

from bot.domain.check_ins import LookIn
from bot.domain.people import DailyWindow
from bot.domain.practices import Feeling
from bot.domain.shifts import UsualShift
from bot.use_cases import home, look_ins, usual_shifts
from tests.use_cases.desk import TWENTY, Desk

NIGHT = DailyWindow(time(22), time(8))


def test_a_stranger_is_shown_the_welcome(desk: Desk) -> None:
    facts = home.look("U1", desk.place)
    assert facts.worker is None
    assert facts.settling == TWENTY


def test_what_is_planned_is_told_until_it_was_sent(desk: Desk) -> None:
    desk.joins()
    desk.done()
    assert home.look("U1", desk.place).planned_for == desk.now + TWENTY
    desk.passes(minutes=20)
    assert home.look("U1", desk.place).planned_for is None


def test_a_look_in_is_told_until_it_was_sent(desk: Desk) -> None:
    desk.joins()
    due = look_ins.ask("U1", LookIn.TOMORROW, desk.key(), desk.place)
    assert due is not None
    assert home.look("U1", desk.place).look_in_at == due
    desk.passes(seconds=(due - desk.now).total_seconds())
    assert home.look("U1", desk.place).look_in_at is None


def test_do_not_disturb_over_the_end_of_a_shift_is_told(desk: Desk) -> None:
    desk.joins(do_not_disturb=NIGHT)
    assert not home.look("U1", desk.place).undisturbed_at_end
    nights = UsualShift("u1", "U1", frozenset({4}), time(18), time(2), date(2026, 1, 1))
    usual_shifts.add(nights, desk.place)
    assert home.look("U1", desk.place).undisturbed_at_end
    assert home.look("U1", desk.place).usual == (nights,)


def test_do_not_disturb_over_a_planned_check_in_is_told(desk: Desk) -> None:
    desk.joins(do_not_disturb=NIGHT)
    desk.done()
    assert home.look("U1", desk.place).undisturbed_at_end


def test_no_answer_changes_anything_in_home(desk: Desk) -> None:
    facts = []
    for feeling in (None, *Feeling):
        alone = Desk(desk.place.store, f"T-{feeling}")
        alone.joins()
        alone.taps(alone.sends_check_in(), feeling)
        alone.passes(minutes=5)
        facts.append(home.look("U1", alone.place))
    assert all(one == facts[0] for one in facts)
    assert facts[0].now - timedelta(minutes=25) == facts[0].worker.on_since  # type: ignore[union-attr]  # who joined is known
