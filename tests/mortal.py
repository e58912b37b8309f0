"""Runs a piece of work in a process that is killed at a chosen commit or statement, by SIGKILL.

    dies("tests.store.test_keys:rotate_in_small_steps", [url], 3, "before")  # True: it died

Who is killed before a commit, has made all those before it; so every state in between is met.
"""

import os
import signal
from typing import Any, Literal

import sqlalchemy as sa

from tests.forks import starts

READING = ("SELECT", "PRAGMA", "BEGIN", "SHOW", "SET")
When = Literal["before", "after", "at"]  # the n-th commit, or at the n-th statement that writes


def dies(work: str, facts: list[str], number: int, when: When) -> bool:
    """Whether it was killed; what ended by itself must have ended well."""
    code = starts(work, *facts, planted=("tests.mortal:plant", number, when)).ends()
    assert code in (0, -signal.SIGKILL), f"{work} failed"
    return code == -signal.SIGKILL


def plant(number: int, when: When) -> None:
    """In the process that may be killed; only what writes is counted, so that something is at stake."""
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
