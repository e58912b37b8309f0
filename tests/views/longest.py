"""An organisation that writes as much as we take: the longest word for every key, card, line and contact."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from textwrap import dedent

from bot.words.phrases import Phrase, flat, room_for
from tests.words.makers import write, write_card

FILLER = "m"


def longest_words(folder: Path) -> Path:
    """A prompts folder in which each sentence and button fills the room that it is given."""
    english = Path(str(files("prompts"))) / "en"
    for file in sorted(english.glob("*.toml")):
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
    """A country and an organisation whose every text has this many characters, all to be escaped."""
    text, number = "&" * length, "1" * length
    line = f"""
        [[lines]]
        name = "{text}"
        number = "{number}"
        text_number = "{number}"
        hours = "{text}"
        language = "English"
        source = "https://example.org"
        verified_on = "2026-11-20"
        verified_by = "Ada Okafor"
    """
    country = f"""
        code = "GB"
        name = "{text}"
        emergency_number = "{number}"
        emergency_source = "https://example.org"
        directory_url = "https://{text}"
    """
    contact = f"""
        [[contacts]]
        name = "{text}"
        how = "{text}"
        note = "{text}"
        record_kept = true
        outside = true
    """
    write(folder, "lines/GB.toml", dedent(country) + dedent(line) * 2)
    write(folder, "lines/ORGANISATION.toml", dedent(contact) * 3)
    return folder


def longest_card(folder: Path, length: int) -> Path:
    """A practice whose every text has this many characters."""
    text = "m" * length
    source = "&" * length
    write_card(folder, "LAND-77", step=text, stop_line=text, source=source)
    return folder
