"""What the Web API's methods take and need, as documented (facts.json names the source)."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodFacts:
    scopes: frozenset[str]
    tier: int
    types: dict[str, str]
    required: frozenset[str]
    at_most_one_of: tuple[tuple[str, ...], ...]
    reads_json: bool = True


@cache
def methods() -> dict[str, MethodFacts]:
    known = json.loads(Path(__file__).with_name("facts.json").read_text("utf-8"))
    return {name: _facts(entry) for name, entry in known["methods"].items()}


def _facts(entry: dict[str, object]) -> MethodFacts:
    types: dict[str, str] = entry["args"]  # type: ignore[assignment] # json has no types
    groups: list[list[str]] = entry.get("at_most_one_of", [])  # type: ignore[assignment] # json has no types
    scopes: list[str] = entry["scopes"]  # type: ignore[assignment] # json has no types
    tier: int = entry["tier"]  # type: ignore[assignment] # json has no types
    return MethodFacts(
        scopes=frozenset(scopes),
        tier=tier,
        types={name: kind.rstrip("!") for name, kind in types.items()},
        required=frozenset(name for name, kind in types.items() if kind.endswith("!")),
        at_most_one_of=tuple(tuple(group) for group in groups),
        reads_json=bool(entry.get("reads_json", True)),
    )
