"""Fixtures that several floors share."""

import os
from collections.abc import Iterator

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
LONG_ONES = (
    "test_rule_01_nothing_in_slack_depends_on_an_answer.py",
    "test_in_browser.py",
    "test_in_browser_for_everybody.py",
    "test_any_order.py",
    "test_processes.py",
    "test_kills.py",
    "test_databases.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONG_ONES)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """A story waits for a third of its time, so one more than there are cores keeps them busy."""
    return len(os.sched_getaffinity(0)) + 1


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
