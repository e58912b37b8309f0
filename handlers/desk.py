"""The desk of who writes and signs cards: begins a card, and records a signature under one."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from bot.domain.practices import Practice
from bot.words import ENGLISH, Fault, load_library
from bot.words.card_checks import check_card
from bot.words.card_files import begun, card_files, place_of, signed, taken_over
from bot.words.cards import CARD_ID, FAMILIES, parse_practice
from bot.words.files import LOCALE, Found, PromptFile, read

FOR_EVERYBODY = 0o644  # words are no secret, and the bot may run as somebody else


class CannotDo(Exception):
    """Why not, in words for who asked."""


@dataclass(frozen=True)
class Signed:
    """One card that bears a name; not fresh when it bore just this one before."""

    practice: Practice
    place: str
    is_fresh: bool


def begin(card_id: str, locale: str, folder: Path, today: date) -> Found:
    """Write a new card into the folder, or ours to be changed where there is one of this id."""
    _insist_on_a_card_id(card_id)
    if not LOCALE.match(locale):
        raise CannotDo(f"'{locale}' is no language. Name it as its folder: en, es, pt_BR.")
    target = place_of(card_id, locale, folder)
    if target.file.is_file():
        raise CannotDo(f"{target.place} is there already. Nothing was changed.")
    ours = card_files(locale, None).get(card_id) or card_files(ENGLISH, None).get(card_id)
    if ours is None:
        _write(target, begun(card_id, locale, today))
    else:
        _write(target, taken_over(ours.file.read_text(encoding="utf-8"), locale))
    return target


def sign(card_ids: Iterable[str], by: str, locale: str, folder: Path, today: date) -> list[Signed]:
    """All of them or none: first every card is looked at, then every signature written."""
    name = " ".join(by.split())
    if not name:
        raise CannotDo("A signature needs a name: --by 'Dr Ada Okafor'.")
    cards = {card.id: card for card in load_library(folder).practices(locale)}
    pen = _Pen(name, today, folder, card_files(locale, folder), cards)
    looked_at = [pen.would_sign(card_id) for card_id in dict.fromkeys(card_ids)]
    for target, text, done in looked_at:
        if done.is_fresh:
            _write(target, text)
    return [done for _, _, done in looked_at]


def near(card_id: str, known: Iterable[str]) -> str:
    """A hint for who mistyped."""
    found = get_close_matches(card_id.upper(), known, n=3)
    return f" Did you mean {' or '.join(found)}?" if found else ""


@dataclass(frozen=True)
class _Pen:
    """Who signs, when and where; and the cards of one language, as files and as they are read."""

    by: str
    today: date
    folder: Path
    files: Mapping[str, Found]
    cards: Mapping[str, Practice]

    def would_sign(self, card_id: str) -> tuple[Found, str, Signed]:
        """The place and the text of the signed card; CannotDo when it may not be signed so."""
        if card_id not in self.files:
            hint = near(card_id, self.files)
            raise CannotDo(f"There is no card {card_id}.{hint} Nothing was signed.")
        found = self.files[card_id]
        file = _whole(read(found))
        parsed = parse_practice(file)
        practice = parsed.content
        if practice is None:
            raise CannotDo(_told(parsed.faults))
        target = place_of(card_id, found.locale, self.folder)
        text = signed(file.text, practice, self.by, self.today)
        result = PromptFile(target, text, tomllib.loads(text))
        if left := list(check_card(result, self.cards)):
            raise CannotDo(_told(left))
        is_fresh = found.place != target.place or text != file.text
        return target, text, Signed(practice, target.place, is_fresh)


def _whole(file: PromptFile | Fault) -> PromptFile:
    if isinstance(file, Fault):
        raise CannotDo(_told([file]))
    return file


def _told(faults: Iterable[Fault]) -> str:
    return "\n".join([*map(str, faults), "Mend this first. Nothing was signed."])


def _insist_on_a_card_id(card_id: str) -> None:
    family = card_id.partition("-")[0]
    if not re.match(CARD_ID, card_id) or family not in FAMILIES:
        raise CannotDo(
            f"'{card_id}' is no id of a card. Write a family and a number, like LAND-12. "
            f"The families: {', '.join(FAMILIES)}."
        )


def _write(target: Found, text: str) -> None:
    """In one move, so that a bot that reads at this moment finds the old words or the new."""
    file = Path(str(target.file))
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, encoding="utf-8", newline="")
    beside.chmod(FOR_EVERYBODY)
    beside.replace(file)
