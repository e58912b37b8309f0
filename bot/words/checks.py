"""Checks a prompts folder as a careful colleague would: file, line, rule, and the way out."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.domain.buddies import GUIDE_VERSION
from bot.domain.languages import ENGLISH
from bot.domain.situations import SITUATIONS
from bot.words.card_checks import check_card
from bot.words.check_rules import of_rules
from bot.words.faults import Fault
from bot.words.files import LINES, LOCALE, Kind, PromptFile, find_files, read
from bot.words.library import built_in
from bot.words.lines import ORGANISATION, parse_country
from bot.words.phrases import BUTTON_TABLES, PLURAL_FORMS, Phrases, flat, known, parse_messages
from bot.words.shelf import LastGood, Shelf, Source, fill_shelf
from bot.words.tongues import parse_language
from bot.words.wording import Trouble, is_english, troubles

LONGEST_BUTTON = 24
FEWEST_CARDS = 2  # of one situation: a single card would come again and again


def check_prompts(folder: Path | None = None) -> list[Fault]:
    """Check the built-in prompts, or an organisation's folder as it lies over them."""
    original = built_in()
    checked = original if folder is None else Source(folder, folder.as_posix())
    if not checked.folder.is_dir():
        return [Fault(checked.title, 0, "no such folder", "Give the folder of your prompts.")]
    below = fill_shelf([original], LastGood())
    together = fill_shelf([original, checked], LastGood())
    faults = [*_misplaced(checked), *_short_of_cards(checked, below, together)]
    for found in find_files(checked.folder, checked.title):
        file = read(found)
        faults += [file] if isinstance(file, Fault) else _of_file(file, checked, below, together)
    return sorted(faults)


def _of_file(file: PromptFile, checked: Source, below: Shelf, together: Shelf) -> list[Fault]:
    match file.found.kind:
        case Kind.MESSAGES:
            is_reference = checked.is_original and file.found.locale == ENGLISH
            return list(_of_messages(file, {} if is_reference else below.phrases[ENGLISH]))
        case Kind.PRACTICE:
            cards = {**together.practices.get(ENGLISH, {})}
            cards.update(together.practices.get(file.found.locale, {}))
            return list(check_card(file, cards))
        case Kind.COUNTRY:
            return list(_of_country(file, below))
        case Kind.LANGUAGE:
            return list(parse_language(file).faults)
        case Kind.RULES:
            return list(of_rules(file, checked, below, together))


def _misplaced(source: Source) -> Iterator[Fault]:
    """Name folders that are passed over in silence at run time."""
    for child in source.folder.iterdir():
        odd = child.is_dir() and child.name != LINES and not LOCALE.match(child.name)
        if odd and not child.name.startswith(("_", ".")):
            fix = "Name it by its language (en, pt_BR), or lines."
            yield Fault(f"{source.title}/{child.name}", 0, "folder that is no prompts", fix)


def _short_of_cards(checked: Source, below: Shelf, together: Shelf) -> Iterator[Fault]:
    """A card counts for the situations that it names; a folder is told of what it took away."""
    before, now = _cards_of_situations(below), _cards_of_situations(together)
    for code in SITUATIONS:
        was_enough = checked.is_original or before[code] >= FEWEST_CARDS
        if was_enough and now[code] < FEWEST_CARDS:
            fix = f"Let {FEWEST_CARDS} cards name it in their situations."
            yield Fault(checked.title, 0, f"situation {code} with {now[code]} cards", fix)


def _cards_of_situations(shelf: Shelf) -> Counter[str]:
    cards = shelf.practices.get(ENGLISH, {}).values()
    return Counter(code for card in cards for code in card.situations)


def _of_messages(file: PromptFile, reference: Phrases) -> Iterator[Fault]:
    parsed = parse_messages(file, reference)
    yield from parsed.faults
    yield from _of_places(file, parsed.content, reference)
    yield from _of_the_guide(file, parsed.content)
    for path, value in flat(file.table):
        if not isinstance(value, str):
            continue
        line = file.line_of(path)
        key = f"{file.found.stem}.{path}"
        if reference and known(key, reference) is None:
            fix = "The built-in English has no such key: mend the spelling, or remove it."
            yield file.fault(line, f"unknown key '{key}'", fix)
        if not BUTTON_TABLES.isdisjoint(path.split(".")[:-1]) and len(value) > LONGEST_BUTTON:
            fix = f"Keep to {LONGEST_BUTTON}, so that a small phone shows it whole."
            yield file.fault(line, f"button of {len(value)} characters", fix)
        for rule, fix in _wording(value, file):
            yield file.fault(line, rule, fix)


def _of_the_guide(file: PromptFile, phrases: Phrases) -> Iterator[Fault]:
    """By its number a buddy knows whether the guide has changed since they read it."""
    version = phrases.get(GUIDE_VERSION)
    if version is not None and not version.text.isdecimal():
        fix = "Write a whole number; with a higher one the guide is read anew."
        yield file.fault(file.line_of("version"), f"version '{version.text}'", fix)


def _of_places(file: PromptFile, phrases: Phrases, reference: Phrases) -> Iterator[Fault]:
    """Nobody translates a number to ring out of its sentence; only "one" of something may say so in words."""
    for key, phrase in phrases.items():
        original = known(key, reference)
        lost = () if original is None else sorted(original.names - phrase.names)
        if lost and key.rpartition(".")[2] not in PLURAL_FORMS:
            listed = ", ".join(f"{{{name}}}" for name in lost)
            line = file.line_of(key.partition(".")[2])
            yield file.fault(line, f"missing placeholder {listed}", f"Say {listed} in {key} too.")


def _of_country(file: PromptFile, below: Shelf) -> Iterator[Fault]:
    parsed = parse_country(file)
    yield from parsed.faults
    sheet = parsed.content
    if sheet is None:
        return
    is_new = sheet.code != ORGANISATION and sheet.code not in below.countries
    if is_new and not (sheet.name and sheet.emergency_number):
        fix = "Add name, emergency_number and emergency_source: we know no such country yet."
        yield file.fault(0, f"country '{sheet.code}' without emergency number", fix)
    for contact in sheet.contacts:
        for rule, fix in _wording(contact.note, file):
            yield file.fault(file.line_saying(contact.note), rule, fix)


def _wording(text: str, file: PromptFile) -> Iterator[Trouble]:
    return troubles(text, is_english=is_english(file.found.locale))
