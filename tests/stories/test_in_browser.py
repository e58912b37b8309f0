"""The whole product in a browser, as the demo shows it: one worker's evenings, from Home to the last card."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.sandbox.in_browser import in_a_browser, press
from tests.stories.visit import CARD, QUESTION, Visit

LISBON = ZoneInfo("Europe/Lisbon")
pytestmark = in_a_browser


def test_who_follows_the_first_line_has_a_practice_after_six_presses(visit: Visit) -> None:
    hint = visit.page.locator("[aria-current=step]")
    steps: dict[str, Callable[[], None]] = {
        "open Home": lambda: visit.opens("Home"),
        "press Turn on": lambda: visit.presses("Turn on"),
        "press “Ana's shift ends”": lambda: visit.on_the_strip("Ana's shift ends"),
        "press “+20 min”": lambda: visit.on_the_strip("+20 min"),
        "open Messages": lambda: visit.opens("Messages"),
        "tap how heavy it feels": lambda: visit.presses("Heavy"),
    }
    for step, follow in steps.items():
        expect(hint).to_have_text(step)
        visit.photographs("next")
        follow()
    expect(visit.dialog.get_by_role("button", name="Lighter")).to_be_visible()
    expect(hint).to_have_count(0)
    visit.photographs("practice")


def test_from_the_check_in_to_a_finished_practice_are_two_taps(visit: Visit) -> None:
    visit.turns_on()
    visit.gets_a_check_in()
    visit.photographs("check-in")
    shown = visit.clock().astimezone(LISBON).strftime("%H:%M")
    expect(visit.log.locator("time")).to_have_text(shown)
    visit.page.evaluate(
        "() => { window.taps = 0; addEventListener('click', () => { window.taps += 1; }, true); }"
    )
    visit.presses("Heavy")
    expect(visit.dialog.get_by_role("heading", name="A quiet minute")).to_be_visible()
    visit.presses("Lighter", within=visit.dialog)
    expect(visit.dialog).to_contain_text(CARD)
    assert visit.page.evaluate("window.taps") == 2
    visit.photographs("lighter")
    visit.presses("Done")
    expect(visit.dialog).to_have_count(0)
    expect(visit.log).to_contain_text(CARD)
    expect(visit.log).not_to_contain_text(QUESTION)
    expect(visit.phone).to_have_count(0)
    visit.photographs("card")


def test_an_emoji_brings_a_fresh_card_and_the_minute_goes_on_from_it(visit: Visit) -> None:
    visit.turns_on()
    visit.gets_a_check_in()
    visit.presses("Add reaction")
    visit.photographs("emoji")
    visit.ana.get_by_role("menuitem", name="thunder cloud and rain").click()
    expect(visit.log).not_to_contain_text(QUESTION)
    expect(visit.log.get_by_role("article")).to_have_count(1)
    visit.photographs("fresh-card")
    visit.presses("Take a minute", within=visit.log)
    expect(visit.dialog).to_contain_text("That's a lot to carry.")
    visit.photographs("a-lot-to-carry")
    visit.presses("Help me land first")
    visit.presses("Heavier", within=visit.dialog)
    expect(visit.dialog).to_contain_text("It happens, and it isn't you.")
    visit.photographs("heavier")


def test_a_look_in_comes_the_day_after_it_was_asked_for(visit: Visit) -> None:
    visit.on_the_strip("tomorrow 09:00")
    visit.turns_on()
    visit.gets_a_check_in()
    visit.presses("A bit heavy")
    visit.presses("Tomorrow", within=visit.dialog)
    expect(visit.dialog).to_contain_text("I will look in tomorrow.")
    visit.photographs("asked")
    visit.presses("Done")
    visit.opens("Home")
    expect(visit.home).to_contain_text("I will look in tomorrow at 09:20, as you asked.")
    visit.photographs("home")
    visit.on_the_strip("tomorrow 09:00")
    expect(visit.phone).to_have_count(0)
    visit.on_the_strip("+4 h")
    expect(visit.phone).to_contain_text("A quiet minute, if you want it.")
    expect(visit.phone).not_to_contain_text("Your shift")
    visit.presses("Open", within=visit.phone)
    expect(visit.log.get_by_role("article").last).to_contain_text(QUESTION)
    visit.photographs("look-in")


def test_a_pause_lasts_until_its_date_and_not_a_message_comes_meanwhile(visit: Visit) -> None:
    visit.turns_on()
    today = visit.clock().astimezone(LISBON).date()
    visit.presses("Pause check-ins")
    until = visit.dialog.get_by_label("Until")
    until.fill((today - timedelta(days=1)).isoformat())
    visit.presses("Pause")
    expect(visit.dialog).to_contain_text("Only a day after today works here.")
    visit.photographs("a-day-that-is-over")
    last = today + timedelta(days=3)
    until.fill(last.isoformat())
    visit.presses("Pause")
    expect(visit.home).to_contain_text(f"Check-ins are paused until {last:%A} {last.day} {last:%B}")
    expect(visit.home).not_to_contain_text("When should the quiet minute come?")
    visit.photographs("paused")
    visit.on_the_strip("Ana's shift ends")
    visit.on_the_strip("+4 h")
    visit.opens("Messages")
    expect(visit.log).to_contain_text("Nothing here yet.")
    visit.opens("Home")
    visit.presses("Start again")
    expect(visit.home).to_contain_text("Check-ins are on")
    visit.on_the_strip("+20 min")
    visit.gets_a_check_in()


def test_settings_stay_as_they_were_set_and_a_slip_is_said_beside_its_field(visit: Visit) -> None:
    visit.turns_on()
    visit.presses("Settings")
    form = visit.dialog
    form.get_by_label("When a check-in comes").select_option("5 minutes after each shift")
    form.get_by_label("Quiet hours from").fill("08:00")
    form.get_by_role("group", name="Keep my answers").get_by_label("90 days").check()
    visit.photographs("form")
    visit.presses("Save")
    expect(form).to_contain_text("Quiet hours need a start and an end.")
    expect(form.get_by_label("Quiet hours until")).to_be_focused()
    visit.photographs("slip")
    form.get_by_label("Quiet hours until").fill("16:00")
    visit.presses("Save")
    expect(form).to_have_count(0)
    expect(visit.home).to_contain_text("Saved.")
    expect(visit.home).to_contain_text("5 minutes after each shift")
    visit.photographs("saved")
    visit.presses("Settings")
    expect(form.get_by_label("Quiet hours from")).to_have_value("08:00")
    expect(form.get_by_label("90 days")).to_be_checked()


def test_people_to_call_are_one_tap_away_from_home_message_and_practice(visit: Visit) -> None:
    visit.opens("Home")
    visit.presses("Talk to a person")
    expect(visit.dialog).to_contain_text("If someone is in danger now, call 999")
    visit.photographs("from-home")
    visit.presses("More ways")
    expect(visit.dialog.get_by_role("link", name="findahelpline.com")).to_be_visible()
    visit.photographs("more-ways")
    visit.leaves_modals()
    visit.turns_on()
    visit.gets_a_check_in()
    visit.presses("Talk to a person")
    expect(visit.dialog).to_contain_text("If someone is in danger now, call 999")
    visit.presses("Close")
    expect(visit.log).to_contain_text(CARD)
    visit.presses("Take a minute", within=visit.log)
    expect(visit.dialog.get_by_role("button", name="Lighter")).to_be_visible()
    visit.presses("Talk to a person", within=visit.dialog)
    expect(visit.dialog.get_by_role("heading", name="People to call")).to_be_visible()
    visit.presses("Close")
    expect(visit.dialog.get_by_role("button", name="Lighter")).to_be_visible()


def test_what_is_held_is_shown_to_its_owner_and_gone_in_two_taps(visit: Visit) -> None:
    visit.turns_on()
    visit.gets_a_check_in()
    visit.presses("Heavy")
    visit.presses("Same", within=visit.dialog)
    expect(visit.dialog).to_contain_text(CARD)
    visit.presses("Done")
    visit.opens("Home")
    visit.presses("Who sees what")
    expect(visit.dialog).to_contain_text("Your answers are yours.")
    visit.photographs("who-sees-what")
    visit.presses("What you hold on me")
    expect(visit.dialog).to_contain_text("Heavy, then Same")
    visit.photographs("held")
    visit.presses("Delete everything", within=visit.dialog)
    question = visit.ana.get_by_role("alertdialog")
    visit.photographs("sure")
    press(question, "Delete everything")
    expect(visit.dialog).to_contain_text("Everything about you is deleted here.")
    visit.photographs("deleted")
    visit.leaves_modals()
    expect(visit.home).to_contain_text("It is off until you turn it on.")
