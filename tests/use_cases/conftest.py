"""A desk, a place or a drill of its own for each test of this floor."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.unit_of_work import Store
from tests.store.drills import Drill, drill
from tests.store.stores import empty
from tests.use_cases.desk import Desk
from tests.use_cases.places import Place


@pytest.fixture
def desk(one_store: Store) -> Desk:
    return Desk(empty(one_store))


@pytest.fixture
def place(one_store: Store) -> Place:
    return Place(one_store)


@pytest.fixture
def night(kind: str, tmp_path: Path) -> Iterator[Drill]:
    """Before the database is backed up and put back: Ana has joined."""
    with drill(kind, tmp_path) as night:
        with night.bot() as bot:
            bot.joins()
        yield night
