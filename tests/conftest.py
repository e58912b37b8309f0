"""Fixtures that several floors share."""

import os
from collections.abc import Iterator
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings

from bot.store.unit_of_work import Store
from tests.databases import KINDS, kept_store
from tests.store.stores import MASTER
from tests.stories.stage import Stage, stage

# Machines are shared and slow at times; what is promised is never a length of time.
settings.register_profile(
    "patient", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


# They take longest, and one that begins last would be waited for by all.
BOTH_WAYS_ALWAYS = ("test_rule_01_nothing_in_slack_depends_on_an_answer.py",)
LONG_ONES = (
    "test_rule_01_nothing_in_slack_depends_on_an_answer.py",
    "test_in_browser.py",
    "test_in_browser_for_everybody.py",
    "test_any_order.py",
    "test_processes.py",
    "test_kills.py",
    "test_databases.py",
)


# Played on one of the two databases in every run, by their names, and on both in the deep one.
PLAYED_ONCE = ("stories", "rules")
PLAYED_ONCE_TOO = ("test_backup.py",)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONG_ONES)
    for item in items:
        if _has_its_turn_elsewhere(item):
            item.add_marker(pytest.mark.deep)


def _has_its_turn_elsewhere(item: pytest.Item) -> bool:
    """Whether the same test is played on the other database."""
    path, call = item.path, getattr(item, "callspec", None)
    if path.parent.name not in PLAYED_ONCE and path.name not in PLAYED_ONCE_TOO:
        return False
    if call is None or call.params.get("kind") not in KINDS or path.name in BOTH_WAYS_ALWAYS:
        return False
    name = f"{path.name}:{getattr(item, 'originalname', item.name)}"
    return bool(KINDS[crc32(name.encode()) % len(KINDS)] != call.params["kind"])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """A story waits for half of its time, so twice as many as there are cores keep them busy."""
    return len(os.sched_getaffinity(0)) * 2


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each of the two databases."""
    return str(request.param)


@pytest.fixture
def one_store(kind: str) -> Store:
    """What is done with a store is done on each of the two databases."""
    return kept_store(kind, MASTER)


@pytest.fixture(params=["sqlite-http", "postgresql-socket"])
def scene(request: pytest.FixtureRequest) -> Iterator[Stage]:
    """A story is played over signed HTTP and over a real WebSocket, and on each database."""
    kind, _, transport = request.param.partition("-")
    with stage(kind, socket=transport == "socket") as opened:
        yield opened
