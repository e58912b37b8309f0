"""Lays cards out on A4: a set to cut out, and pages that a clinician reads and signs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil, floor, sqrt
from typing import TypeVar

from babel import Locale
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.domain.practices import ANY_SITUATION, Feeling, Length, Practice
from bot.words import Words
from bot.words.cards import PHASES
from bot.words.wording import words_in

Card = TypeVar("Card")

SMALL_A_PAGE, WIDE_A_PAGE, TO_SIGN_A_PAGE = 4, 2, 8
WIDE_FROM = 150  # words: what fits on a quarter of A4 in letters that are read at arm's length

# A page to sign holds so many characters times the square of their points; measured, with a margin.
PACK_CAPACITY = 440_000
LARGEST_TO_SIGN = 10.0

SET_LETTERS = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
SMALLEST_TO_CUT = 8.0
SMALL_ROOM = (82.0, 92.0)  # millimetres for the words of a small card: width, height
WIDE_ROOM = (84.0, 155.0)  # of a wide one: its two columns one under the other
CHARACTER, LINE, GAP = 0.18, 0.5, 1.3  # millimetres a point takes across and down; between steps

OUR_OWN = "D"


@dataclass(frozen=True)
class OnPaper:
    """A card of the set and its letters in points; `note` tells what holds it back from people."""

    practice: Practice
    length: str
    note: str
    points: float


@dataclass(frozen=True)
class ToSign:
    """A card as a clinician reads it: what the worker reads, and under which label what else."""

    practice: Practice
    version: str
    length: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """One page, and its letters in points."""

    cards: Sequence[ToSign]
    points: float


def card_set(practices: Iterable[Practice], words: Words, today: date) -> str:
    """Short cards are a quarter of A4 each, long ones a half; the dashed lines are where to cut."""
    cards = [_on_paper(practice, words, today) for practice in practices]
    small = [card for card in cards if not _is_wide(card.practice)]
    wide = [card for card in cards if _is_wide(card.practice)]
    cover = (
        words.say("paper.set.take"),
        words.say("paper.set.leave"),
        words.say("paper.set.person"),
    )
    return _page(
        "card_set.html",
        words,
        name=words.say("paper.set.name"),
        cover=cover,
        before=words.say("paper.set.before"),
        in_danger=words.say("paper.in_danger"),
        person=words.say("people.button.talk"),
        small=[
            [None, *small[: SMALL_A_PAGE - 1]],
            *_in_pages(small[SMALL_A_PAGE - 1 :], SMALL_A_PAGE),
        ],
        wide=list(_in_pages(wide, WIDE_A_PAGE)),
    )


def review_pack(practices: Iterable[Practice], words: Words) -> str:
    """Eight cards a page, in the largest letters in which these eight fit."""
    cards = [_to_sign(practice, words) for practice in practices]
    blanks = ("paper.pack.clinician", "paper.pack.day", "paper.pack.signature")
    return _page(
        "review_pack.html",
        words,
        name=words.say("paper.pack.name"),
        sheets=[Sheet(some, _pack_letters(some)) for some in _in_pages(cards, TO_SIGN_A_PAGE)],
        blanks=[words.say(blank) for blank in blanks],
    )


def _on_paper(practice: Practice, words: Words, today: date) -> OnPaper:
    waits = practice.waits_for_a_signature(today)
    note = words.say("paper.unsigned") if waits else ""
    return OnPaper(practice, _length(practice, words), note, _set_letters(practice))


def _to_sign(practice: Practice, words: Words) -> ToSign:
    facts = (
        (words.say("paper.pack.situations"), _situations(practice, words)),
        (words.say("paper.pack.not_for"), _list(practice.not_for, words)),
        (words.say("paper.pack.needs"), _needs(practice, words)),
        (words.say("paper.pack.evidence"), _evidence(practice, words)),
        (words.say("paper.pack.words"), practice.fingerprint),
    )
    return ToSign(
        practice,
        words.say("paper.pack.version", version=practice.version),
        _length(practice, words),
        tuple((label, told) for label, told in facts if told),
    )


def _evidence(practice: Practice, words: Words) -> str:
    """What the grade means, where the source does not say it: ours says that it is our own idea."""
    grade, source = practice.evidence.grade, practice.evidence.source
    means = "" if grade == OUR_OWN else f"{words.say(f'minute.evidence.{grade.lower()}')} "
    return f"{means}{source}"


def _situations(practice: Practice, words: Words) -> str:
    if not practice.situations:
        return words.say("paper.pack.read_only")
    situations = _list(practice.situations, words)
    is_for_any_time = set(practice.phase) == set(PHASES)
    return situations if is_for_any_time else f"{situations} ({_list(practice.phase, words)})"


def _list(codes: Iterable[str], words: Words) -> str:
    told = [_in_words(code, words) for code in codes]
    return words.listed(told) if told else ""


def _in_words(code: str, words: Words) -> str:
    """A code of a card as people read it: S04, very_heavy, P0."""
    if code == ANY_SITUATION:
        return words.say("paper.pack.any")
    if code in list(Feeling):
        return words.say(f"check_in.button.{code}")
    if code.startswith("P"):
        return words.say(f"paper.phase.{code.lower()}")
    return words.say(f"situations.button.{code}")


def _needs(practice: Practice, words: Words) -> str:
    needs = practice.needs
    asked = {"breath": needs.breath, "move": needs.move, "quiet": needs.quiet}
    told = [words.say(f"paper.need.{need}") for need, is_so in asked.items() if is_so]
    return words.listed(told) if told else ""


def _length(practice: Practice, words: Words) -> str:
    return words.say(f"minute.length.{practice.length.name.lower()}")


def _is_wide(practice: Practice) -> bool:
    texts = (*practice.steps, practice.stop_line, *practice.caution)
    return practice.length is Length.TEN_MINUTES or sum(map(words_in, texts)) > WIDE_FROM


def _set_letters(practice: Practice) -> float:
    """The largest letters in which the words of a card fit on it."""
    width, height = WIDE_ROOM if _is_wide(practice) else SMALL_ROOM
    care = " ".join((*practice.caution, practice.stop_line))

    def fits(points: float) -> bool:
        a_line = width / (CHARACTER * points)
        lines = sum(ceil(len(text) / a_line) for text in (*practice.steps, care))
        return lines * LINE * points + len(practice.steps) * GAP <= height

    return next(filter(fits, SET_LETTERS), SMALLEST_TO_CUT)


def _pack_letters(cards: Sequence[ToSign]) -> float:
    """Cards stand in pairs, and the longer of two sets the height of both."""
    sizes = [_size(card) for card in cards]
    height = sum(max(pair) * 2 for pair in _in_pages(sizes, 2))
    return min(LARGEST_TO_SIGN, floor(sqrt(PACK_CAPACITY / height) * 10) / 10)


def _size(card: ToSign) -> int:
    practice = card.practice
    texts = [*practice.steps, *practice.caution, practice.stop_line, *map("".join, card.facts)]
    return sum(map(len, texts))


def _in_pages(cards: Sequence[Card], most: int) -> Iterator[Sequence[Card]]:
    return (cards[start : start + most] for start in range(0, len(cards), most))


def _page(template: str, words: Words, **facts: object) -> str:
    language = words.locale.replace("_", "-")
    return (
        _templates()
        .get_template(template)
        .render(language=language, direction=_direction(words.locale), **facts)
    )


def _direction(locale: str) -> str:
    return "rtl" if Locale.parse(locale).character_order == "right-to-left" else "ltr"


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("bot.views", "paper"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
