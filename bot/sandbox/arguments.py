"""Reads a Web API call's arguments out of a form, a query or JSON, and checks them strictly."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.facts import MethodFacts
from bot.sandbox.refusals import ApiError

Arguments = dict[str, Any]
EVERYWHERE = {"team_id"}  # the SDK adds it to every call of a client that knows its team
WORDS = {"true": True, "1": True, "false": False, "0": False}


async def sent_arguments(request: Request) -> Arguments:
    found: Arguments = dict(request.query_params)
    body = (await request.body()).decode()
    if request.headers.get("content-type", "").startswith("application/json"):
        sent = _json(body or "{}")
        if not isinstance(sent, dict):
            raise ApiError("json_not_object")
        return found | sent
    return found | dict(parse_qsl(body, keep_blank_values=True))


def _json(words: str) -> Any:  # noqa: ANN401 - JSON is anything
    try:
        return json.loads(words)
    except ValueError:
        raise ApiError("invalid_json") from None


def checked(given: Arguments, facts: MethodFacts) -> Arguments:
    """The arguments in their types, or Slack's refusal. Unknown ones are refused too."""
    present = {name: value for name, value in given.items() if value is not None}
    unknown = present.keys() - facts.types.keys() - EVERYWHERE
    if unknown:
        raise _invalid(f"unknown argument: {name}" for name in sorted(unknown))
    missing = facts.required - present.keys()
    if missing:
        raise _invalid(f"missing required field: {name}" for name in sorted(missing))
    for group in facts.at_most_one_of:
        if len(present.keys() & set(group)) > 1:
            raise _invalid([f"only one of these may be given: {', '.join(group)}"])
    return {
        name: _typed(name, value, facts.types.get(name, "string"))
        for name, value in present.items()
    }


def _invalid(messages: Any) -> ApiError:  # noqa: ANN401 - any iterable of words
    return ApiError("invalid_arguments", *(f"[ERROR] {words}" for words in messages))


def _typed(name: str, value: object, kind: str) -> Any:  # noqa: ANN401 - any of the five types
    fits = {"string": str, "boolean": bool, "list": list, "object": dict}
    if kind == "number":
        return _number(name, value)
    if isinstance(value, fits[kind]):
        return value
    if kind == "boolean" and str(value).lower() in WORDS:
        return WORDS[str(value).lower()]
    if kind in {"list", "object"} and isinstance(value, str):
        return _from_json_text(name, value, fits[kind])
    raise _invalid([f"{name} must be a {kind}"])


def _number(name: str, value: object) -> int:
    if isinstance(value, bool) or not str(value).isdigit():
        raise _invalid([f"{name} must be a number"])
    return int(str(value))


def _from_json_text(name: str, value: str, wanted: type) -> Any:  # noqa: ANN401 - JSON
    try:
        read = json.loads(value)
    except ValueError:
        read = None
    if isinstance(read, wanted):
        return read
    if name == "blocks":
        raise ApiError("invalid_blocks_format")
    raise _invalid([f"{name} must be JSON text of a {wanted.__name__}"])
