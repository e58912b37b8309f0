"""The master key is replaced under everybody's hands, and without the right one nothing is overwritten."""

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.domain.check_ins import Answer
from bot.store import engines, tables
from bot.store.unit_of_work import Store
from bot.store.vault import Vault
from bot.store.worker_keys import KeysMovedOn, Standing, WorkerKeys
from bot.use_cases import keys, membership
from bot.use_cases.keys import KeyTrouble
from tests.databases import KINDS, migrated_database
from tests.domain.makers import NOON, check_in, shift
from tests.mortal import dies
from tests.store.hands import (
    ANSWER,
    MONTH_ON,
    NEW,
    OLD,
    STRANGE,
    WORKSPACE,
    address,
    people,
    place_on,
    who_can_read,
    with_answers,
)

MANY = 12


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    with migrated_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def answered(url: URL) -> URL:
    with_answers(url, MANY)
    return url


def rotated(url: URL) -> int:
    store = Store(url, NEW, OLD)
    keys.check(store)
    moved = keys.rotate(place_on(store))
    store.close()
    return moved


def rows(url: URL, table: sa.Table) -> int:
    store = Store(url, OLD)
    with store.look(WORKSPACE) as uow:
        count = uow.connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
    store.close()
    return int(count or 0)


# Replacing the master key


def test_after_a_rotation_the_new_key_opens_everything_and_the_old_one_nothing(
    answered: URL,
) -> None:
    assert rotated(answered) == MANY
    assert who_can_read(answered, MANY, NEW) == people(MANY)
    assert who_can_read(answered, MANY, OLD) == []
    assert rotated(answered) == 0


def test_while_both_keys_are_there_everything_opens(answered: URL) -> None:
    assert who_can_read(answered, MANY, NEW, OLD) == people(MANY)
    store = Store(answered, NEW, OLD)
    keys.check(store)
    place = place_on(store)
    membership.turn_on("U900", "on-900", place)
    assert keys.state(store, WORKSPACE) == keys.KeyState(Standing.KNOWN, MANY + 1, MANY, 0)
    store.close()
    assert who_can_read(answered, MANY, NEW, OLD) == people(MANY)


def rotate_in_small_steps(address_: str) -> None:
    keys.AT_ONCE = 5
    rotated(engines.database_url(address_))


def test_a_rotation_that_is_killed_anywhere_loses_nothing_and_goes_on(answered: URL) -> None:
    target = answered.render_as_string(hide_password=False)
    for commit in itertools.count(1):
        if not dies("tests.store.test_keys:rotate_in_small_steps", [target], commit, "before"):
            break
        assert who_can_read(answered, MANY, NEW, OLD) == people(MANY)
    assert commit > MANY // 5
    assert who_can_read(answered, MANY, NEW) == people(MANY)
    store = Store(answered, NEW)
    keys.check(store)
    store.close()


def test_a_key_that_is_being_made_when_the_rotation_begins_is_not_forgotten(answered: URL) -> None:
    lagging = Store(answered, OLD)
    with ThreadPoolExecutor(1) as other:
        with lagging.begin(WORKSPACE) as uow:
            Vault(uow, "U000").destroy()
            Vault(uow, "U000").keep("c-new", "r-new", ANSWER, MONTH_ON)
            rotation = other.submit(rotated, answered)
        rotation.result(timeout=20)
    lagging.close()
    assert who_can_read(answered, MANY, NEW) == people(MANY)


def test_a_process_that_lags_behind_a_rotation_overwrites_nothing(answered: URL) -> None:
    rotated(answered)
    lagging = Store(answered, OLD)
    with pytest.raises(KeysMovedOn), lagging.begin(WORKSPACE) as uow:
        Vault(uow, "U000").keep("c-2", "r-2", Answer(given_at=NOON), MONTH_ON)
    with pytest.raises(KeysMovedOn):
        membership.turn_on("U901", "on-901", place_on(lagging))
    lagging.close()
    assert who_can_read(answered, MANY, NEW) == people(MANY)


def test_a_lagging_process_overwrites_nothing_in_the_middle_of_a_rotation_either(
    answered: URL,
) -> None:
    ahead = Store(answered, NEW, OLD)
    keys.check(ahead)
    with ahead.begin(WORKSPACE) as uow:
        WorkerKeys(uow).wrap_anew(WorkerKeys(uow).page("", 3))
    lagging = Store(answered, OLD)
    keys.check(lagging)
    with pytest.raises(KeysMovedOn), lagging.begin(WORKSPACE) as uow:
        Vault(uow, "U000").keep("c-2", "r-2", Answer(given_at=NOON), MONTH_ON)
    with lagging.begin(WORKSPACE) as uow:
        assert Vault(uow, "U009").answers() == [ANSWER]
    lagging.close()
    ahead.close()
    assert rotated(answered) == MANY - 3
    assert who_can_read(answered, MANY, NEW) == people(MANY)


def test_an_address_is_known_by_either_key_while_both_are_there(answered: URL) -> None:
    both = Store(answered, NEW, OLD)
    with both.look(WORKSPACE) as uow:
        found = uow.people.by_email(*uow.master.email_marks(address("U003")))
        assert found is not None
        assert found.id == "U003"
        assert uow.people.by_email(uow.email_mark(address("U003"))) is None
    both.close()


# A key that does not fit


def test_a_wrong_key_is_told_at_the_start_and_changes_nothing(answered: URL) -> None:
    strange = Store(answered, STRANGE)
    with pytest.raises(KeyTrouble, match="aftershift keys forget"):
        keys.check(strange)
    with pytest.raises(KeysMovedOn), strange.begin(WORKSPACE) as uow:
        Vault(uow, "U000").keep("c-2", "r-2", Answer(given_at=NOON), MONTH_ON)
    strange.close()
    assert who_can_read(answered, MANY, OLD) == people(MANY)


def test_as_long_as_nothing_is_sealed_any_key_will_do(url: URL) -> None:
    for key in (OLD, STRANGE):
        store = Store(url, key)
        keys.check(store)
        store.close()


def test_a_database_of_the_first_release_learns_which_key_it_is_used_with(answered: URL) -> None:
    store = Store(answered, OLD)
    with store.begin(WORKSPACE) as uow:
        uow.connection.execute(sa.delete(tables.master_keys))
    store.close()
    strange = Store(answered, STRANGE)
    with pytest.raises(KeyTrouble):
        keys.check(strange)
    strange.close()
    assert rotated(answered) == MANY
    assert who_can_read(answered, MANY, NEW) == people(MANY)


def test_keys_that_are_missing_altogether_are_told_with_the_way_on(answered: URL) -> None:
    store = Store(answered, OLD)
    with store.begin(WORKSPACE) as uow:
        tables.worker_keys.drop(uow.connection)
    with pytest.raises(KeyTrouble, match="aftershift restore"):
        keys.check(store)
    store.close()


def test_a_missing_place_for_keys_is_made_where_nobody_has_joined_yet(url: URL) -> None:
    store = Store(url, OLD)
    with store.begin(WORKSPACE) as uow:
        tables.worker_keys.drop(uow.connection)
    keys.check(store)
    assert store.has_keys()
    store.close()


# Going on without


def forgotten(url: URL) -> int:
    store = Store(url, STRANGE)
    lost = keys.forget(place_on(store))
    keys.check(store)
    store.close()
    return lost


def test_without_the_key_the_answers_are_lost_and_nothing_else(answered: URL) -> None:
    store = Store(answered, OLD)
    with store.begin(WORKSPACE) as uow:
        before = uow.people.everybody()
        uow.shifts.save(shift(worker="U000"), NOON)
        uow.check_ins.save(check_in(worker="U000"), NOON)
    store.close()

    assert forgotten(answered) == MANY

    store = Store(answered, STRANGE)
    with store.begin(WORKSPACE) as uow:
        unmarked = [one.__class__(**{**one.__dict__, "email_mark": None}) for one in before]
        assert uow.people.everybody() == unmarked
        assert uow.shifts.get("s1") == shift(worker="U000")
        assert uow.check_ins.get("c1") == check_in(worker="U000")
        assert Vault(uow, "U000").answers() == []
        Vault(uow, "U000").keep("c1", "r1", ANSWER, MONTH_ON)
        assert Vault(uow, "U000").answers() == [ANSWER]
    store.close()
    assert who_can_read(answered, MANY, OLD) == []


def test_afterwards_everybody_has_a_key_and_a_memory_so_that_no_row_tells_of_anybody(
    answered: URL,
) -> None:
    forgotten(answered)
    assert rows(answered, tables.worker_keys) == MANY
    assert rows(answered, tables.memories) == MANY
    assert rows(answered, tables.answers) == 0


def test_only_what_cannot_be_opened_is_forgotten(answered: URL) -> None:
    store = Store(answered, OLD)
    with store.begin(WORKSPACE) as uow:
        torn = sa.update(tables.worker_keys).where(tables.worker_keys.c.worker == "U004")
        uow.connection.execute(torn.values(wrapped=b"torn"))
    place = place_on(store)
    keys.check(store)
    assert keys.state(store, WORKSPACE).lost == 1
    assert keys.lost_workers(place) == ["U004"]
    assert keys.forget(place) == 1
    with store.look(WORKSPACE) as uow:
        found = uow.people.get("U005")
        assert found is not None
        assert found.email_mark == uow.email_mark(address("U005"))
    store.close()
    assert who_can_read(answered, MANY, OLD) == [w for w in people(MANY) if w != "U004"]


def forget_in_small_steps(address_: str) -> None:
    keys.AT_ONCE = 5
    forgotten(engines.database_url(address_))


def test_forgetting_that_is_killed_anywhere_goes_on(url: URL) -> None:
    with_answers(url, 3)
    target = url.render_as_string(hide_password=False)
    for commit in itertools.count(1):
        if not dies("tests.store.test_keys:forget_in_small_steps", [target], commit, "before"):
            break
    assert rows(url, tables.worker_keys) == rows(url, tables.memories) == 3
    assert rows(url, tables.answers) == 0
    store = Store(url, STRANGE)
    keys.check(store)
    assert keys.state(store, WORKSPACE) == keys.KeyState(Standing.KNOWN, 3, 0, 0)
    with store.look(WORKSPACE) as uow:
        assert [one.email_mark for one in uow.people.everybody()] == [None] * 3
    store.close()
