"""Processes that are there at once: one without threads imports everything, and forks whoever is wanted.

    child = starts("tests.store.test_keys:rotate_in_small_steps", address)
    child.ends()  # 0, or minus the signal by which it was killed

What is forked is a process like any other: it has an environment, a folder and a log of its own, can be
killed, frozen and told to stop, and ends with its exit handlers. Only the two seconds in which Python
imports everything are spent once. `tests/test_wheel.py` starts the programs as an operator does.
"""

import atexit
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
# What the commands load when they need it.
NEEDED_LATER = ("handlers.doctor", "handlers.processes", "handlers.serving")
IN, OUT, ERR = 0, 1, 2


class Child:
    """A forked process, as far as one sees it from outside."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None

    def ended(self, *, waiting: bool = False) -> int | None:
        """The exit code, or minus the signal that ended it; None while it is alive, or frozen."""
        if self._code is None:
            self._code = _asks({"pid": self.pid, "waiting": waiting})["code"]
        return self._code

    def ends(self, within: float | None = None) -> int:
        """It is waited for, for ever or so many seconds."""
        until = None if within is None else time.monotonic() + within
        while (code := self.ended(waiting=until is None)) is None:
            if until is None:
                raise AssertionError("it froze")
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.01)
        return code

    def freezes(self) -> None:
        """By SIGSTOP; it is waited for."""
        assert self.ended(waiting=True) is None, f"it ended with {self._code}"

    def hears(self, told: signal.Signals) -> None:
        """As long as nobody has asked how it ended, its number is nobody else's."""
        if self._code is None:
            os.kill(self.pid, told)


def starts(  # noqa: PLR0913  keywords, each with a default
    work: str,
    *facts: Any,
    planted: tuple[Any, ...] = (),
    words: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    says: Path | str = os.devnull,
    log: Path | str | None = None,
) -> Child:
    """`work` is a function by its module and name, and `planted` another one, called before it.

    `words` are what stands behind the program's name, and `says` is the file that is typed.
    """
    order = {
        "calls": [*([planted] if planted else []), (work, *facts)],
        "words": words,
        "environment": dict(os.environ if environment is None else environment),
        "folder": str(folder),
        "says": str(says),
        "log": None if log is None else str(log),
    }
    return Child(_asks(order)["pid"])


@cache
def _parent() -> "subprocess.Popen[str]":
    command = [sys.executable, "-W", "ignore", "-m", "tests.forks"]
    wide = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "300"}
    parent = subprocess.Popen(  # noqa: S603  ourselves
        command, cwd=ROOT, env=wide, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(_ends, parent)
    return parent


def _ends(parent: "subprocess.Popen[str]") -> None:
    """At once: xdist has no patience with a process that tidies up for long, and kills it."""
    parent.kill()
    parent.communicate()


_turn = threading.Lock()


def _asks(order: dict[str, Any]) -> dict[str, Any]:
    parent = _parent()
    assert parent.stdin is not None
    assert parent.stdout is not None
    with _turn:
        parent.stdin.write(json.dumps(order) + "\n")
        parent.stdin.flush()
        told: dict[str, Any] = json.loads(parent.stdout.readline())
    return told


# In the process that forks.


def _serve() -> int:
    for module in NEEDED_LATER:
        importlib.import_module(module)
    for line in sys.stdin:
        order = json.loads(line)
        if "calls" not in order:
            _tell({"code": _code_of(order["pid"], waiting=order["waiting"])})
            continue
        calls = [(_named(name), facts) for name, *facts in order["calls"]]
        assert threading.active_count() == 1, "what is forked now would hold locks of other threads"
        child = os.fork()
        if child == 0:
            _settles_in(order)
            for call, facts in calls:
                call(*facts)
            return 0
        _tell({"pid": child})
    return 0


def _named(name: str) -> Callable[..., object]:
    module, _, function = name.partition(":")
    found: Callable[..., object] = getattr(importlib.import_module(module), function)
    return found


def _tell(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _code_of(pid: int, *, waiting: bool) -> int | None:
    found, status = os.waitpid(pid, os.WUNTRACED | (0 if waiting else os.WNOHANG))
    if found == 0 or os.WIFSTOPPED(status):
        return None
    return os.waitstatus_to_exitcode(status)


def _settles_in(order: dict[str, Any]) -> None:
    """In the child: nothing of its parent's is in its hands any more."""
    log = order["log"] or os.devnull
    _opens(order["says"], os.O_RDONLY, IN)
    _opens(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, OUT)
    if order["log"] is not None:
        os.dup2(OUT, ERR)
    sys.stdin = open(IN, encoding="utf-8", closefd=False)  # noqa: SIM115  as Python opens it
    sys.stdout, sys.stderr = (
        open(number, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115  as above
        for number in (OUT, ERR)
    )
    sys.argv = ["aftershift", *order["words"]]
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])


def _opens(path: str, how: int, number: int) -> None:
    opened = os.open(path, how, 0o600)
    os.dup2(opened, number)
    os.close(opened)


if __name__ == "__main__":
    sys.exit(_serve())
