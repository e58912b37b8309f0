"""A running bot: one for all knocks that change nothing in it, or one of a test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.stage import Stage, stage


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A bot over HTTP that several tests knock at."""
    with stage(tmp_path_factory.mktemp("door")) as opened:
        yield opened


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Stage]:
    """A bot in the sandbox at two in the morning, over signed HTTP."""
    with stage(tmp_path) as opened:
        yield opened
