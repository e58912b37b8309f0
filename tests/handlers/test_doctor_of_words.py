"""The doctor counts what of the words waits for a person: cards, reviews, lines, drafts, faults."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import open_foundations
from bot.settings import BadSettings
from handlers.desk import sign
from handlers.findings import Verdict
from tests.handlers.practices import Practice, told
from tests.makers import settings
from tests.words.makers import write, write_card


def test_cards_that_wait_are_counted_until_somebody_signs_them(
    on_a_file: Practice, tmp_path: Path
) -> None:
    folder = tmp_path / "ours"
    write_card(folder, situations='["S04"]')
    before = told(on_a_file.looks(prompts_dir=folder), "cards")
    assert before.verdict is Verdict.LOOK
    sign(["LAND-77"], "Dr Ada Okafor", "en", folder, datetime.now(UTC).date())
    after = told(on_a_file.looks(prompts_dir=folder), "cards")
    assert int(before.told.split()[0]) == int(after.told.split()[0]) + 1


@pytest.mark.parametrize(("days", "more"), [(400, 0), (31, 0), (30, 1), (-1, 1)])
def test_reviews_that_are_due_are_counted_a_month_ahead(
    on_a_file: Practice, tmp_path: Path, days: int, more: int
) -> None:
    folder, due = tmp_path / "ours", datetime.now(UTC).date() + timedelta(days=days)
    write_card(folder, review_due=due.isoformat())
    ours = told(on_a_file.looks(), "cards").told
    theirs = told(on_a_file.looks(prompts_dir=folder), "cards").told
    before, after = (int(text.partition("before. ")[2].split()[0]) for text in (ours, theirs))
    assert after == before + more


def test_faults_of_the_organisations_own_words_are_counted(
    on_a_file: Practice, tmp_path: Path
) -> None:
    assert "own words" not in {one.what for one in on_a_file.looks()}
    folder = tmp_path / "ours"
    write_card(folder)
    assert told(on_a_file.looks(prompts_dir=folder), "own words").verdict is Verdict.GOOD
    write_card(folder, step="A secret of ours!")
    found = told(on_a_file.looks(prompts_dir=folder), "own words")
    assert found.verdict is Verdict.LOOK
    assert found.told.startswith("PROMPTS_DIR has faults: 1.")
    assert "secret" not in found.told


def test_every_line_that_nobody_has_rung_is_named(on_a_file: Practice) -> None:
    found = told(on_a_file.looks(), "lines")
    assert found.verdict is Verdict.LOOK
    base = open_foundations(on_a_file.settings())
    assert all(line.name in found.told for line in base.library.country("GB").lines)
    base.close()


@pytest.mark.parametrize(
    "wrong", [{"organisation_country": "UK"}, {"prompts_dir": Path("/no/such/folder")}]
)
def test_what_only_the_prompts_can_tell_is_told_at_once(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    with pytest.raises(BadSettings):
        open_foundations(settings(tmp_path, **wrong))


def test_a_draft_that_is_offered_is_named_until_somebody_has_signed_it(on_a_file: Practice) -> None:
    assert told(on_a_file.looks(), "languages").verdict is Verdict.GOOD
    folder = on_a_file.folder.parent / "signed-prompts"
    found = told(on_a_file.looks(languages="en, de, fr"), "languages")
    assert found.verdict is Verdict.LOOK
    assert found.told.startswith("Drafts that nobody here has signed: Deutsch, Français.")
    signed = 'name = "Deutsch"\nreviewed_on = 2027-01-31\nreviewed_by = "Ada Okafor"'
    write(folder, "de/language.toml", signed)
    assert (
        told(on_a_file.looks(languages="de", prompts_dir=folder), "languages").verdict
        is Verdict.GOOD
    )
