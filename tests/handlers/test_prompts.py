"""`aftershift prompts`: from an idea to a signed card, with a kind word wherever something is missing."""

import json
from pathlib import Path

import pytest

from bot.words import reading
from bot.words.checks import check_prompts
from tests.handlers.prompting import SIGN, card_of, does, elsewhere, files, ours, refuses
from tests.words.makers import write_card

__all__ = ["elsewhere", "ours"]  # fixtures


# --- check ---------------------------------------------------------------------------------------


def test_faults_are_told_with_their_place_and_counted(ours: Path) -> None:
    write_card(ours, step="Feel better now!")
    told = refuses("check", "our-prompts")
    assert "our-prompts/en/practices/LAND-77.toml:14: exclamation mark. Say it calmly." in told
    assert "1 faults." in told


def test_without_a_folder_the_words_here_and_those_of_prompts_dir_are_checked(ours: Path) -> None:
    write_card(ours)
    assert "in order" in does("check", "our-prompts")
    write_card(ours, step="Feel better now!")
    assert "LAND-77.toml:14" in refuses("check")


def test_that_the_reading_grade_was_not_looked_at_is_told_once(
    ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_card(ours)
    assert "reading grade" not in does("check", "our-prompts")
    monkeypatch.setattr(reading, "can_grade", lambda: False)
    assert does("check", "our-prompts").count("The reading grade was not looked at") == 1


# --- new -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("card_id", ["LAND-91", "BRE-91"])
def test_a_new_card_has_its_shape_and_is_told_what_it_lacks_until_it_is_filled(
    ours: Path, card_id: str
) -> None:
    assert f"{card_id}.toml" in does("new", card_id.lower())
    file = ours / "en" / "practices" / f"{card_id}.toml"
    faults = {(fault.rule, fault.line) for fault in check_prompts(Path("our-prompts"))}
    lines = file.read_text("utf-8").splitlines()
    assert {rule for rule, _ in faults} == {"empty text"}
    asked = {lines[line - 1].partition(" ")[0] for _, line in faults}
    assert asked == {"title", "steps", "owner", "source"}
    text = file.read_text("utf-8").replace('title = ""', 'title = "Hands"')
    text = text.replace('    "",', '    "Lay your hands on the table.",')
    text = text.replace('owner = ""', 'owner = "Night team"')
    text = text.replace('source = ""', 'source = "Our own idea. It has not been tested."')
    text = text.replace('twin = "" ', 'twin = "LAND-01" ')
    file.write_text(text, encoding="utf-8")
    assert "in order" in does("check", "our-prompts")
    assert card_of(ours, card_id).needs.breath == card_id.startswith("BRE")


def test_a_card_of_ours_is_begun_with_our_words_and_nobodys_signature(ours: Path) -> None:
    does("new", "LAND-01")
    assert card_of(ours, "LAND-01") == card_of(Path("/nowhere"), "LAND-01")
    does("new", "LAND-01", "--locale", "es")
    assert card_of(ours, "LAND-01", "es").locale == "es"
    assert "in order" in does("check", "our-prompts")


def test_a_folder_can_be_named_and_is_made_where_there_is_none(tmp_path: Path) -> None:
    does("new", "LAND-91", "--folder", "new-prompts")
    assert files(tmp_path / "new-prompts") == ["en/practices/LAND-91.toml"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new", "LAND"), "like LAND-12"),
        (("new", "../LAND-91"), "like LAND-12"),
        (("new", "JOY-01"), "The families: LAND, BRE"),
        (("new", "LAND-91", "--locale", "../en"), "is no language"),
        (("new", "LAND-91", "--locale", "de\n"), "is no language"),
    ],
)
def test_what_is_no_card_is_not_begun(ours: Path, words: tuple[str, ...], told: str) -> None:
    assert told in refuses(*words)
    assert files(ours) == []


def test_a_card_that_is_there_is_never_written_over(ours: Path) -> None:
    file = write_card(ours)
    before = file.read_text("utf-8")
    assert "there already" in refuses("new", "LAND-77")
    assert file.read_text("utf-8") == before


def test_where_no_folder_is_named_nothing_is_written(tmp_path: Path) -> None:
    for words in (("new", "LAND-91"), SIGN):
        assert "PROMPTS_DIR" in refuses(*words)
    assert files(tmp_path) == []


# --- preview -------------------------------------------------------------------------------------


def test_a_card_is_shown_as_a_worker_reads_it(ours: Path) -> None:
    write_card(ours, "LAND-01", step="Our own step.")
    told = does("preview", "land-01")
    assert "1. Our own step." in told
    assert "[Talk to a person]" in told
    assert "Nobody has signed it." in told


def test_the_blocks_are_those_of_the_modal() -> None:
    view = json.loads(does("preview", "LAND-01", "--blocks"))
    assert view["type"] == "modal"
    assert "Press your feet" in json.dumps(view["blocks"])


@pytest.mark.usefixtures("ours")
def test_it_is_told_whether_anybody_would_get_it() -> None:
    told = does("preview", "RISK-01")
    assert "reaches nobody before" in told
    assert "demo" not in told
    assert card_of(Path("/nowhere"), "RISK-01").fingerprint in told
    does(*SIGN)
    assert "Signed by Dr Ada Okafor on 2026-11-22" in does("preview", "RISK-01")


def test_who_mistypes_a_card_is_shown_its_neighbours() -> None:
    assert "Did you mean RISK-0" in refuses("preview", "RISK-9")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "There is no folder nowhere." in refuses("preview", "LAND-01", "--folder", "nowhere")
    assert files(tmp_path) == []


# --- print and review-pack -----------------------------------------------------------------------


@pytest.mark.usefixtures("ours")
def test_the_paper_set_holds_what_may_reach_people_and_the_rest_only_when_asked() -> None:
    hard, easy = 'id="RISK-01"', 'id="LAND-01"'
    assert easy in does("print")
    assert hard not in does("print")
    assert hard in does("print", "--with-unsigned")
    does(*SIGN)
    assert hard in does("print")


@pytest.mark.usefixtures("ours")
def test_the_pages_to_sign_hold_what_waits_or_everything() -> None:
    page = does("review-pack")
    assert 'id="RISK-01"' in page
    assert 'id="LAND-01"' not in page
    assert 'id="LAND-01"' in does("review-pack", "--all")
    does(*SIGN)
    assert 'id="RISK-01"' not in does("review-pack")


def test_a_page_goes_to_a_file(tmp_path: Path) -> None:
    told = does("review-pack", "--to", "pack.html")
    assert "pack.html is there." in told
    assert (tmp_path / "pack.html").read_text("utf-8").startswith("<!doctype html>")


def test_in_a_language_that_has_no_cards_there_is_nothing_to_sign() -> None:
    assert "No card waits" in refuses("review-pack", "--locale", "de")
