"""What is there for those who run it is told in the documents, and what these name is there."""

import re
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from typer.main import get_command

from bot.domain.practices import TOPICS, Practice
from bot.settings import Settings
from bot.use_cases.audit import Audit
from bot.words.cards import FAMILIES
from handlers import checkup, doctor
from handlers.cli import app
from handlers.metrics import Metrics, Vitals
from tests.fakes import HandClock

ROOT = Path(__file__).resolve().parents[1]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def metrics() -> list[str]:
    audit = Audit(1, 1, 1, timedelta(), {"letters": 0})
    page = Metrics(HandClock()).page(Vitals(audit, {"courier": 1.0}, {"web": 1}))
    return re.findall(r"^# TYPE (aftershift_\w+)", page.decode(), re.MULTILINE)


@pytest.mark.parametrize("name", metrics())
def test_every_metric_is_explained(name: str) -> None:
    assert f"`{name}" in OPERATIONS


def test_no_metric_is_explained_that_is_not_there() -> None:
    assert set(re.findall(r"`(aftershift_\w+)", OPERATIONS)) - {"aftershift_owner"} == set(
        metrics()
    )


def findings() -> set[str]:
    """What the doctor can name, read from where it names it."""
    code = "".join(Path(module.__file__ or "").read_text("utf-8") for module in (checkup, doctor))
    return set(re.findall(r'(?:good|look|bad|Finding|clock)\(\s*"([a-z ]+)"', code))


@pytest.mark.parametrize("what", sorted(findings()))
def test_every_line_of_the_doctor_is_explained(what: str) -> None:
    assert f"`{what}`" in OPERATIONS


@pytest.mark.parametrize("command", sorted(get_command(app).commands))  # type: ignore[attr-defined]  # a group has commands
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`aftershift {command}" in (ROOT / "README.md").read_text("utf-8")


def test_the_guide_for_editors_names_every_command_for_them_and_no_other() -> None:
    guide = (ROOT / "prompts" / "README.md").read_text("utf-8")
    commands = set(get_command(app).commands["prompts"].commands)  # type: ignore[attr-defined]  # a group has commands
    assert set(re.findall(r"aftershift prompts ([a-z-]+)", guide)) == commands


def test_the_guide_for_editors_tells_every_key_of_a_card_and_every_family() -> None:
    guide = (ROOT / "prompts" / "README.md").read_text("utf-8")
    keys = {one.name for one in fields(Practice)} - {"needs", "evidence"}
    assert [key for key in keys if f"`{key}`" not in guide] == []
    assert [one for one in (*FAMILIES, *TOPICS) if one not in guide] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_setting_is_named_that_is_not_there(document: Path) -> None:
    known = {name.upper() for name in Settings.model_fields}
    named = set(
        re.findall(
            r"`((?:AFTERSHIFT|SLACK|DATABASE|ORGANISATION|SIGNAL)_[A-Z_]+)`",
            document.read_text("utf-8"),
        )
    )
    assert named <= known
