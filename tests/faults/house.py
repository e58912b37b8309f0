"""A whole bot on real clocks, before a Slack that fails as told; only its pace is quicker than in life."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.bootstrap import lay_foundations
from bot.store.unit_of_work import Store
from handlers.serving import House, server_of
from tests.faults.faulty_slack import FaultySlack
from tests.faults.wave import WORKSPACE
from tests.makers import settings
from tests.stories.stage import PLAIN

PATIENCE = 60.0  # seconds


@dataclass
class Bot:
    """The house, and what one sees of it from outside."""

    house: House
    url: str

    @property
    def store(self) -> Store:
        return self.house.base.store

    def states(self) -> Counter[str]:
        with self.store.look(WORKSPACE) as uow:
            return Counter(uow.outbox.counts())

    def is_ready(self) -> bool:
        return httpx.get(f"{self.url}/readyz", verify=PLAIN).status_code == 200

    def parts(self) -> dict[str, bool]:
        """What /readyz says of each part."""
        told: dict[str, bool] = httpx.get(f"{self.url}/readyz", verify=PLAIN).json()
        return told

    def finishes(self) -> None:
        """Nothing is due any more and nothing is on its way."""
        wait_for(lambda: not {"due", "sending"} & self.states().keys())


@contextmanager
def bot_before(slack: FaultySlack, folder: Path, database_url: str) -> Iterator[Bot]:
    """It is ready, and its courier goes its rounds."""
    chosen = settings(folder, slack.url, database_url=database_url)
    house = House(lay_foundations(chosen))
    server = server_of(house, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        wait_for(lambda: server.started and house.services is not None)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Bot(house, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive(), "the bot did not stop"


def wait_for(is_true: Callable[[], bool], within: float = PATIENCE) -> None:
    end = time.monotonic() + within
    while not is_true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)
