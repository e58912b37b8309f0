"""Fixtures of this floor."""

from collections.abc import Iterator

import pytest

from bot.store.unit_of_work import Store
from tests.databases import KINDS, fresh_database
from tests.use_cases.places import Place, migrated_store


@pytest.fixture(params=KINDS, scope="module")
def any_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store on each of the two databases."""
    with fresh_database(request.param, tmp_path_factory.mktemp("database")) as address:
        store = migrated_store(address)
        yield store
        store.close()


@pytest.fixture
def place(any_store: Store) -> Place:
    return Place(any_store)
