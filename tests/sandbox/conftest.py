"""The page in a browser, beside a sandbox with a bot that does as it is told."""

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bot.sandbox import DEMO_WORLD, Sandbox, Strip
from tests.sandbox.in_browser import chromium
from tests.sandbox.page_bot import PageBot

__all__ = ["chromium"]  # a fixture for all tests of the page
SIGNALS_SECRET = "whsec_" + base64.b64encode(b"an invented secret").decode()


@pytest.fixture
def page_bot() -> Iterator[PageBot]:
    with PageBot() as bot:
        yield bot


@pytest.fixture
def page(chromium: Browser, page_bot: PageBot) -> Iterator[Page]:
    strip = Strip(
        signals_url=page_bot.url, signals_secret=SIGNALS_SECRET, demo_clock_url=page_bot.url
    )
    sandbox = Sandbox(DEMO_WORLD, signing_secret="s", events_url=page_bot.url, strip=strip)
    with sandbox.start() as running:
        page_bot.web.base_url = f"{running.url}/api/"
        page = chromium.new_page()
        page.goto(running.url)
        page.locator("[data-seat]").first.wait_for()
        yield page
        page.close()
