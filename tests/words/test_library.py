"""The library always answers, whatever has become of its files."""

import tracemalloc
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.practices import Length
from bot.words import Library, load_library
from bot.words.card_files import signed
from bot.words.shelf import Source
from tests.words.makers import LINE, write, write_card


def opening(library: Library) -> str:
    return library.words("en").say("check_in.opening")


BUILT_IN_OPENING = opening(load_library())


def test_the_words_that_come_with_the_package_are_without_fault() -> None:
    library = load_library()
    assert library.faults == ()
    assert library.locales() == ("de", "en", "es", "fr")


def test_an_organisation_says_it_in_its_own_words_and_keeps_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "en/check_in.toml", 'opening = "Home time."')
    library = load_library(tmp_path)
    assert opening(library) == "Home time."
    assert library.words("en").say("check_in.question") == load_library().words("en").say(
        "check_in.question"
    )


def test_an_organisation_adds_cards_and_changes_ours(tmp_path: Path) -> None:
    write_card(tmp_path, "LAND-77")
    write_card(tmp_path, "LAND-01", step="Our own step.")
    library = load_library(tmp_path)
    assert library.practice("LAND-77", "en") is not None
    changed = library.practice("LAND-01", "en")
    assert changed is not None
    assert changed.steps == ("Our own step.",)
    assert len(library.practices("en")) == len(load_library().practices("en")) + 1


def test_a_signed_card_comes_before_a_translation_that_nobody_has_signed(tmp_path: Path) -> None:
    """Of the hardest calls; any other card comes in the reader's own language at once."""
    here, today = tmp_path / "en" / "practices" / "RISK-77.toml", date(2026, 11, 22)
    write_card(tmp_path, "RISK-77", family="RISK")
    write_card(tmp_path, "RISK-77", locale="de", family="RISK")
    write_card(tmp_path, "LAND-77", locale="de")
    unsigned = load_library(tmp_path).practice("RISK-77", "en")
    assert unsigned is not None
    here.write_text(signed(here.read_text("utf-8"), unsigned, "Dr Ada Okafor", today), "utf-8")
    read = {card.id: card.locale for card in load_library(tmp_path).practices("de")}
    assert (read["RISK-77"], read["LAND-77"]) == ("en", "de")


def test_a_card_that_left_the_library_is_not_found() -> None:
    assert load_library().practice("GONE-01", "en") is None


def test_a_broken_file_keeps_its_last_good_copy_and_then_the_built_in_words(
    tmp_path: Path,
) -> None:
    file = write(tmp_path, "en/check_in.toml", 'opening = "Home time."')
    library = load_library(tmp_path)
    file.write_bytes(b'opening = "Home \xff')
    library.reload()
    assert opening(library) == "Home time."
    assert [(fault.file, fault.rule) for fault in library.faults] == [
        (file.as_posix(), "not UTF-8")
    ]
    assert opening(load_library(tmp_path)) == BUILT_IN_OPENING


def test_a_mended_file_is_heard_again(tmp_path: Path) -> None:
    file = write(tmp_path, "en/check_in.toml", "opening = ")
    library = load_library(tmp_path)
    assert library.faults
    file.write_text('opening = "Home time."', encoding="utf-8")
    library.reload()
    assert opening(library) == "Home time."
    assert library.faults == ()


def test_a_file_taken_away_on_purpose_is_gone(tmp_path: Path) -> None:
    file = write(tmp_path, "en/check_in.toml", 'opening = "Home time."')
    library = load_library(tmp_path)
    file.unlink()
    library.reload()
    assert opening(library) == BUILT_IN_OPENING
    assert library.faults == ()


def test_a_folder_that_cannot_be_opened_just_now_keeps_what_it_gave(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    write(folder, "en/check_in.toml", 'opening = "Home time."')
    library = load_library(folder)
    folder.rename(tmp_path / "away")
    library.reload()
    assert opening(library) == "Home time."
    assert [fault.rule for fault in library.faults] == ["no such folder"]


@pytest.mark.parametrize(
    "text",
    [
        "opening = 5",
        'opening = ""',
        'opening = "You are {name.secret}."',
        'opening = "You are {}."',
        'opening = "Half a { brace."',
        'opening = "{whatever} ended."',
        'title = "This title is far too long for any modal"',
        f'[button]\nlight = "{"very " * 20}light"',
        f'opening = "{"x" * 2001}"',
        f'card = "{"Thank you. " * 5}"',
        f"opening = {'[' * 5000}",
    ],
)
def test_what_slack_or_the_app_could_not_say_is_refused_and_ours_is_said(
    tmp_path: Path, text: str
) -> None:
    write(tmp_path, "en/check_in.toml", text)
    library = load_library(tmp_path)
    assert library.faults
    assert opening(library) == BUILT_IN_OPENING
    assert library.words("en").say("check_in.button.light") == "Light"
    assert library.words("en").say("check_in.card") == load_library().words("en").say(
        "check_in.card"
    )


GOOD_FILES = {
    "en/check_in.toml": 'opening = "Home time."\n[button]\nlight = "Feather"\n',
    "lines/GB.toml": f'code = "GB"\n{LINE}',
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.binary(max_size=300), st.randoms(use_true_random=False))
def test_no_bytes_on_disk_can_silence_the_library(
    tmp_path: Path, junk: bytes, chance: Random
) -> None:
    for name, text in GOOD_FILES.items():
        write(tmp_path, name, text)
    write_card(tmp_path)
    library = load_library(tmp_path)
    for file in sorted(tmp_path.rglob("*.toml")):
        whole = bytearray(file.read_bytes())
        whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        file.write_bytes(junk if chance.random() < 0.3 else bytes(whole))
    for tried in (load_library(tmp_path), library):
        tried.reload()
        assert opening(tried)
        assert tried.country("GB").emergency_number == "999"
        assert {practice.length for practice in tried.practices("en")} == set(Length)


def test_with_every_file_lost_there_are_still_people_to_call_and_a_way_to_land(
    tmp_path: Path,
) -> None:
    library = Library([Source(tmp_path, "prompts", is_original=True)])
    words = library.words("en")
    country = library.country("GB")
    assert words.say("people.emergency", number=country.emergency_number) == (
        "If someone is in danger now, call "
        "your local emergency number (in the European Union: 112)."
    )
    assert words.say("people.honest")
    assert [practice.family for practice in library.practices("en")] == ["LAND"]
    landing = library.practices("en")[0]
    assert library.practice(landing.id, "en") == landing
    assert country.directory_url.startswith("https://")


def test_what_came_with_the_package_is_read_again_only_after_a_fault(tmp_path: Path) -> None:
    """Opening the library cost a tenth of a second, nearly all of it for our own files."""
    ours = Source(tmp_path, "prompts", is_original=True)
    for text in ("opening = ", 'opening = "Home time."', 'opening = "Another."'):
        write(tmp_path, "en/check_in.toml", text)
        library = Library([ours])
    assert library.faults == ()
    assert opening(library) == "Home time."


@pytest.mark.parametrize("change", ["new", "other", "renamed", "gone"])
def test_a_change_of_any_kind_is_seen_once(tmp_path: Path, change: str) -> None:
    file = write(tmp_path, "en/check_in.toml", 'opening = "Home time."')
    library = load_library(tmp_path)
    assert not library.reload_if_changed()
    match change:
        case "new":
            write_card(tmp_path)
        case "other":  # as long as before
            file.write_text(file.read_text("utf-8").replace("Home", "Rest"), encoding="utf-8")
        case "renamed":
            file.rename(file.with_name("home.toml"))
        case "gone":
            file.unlink()
    assert library.reload_if_changed()
    assert not library.reload_if_changed()


def test_a_folder_behind_a_link_is_watched_too(tmp_path: Path) -> None:
    """As a container mounts it: the link is turned to another copy, all at once."""
    for copy in ("monday", "tuesday"):
        write(tmp_path / copy, "en/check_in.toml", f'opening = "It is {copy}."')
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "en").symlink_to(tmp_path / "monday" / "en")
    library = load_library(ours)
    (tmp_path / "new").symlink_to(tmp_path / "tuesday" / "en")
    (tmp_path / "new").replace(ours / "en")
    assert library.reload_if_changed()
    assert opening(library) == "It is tuesday."


def test_what_came_with_the_package_is_not_watched() -> None:
    assert not load_library().reload_if_changed()


def test_a_file_of_any_size_is_told_and_not_read_whole(tmp_path: Path) -> None:
    size = 40_000_000
    with write(tmp_path, "en/home.toml", "").open("wb") as file:
        file.truncate(size)
    load_library()
    tracemalloc.start()
    library = load_library(tmp_path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [fault.rule for fault in library.faults] == ["file too large"]
    assert most < size / 2
