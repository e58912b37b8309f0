"""Shifts, their names in each source, and usual shifts come back as they were saved."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from bot.domain.shifts import ShiftState, UsualShift
from bot.store.unit_of_work import Store, UnitOfWork
from tests.domain.makers import NOON, shift, worker
from tests.store.stores import WORKSPACE

HOUR = timedelta(hours=1)

FRIDAYS = UsualShift(
    id="u1",
    worker="U1",
    days=frozenset({4, 5}),
    start=time(22),
    end=time(6, 30),
    first_day=date(2026, 11, 1),
    last_day=date(2027, 3, 31),
    skipped=frozenset({date(2026, 12, 25)}),
)


def with_ana(uow: UnitOfWork) -> UnitOfWork:
    uow.people.save(worker())
    return uow


@pytest.mark.parametrize("state", ShiftState)
def test_a_shift_comes_back_as_saved(store: Store, state: ShiftState) -> None:
    known = shift(state=state, started_at=NOON - 8 * HOUR, ends_at=None)
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).shifts.save(known, NOON)
        assert uow.shifts.get("s1") == known
        uow.shifts.save(shift(), NOON)
        assert uow.shifts.get("s1") == shift()


def test_the_shift_heard_of_last_comes_first(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).people.save(worker(id="U2"))
        uow.shifts.save(shift("older"), NOON - HOUR)
        uow.shifts.save(shift("newer"), NOON)
        uow.shifts.save(shift("older", ends_at=NOON - HOUR), NOON + HOUR)
        uow.shifts.save(shift("of-another", worker="U2"), NOON)
        assert [one.id for one in uow.shifts.lately("U1")] == ["newer", "older"]


def test_a_name_means_the_shift_of_that_worker_in_that_source_only(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).shifts.save(shift(), NOON)
        uow.shifts.name(shift(), "rota", "night-7")
        assert uow.shifts.named("rota", "U1", "night-7") == shift()
        assert uow.shifts.named("calendar", "U1", "night-7") is None
        assert uow.shifts.named("rota", "U2", "night-7") is None
        assert uow.shifts.named("rota", "U1", "night-8") is None


def test_one_name_never_means_two_shifts(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).shifts.save(shift(), NOON)
        uow.shifts.save(shift("s2"), NOON)
        uow.shifts.name(shift(), "rota", "night-7")
    with pytest.raises(sa.exc.IntegrityError), store.begin(WORKSPACE) as uow:
        uow.shifts.name(shift("s2"), "rota", "night-7")


def test_only_expected_shifts_whose_end_has_come_are_over(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow)
        uow.shifts.save(shift("over", state=ShiftState.EXPECTED), NOON)
        uow.shifts.save(shift("later", state=ShiftState.EXPECTED, ends_at=NOON + HOUR), NOON)
        uow.shifts.save(shift("ended"), NOON)
        uow.shifts.save(shift("cancelled", state=ShiftState.CANCELLED), NOON)
        assert [one.id for one in uow.shifts.over_by(NOON)] == ["over"]


def test_a_usual_shift_comes_back_as_saved(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).shifts.save_usual(FRIDAYS, told_until=NOON, look_at=NOON + HOUR)
        assert uow.shifts.usual_of("U1") == [FRIDAYS]
        again = FRIDAYS.skipping(date(2027, 1, 1))
        uow.shifts.save_usual(again, told_until=NOON, look_at=NOON + HOUR)
        assert uow.shifts.usual_of("U1") == [again]


def test_a_usual_shift_is_looked_at_when_it_ends_and_then_not_before_the_next_end(
    store: Store,
) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).shifts.save_usual(FRIDAYS, told_until=NOON, look_at=NOON + HOUR)
        assert uow.shifts.usual_due(NOON) == []
        assert uow.shifts.usual_due(NOON + HOUR) == [(FRIDAYS, NOON)]
        uow.shifts.told_usual("u1", NOON + HOUR, look_at=NOON + 24 * HOUR)
        assert uow.shifts.usual_due(NOON + HOUR) == []
        assert uow.shifts.usual_due(NOON + 24 * HOUR) == [(FRIDAYS, NOON + HOUR)]


def test_nobody_removes_the_usual_shift_of_another(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).shifts.save_usual(FRIDAYS, told_until=NOON, look_at=NOON + HOUR)
        uow.shifts.remove_usual("u1", "U2")
        assert uow.shifts.usual_of("U1") == [FRIDAYS]
        uow.shifts.remove_usual("u1", "U1")
        assert uow.shifts.usual_of("U1") == []
