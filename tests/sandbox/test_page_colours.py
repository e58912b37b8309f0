"""The page's colours: every pair of words and ground stands out as far as WCAG AA asks."""

import re
from pathlib import Path

import pytest

from bot.sandbox.server import PAGE

PAIRS = [
    ("ink", "ground"),
    ("ink", "paper"),
    ("ink", "sunk"),
    ("soft", "ground"),
    ("soft", "paper"),
    ("soft", "sunk"),
    ("accent", "paper"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("warm", "paper"),
    ("warm", "warm-soft"),
    ("on-night", "night"),
]


@pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(scheme: str, pair: tuple[str, str]) -> None:
    light, dark = _colours(PAGE / "style.css")
    colours = light | dark if scheme == "dark" else light
    brighter, darker = sorted((_luminance(colours[name]) for name in pair), reverse=True)
    assert (brighter + 0.05) / (darker + 0.05) >= 4.5


def _colours(sheet: Path) -> tuple[dict[str, str], dict[str, str]]:
    roots = re.findall(r":root \{(.*?)\}", sheet.read_text("utf-8"), re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6});", root)) for root in roots)
    return light, dark


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
