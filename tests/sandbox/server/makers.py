"""Block Kit in few words, for tests that state only the detail that matters."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **further: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **further}


def button(label: str, action_id: str = "press", **further: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(label), **further}


def option(label: str, value: str) -> Json:
    return {"text": plain(label), "value": value}


def overflow(action_id: str, **options: str) -> Json:
    listed = [option(label, value) for value, label in options.items()]
    return {"type": "overflow", "action_id": action_id, "options": listed}


def select(action_id: str, **options: str) -> Json:
    return overflow(action_id, **options) | {"type": "static_select"}


def actions(*elements: Json, block_id: str = "row") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def text_field(label: str, block_id: str = "field", **further: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "typed"}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        **further,
    }


def modal(*blocks: Json, **further: Any) -> Json:
    shown = list(blocks) or [section("Hello")]
    view = {"type": "modal", "callback_id": "form", "title": plain("A form"), "blocks": shown}
    return view | {"submit": plain("Send")} | further


def home(*blocks: Json) -> Json:
    return {"type": "home", "blocks": list(blocks) or [section("Hello")]}
