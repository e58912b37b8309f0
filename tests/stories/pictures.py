"""Draws docs/pictures anew from the demo in a browser: `make pictures`, after a change that can be seen."""

import base64
import struct
import sys
import tempfile
import zlib
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page, ViewportSize, expect, sync_playwright

from tests.sandbox.in_browser import CHROMIUM, FLAGS
from tests.stories.steps import label
from tests.stories.visit import CARD, Visit, visit_to_the_demo

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SHARPNESS = 1.5
AIR = 8
DESK: ViewportSize = {"width": 1360, "height": 900}
PHONE: ViewportSize = {"width": 400, "height": 820}
MOST_BYTES = 120_000
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

# The commonest colours that can be told apart; every other dot takes the nearest of them.
IN_FEW_COLOURS = """async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const { width, height } = image;
  const pen = new OffscreenCanvas(width, height).getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, width, height);
  const colours = Array.from({ length: width * height }, (_, at) =>
    (data[4 * at] << 16) | (data[4 * at + 1] << 8) | data[4 * at + 2]);
  const counts = new Map();
  for (const one of colours) counts.set(one, (counts.get(one) ?? 0) + 1);
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const apart = (a, b) => parts(a).reduce((sum, part, at) => sum + (part - parts(b)[at]) ** 2, 0);
  const palette = [];
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1]))
    if (palette.length < 256 && palette.every((one) => apart(one, colour) > 30)) palette.push(colour);
  const nearest = new Map([...counts.keys()].map((colour) => [colour, palette.reduce((best, one, at) =>
    (apart(one, colour) < apart(palette[best], colour) ? at : best), 0)]));
  let dots = "";
  for (const one of colours) dots += String.fromCharCode(nearest.get(one));
  return { width, height, palette: palette.flatMap(parts), dots: btoa(dots) };
}"""


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as passing, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        darkroom = browser.new_page()
        with visit_to_the_demo(browser, Path(passing), FOLDER, sharpness=SHARPNESS) as visit:
            _tell(visit, darkroom)
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
    _draw(page, "home", darkroom, of=visit.ana)
    visit.gets_a_check_in()
    _draw(page, "check-in", darkroom)
    page.set_viewport_size(PHONE)
    _draw(page, "narrow", darkroom)
    page.set_viewport_size(DESK)
    visit.presses("Heavy")
    expect(visit.dialog.get_by_role("button", name="Lighter")).to_be_visible()
    expect(visit.log).to_contain_text(CARD)
    _draw(page, "practice", darkroom, of=visit.ana)


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
    _draw(page, name, darkroom, of=visit.dialog)


def _waits_until(page: Page, hour: str) -> None:
    page.evaluate(SEND, {"do": "clock", "until": hour, "days": 1, "zone": "Europe/Lisbon"})


def _draw(page: Page, name: str, darkroom: Page, *, of: Locator | None = None) -> None:
    """The window, or a part of it with some air around it."""
    page.mouse.move(0, 0)
    box = None if of is None else of.bounding_box()
    clip: FloatRect | None = None
    if box is not None:
        clip = {
            "x": box["x"] - AIR,
            "y": box["y"] - AIR,
            "width": box["width"] + 2 * AIR,
            "height": box["height"] + 2 * AIR,
        }
    taken = base64.b64encode(page.screenshot(animations="disabled", clip=clip)).decode()
    few = darkroom.evaluate(IN_FEW_COLOURS, f"data:image/png;base64,{taken}")
    dots = base64.b64decode(few["dots"])
    size = few["width"], few["height"]
    (FOLDER / f"{name}.png").write_bytes(_png(size, bytes(few["palette"]), dots))


def _png(size: tuple[int, int], palette: bytes, dots: bytes) -> bytes:
    """A PNG of one byte a dot, each a place in the palette."""
    width, height = size
    rows = b"".join(b"\0" + dots[at : at + width] for at in range(0, width * height, width))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


if __name__ == "__main__":
    main()
