"""An organisation that writes as much as we take: the longest word for every key, card, line and contact."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from textwrap import dedent

from bot.words.files import LANGUAGE_FILE
from bot.words.phrases import Phrase, flat, room_for
from tests.words.makers import write, write_card

FILLER = "m"


def longest_words(folder: Path) -> Path:
    """A prompts folder in which each sentence and button fills the room that it is given."""
    english = Path(str(files("prompts"))) / "en"
    texts = [file for file in english.glob("*.toml") if file.name != LANGUAGE_FILE]
    for file in sorted(texts):
        table = tomllib.loads(file.read_text("utf-8"))
        lines = [
            f"{path} = {json.dumps(filled(f'{file.stem}.{path}', str(text)), ensure_ascii=False)}"
            for path, text in flat(table)
        ]
        write(folder, f"en/{file.name}", "\n".join(lines))
    return folder


def filled(key: str, text: str) -> str:
    room = room_for(key, Phrase.of(text))
    return text + FILLER * (room - len(text))


def longest_people(folder: Path, length: int) -> Path:
    """Lines and contacts with one text of this many characters each, and one with nothing else."""
    text, number = "&" * length, "1" * length
    lines = [
        _line("Long name", text, "1", "any"),
        _line("Long number", "L", number, "any"),
        _line("Long hours", "M", "1", text),
        _line("All long", text[:-1] + "M", number, text),
    ]
    contacts = [(text, "H", "N"), ("C", text, "N"), ("C", "H", text), (text, text, text)]
    country = f"""
        code = "GB"
        name = "{text}"
        emergency_number = "{text}"
        emergency_source = "https://example.org"
        directory_url = "https://{text}"
    """
    write(folder, "lines/GB.toml", dedent(country) + "".join(lines))
    write(folder, "lines/ORGANISATION.toml", "".join(_contact(*one) for one in contacts))
    return folder


def _line(comment: str, name: str, number: str, hours: str) -> str:
    return dedent(f"""
        [[lines]]  # {comment}
        name = "{name}"
        number = "{number}"
        text_number = "{number}"
        hours = "{hours}"
        language = "English"
        source = "https://example.org"
        verified_on = "2026-11-20"
        verified_by = "Ada Okafor"
    """)


def _contact(name: str, how: str, note: str) -> str:
    return dedent(f"""
        [[contacts]]
        name = "{name}"
        how = "{how}"
        note = "{note}"
        record_kept = true
        outside = true
    """)


def longest_card(folder: Path, length: int) -> Path:
    """A practice whose every text has this many characters."""
    text = "m" * length
    source = "&" * length
    write_card(folder, "LAND-77", step=text, stop_line=text, source=source)
    return folder
