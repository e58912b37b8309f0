"""Real processes of the command line, each as an operator would start it, and ended as one would."""

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

from bot.sandbox import DEMO_WORLD
from tests.forks import starts
from tests.makers import KEY, SIGNAL_SECRET, SIGNING_SECRET
from tests.stories.stage import PLAIN

PATIENCE = 60.0  # seconds; a process that starts on a busy machine has been seen to take 20


class Process:
    """One `aftershift ...`; what it logs is kept in a file."""

    def __init__(self, words: list[str], environment: dict[str, str], folder: Path) -> None:
        self.log = folder / f"{words[0]}-{time.monotonic_ns()}.log"
        self.log.touch()
        self._child = starts(
            "handlers.cli:main",
            words=tuple(words),
            environment=environment,
            folder=folder,
            log=self.log,
        )

    @property
    def is_alive(self) -> bool:
        return self._child.ended() is None

    def told(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def is_ready(self) -> bool:
        return '"event": "ready"' in self.told()

    def is_told_to_stop(self) -> None:
        self._child.hears(signal.SIGTERM)

    def ends(self) -> int:
        """The exit code, or minus the signal that ended it."""
        try:
            return self._child.ends(PATIENCE)
        except TimeoutError:
            raise AssertionError(f"it does not end:\n{self.told()}") from None

    def close(self) -> None:
        if self.is_alive:
            self._child.hears(signal.SIGKILL)
        self._child.ends(PATIENCE)


class Crowd:
    """Processes that share one environment, and with it one database and one Slack."""

    def __init__(self, database_url: str, slack_url: str, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._environment = {
            "PATH": os.environ["PATH"],
            **environment(database_url, slack_url),
        }

    def starts(self, *words: str, **more: Any) -> Process:
        """Without waiting; `more` are further settings."""
        environment = self._environment | {key.upper(): str(told) for key, told in more.items()}
        process = Process(list(words), environment, self._folder)
        self._stack.callback(process.close)
        return process

    def runs(self, *words: str, **more: Any) -> Process:
        """It is ready to work."""
        process = self.starts(*words, **more)
        wait_for(lambda: process.is_ready() or not process.is_alive)
        assert process.is_alive, process.told()
        return process


def environment(database_url: str, slack_url: str) -> dict[str, str]:
    """What a process is told of where it is."""
    return {
        "SLACK_BOT_TOKEN": DEMO_WORLD.bot_token,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": f"{slack_url}/api/",
        "DATABASE_URL": database_url,
        "AFTERSHIFT_KEY": KEY,
        "SIGNAL_WEBHOOK_SECRET": SIGNAL_SECRET,
        "ORGANISATION_COUNTRY": "GB",
    }


@contextmanager
def crowd(database_url: str, slack_url: str = "http://127.0.0.1:1") -> Iterator[Crowd]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield Crowd(database_url, slack_url, folder, stack)


def wait_for(is_true: Callable[[], bool], within: float = PATIENCE) -> None:
    end = time.monotonic() + within
    while not is_true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)


def looks(port: int, path: str) -> httpx.Response | None:
    """What a monitor gets; None when nobody listens."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}{path}", verify=PLAIN)
    except httpx.ConnectError:
        return None
