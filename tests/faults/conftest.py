"""Both databases, each fresh for every test."""

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite"])
def any_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/aftershift.db"
