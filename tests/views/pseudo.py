"""Two languages that nobody speaks, made of the English: one half as long again, one from right to left.

No letter of English is left in them, so that whatever is found in English letters was never said
through prompts. Their dates are those of a language with letters of its own.
"""

import math
import re
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import tomlkit

from bot.words import load_library
from bot.words.checks import LONGEST_BUTTON
from bot.words.phrases import BUTTON_TABLES, TITLE, Phrase, room_for
from tests.words.makers import write

LONG, RIGHT_TO_LEFT = "el", "he"
HALF_AS_LONG_AGAIN = 1.5
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçđéƒĝĥíĵķĺɱñóþʠŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĹṀÑÓÞǪŔŠŢÚṼŴẊÝŽ"
HEBREW = "אבגדהוזחטיכלמנסעפצקרשתםןףץ" * 2
# What is filled in, typed or tapped, stays as it is.
AS_IT_IS = re.compile(r"(\{\w+\}|`[^`]*`|https?://\S+)")
FILLER = " ñóţ ɱéáñţ ţó ƀé ŕéáđ"

Turn = Callable[[str, int], str]


def long(text: str, room: int) -> str:
    """Half as long again, with accents, as far as there is room."""
    wanted = min(room, math.ceil(len(text) * HALF_AS_LONG_AGAIN))
    turned = _turned(text, ACCENTED)
    missing = max(0, wanted - len(turned))
    return turned + (FILLER * (missing // len(FILLER) + 1))[:missing].rstrip()


def from_right_to_left(text: str, _room: int) -> str:
    return _turned(text, HEBREW)


TURNS: dict[str, Turn] = {LONG: long, RIGHT_TO_LEFT: from_right_to_left}


def pseudo_language(folder: Path, locale: str) -> Path:
    """A prompts folder in which everything that is in English is there in this language too."""
    turn = TURNS[locale]
    words: dict[str, dict[str, str]] = {}
    for key, phrase in load_library().phrases("en").items():
        name, _, path = key.partition(".")
        words.setdefault(name, {})[path] = turn(phrase.text, _room(key, phrase))
    for name, said in words.items():
        lines = [f"{path} = {tomlkit.item(text).as_string()}" for path, text in said.items()]
        write(folder, f"{locale}/{name}.toml", "\n".join(lines))
    name = turn("Pseudo", TITLE)
    signed = f'name = "{name}"\nreviewed_on = 2026-11-22\nreviewed_by = "Ada Okafor"'
    write(folder, f"{locale}/language.toml", signed)
    for file in sorted((Path(str(files("prompts"))) / "en" / "practices").glob("*.toml")):
        write(folder, f"{locale}/practices/{file.name}", _card(file, locale, turn))
    return folder


def _room(key: str, phrase: Phrase) -> int:
    if not BUTTON_TABLES.isdisjoint(key.split(".")):
        return 0 if phrase.names else LONGEST_BUTTON  # what is filled in needs the room
    return room_for(key, phrase)


def _card(file: Path, locale: str, turn: Turn) -> str:
    told = tomllib.loads(file.read_text("utf-8"))
    for name in ("title", "stop_line"):
        told[name] = turn(told[name], 75)
    for name in ("steps", "caution"):
        told[name] = [turn(text, 1000) for text in told[name]]
    told["evidence"]["source"] = turn(told["evidence"]["source"], 400)
    return tomlkit.dumps({**told, "locale": locale, "owner": turn(told["owner"], 100)})


def _turned(text: str, letters: str) -> str:
    table = str.maketrans(LATIN, letters)
    pieces = AS_IT_IS.split(text)
    return "".join(
        piece if AS_IT_IS.fullmatch(piece) else piece.translate(table) for piece in pieces
    )
