"""The schema goes up and down with data in it, and is the one that the code believes in."""

import itertools
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import URL

from bot.domain.letters import Letter, LetterKind
from bot.domain.shifts import Signal, SignalKind, Whom
from bot.store import engines, migrate, tables
from bot.store.columns import Instant
from bot.store.rates import locked_bucket, save_bucket
from bot.store.unit_of_work import Store
from bot.store.vault import Vault
from tests.databases import KINDS, fresh_database, locked
from tests.domain.makers import NOON, check_in, shift, worker
from tests.forks import starts
from tests.mortal import dies
from tests.store.stores import MASTER, WORKSPACE, url_in
from tests.store.test_shifts import FRIDAYS
from tests.store.test_vault import ANSWER

ROOMS = {
    "roster": [
        tables.roster_names, tables.roster, tables.roles, tables.supporters, tables.audit_log,
        tables.audit_names, tables.audit_chain,
    ],
    "buddies": [
        tables.buddies, tables.private_lists, tables.buddy_requests, tables.buddy_offers, tables.hellos,
    ],
    "pairs": [tables.rounds, tables.pairs, tables.pair_members, tables.rests],
}  # fmt: skip
STEPS = 15  # of the statements of a migration, every so many-th is one to be killed at


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    with fresh_database(request.param, tmp_path) as address:
        yield engines.database_url(address)


@pytest.fixture
def url(empty: URL) -> URL:
    migrate.upgrade(empty)
    return empty


def fill(url: URL) -> dict[str, int]:
    """At least one row in every table; returned is how many there are in each."""
    store = Store(url, MASTER)
    with store.begin(WORKSPACE) as uow:
        uow.people.save(worker())
        old = {"workspace": WORKSPACE, "person": "U3", "named_at": NOON}
        uow.connection.execute(sa.insert(tables.coordinators).values(old))
        uow.shifts.save(shift(), NOON)
        uow.shifts.name(shift(), "rota", "night-7")
        uow.shifts.save_usual(FRIDAYS, NOON, NOON)
        uow.check_ins.save(check_in(), NOON)
        uow.outbox.put(Letter("l1", LetterKind.CHECK_IN, "U1", NOON, "c1"), NOON)
        uow.inbound.is_new("tap-1", NOON)
        uow.unknown_names.note("rota", "anna", NOON)
        uow.signals.receive("r1", Signal(SignalKind.ENDED, "rota", NOON), Whom("U1"), NOON)
        uow.heartbeats.beat("p1", "worker", NOON)
        uow.restores.note(NOON)
        save_bucket(uow, locked_bucket(uow, NOON))
        Vault(uow, "U1").open(NOON.date())
        Vault(uow, "U1").keep("c1", "r1", ANSWER, NOON)
        for room in ROOMS.values():
            fill_room(uow.connection, room)
    store.close()
    return counted(url)


def fill_room(connection: sa.Connection, room: list[sa.Table]) -> None:
    """A made-up row in each table of a room, tied to worker U1 and to one another."""
    told = {str: "x", bool: True, int: 1, float: 1.0, bytes: b"x", object: []}
    tied = {"worker": "U1", "asker": "U1", "buddy": "U1", "one": "U1", "other": "U1"}
    for table in room:
        row = {
            column.name: NOON if isinstance(column.type, Instant) else told[column.type.python_type]
            for column in table.columns
        }
        row |= {name: value for name, value in tied.items() if name in row}
        connection.execute(sa.insert(table).values({**row, "workspace": WORKSPACE}))


def counted(url: URL) -> dict[str, int]:
    """How many rows there are in each table that there is."""
    engine = engines.open_readers(url)
    with engine.begin() as connection:
        there = [
            table
            for table in tables.metadata.sorted_tables
            if sa.inspect(connection).has_table(table.name, schema=table.schema)
        ]
        counts = {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar()
            for table in there
        }
    engine.dispose()
    return {name: int(count or 0) for name, count in counts.items()}


def brought_along(kept: dict[str, int]) -> dict[str, int]:
    """What going up makes of what is there: who coordinated before there were roles has one."""
    return {"roles": kept.get("coordinators", 0)}


def is_whole(url: URL) -> bool:
    """PostgreSQL refuses a broken tie by itself."""
    if not engines.is_sqlite(url):
        return True
    with closing(sqlite3.connect(str(url.database))) as connection:
        return connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_empty_folder_gets_the_newest_schema(tmp_path: Path) -> None:
    url = url_in(tmp_path / "not" / "there" / "yet")
    migrate.upgrade(url)
    assert migrate.current(url) == migrate.newest()


def test_migrating_again_changes_nothing(url: URL) -> None:
    before = fill(url)
    migrate.upgrade(url)
    assert counted(url) == before
    assert migrate.current(url) == migrate.newest()


def test_a_start_on_the_newest_schema_waits_for_nobody(url: URL) -> None:
    with locked(url):
        migrate.upgrade(url)


def test_every_table_has_a_row_in_these_tests(url: URL) -> None:
    """So that a new table is not forgotten by them."""
    assert [name for name, count in fill(url).items() if count == 0] == []


def test_the_migrations_make_the_tables_that_the_code_believes_in(url: URL) -> None:
    engine = engines.open_readers(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_schemas": True, "compare_type": True}
        )
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()


@pytest.mark.parametrize("revision", migrate.revisions())
def test_a_step_down_and_up_again_with_data_loses_no_row_that_both_sides_know(
    url: URL, revision: str
) -> None:
    before = fill(url)
    below = [*migrate.revisions(), "base"][migrate.revisions().index(revision) + 1]
    migrate.downgrade(url, below)
    kept = counted(url)
    assert kept == {name: before[name] for name in kept}
    assert is_whole(url)
    migrate.upgrade(url)
    assert is_whole(url)
    assert migrate.current(url) == migrate.newest()
    assert counted(url) == dict.fromkeys(before, 0) | brought_along(kept) | kept


def test_all_the_way_down_nothing_is_left_behind(url: URL) -> None:
    fill(url)
    migrate.downgrade(url, "base")
    assert counted(url) == {}
    engine = engines.open_readers(url)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_no_child_row_goes_when_its_parent_table_is_made_anew(tmp_path: Path) -> None:
    """On SQLite with foreign keys on, this deleted 5 of 5 children (engine.md section 7)."""
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


# Several at once, and killed on the way


def migrate_there(address: str) -> None:
    migrate.upgrade(engines.database_url(address))


def there(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def test_two_releases_that_start_at_once_migrate_one_after_the_other(empty: URL) -> None:
    both = [starts("tests.store.test_migrate:migrate_there", there(empty)) for _ in range(2)]
    assert [one.ends(60) for one in both] == [0, 0]
    assert migrate.current(empty) == migrate.newest()
    fill(empty)


def test_a_migration_waits_for_a_writer_longer_than_any_deadline(url: URL) -> None:
    migrate.downgrade(url, "20261121_first_tables")
    engine = engines.open_writer(url)
    with ThreadPoolExecutor(1) as other, engine.connect() as connection:
        with connection.begin():
            if not engines.is_sqlite(url):
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(migrate.MIGRATION_LOCK)))
            migration = other.submit(migrate.upgrade, url)
            with pytest.raises(TimeoutError):
                migration.result(timeout=2 * engines.DEADLINE_MS / 1000)
        migration.result(timeout=60)
    engine.dispose()
    assert migrate.current(url) == migrate.newest()


def test_a_migration_that_is_killed_anywhere_can_be_begun_again(empty: URL) -> None:
    for statement in itertools.count(1, STEPS):
        if not dies("tests.store.test_migrate:migrate_there", [there(empty)], statement, "at"):
            break
        assert counted(empty) == {}
    assert statement > STEPS
    assert migrate.current(empty) == migrate.newest()
    fill(empty)
