"""Block Kit as plain dicts, built by a few functions that refuse what Slack would refuse.

The lengths and counts are those of Slack's block reference, as collected in the contracts folder
(limits.json, limits_extra.json).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]
View = dict[str, Any]

BUTTON_TEXT, SECTION_TEXT, HEADER_TEXT, OPTION_TEXT = 75, 3000, 150, 75
OPTION_VALUE, METADATA, TITLE, IDS = 150, 3000, 24, 255
BUTTON_VALUE, LINK, LABEL, HINT, TEXT = 2000, 3000, 2000, 150, 4000
ACTIONS, CONTEXT, OVERFLOW, SELECT, CHOICES = 25, 10, 5, 100, 10
BLOCKS_OF_MESSAGE, BLOCKS_OF_VIEW = 50, 100


class DoesNotFit(ValueError):
    """A text is longer, or a list has more, than Slack takes."""


@dataclass(frozen=True)
class Message:
    """`text` is what a locked phone and a screen reader get; the blocks are what is seen."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Option:
    label: str
    value: str


def escape(text: str) -> str:
    """Text from outside in mrkdwn: nothing in it can mention, link or call anybody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(person: str) -> str:
    """A person by their Slack id, whom Slack shows by name; filled in whole, as other scripts need it."""
    return f"<@{person}>"


def shortened(text: str, most: int) -> str:
    """As much of a label as there is room for."""
    return text if len(text) <= most else text[: most - 1] + "…"


def section(text: str, accessory: Element | None = None) -> Block:
    block: Block = {"type": "section", "text": _mrkdwn(text)}
    return block if accessory is None else block | {"accessory": accessory}


def row(name: str, text: str, accessory: Element | None = None) -> Block:
    """A section of a list; what is tapped in it comes back under this name."""
    return section(text, accessory) | {"block_id": name}


def header(text: str) -> Block:
    return {"type": "header", "text": _plain(text, HEADER_TEXT)}


def context(*texts: str) -> Block:
    _fits(texts, CONTEXT, "texts in a context")
    return {"type": "context", "elements": [_mrkdwn(text) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def actions(name: str, *elements: Element) -> Block:
    _fits(elements, ACTIONS, "elements in a row")
    _differ([element["action_id"] for element in elements], "action_id")
    return {"type": "actions", "block_id": _short(name, IDS), "elements": list(elements)}


def button(label: str, action: str, value: str = "-", *, style: str | None = None) -> Element:
    element: Element = {
        "type": "button",
        "text": _plain(label, BUTTON_TEXT),
        "action_id": _short(action, IDS),
        "value": _short(value, BUTTON_VALUE),
    }
    return element if style is None else element | {"style": style}


def link_button(label: str, action: str, url: str) -> Element:
    return button(label, action) | {"url": _short(url, LINK)}


def confirmed(element: Element, title: str, text: str, yes: str, no: str) -> Element:
    """The same button, asking once before it acts."""
    return element | {
        "confirm": {
            "title": _plain(title, 100),
            "text": _plain(text, 300),
            "confirm": _plain(yes, 30),
            "deny": _plain(no, 30),
        }
    }


def overflow(action: str, options: Sequence[Option]) -> Element:
    return _input("overflow", action) | {"options": _options(options, OVERFLOW)}


def select(action: str, options: Sequence[Option], chosen: str | None, hint: str) -> Element:
    element = _input("static_select", action, hint) | {"options": _options(options, SELECT)}
    return _with_initial(element, options, chosen)


def grouped_select(
    action: str, groups: Mapping[str, Sequence[Option]], chosen: str | None, hint: str
) -> Element:
    _fits(list(groups), SELECT, "groups in a select")
    element = _input("static_select", action, hint) | {
        "option_groups": [
            {"label": _plain(label, OPTION_TEXT), "options": _options(options, SELECT)}
            for label, options in groups.items()
        ],
    }
    everything = [option for options in groups.values() for option in options]
    return _with_initial(element, everything, chosen)


def radio(action: str, options: Sequence[Option], chosen: str | None) -> Element:
    element = _input("radio_buttons", action) | {"options": _options(options, CHOICES)}
    return _with_initial(element, options, chosen)


def people_radio(action: str, people: Sequence[str]) -> Element:
    """One of these few people: radio buttons are the only choices on which Slack writes a name."""
    _fits(people, CHOICES, "people")
    options = [{"text": _mrkdwn(mention(who)), "value": who} for who in people]
    return _input("radio_buttons", action) | {"options": options}


def checkboxes(action: str, options: Sequence[Option], chosen: Iterable[str]) -> Element:
    element = _input("checkboxes", action) | {"options": _options(options, CHOICES)}
    wanted = set(chosen)
    ticked = [option for option in options if option.value in wanted]
    return element | {"initial_options": _options(ticked, CHOICES)} if ticked else element


def multi_select(
    action: str, options: Sequence[Option], chosen: Iterable[str], hint: str
) -> Element:
    """Several of many, where checkboxes would have no room."""
    element = _input("multi_static_select", action, hint) | {"options": _options(options, SELECT)}
    wanted = set(chosen)
    ticked = [option for option in options if option.value in wanted]
    return element | {"initial_options": _options(ticked, SELECT)} if ticked else element


def user_select(action: str, chosen: str | None, hint: str) -> Element:
    """One person of the workspace; Slack itself knows who there is."""
    element = _input("users_select", action, hint)
    return element | {"initial_user": chosen} if chosen else element


def users_select(action: str, chosen: Sequence[str], hint: str, *, most: int) -> Element:
    """Several people of the workspace, no more than `most`."""
    element = _input("multi_users_select", action, hint) | {"max_selected_items": most}
    return element | {"initial_users": list(chosen[:most])} if chosen else element


def text_area(action: str, initial: str | None, hint: str, *, most: int) -> Element:
    """Room for a list. Nobody is asked to write: this is for a coordinator's rows alone (rule 5)."""
    element = _input("plain_text_input", action, hint) | {"multiline": True, "max_length": most}
    return element if initial is None else element | {"initial_value": _short(initial, most)}


def timepicker(action: str, chosen: time | None, hint: str) -> Element:
    element = _input("timepicker", action, hint)
    return element | {"initial_time": chosen.strftime("%H:%M")} if chosen else element


def datepicker(action: str, chosen: date | None, hint: str) -> Element:
    element = _input("datepicker", action, hint)
    return element | {"initial_date": chosen.isoformat()} if chosen else element


def field(name: str, label: str, element: Element, *, optional: bool = False) -> Block:
    """One labelled input of a form; `name` is the block id under which its value comes back."""
    return {
        "type": "input",
        "block_id": _short(name, IDS),
        "label": _plain(label, LABEL),
        "element": element,
        "optional": optional,
    }


def message(text: str, *blocks: Block) -> Message:
    _fits(blocks, BLOCKS_OF_MESSAGE, "blocks in a message")
    _differ(_block_ids(blocks), "block_id")
    return Message(_short(text, TEXT), blocks)


def modal(  # noqa: PLR0913  the parts of a modal, each named
    title: str,
    blocks: Sequence[Block],
    *,
    close: str,
    submit: str | None = None,
    callback: str = "none",
    metadata: Mapping[str, Any] | None = None,
) -> View:
    _fits(blocks, BLOCKS_OF_VIEW, "blocks in a modal")
    _differ(_block_ids(blocks), "block_id")
    if submit is None and any(block["type"] == "input" for block in blocks):
        raise DoesNotFit("a form without a button to send it")
    view: View = {
        "type": "modal",
        "callback_id": _short(callback, IDS),
        "title": _plain(title, TITLE),
        "close": _plain(close, TITLE),
        "blocks": list(blocks),
        "private_metadata": _short(json.dumps(metadata or {}), METADATA),
    }
    return view if submit is None else view | {"submit": _plain(submit, TITLE)}


def home(blocks: Sequence[Block]) -> View:
    _fits(blocks, BLOCKS_OF_VIEW, "blocks in Home")
    _differ(_block_ids(blocks), "block_id")
    return {"type": "home", "blocks": list(blocks)}


def _plain(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": _short(text, most), "emoji": True}


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": _short(text, SECTION_TEXT)}


def _input(kind: str, action: str, hint: str | None = None) -> Element:
    element: Element = {"type": kind, "action_id": _short(action, IDS)}
    return element if hint is None else element | {"placeholder": _plain(hint, HINT)}


def _options(options: Sequence[Option], most: int) -> list[dict[str, Any]]:
    _fits(options, most, "options")
    return [
        {"text": _plain(o.label, OPTION_TEXT), "value": _short(o.value, OPTION_VALUE)}
        for o in options
    ]


def _with_initial(element: Element, options: Iterable[Option], chosen: str | None) -> Element:
    first = next((option for option in options if option.value == chosen), None)
    return element if first is None else element | {"initial_option": _options([first], 1)[0]}


def _block_ids(blocks: Iterable[Block]) -> list[str]:
    return [block["block_id"] for block in blocks if "block_id" in block]


def _differ(names: Sequence[str], what: str) -> None:
    if len(set(names)) != len(names):
        raise DoesNotFit(f"one {what} twice among {list(names)}")


def _short(text: str, most: int) -> str:
    if not 1 <= len(text) <= most:
        raise DoesNotFit(f"{len(text)} characters where 1 to {most} fit: {text[:40]!r}")
    return text


def _fits(things: Sequence[object], most: int, what: str) -> None:
    if not 1 <= len(things) <= most:
        raise DoesNotFit(f"{len(things)} {what}, where 1 to {most} fit")
