"""A coordinator in the demo: rows pasted, then five taps to published pairs; others see nothing of it."""

from playwright.sync_api import Locator, expect

from tests.sandbox.in_browser import BEN, CHIDI, in_a_browser, press, seat
from tests.stories.visit import Visit

pytestmark = in_a_browser

ROWS = (
    "Name\tE-mail\tTeam\tLanguages\n"
    "Ana\tana@lantern.example\tNights\tEnglish, Spanish\n"
    "Benny\t\tDays\tEnglish\n"
)


def test_rows_are_pasted_and_five_taps_later_pairs_are_published(visit: Visit) -> None:
    chidi, ben = seat(visit.page, CHIDI), seat(visit.page, BEN)
    dialog = chidi.get_by_role("dialog")
    visit.opens("Home", seat=chidi)
    press(chidi, "Coordinate")
    expect(dialog).to_contain_text("Pair people")
    visit.photographs("coordinate")
    pastes(visit, dialog)
    leaves_modals(dialog)
    press(chidi, "Coordinate")  # one
    press(dialog, "Pair people")  # two
    expect(dialog).to_contain_text("Who meets whom")
    visit.photographs("settings")
    press(dialog, "Preview")  # three
    expect(dialog).to_contain_text("A draft. Nobody has heard of it.")
    visit.photographs("preview")
    press(dialog, "Publish")  # four
    visit.photographs("publish")
    press(chidi.get_by_role("alertdialog"), "Publish")  # five
    expect(dialog).to_contain_text("You can undo this until")
    expect(dialog).to_contain_text("they have not met before")
    visit.photographs("published")
    for other in (visit.ana, ben):
        expect(other).not_to_contain_text("pair")
        expect(other).not_to_contain_text("Coordinate")


def test_the_keyboard_is_enough_to_make_a_round_and_take_it_back(visit: Visit) -> None:
    chidi = seat(visit.page, CHIDI)
    dialog = chidi.get_by_role("dialog")
    visit.opens("Home", seat=chidi)
    for name, then in (
        ("Coordinate", "Pair people"),
        ("Pair people", "Who meets whom"),
        ("Preview", "A draft. Nobody has heard of it."),
    ):
        enters(visit, dialog if dialog.count() else chidi, name)
        expect(dialog).to_contain_text(then)
    enters(visit, dialog, "Publish")
    enters(visit, chidi.get_by_role("alertdialog"), "Publish")
    expect(dialog).to_contain_text("You can undo this until")
    enters(visit, dialog, "Undo")
    expect(dialog).to_contain_text("Undone. Nobody hears anything.")


def enters(visit: Visit, where: Locator, name: str) -> None:
    """Tab after Tab until it is there, as one without a mouse would."""
    button = where.get_by_role("button", name=name, exact=True)
    expect(button).to_be_visible()
    for _ in range(60):
        if button.evaluate("one => one === document.activeElement"):
            break
        visit.page.keyboard.press("Tab")
    expect(button).to_be_focused()
    visit.page.keyboard.press("Enter")


def pastes(visit: Visit, dialog: Locator) -> None:
    """A name without an address is matched by hand."""
    press(dialog, "Roster")
    expect(dialog).to_contain_text("Paste rows")
    press(dialog, "Paste rows")
    expect(dialog).to_contain_text("Rows from your spreadsheet")
    visit.photographs("paste")
    dialog.get_by_label("Rows from your spreadsheet").fill(ROWS)
    press(dialog, "Take in")
    expect(dialog).to_contain_text("Taken in")
    visit.photographs("taken-in")
    press(dialog, "Match names")
    expect(dialog).to_contain_text("Benny")
    visit.photographs("match")


def leaves_modals(dialog: Locator) -> None:
    """What lies on top goes, one after the other."""
    while dialog.count():
        view = str(dialog.get_attribute("data-view"))
        dialog.press("Escape")
        expect(dialog.page.locator(f'[data-view="{view}"]')).to_have_count(0)
