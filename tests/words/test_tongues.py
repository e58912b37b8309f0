"""Each language says its own name, and whether it is a draft."""

from datetime import date
from pathlib import Path

import pytest

from bot.words import load_library
from bot.words.checks import check_prompts
from tests.words.makers import write


def test_the_built_in_languages_call_themselves_by_their_own_names() -> None:
    library = load_library()
    assert library.faults == ()
    named = {one: library.language(one) for one in library.locales()}
    assert {one: language.name for one, language in named.items()} == {
        "de": "Deutsch",
        "en": "English",
        "es": "Español",
        "fr": "Français",
    }
    assert {one for one, language in named.items() if language.is_draft} == {"de", "es", "fr"}


def test_an_organisation_signs_a_language_in_its_own_folder(tmp_path: Path) -> None:
    signed = 'name = "Deutsch"\nreviewed_on = 2027-01-31\nreviewed_by = "Ada Okafor"'
    write(tmp_path, "de/language.toml", signed)
    german = load_library(tmp_path).language("de")
    assert (german.reviewed_by, german.reviewed_on) == ("Ada Okafor", date(2027, 1, 31))
    assert not german.is_draft
    assert check_prompts(tmp_path) == []


def test_a_language_without_a_name_of_its_own_has_the_one_that_babel_knows(tmp_path: Path) -> None:
    write(tmp_path, "pl/check_in.toml", 'opening = "Zmiana skończona."')
    assert load_library(tmp_path).language("pl").name == "Polski"
    assert load_library(tmp_path).language("pl").is_draft
    assert load_library().language("xx").name == "xx"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('name = ""\nreviewed_on = ""\nreviewed_by = ""', "empty text"),
        ('name = "Deutsch"\nreviewed_on = ""\nreviewed_by = "Ada"', "half a signature"),
        ('name = "<!here>"\nreviewed_on = ""\nreviewed_by = ""', "markup in a name"),
        ('name = "Deutsch"\nreviewed_on = ""\nreviewed_by = ""\nstate = ""', "unknown key 'state'"),
        ('reviewed_on = ""\nreviewed_by = ""', "missing key 'name'"),
    ],
)
def test_a_faulty_name_is_told_and_ours_stays(tmp_path: Path, text: str, rule: str) -> None:
    write(tmp_path, "de/language.toml", text)
    assert rule in [fault.rule for fault in check_prompts(tmp_path)]
    library = load_library(tmp_path)
    assert library.language("de").name == "Deutsch"
    assert rule in [fault.rule for fault in library.faults]


def test_a_number_to_ring_is_not_lost_in_translation(tmp_path: Path) -> None:
    write(tmp_path, "pl/people.toml", 'title = "Kto"\nemergency = "Zadzwoń."')
    (fault,) = check_prompts(tmp_path)
    assert (fault.line, fault.rule) == (2, "missing placeholder {number}")


def test_one_of_something_may_be_said_in_words(tmp_path: Path) -> None:
    forms = 'one = "minutę po każdym dyżurze"\nother = "{number} minut po każdym dyżurze"'
    write(tmp_path, "pl/home.toml", f"[when.minutes]\n{forms}")
    assert check_prompts(tmp_path) == []
