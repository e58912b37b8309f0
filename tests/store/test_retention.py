"""What is old goes in small steps, what still waits stays, and a kill on the way costs nothing."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.domain.check_ins import OPEN, CheckInState
from bot.domain.letters import Letter, LetterKind, LetterState
from bot.domain.shifts import Signal, SignalKind, Whom
from bot.store import engines, retention, tables
from bot.store.retention import Old
from bot.store.unit_of_work import Store, UnitOfWork
from bot.store.vault import Vault
from bot.use_cases import membership, upkeep
from tests.databases import KINDS, migrated_database
from tests.domain.makers import NOON, check_in, shift, worker
from tests.fakes import HandClock
from tests.mortal import dies
from tests.store.hands import ANSWER, MONTH_ON, OLD, people, place_on, who_can_read, with_answers
from tests.store.stores import WORKSPACE, opened
from tests.store.test_migrate import there
from tests.winding import forgets

HOUR, MONTH = timedelta(hours=1), timedelta(days=30)


def forgotten(uow: UnitOfWork, old: Old) -> int:
    return retention.forget_some(uow, old, 500)


def count(store: Store, table: sa.Table) -> int:
    with store.look(WORKSPACE) as uow:
        return uow.connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() or 0


def ids(uow: UnitOfWork, table: sa.Table) -> set[str]:
    return set(uow.connection.execute(sa.select(table.c.id)).scalars())


# What is old


def test_answers_go_when_their_time_is_over(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.people.save(worker())
        vault = Vault(uow, "U1")
        vault.keep("c1", "r1", ANSWER, NOON)
        vault.keep("c2", "r2", ANSWER, MONTH_ON)
        assert forgotten(uow, retention.answers(NOON)) == 0
        assert forgotten(uow, retention.answers(NOON + timedelta(seconds=1))) == 1
        assert vault.answer_to("c1") is None
        assert vault.answer_to("c2") == ANSWER


def test_marks_of_what_was_heard_go_when_nobody_repeats_it_any_more(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.inbound.is_new("old", NOON - HOUR)
        uow.inbound.is_new("new", NOON)
        assert forgotten(uow, retention.heard(NOON)) == 1
        assert not uow.inbound.is_new("new", NOON)
        assert uow.inbound.is_new("old", NOON)


def test_names_not_heard_for_long_go(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.unknown_names.note("rota", "old@x.example", NOON)
        uow.unknown_names.note("rota", "new@x.example", NOON + HOUR)
        assert forgotten(uow, retention.unknown_names(NOON + HOUR)) == 1
        assert uow.unknown_names.next_waiting() == ("rota", "new@x.example")


def test_signals_that_nobody_takes_in_go(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        for row, at in (("old", NOON - HOUR), ("new", NOON)):
            uow.signals.receive(row, Signal(SignalKind.ENDED, "rota", at), Whom("U1"), at)
        assert forgotten(uow, retention.waiting_signals(NOON)) == 1
        assert ids(uow, tables.waiting_signals) == {"new"}


def test_only_letters_that_have_ended_go(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        for state in LetterState:
            uow.outbox.put(Letter(state.value, LetterKind.CARD, "U1", NOON), NOON)
            this = tables.outbox.c.id == state.value
            uow.connection.execute(sa.update(tables.outbox).where(this).values(state=state.value))
        assert forgotten(uow, retention.letters(NOON)) == 0
        forgotten(uow, retention.letters(NOON + HOUR))
        assert ids(uow, tables.outbox) == {"due", "sending", "uncertain"}


def test_only_check_ins_that_have_ended_or_were_given_up_go(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        for number, state in enumerate(CheckInState):
            uow.people.save(worker(id=f"U{number}"))
            one = check_in(state.value, worker=f"U{number}", shift=state.value, state=state)
            due = NOON + 2 * HOUR if state is CheckInState.PLANNED else NOON
            uow.check_ins.save(replace(one, due_at=due), NOON)
        uow.people.save(worker(id="U99"))
        uow.check_ins.save(check_in("given-up", worker="U99", shift="x"), NOON)
        assert forgotten(uow, retention.check_ins(NOON)) == 0
        forgotten(uow, retention.check_ins(NOON + HOUR))
        assert ids(uow, tables.check_ins) == {state.value for state in OPEN}


def test_shifts_go_with_their_names_when_they_were_heard_of_and_ended_long_ago(
    store: Store,
) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.people.save(worker())
        uow.shifts.save(shift("old", ends_at=NOON - MONTH - HOUR), NOON - MONTH - HOUR)
        uow.shifts.name(shift("old"), "rota", "night-7")
        uow.shifts.save(shift("announced", ends_at=NOON + HOUR), NOON - MONTH - HOUR)
        uow.shifts.save(shift("new"), NOON)
        assert forgotten(uow, retention.shifts(NOON - MONTH)) == 1
        assert ids(uow, tables.shifts) == {"announced", "new"}
        assert uow.shifts.named("rota", "U1", "night-7") is None


def test_the_key_of_somebody_who_is_no_worker_any_more_goes(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        for one in ("U1", "U2"):
            uow.people.save(worker(id=one))
            Vault(uow, one).open(NOON.date())
        assert forgotten(uow, retention.keys_of_nobody()) == 0
        uow.people.remove("U2")
        assert forgotten(uow, retention.keys_of_nobody()) == 1
        assert Vault(uow, "U1")._key() is not None


def test_where_no_key_belongs_to_anybody_the_keys_are_left_alone(store: Store) -> None:
    """Somebody began anew beside the old keys, and may yet find the backup that goes with them."""
    with store.begin(WORKSPACE) as uow:
        uow.people.save(worker())
        Vault(uow, "U1").open(NOON.date())
        uow.people.remove("U1")
        uow.people.save(worker(id="U2"))
        assert forgotten(uow, retention.keys_of_nobody()) == 0


def test_another_workspace_keeps_what_it_has(store: Store) -> None:
    with store.begin("T2") as uow:
        uow.inbound.is_new("old", NOON - HOUR)
    with store.begin(WORKSPACE) as uow:
        assert forgotten(uow, retention.heard(NOON)) == 0


# In small steps


def with_marks(store: Store, number: int) -> None:
    rows = [
        {"workspace": WORKSPACE, "key": f"{n:064d}", "heard_at": NOON - MONTH}
        for n in range(number)
    ]
    with store.begin(WORKSPACE) as uow:
        uow.connection.execute(sa.insert(tables.inbound), rows)


def test_no_step_is_longer_than_some_hundred_rows(store: Store) -> None:
    with_marks(store, 2 * upkeep.AT_ONCE + 1)
    left = []
    while upkeep.forget_some(place_on(store)):
        left.append(count(store, tables.inbound))
    assert left == [upkeep.AT_ONCE + 1, 1, 0]


def test_whoever_writes_meanwhile_gets_their_turn_between_two_steps(store: Store) -> None:
    with_marks(store, 3 * upkeep.AT_ONCE)
    place = place_on(store)
    assert upkeep.forget_some(place)
    membership.turn_on("U1", "on", place)
    assert 0 < count(store, tables.inbound) < 3 * upkeep.AT_ONCE
    forgets(place)
    assert count(store, tables.inbound) == 1


def test_two_processes_that_forget_at_once_share_the_work(tmp_path: Path) -> None:
    with migrated_database("postgresql", tmp_path) as url:
        store = Store(url, OLD)
        with_marks(store, 30)
        with store.begin(WORKSPACE) as one, store.begin(WORKSPACE) as other:
            assert retention.forget_some(one, retention.heard(NOON), 20) == 20
            assert retention.forget_some(other, retention.heard(NOON), 20) == 10
        store.close()


# Killed on the way


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    with migrated_database(request.param, tmp_path) as url:
        yield url


def forget_in_small_steps(address: str) -> None:
    upkeep.AT_ONCE = 2
    store = Store(engines.database_url(address), OLD)
    forgets(place_on(store, HandClock(MONTH_ON + HOUR)))
    store.close()


def test_forgetting_that_is_killed_anywhere_goes_on(url: URL) -> None:
    with_answers(url, 5)
    work = "tests.store.test_retention:forget_in_small_steps"
    for commit in itertools.count(1):
        if not dies(work, [there(url)], commit, "before"):
            break
    store = Store(url, OLD)
    for gone in (tables.answers, tables.inbound, tables.memories):
        assert count(store, gone) == 0
    assert count(store, tables.worker_keys) == count(store, tables.preferences) == 5
    store.close()


# Erasing one person


def erase_there(address: str) -> None:
    store = Store(engines.database_url(address), OLD)
    membership.erase("U001", place_on(store))
    store.close()


def held_of(url: URL, person: str) -> set[str]:
    """The tables in which anything is held of somebody."""
    store = Store(url, OLD)
    with store.look(WORKSPACE) as uow:
        found = {
            table.name
            for table in tables.metadata.sorted_tables
            for column in table.c
            if column.name in ("worker", "recipient")
            or (table.name, column.name) == ("workers", "id")
            if uow.connection.execute(sa.select(table).where(column == person)).first()
        }
    store.close()
    return found


def test_an_erasure_that_is_killed_anywhere_was_none_and_can_be_done_again(url: URL) -> None:
    with_answers(url, 3)
    store = Store(url, OLD)
    with store.begin(WORKSPACE) as uow:
        uow.outbox.put(Letter("l1", LetterKind.CHECK_IN, "U001", NOON), NOON)
    store.close()
    everything = held_of(url, "U001")
    assert everything == {"workers", "answers", "memories", "preferences", "worker_keys", "outbox"}
    for statement in itertools.count(1):
        if not dies("tests.store.test_retention:erase_there", [there(url)], statement, "at"):
            break
        assert held_of(url, "U001") == everything
        assert who_can_read(url, 3, OLD) == people(3)
    assert statement > 3
    assert held_of(url, "U001") == set()
    assert who_can_read(url, 3, OLD) == ["U000", "U002"]


def test_an_erasure_beside_a_slow_reader_leaves_the_files_with_the_next_write(
    tmp_path: Path,
) -> None:
    """A backup or a report that reads for long keeps the log from being cut at once."""
    with opened(tmp_path, OLD) as store:
        place = place_on(store)
        membership.turn_on("U-ANA", "on", place)
        with store.look(WORKSPACE) as reader:
            reader.people.everybody()
            membership.erase("U-ANA", place)
            membership.turn_on("U-BEN", "on-too", place)
        assert any(b"U-ANA" in file.read_bytes() for file in tmp_path.iterdir())
        membership.turn_off("U-BEN", place)
        assert not any(b"U-ANA" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_look_in_asked_for_a_month_ago_is_not_old_on_the_day_it_comes(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.people.save(worker())
        due = NOON + MONTH
        asked = replace(check_in(), state=CheckInState.ANSWERED, due_at=due, sent_at=due)
        uow.check_ins.save(asked, NOON)
        uow.outbox.put(Letter("l1", LetterKind.LOOK_IN, "U1", due, asked.id), NOON)
        uow.outbox.close(["l1"], LetterState.CANCELLED)
        a_day_later = due + timedelta(days=1) - MONTH
        assert forgotten(uow, retention.check_ins(a_day_later)) == 0
        assert forgotten(uow, retention.letters(a_day_later)) == 0
        much_later = due + timedelta(seconds=1)
        assert forgotten(uow, retention.check_ins(much_later)) == 1
        assert forgotten(uow, retention.letters(much_later)) == 1
