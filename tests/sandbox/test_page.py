"""The sandbox's page in a real browser: people side by side, their hands, and the strip."""

from playwright.sync_api import Browser, Page, expect

from bot.sandbox import DEMO_WORLD, Sandbox
from tests.sandbox.in_browser import ANA, BEN, CHIDI, in_a_browser, press, seat
from tests.sandbox.page_bot import PageBot, button, modal, opens, publishes, row, said


@in_a_browser
def test_three_people_sit_side_by_side_and_each_sees_only_their_own(
    page: Page, page_bot: PageBot
) -> None:
    page_bot.when("app_home_opened home", publishes(said("Your Home, Ana")))
    ana, ben = seat(page, ANA), seat(page, BEN)
    expect(page.locator("[data-seat]")).to_have_count(3)
    press(ana, "Home")
    expect(ana.get_by_text("Your Home, Ana")).to_be_visible()
    page_bot.posts(ANA, "A quiet minute, if you want it.")
    expect(ana.get_by_role("status").get_by_text("A quiet minute")).to_be_visible()
    press(ben, "Home")
    expect(ben.get_by_text("Your Home, Ana")).to_be_visible()
    expect(ben.get_by_text("A quiet minute")).to_have_count(0)


@in_a_browser
def test_half_typed_words_and_the_keyboard_survive_what_happens_meanwhile(
    page: Page, page_bot: PageBot
) -> None:
    writing = seat(page, ANA).get_by_label("Slash command")
    writing.press_sequentially("/decomp")
    page_bot.posts(ANA, "Something new")
    expect(seat(page, ANA).get_by_role("log").get_by_text("Something new")).to_be_visible()
    expect(writing).to_be_focused()
    writing.press_sequentially("ress done")
    page.keyboard.press("Enter")
    expect(writing).to_have_value("")
    page_bot.hears(["done"], lambda told: told.get("text"))


@in_a_browser
def test_an_emoji_is_added_taken_back_and_told_to_the_app(page: Page, page_bot: PageBot) -> None:
    page_bot.posts(ANA, "Hello")
    ana = seat(page, ANA)
    press(ana, "Add reaction")
    ana.get_by_role("menuitem", name="thunder cloud and rain").click()
    chip = ana.get_by_role("button", name="thunder cloud and rain, Ana")
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    expect(chip).to_have_count(0)
    page_bot.hears(["reaction_added", "reaction_removed"], lambda told: told["event"]["type"])


@in_a_browser
def test_nobody_types_into_a_void_and_a_command_that_fails_says_so(
    page: Page, page_bot: PageBot
) -> None:
    page_bot.when("/decompress quiet", lambda *_: {"text": "Only for you"})
    chidi = seat(page, CHIDI)
    writing = chidi.get_by_label("Slash command")
    writing.fill("hello?")
    writing.press("Enter")
    expect(chidi.get_by_text("Not sent: people cannot write to Aftershift")).to_be_visible()
    press(chidi, "Dismiss")
    writing.fill("/decompress quiet")
    writing.press("Enter")
    expect(chidi.get_by_text("Only visible to you")).to_be_visible()
    press(chidi, "Reload Slack")
    expect(chidi.get_by_text("Only visible to you")).to_have_count(0)
    page_bot.status = 500
    writing.fill("/decompress")
    writing.press("Enter")
    expect(chidi.get_by_text("/decompress failed")).to_be_visible()
    page_bot.hears(["/decompress"] * 2, lambda told: told["command"])


@in_a_browser
def test_the_strip_ends_a_shift_and_says_what_to_do_first(page: Page, page_bot: PageBot) -> None:

    def check_in(*_: object) -> None:
        page_bot.posts(ANA, "Your shift is over.")

    page_bot.when("app_home_opened home", publishes(row(button("Turn on", "on"))))
    page_bot.when("on", publishes(said("Check-ins are on.")))
    page_bot.when("shift.ended", check_in)

    expect(page.locator("[aria-current=step]")).to_have_text("open Home")
    press(seat(page, ANA), "Home")
    expect(page.locator("[aria-current=step]")).to_have_text("press Turn on")
    press(seat(page, ANA), "Turn on")
    expect(page.locator("[aria-current=step]")).to_have_text("press “Ana's shift ends”")
    page.get_by_role("button", name="Ana's shift ends").click()
    expect(seat(page, ANA).locator(".phone")).to_contain_text("Your shift is over.")
    expect(page.locator("[aria-current=step]")).to_have_count(0)
    page.get_by_role("button", name="+20 min").click()
    page.get_by_role("button", name="tomorrow 09:00").click()
    expect(page.get_by_text("Bot's clock Sun 22 Nov, 02:10 in Lisbon")).to_be_visible()
    wanted = [{"minutes": 20}, {"until": "09:00", "days": 1, "zone": "Europe/Lisbon"}]
    page_bot.hears(wanted, lambda told: told if told.keys() & {"minutes", "until"} else None)


@in_a_browser
def test_without_a_strip_the_controls_are_not_there(chromium: Browser) -> None:
    with Sandbox(DEMO_WORLD, signing_secret="s").start() as running:
        page = chromium.new_page()
        page.goto(running.url)
        expect(page.get_by_text("type /decompress in Messages")).to_be_visible()
        expect(page.get_by_role("button", name="shift ends")).to_have_count(0)
        page.close()


@in_a_browser
def test_on_a_narrow_screen_one_person_is_shown_and_nothing_scrolls_sideways(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    expect(seat(page, ANA)).to_be_visible()
    expect(seat(page, BEN)).to_be_hidden()
    page.get_by_role("tab", name="Ana").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Ben")).to_be_focused()
    expect(seat(page, BEN)).to_be_visible()
    expect(seat(page, ANA)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 400


@in_a_browser
def test_somebody_else_can_be_seated_and_those_seated_change_places(page: Page) -> None:
    seat(page, CHIDI).get_by_label("Who sits here").select_option("Emre")
    expect(page.get_by_role("region", name="Emre")).to_be_visible()
    expect(seat(page, CHIDI)).to_have_count(0)
    seat(page, ANA).get_by_label("Who sits here").select_option("Ben")
    expect(page.locator("[data-seat] h2")).to_have_text(["Ben", "Ana", "Emre"])


@in_a_browser
def test_a_sandbox_that_went_away_is_said_kindly(chromium: Browser) -> None:
    running = Sandbox(DEMO_WORLD, signing_secret="s").start()
    page = chromium.new_page()
    page.goto(running.url)
    expect(seat(page, ANA)).to_be_visible()
    running.stop()
    calm = seat(page, ANA).get_by_text("The sandbox is not answering. Trying again.")
    expect(calm).to_be_visible(timeout=15_000)
    page.close()


@in_a_browser
def test_f6_takes_the_keyboard_to_the_next_person_also_out_of_a_modal(
    page: Page, page_bot: PageBot
) -> None:
    page_bot.when("shift_ended", opens(modal("A minute", said("Feet flat."))))
    seat(page, ANA).get_by_role("button", name="Shortcuts").click()
    page.keyboard.press("Enter")
    expect(seat(page, ANA).get_by_role("dialog")).to_be_focused()
    page.keyboard.press("F6")
    expect(seat(page, BEN).get_by_role("heading", name="Ben")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("F6")
    expect(seat(page, ANA).get_by_role("dialog")).to_be_focused()
