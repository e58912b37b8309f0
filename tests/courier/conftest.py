"""A desk of the sandbox's own workspace, and a road to the sandbox over real HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import DEMO_WORLD, Sandbox
from tests.courier.road import Road
from tests.store.stores import opened
from tests.use_cases.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as store:
        yield Desk(store, DEMO_WORLD.team_id)


@pytest.fixture
def road(desk: Desk) -> Iterator[Road]:
    with Sandbox(DEMO_WORLD, signing_secret="unused").start() as running:
        yield Road(desk, running.url)
