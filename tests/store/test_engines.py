"""Which addresses of a database can be used, and where the keys lie."""

from pathlib import Path

import pytest

from bot.store.engines import BadDatabaseUrl, keys_file, sqlite_url


@pytest.mark.parametrize(
    "text",
    ["sqlite://", "sqlite:///:memory:", "postgresql://localhost/x", "mysql://x/y", "", "no url"],
)
def test_an_address_that_cannot_be_used_is_told_in_words(text: str) -> None:
    with pytest.raises(BadDatabaseUrl, match="DATABASE_URL"):
        sqlite_url(text)


def test_the_fault_never_repeats_the_address() -> None:
    with pytest.raises(BadDatabaseUrl) as fault:
        sqlite_url("postgresql://ana:a-secret-password@db/x")
    assert "a-secret-password" not in str(fault.value)


def test_keys_lie_beside_the_data_and_not_in_them(tmp_path: Path) -> None:
    url = sqlite_url(f"sqlite:///{tmp_path}/aftershift.db")
    assert keys_file(url) == tmp_path / "keys.db"
