"""A running bot: one for all knocks that change nothing in it, or one of a test's own."""

from collections.abc import Iterator

import pytest

from tests.databases import KINDS, migrated_database
from tests.stories.stage import Stage, stage


@pytest.fixture(scope="module", params=KINDS)
def door(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """A bot over HTTP that several tests knock at."""
    folder = tmp_path_factory.mktemp("door")
    with migrated_database(request.param, folder) as url, stage(url) as opened:
        yield opened


@pytest.fixture
def night(kind: str) -> Iterator[Stage]:
    """A bot in the sandbox at two in the morning, over signed HTTP."""
    with stage(kind) as opened:
        yield opened
