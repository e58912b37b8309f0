"""How far a language has come, and the empty files that a new one begins with."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from babel import Locale

from bot.domain.languages import ENGLISH, Language
from bot.words.decision_rules import BECAUSE
from bot.words.files import LANGUAGE_FILE, Kind, find_files
from bot.words.library import Library, built_in, load_library
from bot.words.phrases import OTHER, PLURAL_FORMS, known
from bot.words.tongues import unnamed

COUNTED = range(200)  # what people here count: minutes, hours, days; no form is for millions only
IN_ORDER = ("zero", "one", "two", "few", "many", OTHER)
UNSIGNED = 'reviewed_on = ""\nreviewed_by = ""\n'


@dataclass(frozen=True)
class Progress:
    """The keys that a language has, lacks, and has though nobody says them; and its cards."""

    language: Language
    there: int
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    cards: int
    cards_missing: int

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.unknown


def progress_of(locale: str, library: Library) -> Progress:
    """English is the measure; a sentence that counts is needed in every form of the language."""
    english, own = library.phrases(ENGLISH), library.phrases(locale)
    cards = [card.locale == locale for card in library.practices(locale)]
    needed = dict.fromkeys(form for key in english for form in _forms(key, english, locale))
    return Progress(
        language=library.language(locale),
        there=sum(key in own for key in needed),
        missing=tuple(key for key in needed if key not in own),
        unknown=tuple(sorted(key for key in own if known(key, english) is None)),
        cards=sum(cards),
        cards_missing=len(cards) - sum(cards),
    )


def beginnings(locale: str) -> Iterator[tuple[str, str]]:
    """Name and text of each file that a new language begins with: keys to be filled, English above."""
    for found in find_files(built_in().folder, "prompts"):
        if found.locale == ENGLISH and found.kind is Kind.MESSAGES:
            yield found.file.name, _to_be_filled(found.file, locale)
    reasons = {key: phrase.text for key, phrase in load_library().phrases(ENGLISH).items()}
    because = {
        key.partition(".")[2]: reasons[key] for key in reasons if key.startswith(f"{BECAUSE}.")
    }
    yield f"{BECAUSE}.toml", "\n".join(_lines(because, "", locale)) + "\n"
    yield LANGUAGE_FILE, f"name = {_quoted(unnamed(locale).name)}\n{UNSIGNED}"


def plural_forms(locale: str) -> tuple[str, ...]:
    """Those that a language needs for what is counted here, `other` last."""
    rule = Locale.parse(locale).plural_form
    used = {rule(number) for number in COUNTED} | {OTHER}
    return tuple(form for form in IN_ORDER if form in used)


def _forms(key: str, english: Mapping[str, object], locale: str) -> list[str]:
    stem, _, form = key.rpartition(".")
    if form not in PLURAL_FORMS or f"{stem}.{OTHER}" not in english:
        return [key]
    return [f"{stem}.{one}" for one in plural_forms(locale)]


def _to_be_filled(file: Traversable, locale: str) -> str:
    """The comment at the head of our file, then its tables in their order."""
    text = file.read_text(encoding="utf-8")
    head = [line for line in text.splitlines()[:1] if line.startswith("#")]
    return "\n".join([*head, *_lines(tomllib.loads(text), "", locale)]).strip() + "\n"


def _lines(table: Mapping[str, object], name: str, locale: str) -> Iterator[str]:
    if OTHER in table:
        yield from (f"# {key}: {_quoted(str(text))}" for key, text in table.items())
        yield from (f'{form} = ""' for form in plural_forms(locale))
        return
    for key, value in table.items():
        if not isinstance(value, dict):
            yield f"# {_quoted(str(value))}"
            yield f'{key} = ""'
    for key, value in table.items():
        if isinstance(value, dict):
            below = f"{name}.{key}" if name else key
            yield ""
            if not all(isinstance(one, dict) for one in value.values()):
                yield f"[{below}]"
            yield from _lines(value, below, locale)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
