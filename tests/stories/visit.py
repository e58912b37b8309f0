"""A visit to the demo: its page in a browser, its bot beside it, and a camera."""

import asyncio
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Response, expect

from handlers.demo import open_demo
from handlers.serving import server_of
from tests.sandbox.in_browser import ANA, press, seat

QUESTION = "How heavy does it feel right now?"
CARD = "Thank you. That is all."
ARTEFACTS = Path(__file__).parents[2] / "test-artefacts"
PATIENCE = 10_000  # milliseconds, for machines that do much else


class Visit:
    """Somebody looks at the demo, mostly as Ana."""

    def __init__(self, page: Page, album: Path) -> None:
        self.page = page
        self.ana = seat(page, ANA)
        self.album = album
        self.troubles: list[str] = []
        self._pictures = 0
        page.on("console", self._overhear)
        page.on("pageerror", self._note)

    def photographs(self, name: str) -> None:
        """Keeps what is on the screen now, in the order of the story."""
        self._pictures += 1
        path = self.album / f"{self._pictures:02d}-{name}.png"
        self.page.screenshot(path=path, animations="disabled")

    def presses(self, name: str, *, within: Locator | None = None) -> None:
        press(self.ana if within is None else within, name)

    def on_the_strip(self, name: str) -> None:
        """Presses a button of the strip; it has happened when this returns."""
        with self.page.expect_response(_is_done_by_the_strip) as told:
            press(self.page.locator("header.strip"), name)
        assert told.value.json()["ok"], told.value.text()

    def opens(self, place: str, *, seat: Locator | None = None) -> None:
        """Goes to Home, to Messages or to a channel; a dot for something new may stand there too."""
        places = (seat or self.ana).get_by_role("navigation")
        places.get_by_role("button", name=re.compile(f"^{place}")).click()

    def leaves_modals(self) -> None:
        """Closes what lies on top, one after the other, until nothing does."""
        while self.dialog.count():
            view = str(self.dialog.get_attribute("data-view"))
            self.dialog.press("Escape")
            expect(self.ana.locator(f'[data-view="{view}"]')).to_have_count(0)

    @property
    def dialog(self) -> Locator:
        return self.ana.get_by_role("dialog")

    @property
    def log(self) -> Locator:
        return self.ana.get_by_role("log")

    @property
    def home(self) -> Locator:
        return self.ana.get_by_role("group", name="Home", exact=True)

    @property
    def phone(self) -> Locator:
        return self.ana.locator(".phone")

    def clock(self) -> datetime:
        """The bot's clock as the strip shows it."""
        told = self.page.locator(".clock time").get_attribute("datetime")
        return datetime.fromisoformat(str(told))

    def turns_on(self) -> None:
        self.opens("Home")
        self.presses("Turn on")
        expect(self.home).to_contain_text("Check-ins are on")

    def gets_a_check_in(self) -> None:
        """A shift ends, twenty minutes go by, the phone lights up and is opened."""
        self.on_the_strip("Ana's shift ends")
        self.on_the_strip("+20 min")
        expect(self.phone).to_contain_text("Your shift is over.")
        self.presses("Open", within=self.phone)
        expect(self.log).to_contain_text(QUESTION)

    def _overhear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(message.text)

    def _note(self, error: Error) -> None:
        self.troubles.append(str(error))


@pytest.fixture
def visit(chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh demo; the pictures of this story are kept in a folder of its own name."""
    album = ARTEFACTS / request.node.name.removeprefix("test_")
    shutil.rmtree(album, ignore_errors=True)
    with visit_to_the_demo(chromium, tmp_path, album) as opened:
        yield opened


@contextmanager
def visit_to_the_demo(
    browser: Browser, folder: Path, album: Path, *, sharpness: float = 1
) -> Iterator[Visit]:
    """The demo from an empty folder; ends with the page's own troubles, should it have had any."""
    expect.set_options(timeout=PATIENCE)
    with _demo(folder) as url:
        page = browser.new_page(
            viewport={"width": 1360, "height": 900},
            device_scale_factor=sharpness,
            locale="en-GB",
        )
        page.set_default_timeout(PATIENCE)
        visit = Visit(page, album)
        page.goto(url)
        expect(visit.log).to_contain_text("Nothing here yet.")
        yield visit
        page.close()
        assert not visit.troubles, visit.troubles


@contextmanager
def _demo(folder: Path) -> Iterator[str]:
    opened = open_demo(folder, _free_port())
    server = server_of(opened.house, "127.0.0.1", opened.port)
    bot = threading.Thread(target=lambda: asyncio.run(server.serve()), name="the demo's bot")
    bot.start()
    try:
        end = time.monotonic() + PATIENCE / 1000
        while opened.house.services is None:
            assert time.monotonic() < end, "the bot did not get ready"
            time.sleep(0.01)
        yield opened.town.url
    finally:
        server.should_exit = True
        bot.join(timeout=10)
        opened.town.stop()
        assert not bot.is_alive(), "the bot did not stop"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_done_by_the_strip(response: Response) -> bool:
    return response.url.endswith("/control/strip") and response.request.method == "POST"
