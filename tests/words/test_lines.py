"""People to call: a number is shown only as it was rung, whoever wrote or updated the files."""

from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

import prompts
from bot.words import load_library
from tests.words.makers import LINE, write

TODAY = date(2027, 2, 1)
COUNTRIES = ("AU", "CA", "GB", "IE", "US")
BUILT_IN = Path(prompts.__path__[0])


def test_five_countries_come_with_the_package() -> None:
    library = load_library()
    assert tuple(sorted(country.code for country in library.countries())) == COUNTRIES
    assert [country.name for country in library.countries()] == sorted(
        country.name for country in library.countries()
    )


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_country_has_sources_and_a_route_beside_the_first_line(code: str) -> None:
    country = load_library().country(code)
    assert country.emergency_number
    assert country.emergency_source.startswith("https://")
    assert country.directory_url.startswith("https://")
    assert len(country.lines) >= 3
    for line in country.lines:
        assert line.number
        assert line.hours
        assert line.source.startswith("https://")


@pytest.mark.parametrize("code", COUNTRIES)
def test_no_line_is_shown_before_somebody_of_the_organisation_rang_it(code: str) -> None:
    country = load_library().country(code)
    assert country.shown_lines(TODAY) == ()
    assert all(line.verified_on is None and line.verified_by == "" for line in country.lines)


def test_a_country_is_found_however_it_is_spelled_and_elsewhere_is_answered_too() -> None:
    library = load_library()
    assert library.country("gb").code == "GB"
    elsewhere = library.country("ZZ")
    assert elsewhere.code == "INTERNATIONAL"
    assert elsewhere.emergency_number.startswith("your local emergency number")
    assert elsewhere.directory_url


def test_an_organisation_signs_a_line_and_only_that_line_is_shown(tmp_path: Path) -> None:
    write(tmp_path, "lines/GB.toml", f'code = "GB"\n{LINE}')
    country = load_library(tmp_path).country("GB")
    assert [line.name for line in country.shown_lines(TODAY)] == ["Samaritans"]
    assert [line.name for line in country.lines][:2] == ["Samaritans", "Shout"]
    assert country.emergency_number == "999"


def test_a_signature_stays_with_the_number_that_was_rung(tmp_path: Path) -> None:
    old = LINE.replace("116 123", "08457 90 90 90")
    write(tmp_path, "lines/GB.toml", f'code = "GB"\n{old}')
    (shown,) = load_library(tmp_path).country("GB").shown_lines(TODAY)
    assert shown.number == "08457 90 90 90"


def test_a_signature_without_its_number_counts_for_nothing(tmp_path: Path) -> None:
    unnumbered = LINE.replace('number = "116 123"\n', "")
    write(tmp_path, "lines/GB.toml", f'code = "GB"\n{unnumbered}')
    library = load_library(tmp_path)
    assert library.country("GB").shown_lines(TODAY) == ()
    assert library.faults[0].rule == "missing key 'lines.0.number'"
    assert library.faults[0].line == 3


def test_one_bad_entry_does_not_cost_the_others(tmp_path: Path) -> None:
    bad = LINE.replace('"Samaritans"', '"Other"').replace('"116 123"', "116123")
    write(tmp_path, "lines/GB.toml", f'code = "GB"\n{bad}{LINE}')
    library = load_library(tmp_path)
    assert [line.name for line in library.country("GB").shown_lines(TODAY)] == ["Samaritans"]
    assert [fault.rule for fault in library.faults] == ["wrong type"]


def test_a_new_country_needs_its_emergency_number_and_where_it_comes_from(
    tmp_path: Path,
) -> None:
    known = 'code = "NZ"\nname = "New Zealand"\nemergency_number = "111"\n'
    write(tmp_path, "lines/NZ.toml", known)
    assert load_library(tmp_path).country("NZ").code == "INTERNATIONAL"
    write(tmp_path, "lines/NZ.toml", f'{known}emergency_source = "https://example.org"')
    library = load_library(tmp_path)
    assert library.country("NZ").emergency_number == "111"
    assert library.country("NZ").directory_url
    assert len(library.countries()) == 6


def test_the_example_of_an_organisation_s_own_people_works_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "lines").mkdir()
    example = BUILT_IN / "lines" / "ORGANISATION.example.toml"
    copyfile(example, tmp_path / "lines" / "ORGANISATION.toml")
    library = load_library(tmp_path)
    assert library.faults == ()
    for code in ("GB", "US", "ZZ"):
        contacts = library.country(code).contacts
        assert [contact.record_kept for contact in contacts] == [False, True, None]
        assert [contact.outside for contact in contacts] == [False, True, True]
    outside = {line.name: line.outside for line in library.country("GB").lines}
    assert outside["Samaritans"] is False
    assert outside["Shout"] is True
    assert load_library().country("GB").contacts == ()
