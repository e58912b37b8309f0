"""The database restarted, locked or full in the middle of a wave: nothing is sent that cannot be recorded."""

import errno
import io
import os
import resource
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot import logs
from bot.domain import rates
from bot.store import engines, migrate
from bot.store.unit_of_work import Store
from handlers import ticks
from tests.databases import fresh_database, server
from tests.faults.faulty_slack import FaultySlack, Mix
from tests.faults.house import Bot, bot_before, wait_for
from tests.faults.wave import fill
from tests.rules.logbooks import logbook
from tests.store.stores import MASTER
from tests.stories.stage import PLAIN

WAVE, SOME = 200, 60
SLOW = Mix(delay=0.15)  # seconds for an answer, so that the wave is under way for a while


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pace, and a heartbeat that is missed at once."""
    monkeypatch.setattr(rates, "RATE", 1e6)
    monkeypatch.setattr(rates, "BURST", 1e6)
    monkeypatch.setattr(ticks, "BEAT", 0.2)


@contextmanager
def a_wave(kind: str, folder: Path) -> Iterator[tuple[Bot, FaultySlack]]:
    """A bot in the middle of a wave, with many letters under way and more of them due."""
    with fresh_database(kind, folder) as address, logbook():
        url = engines.database_url(address)
        migrate.upgrade(url)
        store = Store(url, MASTER)
        fill(store, WAVE, datetime.now(UTC) - timedelta(seconds=1))
        store.close()
        with FaultySlack(mix=SLOW) as slack, bot_before(slack, folder, address) as bot:
            wait_for(lambda: len(slack.accepted) >= SOME)
            yield bot, slack


def goes_on_to_the_end(bot: Bot, slack: FaultySlack) -> None:
    """Every letter has its end, nobody got two, and all is well again."""
    bot.finishes()
    assert bot.states() == {"sent": WAVE}
    assert slack.accepted.total() == len(slack.accepted) == WAVE
    wait_for(bot.is_ready)


def sends_nothing_more(slack: FaultySlack) -> None:
    """What was under way has arrived; after that nothing does, however long one looks."""
    wait_for(lambda: arrivals_in(slack, seconds=0.5) == 0)
    assert arrivals_in(slack, seconds=1.5) == 0
    assert len(slack.accepted) < WAVE


def arrivals_in(slack: FaultySlack, seconds: float) -> int:
    before = slack.accepted.total()
    time.sleep(seconds)
    return slack.accepted.total() - before


def test_a_postgresql_that_dies_and_comes_back_in_the_middle_of_a_wave_loses_nothing(
    tmp_path: Path,
) -> None:
    with a_wave("postgresql", tmp_path) as (bot, slack):
        postmaster = server().get_pid()
        os.kill(postmaster, signal.SIGQUIT)  # what `pg_ctl stop -m immediate` does
        try:
            wait_for(lambda: not bot.is_ready())
            assert bot.parts()["database"] is False
            sends_nothing_more(slack)
        finally:
            wait_for(lambda: not is_running(postmaster))
            server().ensure_postgres_running()
        goes_on_to_the_end(bot, slack)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Somebody else holds the write lock, a backup perhaps."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        wait_for(lambda: takes_the_pen(other))
        yield
        other.execute("ROLLBACK")


def takes_the_pen(other: sqlite3.Connection) -> bool:
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    return True


@contextmanager
def full(_database: Path) -> Iterator[None]:
    """No file of this process can be written to any more."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("outage", [locked, full])
def test_a_file_that_cannot_be_written_for_a_while_stops_the_mail_and_loses_nothing(
    tmp_path: Path, outage: Callable[[Path], AbstractContextManager[None]]
) -> None:
    with a_wave("sqlite", tmp_path) as (bot, slack):
        with outage(tmp_path / "aftershift.db"):
            wait_for(lambda: not bot.is_ready())
            assert bot.parts()["database"] is False
            sends_nothing_more(slack)
            assert bot.states().total() == WAVE  # what is there can be read all the time
            assert httpx.get(f"{bot.url}/metrics", verify=PLAIN).status_code == 200
        goes_on_to_the_end(bot, slack)


class FullPaper(io.StringIO):
    def write(self, _line: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_log_that_is_full_loses_its_line_and_stops_nobody() -> None:
    """A courier that fell over its own log would lie still for ever."""
    with logbook():
        logs.set_up(FullPaper())
        logs.note("letters", kind="check_in", error=ValueError("anything"))
