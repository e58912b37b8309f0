"""A desk of its own for each test of this floor."""

from collections.abc import Iterator

import pytest

from bot.store.unit_of_work import Store
from tests.store.stores import empty, opened
from tests.use_cases.desk import Desk


@pytest.fixture(scope="session")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("store")) as store:
        yield store


@pytest.fixture
def desk(one_store: Store) -> Desk:
    return Desk(empty(one_store))
