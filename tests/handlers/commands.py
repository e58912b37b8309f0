"""Runs `aftershift` as somebody at a terminal would: a process of its own, with its own environment."""

import os
import subprocess
import sys
from pathlib import Path

from bot.settings import Settings

KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT")


def aftershift(folder: Path, settings: Settings, *words: str, says: str = "") -> tuple[int, str]:
    """The exit code and everything that was printed; `says` is typed when it asks."""
    done = subprocess.run(  # noqa: S603  our own command, with words from a test
        [sys.executable, "-c", "from handlers.cli import main; main()", *words],
        env={
            **{name: os.environ[name] for name in KEPT if name in os.environ},
            **environment(settings),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "COLUMNS": "300",
        },
        cwd=folder,
        input=says,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables."""
    told = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if value is not None:
            reveal = getattr(value, "get_secret_value", None)
            told[name.upper()] = str(reveal() if reveal is not None else value)
    return told
