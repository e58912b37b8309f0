"""The drill of docs/backup.md, by the commands that it names, on both databases."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from bot.bootstrap import lay_foundations, workplace
from bot.sandbox import DEMO_WORLD
from bot.settings import Settings
from bot.store import backup
from bot.store.engines import database_url
from bot.store.vault import Vault
from bot.use_cases import heartbeats, membership
from handlers.backup import CannotRestore, Wishes, insist_on_peace, put_back
from tests.databases import KINDS, fresh_database, program
from tests.handlers.commands import aftershift
from tests.makers import settings
from tests.store.drills import libpq
from tests.store.hands import ANSWER, MONTH_ON

TEAM = DEMO_WORLD.team_id


@dataclass
class Place:
    """One database, and whoever types there."""

    kind: str
    folder: Path
    address: str

    @property
    def settings(self) -> Settings:
        return settings(self.folder, database_url=self.address)

    def types(self, *words: str) -> tuple[int, str]:
        return aftershift(self.folder, self.settings, *words)

    def postgresql(self, command: str, *words: str) -> None:
        address = libpq(database_url(self.address))
        command = program(command)
        subprocess.run([command, *words, f"--dbname={address}"], check=True, capture_output=True)  # noqa: S603  PostgreSQL's own programs

    def knows_its_sizes(self) -> bool:
        """Whether PostgreSQL has counted its rows since they came."""
        if self.kind == "sqlite":
            return True
        with psycopg.connect(libpq(database_url(self.address))) as connection:
            told = connection.execute("SELECT reltuples FROM pg_class WHERE relname = 'workers'")
            return told.fetchone() == (2.0,)


@pytest.fixture(params=KINDS)
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Ana and Ben have joined, and Ana has answered."""
    with fresh_database(request.param, tmp_path) as address:
        place = Place(request.param, tmp_path, address)
        base = lay_foundations(place.settings)
        for worker in ("U1", "U2"):
            membership.turn_on(worker, f"on-{worker}", workplace(base, TEAM))
        with base.store.begin(TEAM) as uow:
            Vault(uow, "U1").keep("c1", "r1", ANSWER, MONTH_ON)
        base.close()
        yield place


@pytest.fixture
def there(here: Place, tmp_path: Path) -> Iterator[Place]:
    """Another folder, or another database, with nothing in it."""
    folder = tmp_path / "there"
    folder.mkdir()
    with fresh_database(here.kind, folder) as address:
        yield Place(here.kind, folder, address)


def test_a_drill_ends_with_a_database_that_the_doctor_finds_good(here: Place, there: Place) -> None:
    file = str(here.folder / "drill.db")
    if here.kind == "sqlite":
        assert here.types("backup", file)[0] == 0
        code, told = there.types("restore", file)
    else:
        here.postgresql("pg_dump", "--format=custom", "--exclude-schema=keys", f"--file={file}")
        there.postgresql("pg_restore", "--no-owner", file)
        code, told = there.types("restore")
    assert code == 0, told
    assert f"{TEAM}: 2 people." in told
    assert "The keys of 2 are lost" in told
    assert told.rstrip().endswith("Done. Start Aftershift as usual.")
    assert there.knows_its_sizes()
    _, told = there.types("doctor")
    found = {line.split()[1]: line.split()[0] for line in told.splitlines() if line.strip()}
    assert (found["database"], found["keys"], found["slack"]) == ("good", "good", "bad")


def test_nothing_is_restored_over_a_database_or_under_a_process(here: Place) -> None:
    if here.kind == "sqlite":
        file = here.folder / "drill.db"
        backup.copy(database_url(here.address), file)
        with pytest.raises(backup.NotPossible, match="There is a database"):
            put_back(file, here.settings, Wishes(False, False), print)
        return
    base = lay_foundations(here.settings)
    heartbeats.beat("p1", "worker", workplace(base, TEAM), base.wall.now())
    base.close()
    with pytest.raises(CannotRestore, match="Stop them all"):
        insist_on_peace(here.settings)
