"""`aftershift rules explain`: anybody can try any case and read which rule fires, and why."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.words import load_library
from bot.words.decision_cases import examples
from handlers.cli import app
from tests.words.makers import write


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROMPTS_DIR", raising=False)
    monkeypatch.chdir(tmp_path)


def explain(*words: str) -> Result:
    return CliRunner().invoke(app, ["rules", "explain", *words], env={"COLUMNS": "300"})


def explained(case: str) -> str:
    done = explain("--context", str(write(Path(), "case.toml", case)))
    assert done.exit_code == 0, done.output
    return done.output


def test_a_case_is_told_with_its_rule_its_limits_and_its_cards() -> None:
    told = explained(
        """
        name = "A heavy night"
        answer = "heavy"
        shift = ["night"]
        hours_since_shift = 1
        settings = ["no_movement"]
        """
    )
    assert told.startswith("A heavy night\n")
    assert "Rule: heavy_night. It was a night, and it was heavy." in told
    assert "Holds: no_movement. You set that nothing needs moving about." in told
    assert "Above the card: Very sleepy, or shaking? Then do not drive yet." in told
    first = next(line for line in told.splitlines() if "Comes now, one of" in line)
    assert "LAND-01" in first
    assert "LAND-07" not in first


def test_cards_that_wait_for_a_clinician_are_told_apart() -> None:
    told = explained('answer = "heavy"\nsituation = "S15"')
    waiting = next(line for line in told.splitlines() if "Wait for a signature" in line)
    assert "GRIEF-01" in waiting
    assert told.count("GRIEF-01") == 1


def test_without_a_file_the_examples_are_told_one_by_one() -> None:
    done = explain()
    assert done.exit_code == 0
    for case in examples():
        assert f"{case.name}\n" in done.output
    assert done.output.count("  Rule: ") == len(examples())


def test_the_rules_of_the_organisation_are_the_ones_explained(tmp_path: Path) -> None:
    write(
        tmp_path / "our",
        "decision_rules.toml",
        """
        [[rules]]
        id = "house"
        because = "In this house we land first."
        when = {}
        offer = [["LAND"]]
        """,
    )
    case = write(tmp_path, "case.toml", 'answer = "light"')
    done = explain("--context", str(case), "--folder", str(tmp_path / "our"))
    assert "Rule: house. In this house we land first." in done.output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('answer = "terrible"', "case.toml: case 1, answer: "),
        ('situation = "S31"', "case.toml: case 1, situation: must be one of S01 to S30."),
        ('anser = "heavy"', "case.toml: case 1, anser: there is no such key."),
        ("hours_since_shift = -1", "case.toml: case 1, hours_since_shift: "),
        ("cases = []", "Write one case, or several as [[cases]]."),
        ('[[cases]]\n[[cases]]\nclock = "late"', "case.toml: case 2, clock: "),
        ("= heavy", "case.toml: Invalid"),
    ],
)
def test_a_case_that_is_none_is_met_with_where_and_what(text: str, told: str) -> None:
    done = explain("--context", str(write(Path(), "case.toml", text)))
    assert done.exit_code == 1
    assert told in done.output
    assert "Traceback" not in done.output


def test_a_file_that_is_not_there_is_said_to_be_missing() -> None:
    done = explain("--context", "nowhere.toml")
    assert done.exit_code == 1
    assert "nowhere.toml: No such file" in done.output


def test_the_examples_meet_many_rules() -> None:
    table = load_library().decision_table()
    assert len({table.rule_at(case.point).id for case in examples()}) >= 8
