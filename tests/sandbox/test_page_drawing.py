"""How the page draws what the app says: blocks, words that stay words, the phone, what is kept."""

from playwright.sync_api import Page, expect

from bot.sandbox import DEMO_WORLD
from tests.sandbox.in_browser import ANA, in_a_browser, press, seat
from tests.sandbox.page_bot import Json, PageBot, button, row, said, words


@in_a_browser
def test_the_locked_phone_shows_the_text_and_nothing_of_the_blocks(
    page: Page, page_bot: PageBot
) -> None:
    page_bot.posts(ANA, "A quiet minute, if you want it.", [said("How heavy does it feel?")])
    phone = seat(page, ANA).locator(".phone")
    expect(phone).to_contain_text("A quiet minute, if you want it.")
    expect(phone).not_to_contain_text("How heavy")
    press(phone, "Open")
    expect(phone).to_have_count(0)
    expect(seat(page, ANA).get_by_text("How heavy does it feel?")).to_be_visible()


@in_a_browser
def test_words_from_the_app_stay_words(page: Page, page_bot: PageBot) -> None:
    nasty = "<img src=x onerror='window.hurt=1'> <javascript:window.hurt=1|press> <b>bold</b>"
    page_bot.posts(
        ANA, "Hello", [said(nasty + " *strong* _soft_ `code` <https://example.org|link>")]
    )
    log = seat(page, ANA).get_by_role("log")
    expect(log.locator("strong")).to_have_text("strong")
    expect(log.locator("em")).to_have_text("soft")
    expect(log.locator("code")).to_have_text("code")
    expect(log.get_by_role("link")).to_have_count(1)
    expect(log.get_by_role("link", name="link")).to_have_attribute("rel", "noopener noreferrer")
    expect(log.locator("img, b")).to_have_count(0)
    expect(log).to_contain_text("<img src=x onerror='window.hurt=1'>")
    assert page.evaluate("window.hurt") is None


@in_a_browser
def test_what_slack_would_have_kept_can_be_read(page: Page, page_bot: PageBot) -> None:
    ts = page_bot.posts(ANA, "First words", [said("First *words*"), row(button("Light", "light"))])
    channel = next(person.app_dm for person in DEMO_WORLD.people if person.id == ANA)
    page_bot.web.chat_update(
        channel=channel, ts=ts, text="Other words", blocks=[said("Other words")]
    )
    page_bot.web.chat_delete(channel=channel, ts=ts)
    kept = page.locator("details.kept")
    kept.get_by_role("heading", name="What Slack would have kept").click()
    expect(kept).to_contain_text("button presses are not messages")
    expect(kept.locator(".entries > li")).to_have_count(3)
    expect(kept.locator(".posted")).to_contain_text("[Light]")
    expect(kept.locator(".edited")).to_contain_text("Other words")
    expect(kept.locator(".deleted")).to_contain_text("in the direct message with Ana")


@in_a_browser
def test_every_kind_of_block_is_drawn_with_times_in_the_readers_own_zone(
    page: Page, page_bot: PageBot
) -> None:
    night = "<!date^1795313400^{date_short} at {time}|fallback> with <@U0BEN00001>"
    piece = {"type": "text", "text": "rich", "style": {"bold": True}}
    section = {"type": "rich_text_section", "elements": [piece]}
    bullets = {"type": "rich_text_list", "style": "bullet", "elements": [section]}
    picture = {"image_url": "https://pictures.example/slow.png", "alt_text": "a slow circle"}
    blocks: list[Json] = [
        {"type": "header", "text": words("A heading")},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": night}]},
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Small :sunny: print"}]},
        {"type": "image", **picture},
        {"type": "rich_text", "elements": [bullets]},
        {"type": "markdown", "text": "## Plan\n- **first**\n- second"},
        said("&gt; quoted\nplain ~gone~"),
    ]
    page_bot.posts(ANA, "Hello", blocks)
    log = seat(page, ANA).get_by_role("log")
    expect(log.get_by_role("heading", name="A heading")).to_be_visible()
    expect(log.locator("time").last).to_have_text("22 Nov 2026 at 02:10")
    expect(log.locator(".mention")).to_have_text("@Ben")
    expect(log.get_by_role("img", name="sunny")).to_be_visible()
    expect(log.get_by_role("link", name="Picture: a slow circle")).to_be_visible()
    expect(log.locator(".rich_text li strong")).to_have_text("rich")
    expect(log.get_by_role("heading", name="Plan")).to_be_visible()
    expect(log.locator(".markdown li")).to_have_text(["first", "second"])
    expect(log.locator("blockquote")).to_have_text("quoted")
    expect(log.locator("s")).to_have_text("gone")
    expect(log.locator(".undrawn")).to_have_count(0)
