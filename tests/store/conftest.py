"""An empty store for each test of this floor, and whoever dies for them."""

from collections.abc import Iterator

import pytest

from bot.store.unit_of_work import Store
from tests.mortal import Mortals
from tests.store.stores import empty


@pytest.fixture
def store(one_store: Store) -> Store:
    return empty(one_store)


@pytest.fixture(scope="session")
def mortals() -> Iterator[Mortals]:
    """Who is killed before a commit, has made all those before it; so every state in between is met."""
    with Mortals() as them:
        yield them
