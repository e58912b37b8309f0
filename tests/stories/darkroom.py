"""A part of a page as a small PNG of few colours, light enough for a README."""

import base64
import struct
import zlib
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
AIR = 8

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


def draw(page: Page, name: str, darkroom: Page, *, of: Locator | None = None) -> None:
    """The window, or a part of it with some air around it; `darkroom` is an empty page to work in."""
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
