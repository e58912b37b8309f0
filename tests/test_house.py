"""The house keeps its own rules: what opens a file, how long it gets, who may call whom."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.settings import Settings
from handlers.cli import app
from handlers.environment import example

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
LONGEST_FILE = 300
LONGER = {
    "bot/store/migrations/versions": "a migration is written once and never touched again",
    "prompts/decision_rules.toml": "one table, read from the top",
}


def modules(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", modules("bot", "handlers"), ids=named)
def test_a_module_opens_with_one_sentence_that_says_what_it_is_for(file: Path) -> None:
    text = file.read_text("utf-8")
    if not text.strip():
        return  # an empty package file needs no words
    opening, *_ = (ast.get_docstring(ast.parse(text)) or "").split("\n\n")
    assert re.fullmatch(r"[^.]([^.]|\.(?=\w))*\.", opening), opening
    assert not re.search(r"[?!]", opening)


def test_no_file_grows_beyond_what_one_can_take_in() -> None:
    endings = {".py", ".js", ".css", ".html", ".toml"}
    folders = ("bot", "handlers", "prompts")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.*")]
    long = [
        named(file)
        for file in files
        if file.suffix in endings and len(file.read_text("utf-8").splitlines()) > LONGEST_FILE
    ]
    assert [name for name in long if not name.startswith(tuple(LONGER))] == []


def test_the_example_of_the_environment_is_what_the_settings_say() -> None:
    assert (ROOT / ".env.example").read_text("utf-8") == example()
    assert CliRunner().invoke(app, ["env"]).stdout == example()


def test_every_setting_says_in_a_sentence_what_it_is_for() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert re.match(r"[A-Z0-9].*[.]( |$)", field.description), name
        assert re.search(rf"^(# )?{name.upper()}=", example(), re.MULTILINE), name


def test_the_manifest_that_people_paste_is_the_one_that_the_code_makes() -> None:
    kept = (ROOT / "manifest.json").read_text("utf-8")
    assert CliRunner().invoke(app, ["manifest"]).stdout == kept


# One forbidden line for each import contract: where it is written, and what it says.
BREACHES = {
    "The inside never learns of the doors": ("bot/replies.py", "import handlers.doors"),
    "Floors, from the top down": ("bot/words/speech.py", "import bot.views.kit"),
    "The domain knows no Slack, no SQL and no scheduler": ("bot/domain/rates.py", "import sqlalchemy"),
    "The sandbox is a foreign world": ("bot/sandbox/tiers.py", "import bot.clock"),
    "Only what is done for the worker opens the vault": (
        "bot/use_cases/home.py", "import bot.store.vault"
    ),
    "Only what brings people together opens their private lists": (
        "bot/use_cases/home.py", "import bot.store.sealed"
    ),
    "Only the store knows its tables": ("bot/use_cases/shifts.py", "import bot.store.tables"),
    "Handlers call use cases, never the store's rooms": (
        "handlers/check_ins.py", "import bot.store.people"
    ),
    "No circles": ("bot/domain/people.py", "import bot.domain.check_ins"),
}  # fmt: skip


def contracts() -> list[dict[str, Any]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return found


def verdicts(house: Path) -> dict[str, str]:
    """Which contract was kept and which was broken, by its name."""
    command = [TOOLS / "lint-imports", "--no-cache", "--config", house / "pyproject.toml"]
    done = subprocess.run(  # noqa: S603  our own tool on our own files
        [str(part) for part in command],
        cwd=house,
        env={"PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )
    return dict(re.findall(r"^(.*) (KEPT|BROKEN)$", done.stdout, re.MULTILINE))


def test_every_import_contract_has_a_breach_that_tries_it() -> None:
    assert {contract["name"] for contract in contracts()} == set(BREACHES)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("house")
    for folder in ("bot", "handlers", "prompts"):
        shutil.copytree(ROOT / folder, house / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", house)
    return house


def test_the_house_as_it_stands_keeps_every_contract(copied: Path) -> None:
    assert verdicts(copied) == dict.fromkeys(BREACHES, "KEPT")


@pytest.mark.parametrize("contract", BREACHES)
def test_a_forbidden_import_is_found(copied: Path, contract: str) -> None:
    place, line = BREACHES[contract]
    file = copied / place
    sound = file.read_text("utf-8")
    try:
        file.write_text(f"{sound}\n\n{line}  # planted\n", encoding="utf-8")
        assert verdicts(copied)[contract] == "BROKEN"
    finally:
        file.write_text(sound, encoding="utf-8")


# Each line is planted where it is forbidden, and ruff has to find it; none of them is used here.
BANNED = {
    "the time": "from datetime import UTC, datetime\n\nnow = datetime.now(UTC)\n",
    "the day": "from datetime import date\n\ntoday = date.today()\n",
    "the seconds": "import time\n\nnow = time.time()\n",
    "chance": "import random\n",
    "secrets": "from secrets import token_hex\n",
    "ids": "import uuid\n",
    "mocks": "from unittest.mock import Mock\n",
    "mocks by another name": "from unittest import mock\n",
    "SQL": "import sqlalchemy\n",
    "SQL by another name": "from sqlalchemy.orm import Session\n",
    "Slack": "from slack_sdk import WebClient\n",
    "Slack by another name": "from slack_sdk.web.async_client import AsyncWebClient\n",
}


@cache
def faults(place: str, text: str) -> frozenset[str]:
    """What ruff says of a file with this text at this place of the house."""
    command = [TOOLS / "ruff", "check", "--no-cache", "--stdin-filename", ROOT / place, "-"]
    done = subprocess.run(  # noqa: S603  our own tool on our own words
        [*map(str, command), "--output-format", "concise"],
        cwd=ROOT, input=text, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return frozenset(re.findall(r"\b[A-Z]+\d{3,}\b", done.stdout))


@pytest.mark.parametrize("place", ["bot/use_cases/planted.py", "handlers/planted.py"])
@pytest.mark.parametrize("what", BANNED)
def test_what_has_one_place_is_found_in_any_other(place: str, what: str) -> None:
    assert "TID251" in faults(place, BANNED[what])


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("bot/clock.py", "the time"),
        ("bot/clock.py", "chance"),
        ("bot/store/planted.py", "SQL"),
        ("bot/courier/slack.py", "Slack by another name"),
    ],
)
def test_what_has_one_place_is_allowed_there(place: str, what: str) -> None:
    assert "TID251" not in faults(place, BANNED[what])


def exceptions() -> Iterator[tuple[str, str]]:
    for file in modules("bot", "handlers", "tests"):
        for line in file.read_text("utf-8").splitlines():
            if re.search(r"#\s*(noqa|type: ignore)\b", line) and "re.search" not in line:
                yield named(file), line.strip()


def test_every_exception_names_its_rule_and_its_reason() -> None:
    rule = r"#\s*(noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*|type: ignore\[[a-z, -]+\])\s+(#|-)?\s*\S+"
    assert [where for where in exceptions() if not re.search(rule, where[1])] == []


def test_nothing_is_left_to_do_later() -> None:
    left = [
        named(file)
        for file in modules("bot", "handlers", "tests")
        if re.search(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b", file.read_text("utf-8"))
    ]
    assert left == []
