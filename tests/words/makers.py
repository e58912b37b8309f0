"""Prompts folders for tests: an organisation's own, written to disk as people write them."""

from pathlib import Path
from textwrap import dedent

CARD = """
id = "{id}"
version = 1
locale = "{locale}"
title = "{title}"
length = "{length}"
family = "{family}"
channel = "text"
situations = {situations}
phase = ["P0"]
not_for = []
{twin}
{more}
steps = [
    "{step}",
]
stop_line = "{stop_line}"
caution = []

owner = "{owner}"
reviewed_on = "{reviewed_on}"
reviewed_by = "{reviewed_by}"
review_due = "{review_due}"

[needs]
breath = {breath}

[evidence]
grade = "C"
source = "{source}"
checked = "2026-11-21"
"""

LINE = """
[[lines]]
name = "Samaritans"
number = "116 123"
hours = "any time"
language = "English"
source = "https://example.org"
verified_on = "2027-01-31"
verified_by = "Ada Okafor"
"""


def write(folder: Path, name: str, text: str) -> Path:
    """Write one file of a prompts folder, in one move: a bot that looks at this moment finds it whole."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.new")
    beside.write_text(dedent(text).strip() + "\n", encoding="utf-8")
    return beside.replace(file)


def card(card_id: str = "LAND-77", **changes: str) -> str:
    """The text of a card without a fault, but for the changes."""
    facts = {
        "id": card_id,
        "locale": "en",
        "title": "Feet and hands",
        "length": "30s",
        "family": changes.get("id", card_id).partition("-")[0],
        "situations": '["any"]',
        "twin": "",
        "more": "",
        "step": "Feel the floor.",
        "stop_line": "You may stop.",
        "owner": "Night team",
        "reviewed_on": "",
        "reviewed_by": "",
        "review_due": "2027-11-21",
        "breath": "false",
        "source": "A book.",
    }
    return CARD.format(**facts | changes)


def write_card(folder: Path, card_id: str = "LAND-77", **changes: str) -> Path:
    locale = changes.get("locale", "en")
    return write(folder, f"{locale}/practices/{card_id}.toml", card(card_id, **changes))
