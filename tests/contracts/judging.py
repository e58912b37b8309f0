"""Judges a message, a modal or Home by the schemas, the limits and slack_sdk's models together."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import jsonschema
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.contracts.pack import fact

SCHEMA_OF = {"message": "message-blocks", "modal": "modal", "home": "home"}
LINE = {"type": "divider"}
WORD = {"type": "plain_text", "text": "Word"}
FRAME: dict[str, Any] = {"modal": {"title": WORD, "submit": WORD}, "home": {}}
SELECTS = ("static", "external", "users", "conversations", "channels")
KIND_OF_TYPE = {
    "modal": "view",
    "home": "view",
    **{f"{many}{one}_select": "select" for one in SELECTS for many in ("", "multi_")},
}
KIND_OF_KEY = {
    "options": "option",
    "initial_options": "option",
    "initial_option": "option",
    "option_groups": "option_group",
    "confirm": "confirmation",
}


def problems(kind: str, shown: Any) -> list[str]:
    """All that is wrong; `shown` is the list of blocks of a message, or else the view."""
    blocks = shown if kind == "message" else shown["blocks"]
    found = list(_against_the_schema(kind, shown))
    found += [one for block in blocks for one in _of_one_block(kind, _but_for_its_name(block))]
    if kind != "message":
        frame = {**shown, "blocks": [LINE]}
        found += over_limits(frame)
        found += _refused(lambda: View(**frame).to_dict())
    found += _of_the_whole(kind, shown, blocks)
    return found


def over_limits(node: Any, at: str = "$", key: str | None = None) -> Iterator[str]:
    """Every text that is too long and every list that has too many, or too few."""
    if isinstance(node, list):
        for place, one in enumerate(node):
            yield from over_limits(one, f"{at}[{place}]", key)
    if not isinstance(node, dict):
        return
    for name, rule in _rules_for(node, key).items():
        yield from _held_against(node.get(name), rule, f"{at}.{name}")
    for name, value in node.items():
        yield from over_limits(value, f"{at}.{name}", name)


def _rules_for(node: dict[str, Any], key: str | None) -> dict[str, Any]:
    limits: dict[str, Any] = fact("blocks/limits")
    kind = str(node.get("type") or KIND_OF_KEY.get(key or ""))
    kind = KIND_OF_TYPE.get(kind, kind)
    if kind in ("plain_text", "mrkdwn"):
        return {"text": limits["text"]}
    own: dict[str, Any] = limits.get(kind, {})
    return {name: limits[name] for name in ("action_id", "block_id")} | own


def _held_against(value: Any, rule: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, dict):
        value = value.get("text")
    if value is None or isinstance(value, bool):
        return
    unit = "_length" if isinstance(value, str) else "_items" if isinstance(value, list) else ""
    size = value if unit == "" else len(value)
    if not rule.get(f"min{unit}", 0) <= size <= rule.get(f"max{unit}", float("inf")):
        yield f"limit: {at} is {size}"
    if "item_max_length" in rule and isinstance(value, list):
        for place, one in enumerate(value):
            if len(one.get("text", "")) > rule["item_max_length"]:
                yield f"limit: {at}[{place}] is too long"


def _against_the_schema(kind: str, shown: Any) -> Iterator[str]:
    """The frame round a line; the blocks themselves are judged one by one, and only once each."""
    frame = [LINE] if kind == "message" else {**shown, "blocks": [LINE]}
    for error in _validator(kind).iter_errors(frame):
        yield f"schema: {error.json_path}: {error.message[:80]}"


def _but_for_its_name(block: dict[str, Any]) -> str:
    """Blocks that differ in nothing else are judged once; names are judged with the whole."""
    return json.dumps({key: value for key, value in block.items() if key != "block_id"})


@cache
def _of_one_block(kind: str, text: str) -> tuple[str, ...]:
    block = json.loads(text)
    frame = [block] if kind == "message" else {"type": kind, "blocks": [block], **FRAME[kind]}
    found = [
        f"schema: {x.json_path}: {x.message[:80]}" for x in _validator(kind).iter_errors(frame)
    ]
    found += over_limits(block)
    found += _refused(lambda: _parsed(block).to_dict())
    found += _empty(block)
    return tuple(found)


def _parsed(block: dict[str, Any]) -> Block:
    parsed = Block.parse(block)
    if parsed is None:
        raise ValueError(f"slack_sdk knows no {block['type']}")
    return parsed


def _empty(block: dict[str, Any]) -> Iterator[str]:
    """What none of the three notices: a row of nothing."""
    if block["type"] in ("actions", "context") and not block.get("elements"):
        yield f"empty {block['type']}"


def _of_the_whole(kind: str, shown: Any, blocks: list[Any]) -> Iterator[str]:
    extra = fact("blocks/limits_extra")[kind]
    if len(blocks) > extra["blocks"]["max_items"]:
        yield f"limit: {len(blocks)} blocks"
    if kind == "modal" and "submit" not in shown and any(b["type"] == "input" for b in blocks):
        yield "limit: an input without submit"
    if len(json.dumps(shown).encode()) > extra.get("payload_bytes", float("inf")):
        yield "limit: too many bytes"
    names = [block["block_id"] for block in blocks if "block_id" in block]
    longest = fact("blocks/limits")["block_id"]["max_length"]
    if any(not 1 <= len(name) <= longest for name in names):
        yield "limit: a block_id is too long"
    if len(names) != len(set(names)):
        yield "limit: a block_id is used twice"


def _refused(build: Callable[[], Any]) -> list[str]:
    try:
        build()
    except Exception as error:  # noqa: BLE001  whatever the SDK raises is its way of saying no
        return [f"sdk: {error!r}"[:120]]
    return []


@cache
def _validator(kind: str) -> Any:
    """Of twenty kinds of blocks only the one that a block says it is; the others would all say no."""
    schema = fact(f"blocks/{SCHEMA_OF[kind]}.schema")
    types = {
        f"#/definitions/{name}": one["properties"]["type"].get("const")
        for name, one in schema["definitions"].items()
        if "type" in one.get("required", ())
    }

    def any_of(judge: Any, ways: list[Any], thing: Any, whole: Any) -> Any:
        told = thing.get("type") if isinstance(thing, dict) else None
        open_to_it = [way for way in ways if types.get(way.get("$ref")) in (None, told)]
        return plain(judge, open_to_it or ways, thing, whole)

    plain = jsonschema.Draft7Validator.VALIDATORS["anyOf"]
    extend: Any = jsonschema.validators.extend  # it has no types
    return extend(jsonschema.Draft7Validator, {"anyOf": any_of})(schema)
