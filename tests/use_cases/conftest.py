"""A desk of its own for each test of this floor."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.use_cases.desk import Desk, desk_in


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path) as desk:
        yield desk
