"""`aftershift prompts`: from an idea to a signed card, with a kind word wherever something is missing."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner, Result

from bot.domain.practices import Practice
from bot.words import load_library, reading
from bot.words.checks import check_prompts
from handlers.cli import app
from tests.words.makers import write, write_card

TODAY = date(2026, 11, 22)
SIGN = ("sign", "RISK-01", "--by", "Dr Ada Okafor")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a desk where nothing is set up, on the day that the cards were written."""
    monkeypatch.delenv("PROMPTS_DIR", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An organisation's own folder."""
    monkeypatch.setenv("PROMPTS_DIR", "our-prompts")
    (tmp_path / "our-prompts").mkdir()
    return tmp_path / "our-prompts"


def prompts(*words: str) -> Result:
    with time_machine.travel(TODAY, tick=False):
        return CliRunner().invoke(app, ["prompts", *words], env={"COLUMNS": "300"})


def refuses(*words: str) -> str:
    done = prompts(*words)
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    return done.output


def does(*words: str) -> str:
    done = prompts(*words)
    assert done.exit_code == 0, done.output
    return done.output


def card_of(folder: Path, card_id: str, locale: str = "en") -> Practice:
    card = load_library(folder).practice(card_id, locale)
    assert card is not None
    return card


def files(folder: Path) -> list[str]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file.relative_to(folder).as_posix() for file in found)


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


# --- sign ----------------------------------------------------------------------------------------


def test_a_signature_is_kept_with_exactly_the_words_that_were_read(ours: Path) -> None:
    read = card_of(ours, "RISK-01")
    assert read.waits_for_a_signature(TODAY)
    told = does(*SIGN)
    assert read.fingerprint in told
    signed = card_of(ours, "RISK-01")
    assert not signed.waits_for_a_signature(TODAY)
    assert (signed.reviewed_by, signed.reviewed_on) == ("Dr Ada Okafor", TODAY)
    assert (signed.review_due, signed.signed_text) == (date(2027, 11, 22), read.fingerprint)
    assert (signed.steps, signed.evidence) == (read.steps, read.evidence)
    assert "in order" in does("check", "our-prompts")


def test_an_update_of_ours_never_changes_what_was_signed(ours: Path) -> None:
    """The words that were read lie in the organisation's folder from then on."""
    does(*SIGN)
    assert files(ours) == ["en/practices/RISK-01.toml"]
    kept = (ours / "en/practices/RISK-01.toml").read_text("utf-8")
    assert "\nsigned_text = " in kept.partition("[needs]")[0]
    assert tuple(tomllib.loads(kept)["steps"]) == card_of(Path("/nowhere"), "RISK-01").steps


def test_comments_and_layout_stay_as_they_are(ours: Path) -> None:
    file = write_card(ours, "GRIEF-77")
    text = file.read_text("utf-8").replace('reviewed_by = ""', 'reviewed_by = ""  # a clinician')
    file.write_text(f"# Written by the night team.\n\n{text}", encoding="utf-8")
    before = file.read_text("utf-8").splitlines()
    does("sign", "GRIEF-77", "--by", "Dr Ada Okafor")
    after = file.read_text("utf-8").splitlines()
    assert after[0] == "# Written by the night team."
    assert any(line.endswith("# a clinician") for line in after)
    changed = [line.partition(" ")[0] for line in after if line not in before]
    assert changed == ["reviewed_on", "reviewed_by", "review_due", "signed_text"]


def test_signing_twice_is_harmless(ours: Path) -> None:
    does(*SIGN)
    file = ours / "en/practices/RISK-01.toml"
    before = (file.read_text("utf-8"), file.stat().st_mtime_ns)
    assert "was signed just so already" in does(*SIGN)
    assert (file.read_text("utf-8"), file.stat().st_mtime_ns) == before


def test_words_that_changed_after_the_signature_are_read_and_signed_again(ours: Path) -> None:
    does(*SIGN)
    file = ours / "en/practices/RISK-01.toml"
    text = file.read_text("utf-8")
    title = card_of(ours, "RISK-01").title
    file.write_text(text.replace(title, "Another title"), encoding="utf-8")
    assert card_of(ours, "RISK-01").waits_for_a_signature(TODAY)
    assert "sign RISK-01 --by NAME" in refuses("check", "our-prompts")
    does(*SIGN)
    assert "in order" in does("check", "our-prompts")
    assert not card_of(ours, "RISK-01").waits_for_a_signature(TODAY)


def test_several_cards_are_signed_or_none(ours: Path) -> None:
    by = ("--by", "Dr Ada Okafor")
    told = refuses("sign", "RISK-01", "RISK-2", *by)
    assert "no card RISK-2" in told
    assert "Did you mean RISK-0" in told
    assert files(ours) == []
    does("sign", "risk-01", "RISK-02", *by)
    assert files(ours) == ["en/practices/RISK-01.toml", "en/practices/RISK-02.toml"]


@pytest.mark.parametrize("name", ["", "   "])
def test_a_signature_needs_a_name(ours: Path, name: str) -> None:
    assert "needs a name" in refuses("sign", "RISK-01", "--by", name)
    assert files(ours) == []


def test_a_name_of_any_kind_is_kept_as_it_is(ours: Path) -> None:
    name = 'Dr "Ada" O\'Køfor\\Смирнова'
    does("sign", "RISK-01", "--by", name)
    assert card_of(ours, "RISK-01").reviewed_by == name


@pytest.mark.parametrize("step", ["Feel better now!", ""])
def test_a_card_with_a_fault_is_mended_first(ours: Path, step: str) -> None:
    file = write_card(ours, step=step)
    before = file.read_text("utf-8")
    told = refuses("sign", "LAND-77", "--by", "Dr Ada Okafor")
    assert "Mend this first. Nothing was signed." in told
    assert "LAND-77.toml:1" in told
    assert file.read_text("utf-8") == before


def test_a_card_that_is_no_toml_is_told_and_left_alone(ours: Path) -> None:
    write(ours, "en/practices/LAND-77.toml", "steps = [")
    assert "broken TOML" in refuses("sign", "LAND-77", "--by", "Dr Ada Okafor")


def test_each_language_is_signed_by_itself(ours: Path) -> None:
    does("new", "RISK-01", "--locale", "es")
    does("sign", "RISK-01", "--by", "Dra. Luz", "--locale", "es")
    assert card_of(ours, "RISK-01", "es").is_signed
    assert not card_of(ours, "RISK-01", "en").is_signed
    assert "no card RISK-02" in refuses("sign", "RISK-02", "--by", "Dra. Luz", "--locale", "es")


def test_what_is_written_can_be_read_by_a_bot_that_runs_as_somebody_else(ours: Path) -> None:
    does(*SIGN)
    assert (ours / "en/practices/RISK-01.toml").stat().st_mode & 0o777 == 0o644
