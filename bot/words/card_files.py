"""Finds the file of one card, begins a new one, and signs one that was read."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import tomlkit

from bot.domain.practices import Practice
from bot.words.card_checks import a_year_after
from bot.words.files import PRACTICES, Found, Kind, find_files
from bot.words.library import built_in
from bot.words.shelf import Source

# Ready to be filled: what is empty is what `aftershift prompts check` asks for.
SKELETON = """\
# {id}, a new card. Fill in what is empty. prompts/README.md tells what each key holds;
# `aftershift prompts check` tells what is still missing.
id = "{id}"
version = 1
locale = "{locale}"
title = ""
length = "30s"             # "30s": 60 words at most; "3m": 150; "10m": 280
family = "{family}"
channel = "text"
situations = ["any"]       # or the codes that it is kept for: ["S07", "S09"]
phase = ["P0", "P1", "P2"]
not_for = []
{twin}
steps = [
    "",
]
stop_line = "If this makes things worse, stop. Stopping is fine."
caution = {caution}

owner = ""
reviewed_on = ""           # a clinician's; `aftershift prompts sign` writes these two
reviewed_by = ""
review_due = "{due}"

[needs]
breath = {breath}
move = false
quiet = false

[evidence]
# A guideline or trials with such staff, B trials elsewhere, C expert practice, D our own idea.
grade = "D"
source = ""
checked = "{today}"
"""
BREATH_CAUTIONS = """[
    "Stop if you feel dizzy.",
    "Lung or heart illness, or pregnant? Ask a doctor first.",
]"""


def card_files(locale: str, folder: Path | None) -> dict[str, Found]:
    """Each card's file by its id: the organisation's own where there is one, else ours."""
    return {found.stem: found for found in _practices(folder) if found.locale == locale}


def place_of(card_id: str, locale: str, folder: Path) -> Found:
    """Where an organisation keeps a card, there or not."""
    name = f"{locale}/{PRACTICES}/{card_id}.toml"
    return Found(Kind.PRACTICE, locale, f"{folder.as_posix()}/{name}", folder / name)


def begun(card_id: str, locale: str, today: date) -> str:
    """The text of a new card, in the right shape."""
    family = card_id.partition("-")[0]
    is_breath = family == "BRE"
    return SKELETON.format(
        id=card_id,
        locale=locale,
        family=family,
        twin='twin = ""                  # a card of the same length without breath\n'
        if is_breath
        else "",
        caution=BREATH_CAUTIONS if is_breath else "[]",
        due=a_year_after(today).isoformat(),
        breath=str(is_breath).lower(),
        today=today.isoformat(),
    )


def taken_over(text: str, locale: str) -> str:
    """The text of a card of ours to be changed, in this language: nobody has signed that."""
    document = tomlkit.parse(text)
    document["locale"] = locale
    document["reviewed_on"] = document["reviewed_by"] = ""
    document.pop("signed_text", None)
    return tomlkit.dumps(document)


def signed(text: str, practice: Practice, by: str, today: date) -> str:
    """The same text, comments and all, with a name under exactly these words for a year."""
    document = tomlkit.parse(text)
    document["reviewed_on"] = today.isoformat()
    document["reviewed_by"] = by
    document["review_due"] = a_year_after(today).isoformat()
    document["signed_text"] = practice.fingerprint
    return tomlkit.dumps(document)


def _practices(folder: Path | None) -> Iterator[Found]:
    own = [] if folder is None else [Source(folder, folder.as_posix())]
    for source in (built_in(), *own):
        for found in find_files(source.folder, source.title):
            if found.kind is Kind.PRACTICE:
                yield found
