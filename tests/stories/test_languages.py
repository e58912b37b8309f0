"""Everybody reads their own language as far as it goes, and English beyond that."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.stage import Stage, stage
from tests.stories.steps import OPENING, gets_a_check_in, home, label, openings, turns_on

GERMAN = {
    "check_in.toml": 'opening = "Deine Schicht ist vorbei. Eine ruhige Minute, wenn du magst."\n',
    "home.toml": '[button]\nturn_off = "Ausschalten"\n',
}
OPENING_IN_GERMAN = "Deine Schicht ist vorbei. Eine ruhige Minute, wenn du magst."


@pytest.fixture
def border(kind: str, tmp_path: Path) -> Iterator[Stage]:
    """An organisation that has begun to translate."""
    folder = tmp_path / "our-prompts" / "de"
    folder.mkdir(parents=True)
    for name, text in GERMAN.items():
        (folder / name).write_text(text, encoding="utf-8")
    with stage(kind, prompts_dir=folder.parent, languages="de") as opened:
        yield opened


def test_the_language_is_the_one_that_slack_names(border: Stage) -> None:
    border.town.changes_person("Emre", locale="de-DE")
    emre = turns_on(border, "Emre")
    assert "[Ausschalten]" in home(emre)
    emre.types("/decompress done")
    border.passes(minutes=20)
    assert openings(emre) == [OPENING_IN_GERMAN]


def test_a_language_can_be_chosen_and_what_it_lacks_is_said_in_english(border: Stage) -> None:
    ana = turns_on(border)
    ana.taps("Settings")
    border.settles()
    ana.fills({"Language": "Deutsch (Entwurf)"})
    ana.submits()
    border.settles()
    assert "[Ausschalten]" in home(ana)
    assert f"[{label('home.button.usual_shifts')}]" in home(ana)
    ana.types("/decompress done")
    border.passes(minutes=20)
    assert openings(ana) == [OPENING_IN_GERMAN]


def test_everybody_else_reads_on_in_english(border: Stage) -> None:
    border.town.changes_person("Emre", locale="de-DE")
    turns_on(border, "Emre")
    ana = turns_on(border)
    gets_a_check_in(border, ana)
    assert openings(ana) == [OPENING]


def test_a_language_that_nobody_wrote_here_is_english(border: Stage) -> None:
    border.town.changes_person("Daria", locale="pl-PL")
    daria = turns_on(border, "Daria")
    gets_a_check_in(border, daria)
