"""Which version of the guide is read, and in which language."""

from pathlib import Path

from bot.use_cases import guide
from bot.words import load_library
from tests.words.makers import write


def test_the_guide_that_comes_with_the_app_is_the_first_and_translated() -> None:
    library = load_library()
    assert guide.version(library) == 1
    assert [guide.locale_of(one, library) for one in ("de", "es", "fr")] == ["de", "es", "fr"]


def test_an_organisation_raises_the_number_and_english_stands_in(tmp_path: Path) -> None:
    write(tmp_path, "en/buddy_guide.toml", 'version = "2"')
    write(tmp_path, "es/buddy_guide.toml", 'version = "2"')
    library = load_library(tmp_path)
    assert guide.version(library) == 2
    assert [guide.locale_of(one, library) for one in ("de", "es", "xx")] == ["en", "es", "en"]


def test_a_number_that_is_none_leaves_the_guide_readable(tmp_path: Path) -> None:
    write(tmp_path, "en/buddy_guide.toml", 'version = "two"')
    assert guide.version(load_library(tmp_path)) == 1
