"""Modals, menus and questions of the page: what is chosen arrives, and the keyboard is enough."""

import re

from playwright.sync_api import Page, expect

from bot.sandbox import DEMO_WORLD
from tests.sandbox.in_browser import ANA, BEN, in_a_browser, press, seat
from tests.sandbox.page_bot import (
    Json,
    PageBot,
    ask,
    button,
    modal,
    opens,
    option,
    pushes,
    row,
    said,
    words,
)


@in_a_browser
def test_a_modal_lies_over_one_pane_holds_the_keyboard_and_gives_it_back(
    page: Page, page_bot: PageBot
) -> None:
    page_bot.when(
        "answer", opens(modal("A minute", said("Feet flat."), row(button("Another", "next"))))
    )
    page_bot.when("next", pushes(modal("One more", said("Let the jaw go."))))
    page_bot.posts(ANA, "Hello", [row(button("Heavy", "answer"), button("Very heavy", "other"))])
    ana = seat(page, ANA)
    ana.get_by_role("button", name="Heavy", exact=True).focus()
    page.keyboard.press("Enter")
    dialog = ana.get_by_role("dialog", name="A minute")
    expect(dialog).to_be_focused()
    expect(seat(page, BEN).get_by_role("dialog")).to_have_count(0)
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="Another")).to_be_focused()
    page.keyboard.press("Enter")
    expect(ana.get_by_role("dialog", name="One more")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog.get_by_role("button", name="Another")).to_be_focused()
    page.keyboard.press("Escape")
    expect(ana.get_by_role("dialog")).to_have_count(0)
    expect(ana.get_by_role("button", name="Heavy", exact=True)).to_be_focused()


@in_a_browser
def test_what_is_put_into_a_modal_arrives_and_a_refusal_stands_beside_its_input(
    page: Page, page_bot: PageBot
) -> None:
    choices = {"options": [option("Monday"), option("Tuesday")]}
    form = modal(
        "Usual shifts",
        ask("name", "Name", {"type": "plain_text_input"}),
        ask("minutes", "Minutes", {"type": "number_input", "is_decimal_allowed": False}),
        ask("start", "Start", {"type": "timepicker", "initial_time": "22:00"}),
        ask("from", "From", {"type": "datepicker"}, optional=True),
        ask("days", "Days", {"type": "checkboxes", **choices}),
        ask("first", "First", {"type": "radio_buttons", **choices}),
        ask("also", "Also", {"type": "multi_static_select", **choices}, optional=True),
        ask("who", "Supporter", {"type": "users_select"}),
        ask("day", "Day off", {"type": "static_select", **choices}),
        submit=words("Save"),
        callback_id="shifts",
    )
    page_bot.when("shift_ended", opens(form))
    wrong = {"response_action": "errors", "errors": {"name": "Please choose another name."}}
    page_bot.when("shifts", lambda *_: wrong if len(page_bot.heard) == 2 else None)
    ana = seat(page, ANA)
    ana.get_by_role("button", name="Shortcuts").click()
    ana.get_by_role("menuitem", name="Shift ended").click()
    dialog = ana.get_by_role("dialog", name="Usual shifts")
    press(dialog, "Save")
    expect(dialog.get_by_role("textbox", name="Name")).to_be_focused()
    dialog.get_by_label("Name").fill("Night")
    dialog.get_by_label("Minutes").fill("20")
    dialog.get_by_label("Start").fill("23:30")
    dialog.get_by_role("group", name="Days").get_by_label("Tuesday").check()
    dialog.get_by_role("group", name="First").get_by_label("Monday").check()
    dialog.get_by_role("group", name="Also").locator("summary").click()
    dialog.get_by_role("group", name="Also").get_by_label("Monday").check()
    dialog.get_by_label("Supporter").select_option("Ben")
    dialog.get_by_label("Day off").select_option("Monday")
    press(dialog, "Save")
    expect(dialog.get_by_text("Please choose another name.")).to_be_visible()
    expect(dialog.get_by_label("Name")).to_be_focused()
    dialog.get_by_label("Name").fill("Late")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    values = page_bot.heard[-1]["view"]["state"]["values"]
    assert values["name"]["it"]["value"] == "Late"
    assert values["minutes"]["it"]["value"] == "20"
    assert values["start"]["it"]["selected_time"] == "23:30"
    assert values["from"]["it"]["selected_date"] is None
    assert [one["value"] for one in values["days"]["it"]["selected_options"]] == ["tuesday"]
    assert values["first"]["it"]["selected_option"]["value"] == "monday"
    assert [one["value"] for one in values["also"]["it"]["selected_options"]] == ["monday"]
    assert values["who"]["it"]["selected_user"] == BEN
    assert values["day"]["it"]["selected_option"]["value"] == "monday"


@in_a_browser
def test_menus_work_by_keyboard_and_a_confirm_asks_before_anything_is_sent(
    page: Page, page_bot: PageBot
) -> None:
    more = {"type": "overflow", "action_id": "more", "options": [option("Settings"), option("Who")]}
    when = {"type": "static_select", "action_id": "when", "placeholder": words("When")}
    confirm = {"title": "Delete?", "text": "At once.", "confirm": "Delete", "deny": "Keep"}
    delete = button("Delete", "delete", confirm={name: words(it) for name, it in confirm.items()})
    select = when | {"options": [option("Now"), option("Later")]}
    page_bot.posts(ANA, "Hello", [row(more, select, delete)])
    ana = seat(page, ANA)
    ana.get_by_role("button", name="More options").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(ana.get_by_role("button", name="More options")).to_be_focused()
    ana.get_by_role("button", name="When", exact=True).click()
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    expect(ana.get_by_role("button", name="When: Later")).to_be_visible()
    press(ana, "Delete")
    question = ana.get_by_role("alertdialog", name="Delete?")
    expect(question).to_be_focused()
    page.keyboard.press("Escape")
    expect(ana.get_by_role("button", name="Delete", exact=True)).to_be_focused()
    press(ana, "Delete")
    press(question, "Delete")
    expect(question).to_have_count(0)
    wanted = [("more", "who"), ("when", "later"), ("delete", None)]
    page_bot.hears(wanted, lambda told: (told["actions"][0]["action_id"], _chosen(told)))


@in_a_browser
def test_a_press_that_the_app_did_not_answer_is_marked_until_it_does(
    page: Page, page_bot: PageBot
) -> None:
    page_bot.posts(ANA, "Hello", [row(button("Light", "light"))])
    light = seat(page, ANA).get_by_role("button", name="Light")
    page_bot.status = 500
    light.click()
    expect(light).to_have_attribute("aria-description", "The app did not answer the last press")
    expect(seat(page, ANA).get_by_text("Light did not work")).to_be_visible()
    page_bot.status = 200
    light.click()
    expect(light).not_to_have_attribute("aria-description", re.compile(".*"))


@in_a_browser
def test_a_press_on_what_had_just_changed_is_met_with_plain_words(
    page: Page, page_bot: PageBot
) -> None:
    ts = page_bot.posts(ANA, "Hello", [row(button("Light", "light"))])
    light = seat(page, ANA).get_by_role("button", name="Light")
    expect(light).to_be_visible()
    as_before = page.request.get(f"{page.url}control/seen?as={ANA}").text()
    page.route(f"**/control/seen?as={ANA}", lambda asked: asked.fulfill(body=as_before))
    channel = next(person.app_dm for person in DEMO_WORLD.people if person.id == ANA)
    page_bot.web.chat_update(channel=channel, ts=ts, text="Thank you.", blocks=[said("Thank you.")])
    light.click()
    words = "This had just changed under your finger, so nothing was sent. Please press again."
    expect(seat(page, ANA).get_by_text(words)).to_be_visible()
    assert page_bot.heard == []


@in_a_browser
def test_two_people_choose_apart_in_a_message_that_both_see(page: Page, page_bot: PageBot) -> None:
    radios = {
        "type": "radio_buttons",
        "action_id": "day",
        "options": [option("Mon"), option("Tue")],
    }
    channel = DEMO_WORLD.channels[0].id
    page_bot.web.chat_postMessage(channel=channel, text="Which day?", blocks=[row(radios)])
    for person, day in ((ANA, "Mon"), (BEN, "Tue")):
        seat(page, person).get_by_role("button", name="# night-team").click()
        seat(page, person).get_by_text(day, exact=True).click()
    expect(seat(page, ANA).get_by_label("Mon")).to_be_checked()
    expect(seat(page, BEN).get_by_label("Tue")).to_be_checked()
    page_bot.hears([(ANA, "mon"), (BEN, "tue")], lambda told: (told["user"]["id"], _chosen(told)))


def _chosen(told: Json) -> str | None:
    option = told["actions"][0].get("selected_option")
    return option and str(option["value"])
