"""Fixtures that several floors share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.stage import Stage, stage


@pytest.fixture(params=["http", "socket"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """A story is played over signed HTTP and again over a real WebSocket."""
    with stage(tmp_path, socket=request.param == "socket") as opened:
        yield opened
