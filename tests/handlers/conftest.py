"""A bot: one for all knocks that change nothing in it, one of a test's own, or one to be examined."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import KINDS, fresh_database, migrated_database
from tests.handlers.practices import Practice
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


@pytest.fixture(params=KINDS)
def practice(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Practice]:
    with fresh_database(request.param, tmp_path) as address:
        practice = Practice(request.param, tmp_path, address)
        yield practice
        practice.closes()


@pytest.fixture
def on_a_file(tmp_path: Path) -> Practice:
    return Practice("sqlite", tmp_path, f"sqlite:///{tmp_path}/new/aftershift.db")
