"""A backup is one whole file without a key, and never put back over anything or when it is damaged."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.store import backup, migrate, tables
from bot.store.backup import NotPossible
from tests.store.drills import Drill, drill


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Drill]:
    """Ana has joined, on SQLite."""
    with drill("sqlite", tmp_path) as evening:
        with evening.bot() as bot:
            bot.joins()
        yield evening


def test_a_backup_is_one_file_that_only_its_owner_reads_and_it_holds_no_key(evening: Drill) -> None:
    with evening.bot() as bot, bot.place.look() as uow:
        wrapped = uow.connection.execute(sa.select(tables.worker_keys.c.wrapped)).scalar_one()
        evening.backs_up()
    written = evening.file.read_bytes()
    assert wrapped not in written
    assert b"worker_keys" not in written
    assert evening.file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in evening.folder.glob("backup*")] == ["backup"]


def test_a_dump_of_postgresql_holds_no_key(tmp_path: Path) -> None:
    with drill("postgresql", tmp_path) as night:
        with night.bot() as bot:
            bot.joins()
        night.backs_up()
        assert b"worker_keys" not in night.file.read_bytes()


def test_a_backup_is_whole_although_everybody_goes_on_writing(evening: Drill) -> None:
    with evening.bot() as bot:
        for number in range(60):
            bot.joins(f"U{number}")

        def write() -> None:
            for number in range(60, 100):
                bot.joins(f"U{number}")

        with ThreadPoolExecutor(1) as other:
            writing = other.submit(write)
            for number in range(3):
                copied = evening.folder / f"copy-{number}"
                backup.copy(evening.url, copied)
                assert backup.examine(copied) == migrate.newest()
                with closing(sqlite3.connect(copied)) as connection:
                    people, memories = (
                        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  two names
                        for table in ("workers", "memories")
                    )
                assert people == memories >= 60
            writing.result()


def test_what_is_there_already_is_never_overwritten(evening: Drill) -> None:
    evening.file.write_text("something of somebody's")
    with pytest.raises(NotPossible, match="not overwritten"):
        evening.backs_up()
    assert evening.file.read_text() == "something of somebody's"


@pytest.mark.parametrize("left", ["aftershift.db", "aftershift.db-wal"])
def test_nothing_is_put_back_over_a_database_or_what_is_left_of_one(
    evening: Drill, left: str
) -> None:
    evening.backs_up()
    place = evening.folder / "again"
    place.mkdir()
    (place / left).write_bytes(b"")
    url = evening.url.set(database=str(place / "aftershift.db"))
    with pytest.raises(NotPossible, match="Move"), backup.laid_aside(evening.file, url):
        pass


@pytest.mark.parametrize("harm", ["cut short", "a byte", "no database", "nothing"])
def test_a_damaged_backup_is_told_and_not_put_back(evening: Drill, harm: str) -> None:
    with evening.bot() as bot:
        for number in range(100):
            bot.joins(f"U{number}")
    evening.backs_up()
    written = bytearray(evening.file.read_bytes())
    if harm == "a byte":
        written[4096 * 3 : 4096 * 3 + 8] = b"\xff" * 8
    whole = {
        "cut short": bytes(written[: len(written) // 2]),
        "a byte": bytes(written),
        "no database": b"Dear diary",
        "nothing": b"",
    }
    evening.file.write_bytes(whole[harm])
    with pytest.raises(NotPossible):
        backup.examine(evening.file)


def test_a_backup_of_a_later_release_is_told(evening: Drill) -> None:
    evening.backs_up()
    with closing(sqlite3.connect(evening.file, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '20991231_tomorrow'")
    with pytest.raises(NotPossible, match="later release"):
        backup.examine(evening.file)
