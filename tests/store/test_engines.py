"""Which addresses of a database can be used, and where the keys lie."""

from pathlib import Path

import pytest

from bot.store.engines import BadDatabaseUrl, database_url, keys_file


@pytest.mark.parametrize(
    "text",
    ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "", "no url"],
)
def test_an_address_that_cannot_be_used_is_told_in_words(text: str) -> None:
    with pytest.raises(BadDatabaseUrl):
        database_url(text)


def test_the_fault_never_repeats_the_address() -> None:
    with pytest.raises(BadDatabaseUrl) as fault:
        database_url("mysql://ana:a-secret-password@db/x")
    assert "a-secret-password" not in str(fault.value)


def test_keys_lie_beside_the_data_and_not_in_them(tmp_path: Path) -> None:
    url = database_url(f"sqlite:///{tmp_path}/aftershift.db")
    assert keys_file(url) == tmp_path / "keys.db"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_way_to_write_a_postgresql_address_is_taken(scheme: str) -> None:
    url = database_url(f"{scheme}://ana:secret@db:5433/after?sslmode=require")
    assert url.drivername == "postgresql+psycopg"
    assert (url.host, url.port, url.database) == ("db", 5433, "after")
    assert url.query == {"sslmode": "require"}
