"""Judges a manifest: whether it asks for what the code uses, for all of it, and for nothing else."""

from collections.abc import Collection, Iterator
from typing import Any

import jsonschema

from tests.contracts.pack import fact

# Of several scopes that a method takes, the one for the kind of conversation that we open.
WE_OPEN = {"conversations.open": {"im:write"}}


def problems_of_manifest(
    manifest: dict[str, Any], methods: Collection[str], events: Collection[str]
) -> list[str]:
    """`methods` and `events` are those that the code really uses."""
    granted = set(manifest["oauth_config"]["scopes"]["bot"])
    subscribed = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    needs = _needs(manifest["features"], methods, events)
    needed = set().union(*needs.values())
    return [
        *_against_the_schema(manifest),
        *_misspelt(granted, subscribed),
        *(f"event {one} is used, and not subscribed to" for one in set(events) - subscribed),
        *(f"event {one} is subscribed to, and not used" for one in subscribed - set(events)),
        *(f"{name} needs one of {sorted(any_of)}" for name, any_of in needs.items()
          if any_of and not any_of & granted),
        *(f"scope {one} is not needed" for one in granted - needed),
    ]  # fmt: skip


def _against_the_schema(manifest: dict[str, Any]) -> Iterator[str]:
    schema = fact(f"manifest/manifest.v{manifest['_metadata']['major_version']}.schema")
    for error in jsonschema.Draft7Validator(schema).iter_errors(manifest):
        yield f"schema: {error.json_path}: {error.message[:80]}"


def _misspelt(granted: set[str], subscribed: set[str]) -> Iterator[str]:
    scopes = fact("scopes")
    known = {*scopes["bot"], *scopes["bot_not_tied_to_a_method"]}
    yield from (f"no such scope: {one}" for one in granted - known)
    yield from (f"no such event: {one}" for one in subscribed - set(fact("events")["events"]))


def _needs(
    features: dict[str, Any], methods: Collection[str], events: Collection[str]
) -> dict[str, set[str]]:
    """What each needs: one of these scopes, or nothing where the set is empty."""
    of_methods = {
        name: WE_OPEN.get(name) or set(fact(f"methods/{name}")["scopes"].get("bot", []))
        for name in methods
    }
    known = fact("events")["events"]
    of_events = {name: set(known[name]["scopes"] or []) for name in events}
    is_typed = features.get("slash_commands") or features.get("shortcuts")
    return of_methods | of_events | {"typing": {"commands"} if is_typed else set()}
