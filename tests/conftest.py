"""Fixtures that several floors share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.stories.stage import Stage, stage

# Machines are shared and slow at times; what is promised is never a length of time.
settings.register_profile(
    "patient", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


@pytest.fixture(params=["http", "socket"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """A story is played over signed HTTP and again over a real WebSocket."""
    with stage(tmp_path, socket=request.param == "socket") as opened:
        yield opened
