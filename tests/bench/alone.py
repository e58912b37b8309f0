"""Runs one case in a fresh process, so that its processor time and its memory are its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]


class Alone:
    """A case at work; `order` tells it what to do, and what it found comes back as one JSON line."""

    def __init__(self, case: str, **order: Any) -> None:
        self._popen = subprocess.Popen(  # noqa: S603  our own module
            [sys.executable, "-m", "tests.bench.case", case, json.dumps(order)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def told(self) -> str:
        """Its next line; an error when it has ended without one."""
        assert self._popen.stdout is not None
        line = self._popen.stdout.readline()
        if not line:
            raise RuntimeError(f"a case ended with {self._popen.wait()}")
        return line.strip()

    def ready(self) -> Self:
        """It has made itself ready and waits for the word."""
        told = self.told()
        assert told == "ready", told
        return self

    def go(self) -> Self:
        assert self._popen.stdin is not None
        self._popen.stdin.write("go\n")
        self._popen.stdin.flush()
        return self

    def found(self) -> dict[str, Any]:
        """What it measured, when it has ended."""
        found: dict[str, Any] = json.loads(self.told())
        self.close()
        return found

    @property
    def is_over(self) -> bool:
        return self._popen.poll() is not None

    def is_killed(self) -> None:
        """By SIGKILL: no clean-up of whatever kind."""
        self._popen.kill()
        self.close()

    def close(self) -> None:
        """It ends when nobody speaks to it any more."""
        self._popen.communicate()
