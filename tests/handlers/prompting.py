"""An editor at a desk: `aftershift prompts`, typed on the day that the cards were written."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner, Result

from bot.domain.practices import Practice
from bot.words import load_library
from handlers.cli import app

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
