"""Runs `aftershift` as somebody at a terminal would: a process of its own, with its own environment."""

import os
import time
from pathlib import Path

from bot.settings import Settings
from tests.forks import starts

KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT")
PATIENCE = 60.0  # seconds


def aftershift(folder: Path, settings: Settings, *words: str, says: str = "") -> tuple[int, str]:
    """The exit code and everything that was printed; `says` is typed when it asks."""
    number = time.monotonic_ns()
    typed, printed = folder / f"typed-{number}", folder / f"printed-{number}"
    typed.write_text(says, encoding="utf-8")
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    child = starts(
        "handlers.cli:main",
        words=words,
        environment={**kept, **environment(settings), "COLUMNS": "300"},
        folder=folder,
        says=typed,
        log=printed,
    )
    code, told = child.ends(PATIENCE), printed.read_text(encoding="utf-8")
    typed.unlink()
    printed.unlink()
    return code, told


def environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables."""
    told = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if value is not None:
            reveal = getattr(value, "get_secret_value", None)
            told[name.upper()] = str(reveal() if reveal is not None else value)
    return told
