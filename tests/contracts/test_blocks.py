"""Whatever the bot draws, Slack takes; and nobody is ever without a person one tap away."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.views.kit import Message
from bot.views.room import Room
from bot.words import load_library
from bot.words.lines import HOW, NAME, NOTE
from tests.contracts.judging import problems
from tests.contracts.pack import fact, needs_pack
from tests.views.gallery import (
    NOW,
    TODAY,
    Drawing,
    everything,
    minutes_of,
    modals_with_people,
)
from tests.views.gallery_of_buddies import PART_OF_A_PAGE
from tests.views.gallery_of_homes import forms
from tests.views.longest import longest_card, longest_people, longest_words

pytestmark = needs_pack

# Blocks on which the pack's own sources disagree, as its README says; the bot uses none of them.
DISPUTED = ("card_block", "data_table_block", "data_visualization")
A_PERSON = ("people.call", "people.here", "people.more", "people.outside")
# What would tell a colleague at the desk, or whoever finds the phone, what kind of night it was.
LOADED = ("heavy", "hard", "danger", "crisis", "suicide", "trauma", "distress", "emergency")

WORD = {"type": "plain_text", "text": "Word"}
BUTTON = {"type": "button", "text": WORD, "action_id": "a.b", "value": "-"}
SELECT = {"type": "static_select", "action_id": "a.b", "options": [{"text": WORD, "value": "1"}]}
FIELD = {"type": "input", "label": WORD, "element": SELECT}


def test_the_judge_accepts_what_is_known_to_be_valid() -> None:
    refused = [
        (name, found)
        for name, block in fact("blocks/valid_fixtures").items()
        if name.startswith("blocks/") and not name.removeprefix("blocks/").startswith(DISPUTED)
        for found in problems("message", [block])
    ]
    assert refused == []


def section(length: int, kind: str = "mrkdwn") -> dict[str, Any]:
    return {"type": "section", "text": {"type": kind, "text": "x" * length}}


def row(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def plain(length: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": "x" * length}


def options(many: int) -> list[dict[str, Any]]:
    return [{"text": WORD, "value": str(n)} for n in range(many)]


BROKEN = {
    "an empty text": section(0),
    "a long section": section(3001),
    "a long header": {"type": "header", "text": plain(151)},
    "mrkdwn in a header": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "a long button": row(BUTTON | {"text": plain(76)}),
    "a long button value": row(BUTTON | {"value": "x" * 2001}),
    "a long action id": row(BUTTON | {"action_id": "x" * 256}),
    "a long block id": row(BUTTON) | {"block_id": "x" * 256},
    "an unknown style": row(BUTTON | {"style": "calm"}),
    "too many buttons": row(*[BUTTON | {"action_id": f"a.{n}"} for n in range(26)]),
    "no buttons": row(),
    "an empty context": {"type": "context", "elements": []},
    "a full context": {"type": "context", "elements": [WORD] * 11},
    "a full overflow": row({"type": "overflow", "action_id": "a.b", "options": options(6)}),
    "a full select": row(SELECT | {"options": options(101)}),
    "a long option": row(SELECT | {"options": [{"text": plain(76), "value": "1"}]}),
    "a long option value": row(SELECT | {"options": [{"text": WORD, "value": "x" * 151}]}),
    "full checkboxes": row({"type": "checkboxes", "action_id": "a.b", "options": options(11)}),
    "a long question": row(BUTTON | {"confirm": {"title": plain(101), "text": WORD}}),
    "an unknown block": {"type": "poem", "text": WORD},
}


@pytest.mark.parametrize("block", BROKEN.values(), ids=BROKEN)
def test_the_judge_refuses_a_block_that_slack_refuses(block: dict[str, Any]) -> None:
    assert problems("message", [block])


@pytest.mark.parametrize(
    "changed",
    [
        {"title": plain(25)},
        {"close": plain(25)},
        {"submit": None},
        {"callback_id": "x" * 256},
        {"private_metadata": "x" * 3001},
        {"blocks": [FIELD | {"block_id": "same"}] * 2},
        {"blocks": [FIELD | {"block_id": str(n)} for n in range(101)]},
    ],
    ids=str,
)
def test_the_judge_refuses_a_modal_that_slack_refuses(changed: dict[str, Any]) -> None:
    modal = {"type": "modal", "title": WORD, "close": WORD, "submit": WORD, "blocks": [FIELD]}
    assert problems("modal", modal) == []
    broken = {key: value for key, value in {**modal, **changed}.items() if value is not None}
    assert problems("modal", broken)


@cache
def drawn() -> tuple[Drawing, ...]:
    """The gallery in our own words, each drawing once."""
    everyone = everything(load_library())
    return tuple({str(drawing.shown): drawing for drawing in everyone}.values())


def faults_of(drawings: tuple[Drawing, ...]) -> list[tuple[str, str]]:
    return [
        (drawing.name, fault)
        for drawing in drawings
        for fault in problems(
            drawing.kind, drawing.blocks if drawing.kind == "message" else drawing.shown
        )
    ]


def test_slack_takes_every_message_modal_and_home() -> None:
    assert faults_of(drawn()) == []


def test_slack_takes_everything_in_the_longest_words_of_an_organisation(tmp_path: Path) -> None:
    library = load_library(longest_words(tmp_path))
    assert library.faults == (), "these words are all accepted"
    assert faults_of(tuple(everything(library))) == []


@pytest.mark.parametrize(
    "length",
    [
        75,
        76,
        150,
        300,
        500,
        2000,
        *(pytest.param(length, marks=pytest.mark.deep) for length in (30, 400)),
    ],
)
def test_slack_takes_whatever_names_and_texts_an_organisation_writes(
    tmp_path: Path, length: int
) -> None:
    longest_people(tmp_path, length)
    library = load_library(longest_card(tmp_path, length))
    room = Room(library.words("en"), library.country("GB"), TODAY)
    assert len(room.country.contacts) == sum(length <= most for most in (NAME, HOW, NOTE, NAME))
    cards = [card for card in library.practices("en") if card.id in ("LAND-01", "LAND-77")]
    pages = [Drawing(*one) for one in forms(room, library, NOW)]
    shown = (*modals_with_people(room), *minutes_of(room, cards), *pages)
    assert faults_of(shown) == []


def test_a_person_is_one_tap_away_in_every_message_modal_and_home() -> None:
    lonely = [drawing for drawing in drawn() if not leads_to_a_person(drawing)]
    names = [one.name for one in lonely if not is_part_of_a_page(one)]
    assert [name for name in names if not is_list_of_people(name)] == []


def leads_to_a_person(drawing: Drawing) -> bool:
    return any(action.startswith(A_PERSON) for action in buttons(drawing))


def is_part_of_a_page(drawing: Drawing) -> bool:
    """Drawn by itself for these tests; the page that it stands in has a person."""
    shown = drawing.shown
    return isinstance(shown, dict) and shown.get("title", {}).get("text") == PART_OF_A_PAGE


def is_list_of_people(name: str) -> bool:
    """There the numbers stand written out, and nothing lies behind them."""
    return name.startswith(("more ways", "outside", "for strangers"))


def buttons(drawing: Drawing) -> Iterator[str]:
    for _block, action in buttons_by_block(drawing):
        yield action


def buttons_by_block(drawing: Drawing) -> Iterator[tuple[str | None, str]]:
    for block in drawing.blocks:
        for element in block.get("elements", []):
            if element["type"] == "button":
                yield block.get("block_id"), element["action_id"]


def test_the_list_of_people_shows_the_emergency_number_and_a_way_on_in_words() -> None:
    for drawing in drawn():
        if is_list_of_people(drawing.name):
            text = str(drawing.blocks)
            assert "If someone is in danger now" in text
            assert "https://findahelpline.com" in text


def test_no_two_buttons_of_one_row_share_an_action() -> None:
    for drawing in drawn():
        tapped = list(buttons_by_block(drawing))
        assert len(tapped) == len(set(tapped)), drawing.name


def test_every_input_comes_back_under_a_name_of_its_own() -> None:
    for drawing in drawn():
        named = [
            (block.get("block_id"), element["action_id"])
            for block in drawing.blocks
            for element in elements_of(block)
            if "action_id" in element
        ]
        assert all(block for block, _ in named), drawing.name
        assert len(named) == len(set(named)), drawing.name


def elements_of(block: dict[str, Any]) -> list[dict[str, Any]]:
    single = [block[key] for key in ("element", "accessory") if key in block]
    return [*block.get("elements", []), *single]


def test_a_locked_phone_and_the_first_line_say_nothing_of_the_night() -> None:
    for drawing in drawn():
        if not isinstance(drawing.shown, Message) or drawing.name.startswith("people in a note"):
            continue  # that note was asked for by a tap, and no phone is told of it
        first = str(drawing.blocks[0]["text"]["text"]).lower()
        read_aloud = drawing.shown.text.partition("Buttons:")[0].lower()
        assert not [loaded for loaded in LOADED if loaded in first + read_aloud], drawing.name


def test_what_is_read_aloud_begins_with_what_is_seen_first() -> None:
    for drawing in drawn():
        if isinstance(drawing.shown, Message) and "check_in" in drawing.name:
            assert drawing.shown.text.startswith(drawing.blocks[0]["text"]["text"]), drawing.name
