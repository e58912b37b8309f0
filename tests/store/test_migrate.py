"""The schema goes up and down with data in it, and is the one that the code believes in."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL

from bot.domain.letters import Letter, LetterKind
from bot.domain.shifts import Signal, SignalKind, Whom
from bot.store import engines, migrate, tables
from bot.store.rates import locked_bucket, save_bucket
from bot.store.unit_of_work import Store
from bot.store.vault import Vault
from tests.domain.makers import NOON, check_in, shift, worker
from tests.store.stores import MASTER, WORKSPACE, url_in
from tests.store.test_shifts import FRIDAYS
from tests.store.test_vault import ANSWER


def fill(url: URL) -> dict[str, int]:
    """At least one row in every table; returned is how many there are in each."""
    store = Store(url, MASTER)
    with store.begin(WORKSPACE) as uow:
        uow.people.save(worker())
        uow.coordinators.add("U3", NOON)
        uow.shifts.save(shift(), NOON)
        uow.shifts.name(shift(), "rota", "night-7")
        uow.shifts.save_usual(FRIDAYS, NOON, NOON)
        uow.check_ins.save(check_in(), NOON)
        uow.outbox.put(Letter("l1", LetterKind.CHECK_IN, "U1", NOON, "c1"), NOON)
        uow.inbound.is_new("tap-1", NOON)
        uow.unknown_names.note("rota", "anna", NOON)
        uow.signals.receive("r1", Signal(SignalKind.ENDED, "rota", NOON), Whom("U1"), NOON)
        save_bucket(uow, locked_bucket(uow, NOON))
        Vault(uow, "U1").open_memory()
        Vault(uow, "U1").keep("c1", "r1", ANSWER, NOON)
    store.close()
    return counted(url)


def counted(url: URL) -> dict[str, int]:
    engine = engines.open_readers(url)
    with engine.begin() as connection:
        counts = {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for table in tables.metadata.sorted_tables
        }
    engine.dispose()
    return {name: int(count or 0) for name, count in counts.items()}


def broken_ties(folder: Path) -> list[Any]:
    with closing(sqlite3.connect(folder / "aftershift.db")) as connection:
        return connection.execute("PRAGMA foreign_key_check").fetchall()


def test_an_empty_folder_gets_the_newest_schema(tmp_path: Path) -> None:
    url = url_in(tmp_path / "not" / "there" / "yet")
    migrate.upgrade(url)
    assert migrate.current(url) == migrate.newest()


def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    migrate.upgrade(url)
    before = fill(url)
    migrate.upgrade(url)
    assert counted(url) == before


def test_every_table_has_a_row_in_these_tests(tmp_path: Path) -> None:
    """So that a new table is not forgotten by them."""
    url = url_in(tmp_path)
    migrate.upgrade(url)
    assert [name for name, count in fill(url).items() if count == 0] == []


def test_the_migrations_make_the_tables_that_the_code_believes_in(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    migrate.upgrade(url)
    engine = engines.open_readers(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_schemas": True, "compare_type": True}
        )
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()


def revisions() -> list[str]:
    """Every revision, newest first."""
    script = ScriptDirectory.from_config(migrate._config())
    return [revision.revision for revision in script.walk_revisions()]


@pytest.mark.parametrize("revision", revisions())
def test_a_step_down_and_up_again_with_data_loses_no_row_that_both_sides_know(
    tmp_path: Path, revision: str
) -> None:
    url = url_in(tmp_path)
    migrate.upgrade(url)
    before = fill(url)
    below = [*revisions(), "base"][revisions().index(revision) + 1]
    migrate.downgrade(url, below)
    assert broken_ties(tmp_path) == []
    migrate.upgrade(url)
    assert broken_ties(tmp_path) == []
    assert migrate.current(url) == migrate.newest()
    after = counted(url)
    assert after == (dict.fromkeys(before, 0) if below == "base" else before)


def test_all_the_way_down_nothing_is_left_behind(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    migrate.upgrade(url)
    fill(url)
    migrate.downgrade(url, "base")
    for name in ("aftershift.db", "keys.db"):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            left = connection.execute("SELECT name FROM sqlite_master").fetchall()
            assert {row[0] for row in left} <= {
                "alembic_version",
                "sqlite_autoindex_alembic_version_1",
            }


def test_no_child_row_goes_when_its_parent_table_is_made_anew(tmp_path: Path) -> None:
    """With foreign keys on, making the parent anew deleted 5 of 5 children (engine.md section 7)."""
    url = url_in(tmp_path)
    migrate.upgrade(url)
    before = fill(url)

    def make_anew(config: Any, _revision: str) -> None:
        do = config.attributes["connection"].exec_driver_sql
        do("CREATE TEMPORARY TABLE aside AS SELECT * FROM workers")
        do("DELETE FROM workers")
        do("INSERT INTO workers SELECT * FROM aside")

    migrate._run(url, "head", make_anew)
    assert counted(url) == before


def test_a_migration_that_breaks_a_tie_is_taken_back(tmp_path: Path) -> None:
    url = url_in(tmp_path)
    migrate.upgrade(url)
    before = fill(url)

    def lose_the_parents(config: Any, _revision: str) -> None:
        config.attributes["connection"].exec_driver_sql("DELETE FROM workers")

    with pytest.raises(sa.exc.IntegrityError):
        migrate._run(url, "head", lose_the_parents)
    assert counted(url) == before
