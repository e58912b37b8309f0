"""Small checks that combine into the shapes of Block Kit; each yields what is wrong and where."""

import re
from collections.abc import Callable, Iterator
from typing import Any

Problems = Iterator[str]
Check = Callable[[Any, str], Problems]


def problem(words: str, at: str) -> str:
    return f"[ERROR] {words} [json-pointer:{at}]"


def string(longest: int = 3000, shortest: int = 1, pattern: str | None = None) -> Check:
    def check(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
        if not isinstance(value, str):
            yield problem("must be a string", at)
        elif len(value) > longest:
            yield problem(f"must be no more than {longest} characters", at)
        elif len(value) < shortest:
            yield problem(f"must be {shortest} characters or more", at)
        elif pattern and not re.fullmatch(pattern, value):
            yield problem("has the wrong form", at)

    return check


def flag(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
    if not isinstance(value, bool):
        yield problem("must be true or false", at)


def whole(least: int = 0, most: int = 10**12) -> Check:
    def check(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield problem(f"must be a whole number from {least} to {most}", at)

    return check


def one_of(*allowed: str) -> Check:
    def check(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
        if value not in allowed:
            yield problem(f"must be one of {', '.join(allowed)}", at)

    return check


def anything(_value: Any, _at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
    return iter(())


def items(of: Check, least: int = 1, most: int = 100) -> Check:
    def check(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
        if not isinstance(value, list):
            yield problem("must be a list", at)
            return
        if len(value) < least:
            yield problem(f"no fewer than {least} items allowed", at)
        if len(value) > most:
            yield problem(f"no more than {most} items allowed", at)
        for place, one in enumerate(value):
            yield from of(one, f"{at}/{place}")

    return check


def shape(required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    """An object with these keys and no others."""
    known = required | (optional or {})

    def check(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
        if not isinstance(value, dict):
            yield problem("must be an object", at)
            return
        for name in required.keys() - value.keys():
            yield problem(f"missing required field: {name}", at)
        for name in value.keys() - known.keys():
            yield problem(f"unknown field: {name}", at)
        for name in known.keys() & value.keys():
            yield from known[name](value[name], f"{at}/{name}")

    return check


def by_type(kinds: dict[str, Check], what: str) -> Check:
    """An object whose `type` says which of the shapes it must have."""

    def check(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in kinds:
            yield problem(f"unsupported type of {what}: {kind}", at)
        else:
            yield from kinds[kind](value, at)

    return check


def all_of(*checks: Check) -> Check:
    def check(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
        for one in checks:
            yield from one(value, at)

    return check


def exactly_one(*names: str) -> Check:
    def check(value: Any, at: str) -> Problems:  # noqa: ANN401 - JSON to be judged
        if isinstance(value, dict) and len(value.keys() & set(names)) != 1:
            yield problem(f"needs exactly one of {', '.join(names)}", at)

    return check
