"""Runs a piece of work in a child that is killed at a chosen commit or statement, by SIGKILL.

    with Mortals() as mortals:
        mortals.do("tests.store.test_keys:rotate", [url], 3, "before")  # True: it died

One process without threads imports everything once and forks a child for each piece of work.
"""

import importlib
import json
import os
import signal
import subprocess
import sys
from typing import Any, Literal, Self

import sqlalchemy as sa

READING = ("SELECT", "PRAGMA", "BEGIN", "SHOW", "SET")
When = Literal["before", "after", "at"]  # the n-th commit, or at the n-th statement that writes


class Mortals:
    """The forking process, kept for a whole test."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.mortal"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_fault: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def do(self, work: str, facts: list[str], number: int, when: When) -> bool:
        """Whether the child was killed; one that ended by itself must have ended well."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"work": work, "facts": facts, "number": number, "when": when}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        assert status in (0, -signal.SIGKILL), f"{work} failed"
        return status == -signal.SIGKILL


def _main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        importlib.import_module(order["work"].partition(":")[0])
        child = os.fork()
        if child == 0:
            _live(order)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _live(order: dict[str, Any]) -> None:
    code = 1
    try:
        _plant(order["number"], order["when"])
        module, _, name = order["work"].partition(":")
        getattr(importlib.import_module(module), name)(*order["facts"])
        code = 0
    except Exception as fault:  # noqa: BLE001  the parent only sees the exit code
        sys.stderr.write(f"{fault!r}\n")
        sys.stderr.flush()
    finally:
        os._exit(code)


def _plant(number: int, when: When) -> None:
    """Only what writes is counted, so that a child dies where something is at stake."""
    left, wrote = [number], [False]

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
        if statement.split(None, 1)[0].upper() not in READING:
            wrote[0] = True
            if when == "at":
                die_if_it_is_time()

    def die_if_it_is_time() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    original: Any = sa.engine.default.DefaultDialect.do_commit

    def do_commit(self: Any, connection: Any) -> None:
        if wrote[0] and when == "before":
            die_if_it_is_time()
        original(self, connection)
        if wrote[0] and when == "after":
            die_if_it_is_time()
        wrote[0] = False

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    sa.engine.default.DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]  # a child that is about to die


if __name__ == "__main__":
    _main()
