"""The gallery of everything that can be drawn leaves nothing out, and its buttons fit a small phone."""

import inspect
import re
import sys
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest

import bot.views
from bot.domain.check_ins import CheckInKind
from bot.domain.practices import Feeling
from bot.views import check_ins
from bot.views.room import Room
from bot.words import load_library
from tests.views.gallery import CHECK_IN, TODAY, Drawing, everything, minutes_of

# What is drawn with, who reads, and what is read aloud or on paper: no views of Slack's.
NO_ROOMS = {"kit", "room", "aloud", "paper"}
ROOMS = [
    import_module(f"bot.views.{room.name}")
    for room in iter_modules(bot.views.__path__)
    if room.name not in NO_ROOMS
]
NO_VIEW = {"from_metadata"}  # reads a modal's memory back; handlers use it


@cache
def drawn() -> tuple[tuple[Drawing, ...], frozenset[CodeType]]:
    """The gallery, and every piece of code that ran while it was drawn."""
    ran: set[CodeType] = set()

    def look(frame: FrameType, _event: str, _argument: Any) -> None:
        ran.add(frame.f_code)

    library = load_library()
    sys.setprofile(look)
    try:
        drawings = tuple(everything(library))
    finally:
        sys.setprofile(None)
    return drawings, frozenset(ran)


def gallery() -> tuple[Drawing, ...]:
    return drawn()[0]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_every_view_hangs_in_the_gallery(room: ModuleType) -> None:
    views = {
        name: function
        for name, function in inspect.getmembers(room, inspect.isfunction)
        if function.__module__ == room.__name__ and name not in NO_VIEW
    }
    assert views
    assert [name for name, view in views.items() if view.__code__ not in drawn()[1]] == []


def buttons(drawing: Drawing) -> list[dict[str, Any]]:
    elements = [one for block in drawing.blocks for one in block.get("elements", [])]
    return [one for one in elements if one["type"] == "button"]


def labels(drawing: Drawing) -> list[str]:
    return [one["text"]["text"] for one in buttons(drawing)]


def test_a_small_phone_shows_every_button_whole() -> None:
    """Slack may cut after some thirty characters; the title of a page stands in a row of its own."""
    long = {
        label
        for drawing in gallery()
        for button, label in zip(buttons(drawing), labels(drawing), strict=True)
        if len(label) > (30 if button["action_id"].startswith("learn.page.") else 24)
    }
    assert long == set()


def test_no_button_says_it_with_a_picture() -> None:
    pictured = {
        label
        for drawing in gallery()
        for label in labels(drawing)
        if not label.isascii() or re.search(":[a-z_]+:", label)
    }
    assert pictured == set()


def test_nothing_that_is_kept_in_slack_names_an_answer() -> None:
    """Ids and values come back from taps; what they say of an answer, anybody's export would say."""
    telling = {one.value for one in Feeling} | {"lighter", "heavier", "tomorrow", "month"}
    for drawing in gallery():
        if drawing.kind == "modal":
            continue
        for block in drawing.blocks:
            named = [block.get("block_id", "")]
            for element in block.get("elements", []):
                named += [element.get("action_id", ""), element.get("value", "")]
            parts = {part for name in named for part in name.replace(":", ".").split(".")}
            assert not parts & telling, drawing.name


def test_home_shows_neither_an_answer_nor_a_practice() -> None:
    library = load_library()
    words = library.words("en")
    hidden = {words.say(f"check_in.button.{feeling.value}") for feeling in Feeling}
    hidden |= {practice.title for practice in library.practices("en")}
    for drawing in gallery():
        if drawing.kind == "home":
            assert not [one for one in hidden if one in str(drawing.blocks)], drawing.name


def test_a_check_in_is_the_same_for_everybody_but_for_its_own_number() -> None:
    words = load_library().words("en")
    for kind in CheckInKind:
        one = str(check_ins.question(kind, CHECK_IN, words))
        assert one == str(check_ins.question(kind, "f" * 32, words)).replace("f" * 32, CHECK_IN)


def test_the_card_is_the_same_whatever_it_was_made_of() -> None:
    words = load_library().words("en")
    bare = str(check_ins.card(None, words))
    assert str(check_ins.card(CHECK_IN, words)).replace(CHECK_IN, check_ins.NOBODY) == bare


PAGES_OF_CHOICE = ("asking",)  # where the answer is being tapped


def test_looking_in_again_stands_at_the_same_place_after_every_answer() -> None:
    library = load_library()
    room = Room(library.words("en"), library.country("GB"), TODAY)
    feet = {
        str(
            [
                block
                for block in drawing.blocks
                if block.get("block_id") in ("look_in", "minute.change")
            ]
        )
        for drawing in minutes_of(room, library.practices("en"))
        if f"of {CHECK_IN}" in drawing.name and drawing.name.split()[0] not in PAGES_OF_CHOICE
    }
    assert len(feet) == 1
    assert "look_in.ask.1" in feet.pop()
