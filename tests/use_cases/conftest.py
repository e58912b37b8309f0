"""A desk, or a place, of its own for each test of this floor."""

import pytest

from bot.store.unit_of_work import Store
from tests.store.stores import empty
from tests.use_cases.desk import Desk
from tests.use_cases.places import Place


@pytest.fixture
def desk(one_store: Store) -> Desk:
    return Desk(empty(one_store))


@pytest.fixture
def place(one_store: Store) -> Place:
    return Place(one_store)
