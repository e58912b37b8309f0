"""The product in a browser as others meet it: colleagues, a small screen, no mouse, Slack's own records."""

import json
import re

from playwright.sync_api import Locator, expect

from bot.sandbox import DEMO_WORLD
from tests.sandbox.in_browser import ANA, BEN, CHIDI, in_a_browser, seat
from tests.stories.visit import CARD, QUESTION, Visit

NAMES = [person.name for person in DEMO_WORLD.people]
ANSWERS = ["Light", "A bit heavy", "Heavy", "Very heavy", "Hard to say"]
MOST_TABS = 80
pytestmark = in_a_browser

# Remembers everything that ever stood in somebody's pane; only the clock may change there.
WATCHES = """(people) => {
  window.shown = Object.fromEntries(people.map((id) => [id, new Set()]));
  for (const id of people) {
    const pane = document.querySelector(`section[data-seat="${id}"]`);
    const note = () => window.shown[id].add(pane.outerHTML.replaceAll(/\\d\\d:\\d\\d/g, "--:--"));
    new MutationObserver(note).observe(
      pane, { subtree: true, childList: true, characterData: true, attributes: true });
    note();
  }
}"""
WHAT_WAS_SEEN = (
    "() => Object.fromEntries(Object.entries(window.shown).map(([id, all]) => [id, [...all]]))"
)
WHERE_THE_KEYBOARD_IS = """() => {
  const it = document.activeElement;
  const style = getComputedStyle(it);
  const box = it.getBoundingClientRect();
  return {
    name: (it.ariaLabel ?? it.textContent).trim(),
    whose: it.closest("[data-seat]")?.dataset.seat ?? null,
    ringed: style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2,
    inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
TO_A_COORDINATOR = "Aftershift is set up here"  # the demo's Chidi was named before anybody came
# What sticks out sideways, and buttons too small for a thumb (24 px: WCAG 2.2, 2.5.8).
WHAT_DOES_NOT_FIT = """() => [...document.querySelectorAll("body, body *")]
  .filter((it) => it.checkVisibility() && it.clientWidth > 1)
  .filter((it) => {
    const box = it.getBoundingClientRect();
    const scrolls = it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).overflowX !== "visible";
    const isSmall = it.matches("button.button, .place, [role=tab]") && (box.width < 24 || box.height < 24);
    return box.left < -1 || box.right > innerWidth + 1 || scrolls || isSmall;
  })
  .map((it) => it.outerHTML.slice(0, 120))"""


def test_nothing_of_a_worker_shows_to_a_colleague_or_coordinator_at_any_moment(
    visit: Visit,
) -> None:
    others = {BEN: seat(visit.page, BEN), CHIDI: seat(visit.page, CHIDI)}
    visit.opens("Home", seat=others[BEN])
    expect(others[BEN]).to_contain_text("It is off until you turn it on.")
    expect(others[BEN]).not_to_have_attribute("aria-busy", "true")
    expect(others[CHIDI].get_by_role("log")).to_contain_text(TO_A_COORDINATOR)
    visit.page.evaluate(WATCHES, list(others))
    visit.turns_on()
    visit.gets_a_check_in()
    visit.presses("Very heavy")
    visit.presses("Help me land first")
    visit.presses("Heavier", within=visit.dialog)
    expect(visit.dialog).to_contain_text("it isn't you")
    visit.presses("Tomorrow", within=visit.dialog)
    expect(visit.dialog).to_contain_text("I will look in tomorrow.")
    visit.presses("Talk to a person", within=visit.dialog)
    expect(visit.dialog).to_contain_text("People to call")
    visit.leaves_modals()
    visit.presses("Add reaction")
    visit.ana.get_by_role("menuitem", name="fog").click()
    expect(visit.phone).to_contain_text(CARD)
    visit.on_the_strip("Ben's shift ends")
    expect(visit.page.locator("header.strip")).to_contain_text("Ben's shift is over.")
    visit.on_the_strip("tomorrow 09:00")
    seen = visit.page.evaluate(WHAT_WAS_SEEN)
    assert {person: len(ever) for person, ever in seen.items()} == {BEN: 1, CHIDI: 1}
    visit.photographs("beside-others")
    for person, pane in others.items():
        visit.opens("Messages", seat=pane)
        first = TO_A_COORDINATOR if person == CHIDI else "Nothing here yet."
        expect(pane.get_by_role("log")).to_contain_text(first)
        visit.opens("# night-team", seat=pane)
        expect(pane.get_by_role("log")).to_have_text("Nothing here yet.")
        visit.opens("Home", seat=pane)
        expect(pane, person).to_contain_text("It is off until you turn it on.")


def test_what_slack_would_have_kept_is_one_and_the_same_card_after_every_answer(
    visit: Visit,
) -> None:
    place = visit.page.locator("section[data-seat]").first
    for name in NAMES:
        _sits_down(visit, name)
        visit.opens("Home", seat=place)
        visit.presses("Turn on", within=place)
        expect(place).to_contain_text("Check-ins are on")
        visit.on_the_strip(f"{name}'s shift ends")
    visit.on_the_strip("+20 min")
    for name, answer in zip(NAMES, ANSWERS, strict=True):
        _sits_down(visit, name)
        visit.opens("Messages", seat=place)
        visit.presses(answer, within=place)
        expect(place.get_by_role("dialog")).to_contain_text("Shall I look in again?")
        visit.presses("Done", within=place)
        expect(place.get_by_role("log")).to_contain_text(CARD)
    kept = visit.page.locator("details.kept")
    kept.get_by_role("heading").click()
    ours = kept.locator(".entries > li").filter(has_not_text=TO_A_COORDINATOR)
    expect(ours).to_have_count(2 * len(NAMES))
    stories = [_kept_of(name, ours) for name in NAMES]
    assert stories == [stories[0]] * len(NAMES)
    assert CARD in stories[0]
    kept.scroll_into_view_if_needed()
    visit.photographs("kept")


def test_the_main_job_fits_a_window_400_pixels_wide(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 400, "height": 800})
    expect(seat(visit.page, BEN)).to_be_hidden()
    _fits(visit, "start")
    visit.opens("Home")
    expect(visit.home).to_contain_text("It is off until you turn it on.")
    _fits(visit, "welcome")
    visit.turns_on()
    _fits(visit, "home")
    visit.gets_a_check_in()
    _fits(visit, "check-in")
    visit.presses("A bit heavy")
    expect(visit.dialog.get_by_role("button", name="Lighter")).to_be_visible()
    _fits(visit, "practice")
    visit.presses("Talk to a person", within=visit.dialog)
    expect(visit.dialog).to_contain_text("People to call")
    _fits(visit, "people")
    visit.leaves_modals()
    visit.opens("Home")
    visit.presses("Learn a little")
    visit.presses("When to see someone", within=visit.dialog)
    _fits(visit, "page-to-read")
    visit.presses("Back", within=visit.dialog)
    expect(visit.dialog).to_contain_text("Short pages")
    _fits(visit, "pages-to-read")
    visit.leaves_modals()
    visit.presses("Settings")
    expect(visit.dialog.get_by_label("Quiet hours from")).to_be_visible()
    _fits(visit, "settings")
    visit.page.emulate_media(color_scheme="dark")
    _fits(visit, "settings-at-night")


def test_the_main_job_needs_no_mouse_and_the_keyboard_is_always_in_sight(visit: Visit) -> None:
    keyboard = visit.page.keyboard
    _tabs_to(visit, "Home")
    keyboard.press("Enter")
    expect(visit.home).to_contain_text("It is off until you turn it on.")
    _tabs_to(visit, "Turn on")
    keyboard.press("Enter")
    expect(visit.home).to_contain_text("Check-ins are on")
    _tabs_to(visit, "Ana's shift ends", key="Shift+Tab")
    keyboard.press("Enter")
    expect(visit.page.locator("[aria-current=step]")).to_have_text("press “+20 min”")
    _tabs_to(visit, "+20 min")
    keyboard.press("Enter")
    expect(visit.phone).to_be_visible()
    _tabs_to(visit, "Open")
    keyboard.press("Enter")
    expect(visit.log).to_contain_text(QUESTION)
    _tabs_to(visit, "Heavy")
    visit.photographs("on-an-answer")
    keyboard.press("Enter")
    expect(visit.dialog).to_be_focused()
    _tabs_to(visit, "Lighter")
    visit.photographs("on-an-outcome")
    keyboard.press("Space")
    expect(visit.dialog).to_contain_text(CARD)
    _tabs_to(visit, "Done")
    keyboard.press("Enter")
    expect(visit.dialog).to_have_count(0)
    _tabs_to(visit, "Take a minute")
    keyboard.press("Enter")
    expect(visit.dialog).to_be_focused()
    keyboard.press("Escape")
    expect(visit.log.get_by_role("button", name="Take a minute")).to_be_focused()


def _sits_down(visit: Visit, name: str) -> None:
    visit.page.get_by_label("Who sits here").first.select_option(name)
    expect(visit.page.locator("section[data-seat] h2").first).to_have_text(name)


def _kept_of(name: str, kept: Locator) -> str:
    """Every word that is kept of one person, as stored; names, times and chance are masked."""
    theirs = kept.filter(has_text=f"in the direct message with {name}")
    words = json.dumps(theirs.all_text_contents()).replace(name, "somebody")
    words = re.sub(r"\w+,? \d+ \w+,? \d\d:\d\d", "then", words)
    return re.sub(r"[0-9a-f]{32}|\b[A-Z0-9]{10}\b", "an id", words)


def _fits(visit: Visit, name: str) -> None:
    visit.photographs(name)
    assert visit.page.evaluate(WHAT_DOES_NOT_FIT) == []


def _tabs_to(visit: Visit, name: str, key: str = "Tab") -> None:
    """Goes on with Tab until Ana's button of that name has the keyboard; it can be seen all the way."""
    passed: list[str] = []
    for _ in range(MOST_TABS):
        visit.page.keyboard.press(key)
        place = visit.page.evaluate(WHERE_THE_KEYBOARD_IS)
        assert place["ringed"], (place, passed)
        assert place["inSight"], (place, passed)
        if place["whose"] in (ANA, None) and place["name"] == name:
            return
        passed.append(place["name"])
    raise AssertionError(f"{name} was not among {passed}")
