"""Three people side by side in the demo: one asks for company, one says yes, one sees nothing of it."""

from playwright.sync_api import expect

from tests.sandbox.in_browser import BEN, CHIDI, in_a_browser, seat
from tests.stories.visit import Visit

pytestmark = in_a_browser


def test_a_buddy_now_is_three_taps_across_two_people_and_a_third_sees_nothing(visit: Visit) -> None:
    ben, chidi = seat(visit.page, BEN), seat(visit.page, CHIDI)
    bens, chidis = ben.get_by_role("log"), chidi.get_by_role("log")
    visit.opens("Home")
    visit.presses("Talk to a person")
    expect(visit.dialog).to_contain_text("Anyone free now")
    visit.photographs("people")
    visit.presses("Anyone free now", within=visit.dialog)  # one
    expect(visit.dialog).to_contain_text("free now")
    expect(visit.dialog).to_contain_text("Never said")
    visit.photographs("exact-words")
    visit.presses("Ask now", within=visit.dialog)  # two
    expect(visit.dialog).to_contain_text("Asked. I look until")
    visit.on_the_strip("+20 min")
    visit.leaves_modals()
    visit.opens("Messages", seat=ben)
    expect(bens).to_contain_text("A colleague would like company")
    expect(bens).not_to_contain_text("Ana")
    visit.photographs("offer")
    visit.presses("I'm here", within=ben)  # three
    dialog = ben.get_by_role("dialog")
    expect(dialog).to_contain_text("Pass it on")
    visit.photographs("yes")
    dialog.press("Escape")
    visit.on_the_strip("+20 min")
    visit.opens("Messages")
    expect(visit.log).to_contain_text("is here for you now")
    expect(bens).to_contain_text("Ana")
    visit.photographs("found")
    expect(chidis).not_to_contain_text("company")
    expect(chidis).not_to_contain_text("Ana")
