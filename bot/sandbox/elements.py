"""What a hand does to an interactive element: find it, choose in it, read what it holds."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.sandbox.refusals import CannotError
from bot.sandbox.stamps import new_id

Block = dict[str, Any]
Element = dict[str, Any]
Values = dict[str, dict[str, dict[str, Any]]]

HOLDS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
}
TEXT_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
SHAPES = {
    "datepicker": (r"\d{4}-\d{2}-\d{2}", "a date like 2026-03-01"),
    "timepicker": (r"([01]\d|2[0-3]):[0-5]\d", "a time like 22:00"),
    "datetimepicker": (r"\d{10}", "a moment in ten digits"),
    "number_input": (r"-?\d+(\.\d+)?", "a number"),
    "email_text_input": (r"[^@\s]+@[^@\s]+", "an address like ana@lantern.example"),
    "url_text_input": (r"https?://\S+", "a link"),
}


def as_shown(blocks: Iterable[Block]) -> list[Block]:
    """A copy of the blocks with what Slack adds: missing ids, `emoji` and `verbatim`."""
    shown: list[Block] = [
        _completed(block, is_rich=block["type"] == "rich_text") for block in blocks
    ]
    for block in shown:
        block.setdefault("block_id", new_id(""))
        for element in elements_of(block):
            if element.get("type") not in {"image", "mrkdwn", "plain_text"}:
                element.setdefault("action_id", new_id(""))
    return shown


def _completed(node: Any, *, is_rich: bool) -> Any:  # noqa: ANN401 - any piece of JSON
    """A copy; the texts in rich text stay as they are."""
    if isinstance(node, list):
        return [_completed(one, is_rich=is_rich) for one in node]
    if not isinstance(node, dict):
        return node
    copied = {key: _completed(one, is_rich=is_rich) for key, one in node.items()}
    if not is_rich and copied.get("type") == "plain_text":
        copied.setdefault("emoji", True)
    if not is_rich and copied.get("type") == "mrkdwn":
        copied.setdefault("verbatim", False)
    return copied


def elements_of(block: Block) -> Iterator[Element]:
    if block["type"] == "actions":
        yield from block["elements"]
    if block["type"] == "section" and "accessory" in block:
        yield block["accessory"]
    if block["type"] == "input":
        yield block["element"]


def find_element(blocks: Iterable[Block], block_id: str, action_id: str) -> tuple[Block, Element]:
    for block in blocks:
        if block["block_id"] != block_id:
            continue
        for element in elements_of(block):
            if element.get("action_id") == action_id:
                return block, element
        raise CannotError(f"There is no element {action_id!r} in the block {block_id!r}.")
    raise CannotError(f"There is no block {block_id!r} here.")


def values_of(blocks: Iterable[Block], before: Values | None = None) -> Values:
    """What all elements hold; what a person chose stays where block, action and type stay."""
    values: Values = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in HOLDS:
                action_id = element["action_id"]
                held = (before or {}).get(block["block_id"], {}).get(action_id)
                kept = held if held and held["type"] == element["type"] else _initial(element)
                values.setdefault(block["block_id"], {})[action_id] = kept
    return values


def _initial(element: Element) -> dict[str, Any]:
    key, initial = HOLDS[element["type"]]
    empty: list[str] | None = [] if key.endswith("s") else None
    return {"type": element["type"], key: element.get(initial, empty)}


def options_of(element: Element) -> list[dict[str, Any]]:
    grouped = [one for group in element.get("option_groups", []) for one in group["options"]]
    return [*element.get("options", []), *grouped]


def chosen(element: Element, selected: object) -> dict[str, Any]:
    """What the element holds once this was chosen or typed in it."""
    kind = element["type"]
    if kind == "button":
        return {"type": kind}
    if kind == "overflow":
        return {"type": kind, "selected_option": _option(element, selected)}
    key, _ = HOLDS[kind]
    return {"type": kind, key: _held(element, key, selected)}


def _held(element: Element, key: str, selected: object) -> object:
    if selected in (None, "", []):
        return [] if key.endswith("s") else None
    if key == "selected_option":
        return _option(element, selected)
    if key == "selected_options":
        return [_option(element, one) for one in _listed(element, selected)]
    return _listed(element, selected) if key.endswith("s") else _written(element, selected)


def _listed(element: Element, selected: object) -> list[Any]:
    if not isinstance(selected, list):
        raise CannotError("Several things can be chosen here: give a list.")
    if len(selected) > element.get("max_selected_items", len(selected)):
        raise CannotError("That is more than can be chosen here.")
    return selected


def _option(element: Element, selected: object) -> dict[str, Any]:
    for option in options_of(element):
        if option.get("value") == selected:
            return option
    raise CannotError(f"There is no option {selected!r} here.")


def _written(element: Element, selected: object) -> object:
    kind = element["type"]
    words = str(selected)
    shape, example = SHAPES.get(kind, (r"(?s).*", ""))
    if not re.fullmatch(shape, words):
        raise CannotError(f"{words!r} is not {example}.")
    if kind in TEXT_INPUTS and len(words) > element.get("max_length", 3000):
        raise CannotError("That is longer than this input takes.")
    return int(words) if kind == "datetimepicker" else words


def is_empty(held: dict[str, Any]) -> bool:
    key, _ = HOLDS[held["type"]]
    return held.get(key) in (None, "", [])


def action_of(block: Block, element: Element, held: dict[str, Any], ts: str) -> dict[str, Any]:
    """One entry of `actions` in a block_actions payload."""
    action = {"action_id": element["action_id"], "block_id": block["block_id"], **held}
    for key in ("text", "value", "style", "url", "placeholder", "confirm"):
        if key in element:
            action.setdefault(key, element[key])
    return {**action, "action_ts": ts}
