"""The doctor looks, says what to do, and touches nothing."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import lay_foundations, open_foundations
from bot.sandbox import DEMO_WORLD, Sandbox, World
from bot.settings import BadSettings
from bot.store import migrate
from handlers.doctor import Finding, Verdict, examine
from tests.makers import SIGNING_SECRET, settings


def findings(folder: Path, world: World = DEMO_WORLD) -> dict[str, Finding]:
    with Sandbox(world, signing_secret=SIGNING_SECRET, events_url=None).start() as running:
        base = open_foundations(settings(folder, running.url, world))
        try:
            return {one.what: one for one in asyncio.run(examine(base))}
        finally:
            base.close()


def test_where_nothing_is_yet_nothing_is_made(tmp_path: Path) -> None:
    found = findings(tmp_path / "new")
    assert found["database"].verdict is Verdict.LOOK
    assert list(tmp_path.iterdir()) == []


def test_an_old_schema_is_told_and_left_alone(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    lay_foundations(chosen).close()
    base = open_foundations(chosen)
    migrate.downgrade(base.store.url, "base")
    base.close()
    found = findings(tmp_path)
    assert "aftershift migrate" in found["database"].told
    assert migrate.current(base.store.url) is None


def test_all_is_well_in_the_demo(tmp_path: Path) -> None:
    lay_foundations(settings(tmp_path)).close()
    found = findings(tmp_path)
    good = ("database", "disk", "slack", "scopes", "signals")
    assert [found[what].verdict for what in good] == [Verdict.GOOD] * len(good)


def test_a_missing_scope_is_named_with_the_way_to_mend_it(tmp_path: Path) -> None:
    lay_foundations(settings(tmp_path)).close()
    fewer = tuple(scope for scope in DEMO_WORLD.scopes if scope != "dnd:read")
    found = findings(tmp_path, replace(DEMO_WORLD, scopes=fewer))
    assert found["scopes"].verdict is Verdict.BAD
    assert "dnd:read" in found["scopes"].told
    assert "Reinstall" in found["scopes"].told


@pytest.mark.parametrize(
    "wrong", [{"organisation_country": "UK"}, {"prompts_dir": Path("/no/such/folder")}]
)
def test_what_only_the_prompts_can_tell_is_told_at_once(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    with pytest.raises(BadSettings):
        open_foundations(settings(tmp_path, **wrong))
