"""Writes a message, a modal or Home as plain text, as somebody would read it out."""

from collections.abc import Iterator
from typing import Any

from bot.views.kit import Message, View

Json = dict[str, Any]


def as_text(shown: Message | View) -> str:
    return "\n".join(_lines(shown)) + "\n"


def _lines(shown: Message | View) -> Iterator[str]:
    if isinstance(shown, Message):
        yield f"(notification) {shown.text}"
        yield ""
        blocks: list[Json] = list(shown.blocks)
    else:
        yield f"== {shown['title']['text']} ==" if "title" in shown else "== Home =="
        blocks = shown["blocks"]
    for block in blocks:
        yield from READ[block["type"]](block)
    if not isinstance(shown, Message) and "close" in shown:
        yield " ".join(f"<{shown[foot]['text']}>" for foot in ("close", "submit") if foot in shown)


def _section(block: Json) -> Iterator[str]:
    yield from block["text"]["text"].split("\n")
    if "accessory" in block:
        yield _element(block["accessory"])


def _context(block: Json) -> Iterator[str]:
    for element in block["elements"]:
        yield f"  {element['text']}"


def _input(block: Json) -> Iterator[str]:
    optional = " (optional)" if block["optional"] else ""
    yield f"{block['label']['text']}{optional}: {_element(block['element'])}"


def _element(element: Json) -> str:
    if element["type"] == "button":
        return f"[{element['text']['text']}]"
    if element["type"] == "overflow":
        return f"[⋯ {' / '.join(_labels(element['options']))}]"
    chosen = element.get("initial_option") or element.get("initial_options")
    if chosen is not None:
        return "{" + ", ".join(_labels(chosen if isinstance(chosen, list) else [chosen])) + "}"
    told = element.get("initial_time") or element.get("initial_date")
    return "{" + str(told or element.get("placeholder", {}).get("text", "")) + "}"


def _labels(options: list[Json]) -> list[str]:
    return [option["text"]["text"] for option in options]


READ = {
    "actions": lambda block: iter([" ".join(map(_element, block["elements"]))]),
    "context": _context,
    "divider": lambda _block: iter(["---"]),
    "header": lambda block: iter([f"# {block['text']['text']}"]),
    "input": _input,
    "section": _section,
}
