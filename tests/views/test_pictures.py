"""What a worker reads on most nights, word for word; golden/ is there to be read."""

import pytest

from tests.views.pictures import GOLDEN, pictures

DRAWN = pictures()


@pytest.mark.parametrize("name", DRAWN)
def test_it_reads_as_it_was_agreed(name: str) -> None:
    agreed = (GOLDEN / name).read_text("utf-8")
    assert DRAWN[name] == agreed, "If this is meant: .venv/bin/python -m tests.views.pictures"


def test_nothing_is_kept_that_is_drawn_no_more() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == set(DRAWN)
