"""A person's screen as plain text, and the places on it that can be tapped or filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.elements import Values, elements_of, options_of
from bot.sandbox.texts import block_text

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """An element on the screen, and how the control API calls the place it is in."""

    where: str
    place: Json
    block: Json
    element: Json

    @property
    def labels(self) -> set[str]:
        label = self.block.get("label", {}).get("text")
        options = {option["text"]["text"] for option in options_of(self.element)}
        own = {words(self.element.get("text")), words(self.element.get("placeholder"))}
        beside = {words(self.block.get("text"))} if self.block["type"] == "section" else set()
        return {one for one in {label, *options, *own, *beside} if one}

    @property
    def own_label(self) -> str:
        return words(self.element.get("text"))

    @property
    def address(self) -> Json:
        ids = {"block_id": self.block["block_id"], "action_id": self.element["action_id"]}
        return {**self.place, **ids}


def words(text: Json | None) -> str:
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def app_messages(seen: Json) -> list[Json]:
    """The direct message with the app, oldest first."""
    found: list[Json] = []
    for conversation in seen["conversations"]:
        if conversation["is_app_dm"]:
            found = conversation["messages"]
    return found


def spots(seen: Json) -> Iterator[Spot]:
    """Top modal first; then messages, newest first; then Home."""
    if seen["modals"]:
        top = seen["modals"][-1]
        yield from _spots_in("modal", {"view": top["id"]}, top["blocks"])
    yield from _spots_in_messages(seen)
    if seen["home"]:
        yield from _spots_in("home", {"home": True}, seen["home"]["blocks"])


def _spots_in_messages(seen: Json) -> Iterator[Spot]:
    everything = [
        (message, conversation["channel"])
        for conversation in seen["conversations"]
        for message in conversation["messages"]
    ]
    for message, channel in sorted(everything, key=lambda one: one[0]["ts"], reverse=True):
        place: Json = {"message": {"channel": channel, "ts": message["ts"]}}
        if message["ephemeral"]:
            place = {"ephemeral": message["id"]}
        yield from _spots_in("message", place, message["blocks"])


def _spots_in(where: str, place: Json, blocks: list[Json]) -> Iterator[Spot]:
    for block in blocks:
        for element in elements_of(block):
            if "action_id" in element:
                yield Spot(where, place, block, element)


def screen_text(seen: Json) -> str:
    """All that a person sees, line by line; what can be pressed stands in brackets."""
    lines: list[str] = []
    for conversation in seen["conversations"]:
        if conversation["messages"]:
            lines.append(f"== {_title(conversation)} ==")
        for message in conversation["messages"]:
            lines += [_heading(message), *_indented(_message_lines(message))]
    if seen["home"]:
        lines += [
            "== Home ==",
            *_indented(_block_lines(seen["home"]["blocks"], _held(seen["home"]))),
        ]
    for view in seen["modals"]:
        lines += _modal_lines(view)
    return "\n".join([*lines, *(f"!! {failure}" for failure in seen["failures"])])


def _title(conversation: Json) -> str:
    return "Messages" if conversation["is_app_dm"] else f"#{conversation['name']}"


def _heading(message: Json) -> str:
    marks = "".join(f" ({mark})" for mark in ("ephemeral", "edited") if message[mark])
    return f"{message['user_name']}:{marks}"


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for text in lines for line in text.splitlines()]


def _message_lines(message: Json) -> list[str]:
    body = _block_lines(message["blocks"], message["values"]) or [message["text"]]
    emoji = [f":{one['name']}: {len(one['users'])}" for one in message["reactions"]]
    return [*body, *([" ".join(emoji)] if emoji else [])]


def _held(view: Json) -> Values:
    values: Values = view["values"]
    return values


def _modal_lines(view: Json) -> list[str]:
    errors = [f"! {error}" for error in view["errors"].values()]
    feet = [words(view["close"]) or "Close", *([words(view["submit"])] if view["submit"] else [])]
    body = [*_block_lines(view["blocks"], _held(view)), *errors, _bracketed(feet)]
    return [f"== Modal: {words(view['title'])} ==", *_indented(body)]


def _block_lines(blocks: list[Json], values: Values) -> list[str]:
    lines = []
    for block in blocks:
        own = [words(block.get("label")) or _rich_words(block) or block_text(block)]
        own += [_element_text(block, element, values) for element in elements_of(block)]
        own += [words(block.get("hint"))]
        line = " ".join(part for part in own if part)
        lines.append(line or "---")
    return lines


def _rich_words(node: Any) -> str:  # noqa: ANN401 - rich text nests lists and objects
    if isinstance(node, list):
        return "".join(_rich_words(one) for one in node)
    if str(node.get("type", "")).startswith("rich_text"):
        return _rich_words(node["elements"])
    return str(node.get("text", "")) if node.get("type") in {"text", "link"} else ""


def _element_text(block: Json, element: Json, values: Values) -> str:
    if element["type"] == "image":
        return f"(picture: {element['alt_text']})"
    if element["type"] == "button":
        return f"[{words(element['text'])}]"
    options = [words(option["text"]) for option in options_of(element)]
    if element["type"] == "overflow":
        return f"[⋯ {' / '.join(options)}]"
    held = values.get(block["block_id"], {}).get(element["action_id"], {})
    chosen = [_chosen_words(value) for key, value in held.items() if key != "type" and value]
    shown = ", ".join(chosen) or words(element.get("placeholder")) or "..."
    return _bracketed([f"{shown} ▾" if options else shown])


def _chosen_words(value: Any) -> str:  # noqa: ANN401 - what an element holds is any JSON
    if isinstance(value, list):
        return ", ".join(_chosen_words(one) for one in value)
    return words(value["text"]) if isinstance(value, dict) else str(value)


def _bracketed(labels: list[str]) -> str:
    return " ".join(f"[{label}]" for label in labels)
