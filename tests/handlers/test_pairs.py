"""`aftershift pairs simulate` reads a file of people, prints rounds, and says kindly what it cannot read."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from handlers.cli import app

HOURS = [1, 2, 3]


def person(name: str | float, **told: Any) -> dict[str, Any]:
    return {
        "id": name, "team": "north", "manager": None, "supervisor": None, "languages": ["en"],
        "hours": HOURS, "experience_years": 2, "topics": ["grief"], "outside_team": False,
        "not_with": [], "unmatched_rounds": 0, **told,
    }  # fmt: skip


def simulate(folder: Path, told: Any, *options: str) -> Result:
    file = folder / "people.json"
    file.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return CliRunner().invoke(app, ["pairs", "simulate", str(file), *options])


def rounds(folder: Path, told: Any, *options: str) -> list[dict[str, Any]]:
    result = simulate(folder, told, "--json", *options)
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["rounds"]
    return found


def test_it_prints_what_the_readme_says_and_goes_on_from_what_was(tmp_path: Path) -> None:
    told = {
        "people": [person("b"), person(7, unmatched_rounds=1), person("a")],
        "history": [{"round": 3, "pairs": [["a", 7], ["gone", "b"]]}],
        "absent": [["a", "unknown"], []],
    }
    first, second = rounds(tmp_path, told, "--rounds", "2")
    assert first.pop("cpu_seconds") >= 0
    assert first == {
        "pairs": [[7, "b"]],
        "trios": [],
        "unmatched": [{"id": "a", "reason": "absent"}],
        "weight": 1000 + 400 + 150 + 25 + 300,
        "bound": 1875,
    }
    assert second["pairs"] == [["a", "b"]]  # 7 and a met two rounds ago, 7 and b in the last one
    assert second["unmatched"] == [{"id": 7, "reason": "no fitting partner"}]


def test_three_who_are_willing_are_a_trio(tmp_path: Path) -> None:
    told = {"people": [person(number, trio=True) for number in range(3)]}
    (only,) = rounds(tmp_path, told, "--rounds", "1")
    assert (only["pairs"], only["trios"], only["unmatched"]) == ([], [[0, 1, 2]], [])


def test_no_people_make_no_pairs(tmp_path: Path) -> None:
    (only,) = rounds(tmp_path, {"people": []}, "--rounds", "1")
    assert only["weight"] == only["bound"] == 0


def test_without_json_it_is_a_table(tmp_path: Path) -> None:
    told = {"people": [person(name) for name in "abc"]}
    shown = simulate(tmp_path, told, "--rounds", "3").stdout
    assert "Pairs that had met before: 0." in shown
    assert "Round 3: " in shown
    assert "Round 3, without: no fitting partner (1)." in shown


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("{", "the file: not JSON"),
        ("[]", "the file: should be an object"),
        (
            {"people": [person("a", hours=[168])]},
            "people[0].hours[0]: input should be less than 168",
        ),
        (
            {"people": [person("a", hours=[True])]},
            "people[0].hours[0]: input should be a valid int",
        ),
        (
            {"people": [person("a", experience_years=-1)]},
            "people[0].experience_years: input should",
        ),
        ({"people": [person(1.5)]}, "people[0].id: should be a word or a whole number."),
        ({"people": [{"id": "a", "hours": []}]}, "people[0].languages: is needed"),
        ({"people": [person("a", not_wiht=["b"])]}, "people[0].not_wiht: not a field"),
        ({"people": [person("a"), person("a")]}, "people[1].id: the same as that of people[0]"),
        (
            {"people": [], "history": [{"round": 1, "pairs": [["a", "a"]]}]},
            "history[0].pairs[0]: one person is no pair",
        ),
        (
            {"people": [], "history": [{"round": 1, "pairs": [["a"]]}]},
            "history[0].pairs[0][1]: is needed",
        ),
        (
            {"people": [], "history": [{"round": 1, "pairs": [["a", "b", "c"]]}]},
            "history[0].pairs[0]: has more than 2 of them. A trio is written as its three pairs.",
        ),
        (
            {"people": [person("a", topics=[str(number) for number in range(201)])]},
            "people[0].topics: has more than 200 of them.",
        ),
        ({"people": [person(str(number), hours=9) for number in range(12)]}, "... and 2 more."),
    ],
    ids=str,
)
def test_what_cannot_be_read_is_named_with_its_place(tmp_path: Path, told: Any, said: str) -> None:
    result = simulate(tmp_path, told, "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert said in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_file_reads_the_same_however_it_was_saved(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "people.json"
    file.write_bytes(json.dumps({"people": [person("ñandú")]}, ensure_ascii=False).encode(encoding))
    result = CliRunner().invoke(app, ["pairs", "simulate", str(file), "--json"])
    assert json.loads(result.stdout)["rounds"][0]["unmatched"][0]["id"] == "ñandú"


def test_letters_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    file = tmp_path / "people.json"
    file.write_bytes(b'{"people": [{"id": "\xff"}]}')
    result = CliRunner().invoke(app, ["pairs", "simulate", str(file)])
    assert result.exit_code == 1
    assert "the file: not JSON (its letters cannot be read)." in result.stderr


def test_a_file_that_is_not_there_is_named() -> None:
    result = CliRunner().invoke(app, ["pairs", "simulate", "nowhere.json"])
    assert result.exit_code == 1
    assert "nowhere.json cannot be read" in result.stderr
