"""What the clock does for many: a few in one transaction, and nobody pays for another's misfortune."""

import pytest

from bot.domain.check_ins import CheckInState
from bot.domain.people import Worker
from bot.store.unit_of_work import StoreUnavailable, UnitOfWork
from bot.use_cases.check_ins import LAPSE
from bot.use_cases.chores import AT_ONCE, Chore
from bot.use_cases.workplace import Workplace
from tests.use_cases.desk import Desk
from tests.winding import does


def crowd(desk: Desk, size: int) -> list[str]:
    workers = [f"U{number:03}" for number in range(size)]
    for worker in workers:
        desk.joins(worker)
    return workers


def everybody(uow: UnitOfWork, _now: object) -> list[Worker]:
    return uow.people.everybody()


def test_many_are_done_a_few_at_a_time(desk: Desk) -> None:
    crowd(desk, AT_ONCE * 2 + 1)
    chore = Chore("test", everybody, lambda _uow, _one, _place: True)
    assert [len(some) for some in chore.look(desk.place)] == [AT_ONCE, AT_ONCE, 1]
    assert does(chore, desk.place) == AT_ONCE * 2 + 1


def test_one_that_fails_leaves_no_trace_and_stops_nobody(desk: Desk) -> None:
    crowd(desk, 3)

    def write_then_stumble(uow: UnitOfWork, one: Worker, _place: Workplace) -> bool:
        uow.people.note_channel(one.id, "D1")
        if one.id == "U001":
            raise ArithmeticError
        return True

    assert does(Chore("test", everybody, write_then_stumble), desk.place) == 2
    assert [desk.worker(f"U00{n}").channel for n in range(3)] == ["D1", None, "D1"]


def test_a_database_that_is_away_ends_the_step_and_not_the_chore(desk: Desk) -> None:
    crowd(desk, 1)

    def away(_uow: UnitOfWork, _one: Worker, _place: Workplace) -> bool:
        raise StoreUnavailable("locked")

    with pytest.raises(StoreUnavailable):
        does(Chore("test", everybody, away), desk.place)


def test_what_somebody_else_did_between_the_look_and_the_step_is_not_done_again(desk: Desk) -> None:
    desk.joins()
    sent = desk.sends_check_in()
    desk.clock.move(hours=4)
    (some,) = LAPSE.look(desk.place)
    desk.taps(sent)
    assert LAPSE.do(some, desk.place) == 0
    assert desk.check_in(sent.id).state is CheckInState.ANSWERED
