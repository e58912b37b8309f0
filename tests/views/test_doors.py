"""Everything that can be tapped or sent has a door behind it, and behind every door somebody can come."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.domain.letters import METHOD_OF, LetterKind, Method
from bot.views import letters
from bot.words import load_library
from handlers.routing import DOORS
from tests.views.gallery import CHECK_IN, COLLEAGUES, Drawing, everything

# What sends nothing by itself: fields of a form, whose values come with the whole form.
FIELD = "value"


@cache
def drawn() -> tuple[Drawing, ...]:
    return tuple(everything(load_library()))


def tapped(drawing: Drawing) -> Iterator[str]:
    """The door of each thing that can be tapped, as the routing finds it."""
    for block in drawing.blocks:
        for element in elements_of(block):
            if block["type"] != "input":
                yield ".".join(element["action_id"].split(".")[:2])
            else:
                assert element["action_id"] == FIELD, drawing.name


def elements_of(block: dict[str, Any]) -> list[dict[str, Any]]:
    inside = [block[key] for key in ("element", "accessory") if key in block]
    return [one for one in (*block.get("elements", ()), *inside) if "action_id" in one]


def test_every_button_and_menu_has_a_door() -> None:
    without = {door for drawing in drawn() for door in tapped(drawing)} - set(DOORS.taps)
    assert without == set()


def test_every_door_has_a_button_or_a_menu() -> None:
    unused = set(DOORS.taps) - {door for drawing in drawn() for door in tapped(drawing)}
    assert unused == set()


def forms() -> dict[str, Drawing]:
    return {
        drawing.shown["callback_id"]: drawing
        for drawing in drawn()
        if isinstance(drawing.shown, dict) and "submit" in drawing.shown
    }


def test_every_form_is_received_and_every_receiver_has_a_form() -> None:
    assert set(forms()) == set(DOORS.forms)


def test_every_letter_has_words_and_a_way_to_slack() -> None:
    words = load_library().words("en")
    assert set(METHOD_OF) == set(LetterKind)
    for kind in LetterKind:
        message = letters.render(kind, CHECK_IN, words, COLLEAGUES)
        assert (message is None) is (METHOD_OF[kind] is Method.DELETE), kind


def test_every_link_is_acknowledged() -> None:
    links = {
        element["action_id"]
        for drawing in drawn()
        for block in drawing.blocks
        for element in elements_of(block)
        if "url" in element
    }
    assert links == {"people.directory", "offer.chat"}
    assert links <= set(DOORS.taps)
