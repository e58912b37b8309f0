"""A doctor's practice: a bot of a test's own, looked at without being touched."""

import asyncio
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.bootstrap import lay_foundations, open_foundations, workplace
from bot.sandbox import DEMO_WORLD, Sandbox, World
from bot.settings import Settings
from bot.use_cases.workplace import Workplace
from handlers.doctor import examine
from handlers.findings import Finding
from tests.fakes import HandClock
from tests.makers import SIGNING_SECRET, settings

TEAM = DEMO_WORLD.team_id


@dataclass
class Practice:
    """A doctor, and a bot to be looked at on one of the two databases."""

    kind: str
    folder: Path
    address: str
    _open: ExitStack = field(default_factory=ExitStack)

    def settings(self, **more: Any) -> Settings:
        return settings(self.folder, **{"database_url": self.address, **more})

    def opens(self, **more: Any) -> None:
        """A first start."""
        lay_foundations(self.settings(**more)).close()
        for file in self.folder.glob("*.db*"):
            file.chmod(0o600)

    def place(self) -> Workplace:
        """A bot at work, until it is closed."""
        base = self._open.enter_context(closing(lay_foundations(self.settings())))
        return workplace(base, TEAM)

    def closes(self) -> None:
        self._open.close()

    def looks(
        self, world: World = DEMO_WORLD, *, ahead: timedelta = timedelta(), **more: Any
    ) -> list[Finding]:
        """With a clock of this machine that goes ahead of all others."""
        with Sandbox(world, signing_secret=SIGNING_SECRET, events_url=None).start() as running:
            return self._looks(f"{running.url}/api/", ahead, more)

    def looks_without_slack(self) -> list[Finding]:
        return self._looks("http://127.0.0.1:1/api/", timedelta(), {})

    def _looks(self, api: str, ahead: timedelta, more: dict[str, Any]) -> list[Finding]:
        base = open_foundations(self.settings(slack_api_url=api, **more))
        base = replace(base, wall=HandClock(base.wall.now() + ahead))
        try:
            return asyncio.run(examine(base))
        finally:
            base.close()


def told(findings: list[Finding], what: str) -> Finding:
    """The only finding of this name."""
    (finding,) = (one for one in findings if one.what == what)
    return finding
