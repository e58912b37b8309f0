"""What the tests of the page share: the browser, who sits where, how a button is pressed."""

import shutil

import pytest
from playwright.sync_api import Locator, Page

from bot.sandbox import DEMO_WORLD

CHROMIUM = shutil.which("/usr/bin/chromium") or shutil.which("chromium")
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
in_a_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def seat(page: Page, person: str) -> Locator:
    return page.locator(f'section[data-seat="{person}"]')


def press(where: Locator, name: str) -> None:
    where.get_by_role("button", name=name, exact=True).click()
