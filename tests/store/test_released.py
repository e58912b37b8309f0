"""A database of every released schema is kept here with a life in it, and goes on in this release.

`released/README.md` says how one is added. Nothing of ours takes part in reading it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.domain.memories import Preferences
from bot.domain.practices import Feeling
from bot.store import engines, migrate, tables
from bot.store.unit_of_work import Store
from bot.store.vault import Vault
from bot.use_cases import keys, membership
from tests.databases import KINDS, fresh_database
from tests.store.drills import libpq
from tests.store.stores import MASTER, WORKSPACE
from tests.store.test_migrate import counted, is_whole
from tests.use_cases.desk import Desk

RELEASED = Path(__file__).parent / "released"
REVISIONS = sorted(folder.name for folder in RELEASED.iterdir() if folder.is_dir())


@pytest.fixture(params=KINDS)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    with fresh_database(request.param, tmp_path) as address:
        yield engines.database_url(address)


@pytest.fixture(params=REVISIONS)
def stored(request: pytest.FixtureRequest, fresh: URL) -> URL:
    """As that release left it."""
    load(request.param, fresh)
    return fresh


def load(revision: str, url: URL) -> None:
    folder = RELEASED / revision
    if not engines.is_sqlite(url):
        with psycopg.connect(libpq(url)) as connection:
            connection.execute((folder / "postgresql.sql").read_bytes())
        return
    for file, text in (
        (str(url.database), "sqlite.sql"),
        (str(engines.keys_file(url)), "sqlite-keys.sql"),
    ):
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript((folder / text).read_text(encoding="utf-8"))


def reflected(connection: sa.Connection, table: sa.Table) -> sa.Table:
    """The table as it is there, whatever the code of today believes."""
    return sa.Table(table.name, sa.MetaData(), schema=table.schema, autoload_with=connection)


def test_the_first_release_is_among_them() -> None:
    assert migrate.revisions()[-1] in REVISIONS


def test_every_row_is_there_in_the_newest_schema(stored: URL) -> None:
    before = counted(stored)
    assert 0 not in before.values()
    migrate.upgrade(stored)
    assert migrate.current(stored) == migrate.newest()
    assert is_whole(stored)
    after = counted(stored)
    assert {name: after[name] for name in before} == before


def test_what_a_worker_said_opens_in_their_name(stored: URL) -> None:
    migrate.upgrade(stored)
    store = Store(stored, MASTER)
    keys.check(store)
    with store.look(WORKSPACE) as uow:
        assert [answer.feeling for answer in Vault(uow, "U1").answers()] == [Feeling.HEAVY]
        found = uow.people.by_email(uow.email_mark("u2@lantern.example"))
        assert found is not None
        assert found.id == "U2"
        assert all(uow.people.get(one) for one in ("U1", "U2", "U3", "U4"))
    store.close()


def test_cards_that_were_shown_before_go_in_their_time_too(stored: URL) -> None:
    migrate.upgrade(stored)
    with closing(Store(stored, MASTER)) as store:
        with store.look(WORKSPACE) as uow:
            days = uow.connection.execute(sa.select(tables.memories.c.touched_on)).scalars().all()
            today = uow.connection.execute(sa.select(sa.func.current_date())).scalar()
        assert days
        assert {str(day) for day in days} == {str(today)}


def desk_on(store: Store) -> Desk:
    """A minute after the release before was killed, with ids that it never gave."""
    desk = Desk(store)
    desk._keys = 100
    for _ in range(100):
        desk.place.dice.token()
    for clock in (desk.clock, desk.wall):
        clock.move(hours=7, minutes=1)
    return desk


def test_what_it_had_planned_comes_and_what_it_was_sending_is_not_sent_again(stored: URL) -> None:
    migrate.upgrade(stored)
    store = Store(stored, MASTER)
    desk = desk_on(store)
    desk.winds()
    desk.delivers()
    assert desk.letters()["uncertain"] == 1
    assert desk.arrived("U1") == []
    assert desk.arrived("U3") == []  # its edit finds no message in this Slack
    assert desk.arrived("U10") == ["coordinator"]
    desk.passes(days=3, hours=7)
    assert "look_in" in desk.arrived("U1")
    store.close()


def test_its_people_go_on_answering_and_leave_as_they_like(stored: URL) -> None:
    migrate.upgrade(stored)
    store = Store(stored, MASTER)
    desk = desk_on(store)
    desk.joins("U4")
    desk.taps(desk.sends_check_in("U4"), Feeling.LIGHT)
    assert [a.feeling for a in membership.what_is_held("U4", desk.place)[1]] == [Feeling.LIGHT]
    membership.erase("U1", desk.place)
    assert membership.what_is_held("U1", desk.place) == (None, [], Preferences())
    store.close()


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_that_release_writes_still_fits_while_both_are_at_work(
    fresh: URL, tmp_path: Path, revision: str
) -> None:
    """It knows only its own columns; whatever came since must do without."""
    aside = engines.database_url(f"sqlite:///{tmp_path}/aside/aftershift.db")
    engines.make_folder(aside)
    load(revision, aside)
    migrate.upgrade(fresh)
    old, new = engines.open_readers(aside), engines.open_writer(fresh)
    with old.connect() as before, new.begin() as now:
        for table in tables.metadata.sorted_tables:
            if table.name in counted(aside):
                rows = before.execute(sa.select(reflected(before, table))).mappings()
                now.execute(sa.insert(reflected(now, table)), [dict(row) for row in rows])
    old.dispose()
    new.dispose()
    assert counted(fresh) | counted(aside) == counted(fresh)


def test_a_release_that_is_started_again_leaves_a_later_schema_as_it_is(fresh: URL) -> None:
    migrate.upgrade(fresh)
    engine = engines.open_writer(fresh)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'of_tomorrow'"))
    engine.dispose()
    migrate.upgrade(fresh)
    assert migrate.current(fresh) == "of_tomorrow"


def test_keys_that_outlived_their_data_are_no_hindrance_to_beginning_anew(tmp_path: Path) -> None:
    url = engines.database_url(f"sqlite:///{tmp_path}/aftershift.db")
    load(REVISIONS[0], url)
    (tmp_path / "aftershift.db").unlink()
    migrate.upgrade(url)
    assert counted(url)["worker_keys"] == 4
    store = Store(url, MASTER)
    keys.check(store)
    membership.turn_on("U1", "on", Desk(store).place)
    store.close()
