"""A sandbox workspace and a real bot in one process: real HTTP, real sockets, a clock moved by hand."""

import asyncio
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy.engine import URL
from standardwebhooks.webhooks import Webhook

from bot.bootstrap import Foundations, Services, lay_foundations, open_foundations
from bot.domain.letters import LetterState, Moved
from bot.sandbox import DEMO_WORLD, Sandbox, World
from bot.sandbox.prompt_server import PromptServer
from bot.sandbox.seats import Seat, Town
from bot.settings import Settings
from bot.store.sealing import parse_key
from bot.store.unit_of_work import StoreUnavailable
from handlers.serving import House, server_of
from tests.databases import copy_files, kept_store
from tests.fakes import HandClock, LoadedDice
from tests.makers import KEY, SIGNAL_SECRET, SIGNING_SECRET, settings
from tests.store.stores import empty

# Loading the world's certificates takes httpx a tenth of a second a call, and all this is plain HTTP.
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
# Slack gives three to answer and to open a modal; what a busy machine needs is no part of a story.
PATIENCE = 20.0  # seconds


class Stage:
    """What a story has at hand: the town and its seats, the bot's clock, and its inside."""

    def __init__(self, town: Town, house: House, clock: HandClock, url: str) -> None:
        self.town = town
        self.house = house
        self.clock = clock
        self.url = url
        self.loop: asyncio.AbstractEventLoop | None = None
        self._moved = 0

    def note_moved(self, letters: Sequence[Moved]) -> None:
        self._moved += len(letters)

    @property
    def services(self) -> Services:
        services = self.house.services
        assert services is not None
        return services

    def seat(self, name: str) -> Seat:
        return self.town.seat(name)

    def passes(self, **by: float) -> None:
        """Time goes by, all clockwork runs, and the courier is done."""
        self.clock.move(**by)
        self.settles()

    def settles(self) -> None:
        """Wait until everything that is due has been carried out."""
        self._run(self._settle())
        _wait_until(self._nothing_is_under_way)

    async def _settle(self) -> None:
        """The courier goes after the clockwork: whoever it is writing about just then is passed over."""
        assert self.house.ticks is not None
        assert self.house.routing is not None
        await self.house.routing.carrier.finish()
        async with self.services.courier._taking:
            await self.services.courier._finish()
            await self.house.ticks.all_at_once()
        seen = -1
        while seen != self._moved:
            seen = self._moved
            await self.services.courier.go_round()
        await self.house.routing.carrier.finish()

    def _nothing_is_under_way(self) -> bool:
        """What the bot's own courier claimed meanwhile is not due any more, and not there yet."""
        try:
            with self.services.place.look() as uow:
                return LetterState.SENDING.value not in uow.outbox.counts()
        except StoreUnavailable:
            return True

    def signals(self, kind: str, worker: dict[str, str], **data: Any) -> httpx.Response:
        """A rota system says something, signed; `message_id` repeats an earlier telling."""
        message_id = data.pop("message_id", None) or f"msg_{time.monotonic_ns()}"
        body = {"type": kind, "data": {"worker": worker, **data}}
        return self.posts_signal(httpx.Response(200, json=body).content, message_id)

    def posts_signal(self, raw: bytes, message_id: str = "msg_1") -> httpx.Response:
        now = datetime.now().astimezone()
        signature = Webhook(SIGNAL_SECRET).sign(message_id, now, raw.decode())
        headers = {
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature,
            "content-type": "application/json",
        }
        url = f"{self.url}/signals/default"
        return httpx.post(url, content=raw, headers=headers, verify=PLAIN)

    def _run(self, work: Any) -> Any:
        assert self.loop is not None
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=20)


@contextmanager
def stage(
    where: Path | URL | str,
    *,
    socket: bool = False,
    world: World = DEMO_WORLD,
    prepare: Any = None,
    **more: Any,
) -> Iterator[Stage]:
    """A whole evening: the curtain rises when the bot is ready.

    It is played on the database of one kind that is kept for all stories; with a path on SQLite
    files of its own there, with an address on the database that is there.
    """
    sandbox = Sandbox(
        world,
        signing_secret=SIGNING_SECRET,
        events_url=None,
        ack_seconds=PATIENCE,
        trigger_seconds=PATIENCE,
    )
    clock = HandClock()
    with sandbox.start() as running:
        base = _foundations(where, clock, running.url, world=world, socket=socket, **more)
        if prepare is not None:
            prepare(base)
        house = House(base)
        server = PromptServer(server_of(house, "127.0.0.1", 0).config)
        scene = Stage(Town(running.url), house, clock, "")
        base.store.watch(scene.note_moved)
        thread = threading.Thread(target=_play, args=(server, scene), daemon=True)
        thread.start()
        try:
            _wait_until(lambda: server.started and house.services is not None)
            port = server.servers[0].sockets[0].getsockname()[1]
            scene.url = f"http://127.0.0.1:{port}"
            if socket:
                _wait_until(lambda: sandbox.stage.sockets.connected > 0)
            else:
                sandbox.events_url = f"{scene.url}/slack/events"
            yield scene
        finally:
            server.tell_to_stop()
            thread.join(timeout=2)  # what is under way to Slack may arrive
            running.stop()
            thread.join(timeout=20)  # what Slack does not answer ends by itself
            assert not thread.is_alive(), "the bot did not stop"


def _foundations(
    where: Path | URL | str, clock: HandClock, *facts: Any, **more: Any
) -> Foundations:
    if isinstance(where, str):
        kept = empty(kept_store(where, parse_key(KEY)))
        chosen = _settings_for(kept.url, *facts, **more)
        return replace(open_foundations(chosen, clock, LoadedDice()), store=kept)
    url = copy_files(where) if isinstance(where, Path) else where
    return lay_foundations(_settings_for(url, *facts, **more), clock, LoadedDice())


def _settings_for(url: URL, *facts: Any, **more: Any) -> Settings:
    address = url.render_as_string(hide_password=False)
    return settings(Path(), *facts, database_url=address, **more)


def _play(server: Any, scene: Stage) -> None:
    async def play() -> None:
        scene.loop = asyncio.get_running_loop()
        await server.serve()

    asyncio.run(play())


def _wait_until(is_true: Any, within: float = 10.0) -> None:
    end = time.monotonic() + within
    while not is_true():
        assert time.monotonic() < end, "the bot did not get ready"
        time.sleep(0.01)
