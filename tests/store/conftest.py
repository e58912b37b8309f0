"""An empty store for each test of this floor."""

from collections.abc import Iterator

import pytest

from bot.store.unit_of_work import Store
from tests.store.stores import empty, opened


@pytest.fixture(scope="session")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("store")) as store:
        yield store


@pytest.fixture
def store(one_store: Store) -> Store:
    return empty(one_store)
