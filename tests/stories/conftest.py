"""Fixtures of the stories whose transport does not matter."""

from collections.abc import Iterator

import pytest

from bot.sandbox.seats import Seat
from tests.sandbox.in_browser import chromium
from tests.stories.stage import Stage, stage
from tests.stories.steps import turns_on
from tests.stories.towns import TOWN
from tests.stories.visit import visit

__all__ = ["chromium", "visit"]  # fixtures of the stories in a browser


@pytest.fixture
def night(kind: str) -> Iterator[Stage]:
    """Two in the morning, over signed HTTP only, on each database."""
    with stage(kind, world=TOWN) as opened:
        yield opened


@pytest.fixture
def ana(night: Stage) -> Seat:
    """Ana of the hotline, who has turned check-ins on and chosen nothing else."""
    return turns_on(night)
