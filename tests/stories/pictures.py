"""Draws docs/pictures anew from the demo in a browser: `make pictures`, after a change that can be seen."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from tests.sandbox.in_browser import BEN, CHIDI, CHROMIUM, FLAGS, press, seat
from tests.stories.darkroom import FOLDER, draw
from tests.stories.steps import label
from tests.stories.visit import CARD, Visit, visit_to_the_demo

SHARPNESS = 1.5
DESK: ViewportSize = {"width": 1360, "height": 900}
PHONE: ViewportSize = {"width": 400, "height": 820}
MOST_BYTES = 120_000
WIDE: ViewportSize = {"width": 1360, "height": 1400}  # three side by side, and whole pages
TALL: ViewportSize = {"width": 400, "height": 1400}  # so that a whole card is seen at once
SEND = """(wish) => fetch("/control/strip", {
  method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(wish) })"""

# Six nights: when the shift ends, how it felt, the way to a card if that is not at once, what it was about.
NIGHTS = {
    "night-acute-call": ("01:50", "Very heavy", "Help me land first", "S03"),
    "night-child-harm": ("01:50", "Heavy", None, "S06"),
    "night-abusive-caller": ("01:50", "A bit heavy", None, "S07"),
    "night-quiet": ("06:30", "Light", "A practice anyway", None),
    "night-turned-away": ("01:50", "Heavy", None, "S10"),
    "night-good-call": ("17:00", "Light", "A practice anyway", "S26"),
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as passing, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        darkroom = browser.new_page()
        with visit_to_the_demo(browser, Path(passing), FOLDER, sharpness=SHARPNESS) as visit:
            _tell(visit, darkroom)
        with visit_to_the_demo(browser, Path(passing) / "two", FOLDER, sharpness=1) as visit:
            _tell_of_two(visit, darkroom)
        for name in NIGHTS:
            with visit_to_the_demo(browser, Path(passing) / name, FOLDER, sharpness=1) as visit:
                _spends_a_night(visit, name, darkroom)
        browser.close()
    heavy = [one.name for one in FOLDER.glob("*.png") if one.stat().st_size > MOST_BYTES]
    sys.exit(f"Too big for a README: {', '.join(heavy)}" if heavy else 0)


def _tell(visit: Visit, darkroom: Page) -> None:
    """A night at the demo, with a picture wherever a reader would want to look."""
    page = visit.page
    _waits_until(page, "01:50")
    visit.turns_on()
    draw(page, "home", darkroom, of=visit.ana)
    visit.gets_a_check_in()
    draw(page, "check-in", darkroom)
    page.set_viewport_size(PHONE)
    draw(page, "narrow", darkroom)
    page.set_viewport_size(DESK)
    visit.presses("Heavy")
    expect(visit.dialog.get_by_role("button", name="Lighter")).to_be_visible()
    expect(visit.log).to_contain_text(CARD)
    draw(page, "practice", darkroom, of=visit.ana)


def _tell_of_two(visit: Visit, darkroom: Page) -> None:
    """Ana asks and calls, Ben comes, Chidi sees nothing of it and makes pairs."""
    page, ben, chidi = visit.page, seat(visit.page, BEN), seat(visit.page, CHIDI)
    _waits_until(page, "01:50")
    visit.opens("Home")
    page.set_viewport_size(WIDE)
    _asks_for(visit, "Call for me")
    draw(page, "call-for-me", darkroom, of=visit.dialog)
    visit.leaves_modals()
    _asks_for(visit, "Anyone free now")
    draw(page, "asking", darkroom, of=visit.dialog)
    visit.presses("Ask now", within=visit.dialog)
    expect(visit.dialog).to_contain_text("Asked. I look until")
    page.set_viewport_size(DESK)
    visit.on_the_strip("+20 min")
    visit.leaves_modals()
    visit.opens("Messages", seat=ben)
    press(ben, "I'm here")
    expect(ben.get_by_role("dialog")).to_contain_text("Pass it on")
    visit.opens("Home")
    draw(page, "yes", darkroom)
    ben.get_by_role("dialog").press("Escape")
    visit.on_the_strip("+20 min")
    visit.opens("Messages")
    expect(visit.log).to_contain_text("is here for you now")
    expect(ben.get_by_role("log")).to_contain_text("You said yes")
    draw(page, "together", darkroom)
    visit.on_the_strip("+4 h")
    press(ben.get_by_role("log"), "Open")
    page.set_viewport_size(WIDE)
    expect(ben.get_by_role("dialog")).to_contain_text("That was the task.")
    draw(page, "after-care", darkroom, of=ben.get_by_role("dialog"))
    ben.get_by_role("dialog").press("Escape")
    visit.opens("Home", seat=ben)
    press(ben, "Buddies")
    expect(ben.get_by_role("dialog")).to_contain_text("on the list of buddies")
    draw(page, "buddies", darkroom, of=ben.get_by_role("dialog"))
    visit.opens("Home", seat=chidi)
    for button in ("Coordinate", "Pair people", "Preview"):
        press(chidi, button)
    expect(chidi.get_by_role("button", name="Publish", exact=True)).to_be_visible()
    draw(page, "round", darkroom, of=chidi.get_by_role("dialog").last)


def _asks_for(visit: Visit, way: str) -> None:
    visit.presses("Talk to a person")
    visit.presses(way, within=visit.dialog)
    expect(visit.dialog).to_contain_text("Never said")


def _spends_a_night(visit: Visit, name: str, darkroom: Page) -> None:
    """To the card of this night, on a phone."""
    page, (ends_at, says, way, about) = visit.page, NIGHTS[name]
    _waits_until(page, ends_at)
    visit.turns_on()
    visit.gets_a_check_in()
    visit.presses(says)
    if way is not None:
        visit.presses(way)
    expect(visit.dialog.get_by_role("button", name="Lighter")).to_be_visible()
    if about is not None:
        title = visit.dialog.get_by_role("heading").last
        before = title.inner_text()
        visit.presses(label("minute.button.exact"))
        chosen = label(f"situations.button.{about}")
        visit.ana.get_by_role("menuitemradio", name=chosen, exact=True).click()
        expect(title).not_to_have_text(before)
    page.set_viewport_size(TALL)
    expect(visit.dialog.get_by_role("button", name="Done")).to_be_in_viewport()
    page.wait_for_timeout(300)  # the window has grown, and the page goes along
    draw(page, name, darkroom, of=visit.dialog)


def _waits_until(page: Page, hour: str) -> None:
    page.evaluate(SEND, {"do": "clock", "until": hour, "days": 1, "zone": "Europe/Lisbon"})


if __name__ == "__main__":
    main()
