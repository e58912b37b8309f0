"""Fixtures that several floors share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.store.unit_of_work import Store
from tests.databases import KINDS, migrated_database
from tests.store.stores import MASTER
from tests.stories.stage import Stage, stage

# Machines are shared and slow at times; what is promised is never a length of time.
settings.register_profile(
    "patient", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


@pytest.fixture(scope="session", params=KINDS)
def one_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """What is done with a store is done on each of the two databases."""
    with migrated_database(request.param, tmp_path_factory.mktemp("store")) as url:
        store = Store(url, MASTER)
        yield store
        store.close()


@pytest.fixture(params=["http", "socket"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """A story is played over signed HTTP and again over a real WebSocket."""
    with stage(tmp_path, socket=request.param == "socket") as opened:
        yield opened
