"""`aftershift prompts sign`: a signature belongs to the words that were read, and to nobody else's."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.handlers.prompting import SIGN, TODAY, card_of, does, elsewhere, files, ours, refuses
from tests.words.makers import write, write_card

__all__ = ["elsewhere", "ours"]  # fixtures


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
