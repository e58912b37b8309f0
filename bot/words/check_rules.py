"""Checks a file of decision rules: its words, and that every card and family it names is there."""

from collections.abc import Iterable, Iterator

from bot.domain.languages import ENGLISH
from bot.words.cards import FAMILIES
from bot.words.decision_rules import BECAUSE, RuleSheet, parse_rules
from bot.words.faults import Fault
from bot.words.files import PromptFile
from bot.words.shelf import Shelf, Source
from bot.words.wording import troubles


def of_rules(file: PromptFile, checked: Source, below: Shelf, together: Shelf) -> Iterator[Fault]:
    parsed = parse_rules(file)
    yield from parsed.faults
    sheet = parsed.content
    if sheet is None:
        return
    cards = together.practices.get(ENGLISH, {})
    for name in _cards_in(sheet):
        if name not in cards:
            fix = "Name a card of the library, or a family."
            yield file.fault(file.line_saying(f'"{name}"'), f"card '{name}' does not exist", fix)
    for key, phrase in sheet.reasons:
        line = file.line_saying(f'{BECAUSE} = "{phrase.text}')
        for rule, fix in troubles(phrase.text, is_english=True):
            yield file.fault(line, rule, fix)
        if not checked.is_original and _is_ours_with_other_words(key, phrase.text, below):
            fix = "Give it an id of its own: translations go by the id."
            yield file.fault(line, f"id '{key.partition('.')[2]}' is a built-in one", fix)


def _cards_in(sheet: RuleSheet) -> Iterable[str]:
    named = {name for rule in sheet.rules for group in rule.offer for name in group}
    named |= {name for limit in sheet.limits for name in limit.never}
    return sorted(name for name in named if "-" in name and name not in FAMILIES)


def _is_ours_with_other_words(key: str, text: str, below: Shelf) -> bool:
    ours = below.phrases[ENGLISH].get(key)
    return ours is not None and ours.text != text
