"""What tests in a browser share: the browser, when they may be skipped, who sits where, pressing a button."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bot.sandbox import DEMO_WORLD

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
MAY_BE_SKIPPED = not os.environ.get("AFTERSHIFT_CI")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ANA, BEN, CHIDI = (person.id for person in DEMO_WORLD.people[:3])
# `make test` promises to need Python, git and make only. The run that decides installs Chromium and sets
# AFTERSHIFT_CI: there nothing is skipped, and a missing browser fails.
in_a_browser = pytest.mark.skipif(
    CHROMIUM is None and MAY_BE_SKIPPED, reason="no Chromium on this machine"
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Goes with its module: as long as it is there, nothing else in this thread can run a loop."""
    if CHROMIUM is None:
        pytest.fail("no Chromium here, and with AFTERSHIFT_CI no test in a browser is skipped")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def seat(page: Page, person: str) -> Locator:
    return page.locator(f'section[data-seat="{person}"]')


def press(where: Locator, name: str) -> None:
    where.get_by_role("button", name=name, exact=True).click()
