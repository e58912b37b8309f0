"""Fixtures of the doors' tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.stage import Stage, stage


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Stage]:
    """A bot in the sandbox at two in the morning, over signed HTTP."""
    with stage(tmp_path) as opened:
        yield opened
