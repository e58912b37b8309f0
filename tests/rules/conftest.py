"""A night over signed HTTP: the transport is no matter of these rules."""

from collections.abc import Iterator

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage, stage
from tests.stories.steps import gets_a_check_in, turns_on


@pytest.fixture
def night(kind: str) -> Iterator[Stage]:
    """Two in the morning; nobody has turned anything on."""
    with stage(kind) as opened:
        yield opened


@pytest.fixture
def ana(night: Stage) -> Seat:
    """Ana has turned check-ins on."""
    return turns_on(night)


@pytest.fixture
def asked(night: Stage, ana: Seat) -> Seat:
    """Ana after a shift, with the check-in before her."""
    gets_a_check_in(night, ana)
    night.settles()  # the courier has written down that it arrived
    return ana
