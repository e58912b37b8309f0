"""What a careful colleague says of one card: its length, its words, its twin, its way out, its signature."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from bot.domain.learning import TELLING
from bot.domain.practices import Length, Practice
from bot.words.cards import parse_practice
from bot.words.faults import Fault
from bot.words.files import PromptFile
from bot.words.reading import HARDEST, can_grade, grade
from bot.words.wording import Trouble, asks_for_breath, is_english, troubles, words_in

WORD_BUDGET = {Length.HALF_A_MINUTE: 60, Length.THREE_MINUTES: 150, Length.TEN_MINUTES: 280}
LONGEST_TITLE_OF_A_PAGE = 30  # it stands on a button, which a small phone shows whole

# At a key of the card: the line of the first that is there is the line of the fault.
Placed = tuple[tuple[str, ...], Trouble]

_STOP = re.compile(r"\bstop(?:s|ping)?\b", re.IGNORECASE)
_CAN_BE_LOOKED_UP = re.compile(r"\b(?:19|20)\d\d\b|\bdoi\b|\b[\w-]+\.[a-z]{2,}\b|\bREADME\b")


def check_card(file: PromptFile, cards: Mapping[str, Practice]) -> Iterator[Fault]:
    """`cards` are those of the library that it will stand in, its own among them."""
    parsed = parse_practice(file)
    yield from parsed.faults
    practice = parsed.content
    if practice is None:
        return
    for text in read_by_worker(practice):
        for rule, fix in troubles(text, is_english=is_english(practice.locale)):
            yield file.fault(file.line_saying(text), rule, fix)
    for keys, (rule, fix) in chain(
        _length(practice),
        _title(practice),
        _reading(practice),
        _breath(practice),
        _twin(practice, cards.get(practice.twin or "")),
        _way_out(practice),
        _source(practice),
        _review(practice),
    ):
        yield file.fault(next(filter(None, map(file.line_of, keys)), 0), rule, fix)


def read_by_worker(practice: Practice) -> tuple[str, ...]:
    return (practice.title, *practice.steps, practice.stop_line, *practice.caution)


def _length(practice: Practice) -> Iterator[Placed]:
    length, budget = _count(read_by_worker(practice)), WORD_BUDGET[practice.length]
    if length > budget:
        fix = f"A card of {practice.length.value} has {budget}, cautions and stop line included."
        yield ("steps",), (f"card of {length} words", fix)


def _title(practice: Practice) -> Iterator[Placed]:
    if practice.learn and len(practice.title) > LONGEST_TITLE_OF_A_PAGE:
        fix = f"Keep the title of a page to {LONGEST_TITLE_OF_A_PAGE}: it stands on a button."
        yield ("title",), (f"title of {len(practice.title)} characters", fix)


def _reading(practice: Practice) -> Iterator[Placed]:
    """Only where it can be told: in English, and with the libraries of an editor."""
    if not is_english(practice.locale) or not can_grade():
        return
    found = grade((*practice.steps, practice.stop_line, *practice.caution))
    if found > HARDEST:
        fix = f"Keep to {HARDEST:.0f}: shorter words, shorter sentences."
        yield ("steps",), (f"reading grade {found:.1f}", fix)


def _breath(practice: Practice) -> Iterator[Placed]:
    if not practice.needs.breath and any(map(asks_for_breath, practice.steps)):
        fix = "Set breath = true under [needs]."
        yield ("twin", "needs"), ("breath card that does not say so", fix)


def _twin(practice: Practice, twin: Practice | None) -> Iterator[Placed]:
    if practice.twin and twin is None:
        fix = "Name a card of the library."
        yield ("twin",), (f"twin '{practice.twin}' does not exist", fix)
    elif practice.needs.breath and (twin is None or twin.needs.breath):
        fix = "Name in twin a card that needs no breath."
        yield ("twin", "needs"), ("breath card without a twin", fix)
    elif twin is not None and twin.length is not practice.length:
        fix = f"Name a card of {practice.length.value}: who has that long has no more."
        yield ("twin",), (f"twin '{twin.id}' of another length", fix)


def _way_out(practice: Practice) -> Iterator[Placed]:
    if is_english(practice.locale) and not _STOP.search(practice.stop_line):
        fix = "Say that one may stop."
        yield ("stop_line",), ("stop line without a way out", fix)


def _source(practice: Practice) -> Iterator[Placed]:
    named = _CAN_BE_LOOKED_UP.search(practice.evidence.source)
    if practice.learn and practice.family in TELLING and not named:
        fix = (
            "Name what can be looked up: a study and its year, an address, a page of this project."
        )
        yield ("evidence.source",), ("page without a source", fix)


def _review(practice: Practice) -> Iterator[Placed]:
    reviewed, due = practice.reviewed_on, practice.review_due
    if due is None:
        yield (
            ("review_due",),
            ("no review date", "Say until when it holds, a year on at the latest."),
        )
    elif reviewed is not None and due > a_year_after(reviewed):
        fix = "A signature holds for a year at the latest."
        yield ("review_due",), ("review due too late", fix)
    if _was_signed(practice) and not practice.is_signed:
        fix = f"Read it and sign it again: aftershift prompts sign {practice.id} --by NAME."
        yield ("signed_text", "reviewed_by"), ("signature of other words", fix)


def _was_signed(practice: Practice) -> bool:
    """Easy cards may be reviewed by hand; once the words are signed too, the signature has to fit."""
    return bool(practice.reviewed_by and (practice.is_hard or practice.signed_text))


def a_year_after(day: date) -> date:
    """The same day of the next year, and the first of March after a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def _count(texts: Iterable[str]) -> int:
    return sum(map(words_in, texts))
