"""A store of its own for each test of this floor."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.unit_of_work import Store
from tests.store.stores import opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store
