"""An empty store for each test of this floor."""

import pytest

from bot.store.unit_of_work import Store
from tests.store.stores import empty


@pytest.fixture
def store(one_store: Store) -> Store:
    return empty(one_store)
