"""Judges the blocks of a message and the views of modals and Home, as strictly as Slack or more."""

# Limits from nicklambourne/slackblocks spec/limits.json (MIT) and Slack's public reference.

import json
from collections.abc import Iterator
from typing import Any

from bot.sandbox.elements import elements_of
from bot.sandbox.kit_elements import (
    BUTTON,
    IDENTIFIER,
    IMAGE_ELEMENT,
    LINK,
    OVERFLOW,
    PICKERS,
    SELECTS,
    TYPED,
    either_text,
    mrkdwn,
    plain,
)
from bot.sandbox.kit_shapes import (
    Check,
    Problems,
    all_of,
    anything,
    by_type,
    exactly_one,
    flag,
    items,
    one_of,
    problem,
    shape,
    string,
)
from bot.sandbox.refusals import ApiError

MESSAGE, MODAL, HOME = "message", "modal", "home"
MOST_BLOCKS = {MESSAGE: 50, MODAL: 100, HOME: 100}
MOST_BLOCK_CHARACTERS = 13_200  # undocumented; measured in slackapi/bolt-js issue 2509
MOST_VIEW_BYTES = 250_000

TAPPED = {"button": BUTTON, "overflow": OVERFLOW, **SELECTS, **PICKERS}
OWN = {"block_id": IDENTIFIER}


def _has_text_or_fields(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
    if "text" not in value and "fields" not in value:
        yield problem("needs text or fields", at)


BLOCKS: dict[str, Check] = {
    "actions": shape(
        {"type": anything, "elements": items(by_type(TAPPED, "element"), most=25)}, OWN
    ),
    "context": shape(
        {
            "type": anything,
            "elements": items(
                by_type(
                    {"image": IMAGE_ELEMENT, "plain_text": plain(3000), "mrkdwn": mrkdwn(3000)},
                    "element",
                ),
                most=10,
            ),
        },
        OWN,
    ),
    "divider": shape({"type": anything}, OWN),
    "header": shape({"type": anything, "text": plain(150)}, OWN),
    "image": all_of(
        shape(
            {"type": anything, "alt_text": string(2000)},
            OWN
            | {
                "title": plain(2000),
                "image_url": LINK,
                "slack_file": shape({}, {"id": string(), "url": string()}),
            },
        ),
        exactly_one("image_url", "slack_file"),
    ),
    "input": shape(
        {
            "type": anything,
            "label": plain(2000),
            "element": by_type({**TYPED, **SELECTS, **PICKERS}, "element"),
        },
        OWN | {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "markdown": shape({"type": anything, "text": string(12_000)}, OWN),
    "rich_text": shape({"type": anything, "elements": items(anything, least=0)}, OWN),
    "section": all_of(
        shape(
            {"type": anything},
            OWN
            | {
                "text": either_text(3000),
                "fields": items(either_text(2000), most=10),
                "accessory": by_type({**TAPPED, "image": IMAGE_ELEMENT}, "accessory"),
                "expand": flag,
            },
        ),
        _has_text_or_fields,
    ),
}
BLOCKS_OF = {
    MESSAGE: BLOCKS,
    MODAL: {name: check for name, check in BLOCKS.items() if name != "markdown"},
    HOME: {name: check for name, check in BLOCKS.items() if name != "markdown"},
}
VIEW_FIELDS = {
    "private_metadata": string(3000, shortest=0),
    "callback_id": string(255, shortest=0),
    "external_id": string(255, shortest=0),
}
VIEWS = {
    MODAL: shape(
        {"type": one_of(MODAL), "title": plain(24), "blocks": anything},
        VIEW_FIELDS
        | {
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
    ),
    HOME: shape({"type": one_of(HOME), "blocks": anything}, VIEW_FIELDS),
}


def problems_of_blocks(blocks: object, surface: str, at: str = "/blocks") -> list[str]:
    least = 0 if surface == MESSAGE else 1
    known = by_type(BLOCKS_OF[surface], "block")
    found = list(items(known, least, MOST_BLOCKS[surface])(blocks, at))
    return found or list(_repeated_ids(blocks, at))


def _repeated_ids(blocks: Any, at: str) -> Iterator[str]:  # noqa: ANN401 - JSON known to be blocks
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        if block.get("block_id") in seen:
            yield problem(f"block_id {block['block_id']} is used twice", f"{at}/{place}")
        seen |= {block["block_id"]} if "block_id" in block else set()
        actions = [one["action_id"] for one in elements_of(block) if "action_id" in one]
        if len(actions) != len(set(actions)):
            yield problem("action_id is used twice", f"{at}/{place}")


def problems_of_view(view: dict[str, Any]) -> list[str]:
    surface = view.get("type")
    if not isinstance(surface, str) or surface not in VIEWS:
        return [problem("type must be modal or home", "/view/type")]
    found = list(VIEWS[surface](view, "/view"))
    if "blocks" in view:
        found += problems_of_blocks(view["blocks"], surface, "/view/blocks")
    if not found and surface == MODAL and "submit" not in view and _has_inputs(view):
        found.append(problem("submit is required when there are input blocks", "/view/submit"))
    return found


def _has_inputs(view: dict[str, Any]) -> bool:
    return any(block["type"] == "input" for block in view["blocks"])


def judge_message_blocks(blocks: object) -> None:
    found = problems_of_blocks(blocks, MESSAGE)
    if found:
        raise ApiError("invalid_blocks", *found)
    if len(json.dumps(blocks, ensure_ascii=False)) > MOST_BLOCK_CHARACTERS:
        raise ApiError("msg_blocks_too_long")


def judge_view(view: dict[str, Any], surface: str) -> None:
    if len(json.dumps(view, ensure_ascii=False).encode()) > MOST_VIEW_BYTES:
        raise ApiError("view_too_large")
    found = problems_of_view(view)
    if not found and view["type"] != surface:
        found = [problem(f"type must be {surface} here", "/view/type")]
    if found:
        raise ApiError("invalid_arguments", *found)
