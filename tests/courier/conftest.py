"""A desk of the sandbox's own workspace, and a road to the sandbox over real HTTP."""

from collections.abc import Iterator

import pytest

from bot.sandbox import DEMO_WORLD, Sandbox
from bot.store.unit_of_work import Store
from tests.courier.road import Road
from tests.store.stores import empty
from tests.use_cases.desk import Desk


@pytest.fixture
def desk(one_store: Store) -> Desk:
    return Desk(empty(one_store), DEMO_WORLD.team_id)


@pytest.fixture
def road(desk: Desk) -> Iterator[Road]:
    with Sandbox(DEMO_WORLD, signing_secret="unused").start() as running:
        yield Road(desk, running.url)
