"""One running bot for all knocks that change nothing in it."""

from collections.abc import Iterator

import pytest

from tests.stories.stage import Stage, stage


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A bot over HTTP that several tests knock at."""
    with stage(tmp_path_factory.mktemp("door")) as opened:
        yield opened
