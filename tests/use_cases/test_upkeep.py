"""What has done its work is forgotten in time; what still waits is not."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.check_ins import LookIn
from bot.domain.practices import Feeling
from bot.domain.shifts import SignalKind
from bot.store import tables
from bot.use_cases import look_ins, membership, names
from tests.use_cases.desk import Desk, desk_in
from tests.winding import forgets


def rows(desk: Desk, table: sa.Table) -> int:
    with desk.place.look() as uow:
        return len(uow.connection.execute(sa.select(table)).all())


def forgets_after(desk: Desk, **time: float) -> None:
    desk.clock.move(**time)
    forgets(desk.place)


@pytest.mark.parametrize(("keep", "days"), [(0, 1), (30, 30), (90, 90)])
def test_answers_are_kept_as_long_as_the_worker_chose(desk: Desk, keep: int, days: int) -> None:
    desk.joins(keep_days=keep)
    desk.taps(desk.sends_check_in(), Feeling.HEAVY)
    forgets_after(desk, days=days)
    assert rows(desk, tables.answers) == 1
    forgets_after(desk, seconds=1)
    assert rows(desk, tables.answers) == 0


def test_keys_of_what_was_heard_are_kept_longer_than_anybody_repeats_it(desk: Desk) -> None:
    desk.joins()
    desk.done()
    kept = rows(desk, tables.inbound)
    forgets_after(desk, hours=48)
    assert rows(desk, tables.inbound) == kept
    forgets_after(desk, seconds=1)
    assert rows(desk, tables.inbound) == 0


def test_unknown_names_are_kept_for_two_weeks(desk: Desk) -> None:
    desk.hears(SignalKind.ENDED, worker="anna")
    names.match_later("rota", "anna", None, desk.place)
    forgets_after(desk, days=14)
    assert rows(desk, tables.unknown_names) == 1
    forgets_after(desk, seconds=1)
    assert rows(desk, tables.unknown_names) == 0


def test_after_a_month_nothing_tells_of_a_shift_any_more(desk: Desk) -> None:
    desk.joins()
    desk.hears(SignalKind.ENDED, name="night-7")
    desk.passes(minutes=20)
    desk.taps(desk.last_check_in())
    desk.delivers()
    forgets_after(desk, days=31)
    for table in (tables.shifts, tables.shift_names, tables.check_ins, tables.outbox):
        assert rows(desk, table) == 0, table.name
    assert desk.worker().is_on


def test_what_still_waits_is_not_forgotten(desk: Desk) -> None:
    desk.joins()
    due = look_ins.ask("U1", LookIn.MONTH, desk.key(), desk.place)
    assert due is not None
    desk.hears(SignalKind.ENDED, name="later", ended_at=due)
    forgets_after(desk, seconds=(due - desk.now).total_seconds())
    desk.passes(minutes=20)
    assert desk.arrived() == ["look_in", "check_in"]


def test_a_usual_shift_and_the_choices_are_kept_until_the_worker_removes_them(desk: Desk) -> None:
    desk.joins(most_per_week=2)
    forgets_after(desk, days=400)
    assert desk.worker().most_per_week == 2


def test_forgetting_twice_is_forgetting_once(desk: Desk) -> None:
    desk.joins()
    desk.taps(desk.sends_check_in(), Feeling.HEAVY)
    forgets_after(desk, days=29)
    forgets(desk.place)
    assert len(membership.what_is_held("U1", desk.place)[1]) == 1


def files_with(folder: Path, trace: bytes) -> list[str]:
    return [file.name for file in folder.iterdir() if trace in file.read_bytes()]


def test_no_byte_of_a_forgotten_answer_is_left_in_a_file(tmp_path: Path) -> None:
    with desk_in(tmp_path) as desk:
        desk.joins()
        desk.taps(desk.sends_check_in(), Feeling.HEAVY)
        with desk.place.look() as uow:
            sealed = uow.connection.execute(sa.select(tables.answers.c.sealed)).scalar()
        assert sealed is not None
        assert files_with(tmp_path, sealed)
        forgets_after(desk, days=31)
        assert files_with(tmp_path, sealed) == []


def test_an_erasure_beside_a_slow_reader_is_finished_by_the_next_upkeep(tmp_path: Path) -> None:
    """A backup or a report that reads for long keeps the log from being cut at once."""
    with desk_in(tmp_path) as desk:
        desk.joins("U-ANA")
        with desk.place.look() as reader:
            reader.people.everybody()
            membership.erase("U-ANA", desk.place)
        forgets(desk.place)
        assert files_with(tmp_path, b"U-ANA") == []
