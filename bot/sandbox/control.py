"""The control API: what tests and the page use to act as people and to look behind the scenes."""

from collections.abc import Awaitable, Callable
from dataclasses import fields
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import payloads, strip
from bot.sandbox.acts import perform
from bot.sandbox.backstage import Backstage
from bot.sandbox.events import send_event
from bot.sandbox.hands import who
from bot.sandbox.profiles import quiet_hours, user_object
from bot.sandbox.receipts import Receipt
from bot.sandbox.refusals import ApiError, CannotError
from bot.sandbox.sights import person_json, seen_by
from bot.sandbox.world import Person

LONGEST_WAIT = 25.0
Json = dict[str, Any]
CHANGEABLE = {"tz", "deleted", "locale", "dnd", "email", "name", "real_name", "is_guest"}


def _delivered(receipt: Receipt | None) -> Json | None:
    return receipt.as_json() if receipt else None


async def act(stage: Backstage, wish: Json) -> Json:
    return {"delivery": _delivered(await perform(stage, wish))}


async def reload(stage: Backstage, wish: Json) -> Json:
    stage.workspace.forget_whispers(who(stage, wish).id)
    return {}


async def redeliver(stage: Backstage, wish: Json) -> Json:
    times, stale = int(wish.get("times", 1)), bool(wish.get("stale"))
    n = int(wish.get("n", 0))
    again = [await stage.delivery.bring_once_more(n, stale=stale) for _ in range(times)]
    return {"deliveries": [one.as_json() for one in again]}


async def add_fault(stage: Backstage, wish: Json) -> Json:
    stage.faults.add(wish)
    return {}


async def change_person(stage: Backstage, wish: Json) -> Json:
    known = stage.workspace.people.get(str(wish.get("id")))
    if known is None:
        raise CannotError(f"Nobody here has the id {wish.get('id')!r}.")
    changes = wish.get("changes", {})
    stage.workspace.people[known.id] = person = _person({**_facts(known), **_allowed(changes)})
    stage.changes.announce()
    receipt = await _tell_of(stage, "user_change", person) if changes.keys() - {"dnd"} else None
    if "dnd" in changes:
        status = quiet_hours(person)
        event = {"type": "dnd_updated_user", "user": person.id, "dnd_status": status}
        receipt = await send_event(stage, event | {"event_ts": stage.workspace.stamps.next()})
    return {"delivery": _delivered(receipt)}


def _facts(person: Person) -> Json:
    return {one.name: getattr(person, one.name) for one in fields(person)}


def _allowed(changes: Json) -> Json:
    strange = changes.keys() - CHANGEABLE
    if strange:
        raise CannotError(f"These cannot be changed: {', '.join(sorted(strange))}.")
    return changes


def _person(facts: Json) -> Person:
    """A person out of JSON, where a pair is a list and a zone is only a name."""
    dnd = tuple(facts["dnd"]) if facts.get("dnd") else None
    try:
        person = Person(**{**facts, "dnd": dnd})
        quiet_hours(person)
        ZoneInfo(person.tz)
    except (TypeError, ValueError, ZoneInfoNotFoundError) as problem:
        raise CannotError(f"That is no person: {problem}.") from None
    return person


async def join(stage: Backstage, wish: Json) -> Json:
    person = _person(wish)
    stage.workspace.people[person.id] = person
    stage.workspace.open_app_dm(person)
    stage.changes.announce()
    return {"delivery": _delivered(await _tell_of(stage, "team_join", person))}


async def _tell_of(stage: Backstage, kind: str, person: Person) -> Receipt | None:
    with_email = "users:read.email" in stage.world.scopes
    user = user_object(person, stage.world, with_email=with_email, with_locale=True)
    event = {"type": kind, "user": user, "event_ts": stage.workspace.stamps.next()}
    further = {"cache_ts": user["updated"]} if kind == "user_change" else {}
    return await send_event(stage, event | further)


async def any_event(stage: Backstage, wish: Json) -> Json:
    """Uninstalling also ends the token, before the app hears of it."""
    event = wish.get("event")
    if not isinstance(event, dict) or "type" not in event:
        raise CannotError("Give an event with a type.")
    if event["type"] == "app_uninstalled":
        stage.token_error = "account_inactive"  # noqa: S105 - Slack's error code, not a secret
    if event["type"] == "tokens_revoked" and event.get("tokens", {}).get("bot"):
        stage.token_error = "token_revoked"  # noqa: S105 - Slack's error code, not a secret
    receipt = await stage.delivery.bring(payloads.event(stage.world, event))
    return {"delivery": _delivered(receipt)}


async def sockets(stage: Backstage, wish: Json) -> Json:
    if wish.get("do") == "refresh":
        await stage.sockets.ask_to_reconnect()
    elif wish.get("do") == "drop":
        await stage.sockets.drop()
    else:
        raise CannotError("Sockets can refresh or drop.")
    return {"connected": stage.sockets.connected}


async def seen(stage: Backstage, request: Request) -> Json:
    return seen_by(stage, who(stage, dict(request.query_params)))


async def kept(stage: Backstage, _request: Request) -> list[Json]:
    return stage.workspace.kept


async def home_kept(stage: Backstage, request: Request) -> list[Json]:
    person = who(stage, dict(request.query_params))
    return stage.screens.homes_kept.get(person.id, [])


async def calls(stage: Backstage, request: Request) -> list[Json]:
    return stage.calls[_after(request) :]


async def deliveries(stage: Backstage, request: Request) -> list[Json]:
    return [one.as_json() for one in stage.delivery.log[_after(request) :]]


async def people(stage: Backstage, _request: Request) -> Json:
    world = stage.world
    return {
        "people": [person_json(stage, one) for one in stage.workspace.people.values()],
        "team_name": world.team_name,
        "app_name": world.app_name,
        "commands": list(world.commands),
        "shortcuts": list(world.shortcuts or ()),
        "messages_tab_read_only": world.messages_tab_read_only,
    }


async def changes(stage: Backstage, request: Request) -> Json:
    wait = min(float(request.query_params.get("timeout", "10")), LONGEST_WAIT)
    return {"version": await stage.changes.after(_after(request), wait)}


def _after(request: Request) -> int:
    return max(0, int(request.query_params.get("after", "0")))


async def clear_faults(stage: Backstage, _request: Request) -> Json:
    stage.faults.clear()
    return {"ok": True}


Asked = Callable[[Backstage, Request], Awaitable[Json | list[Json]]]
Wished = Callable[[Backstage, Json], Awaitable[Json]]


async def _answer_question(stage: Backstage, asked: Asked, request: Request) -> Response:
    try:
        return JSONResponse(await asked(stage, request))
    except (CannotError, ValueError) as refusal:
        return JSONResponse({"ok": False, "error": str(refusal)}, 400)


async def _wish(request: Request) -> Json:
    wish = await request.json()
    if not isinstance(wish, dict):
        raise CannotError("Send an object.")
    return wish


async def _grant_wish(stage: Backstage, wished: Wished, request: Request) -> Response:
    """JSON only, so that no other web page in the same browser can act here."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        return JSONResponse({"ok": False, "error": "Send JSON."}, 415)
    try:
        return JSONResponse({"ok": True, **await wished(stage, await _wish(request))})
    except (CannotError, ApiError, ValueError, TypeError) as refusal:
        return JSONResponse({"ok": False, "error": str(refusal)}, 400)


def routes(stage: Backstage) -> list[Route]:
    questions: dict[str, Asked] = {
        "calls": calls,
        "changes": changes,
        "deliveries": deliveries,
        "home_kept": home_kept,
        "kept": kept,
        "people": people,
        "seen": seen,
        "strip": strip.look,
    }
    wishes: dict[str, Wished] = {
        "act": act,
        "event": any_event,
        "faults": add_fault,
        "join": join,
        "person": change_person,
        "redeliver": redeliver,
        "reload": reload,
        "sockets": sockets,
        "strip": strip.move,
    }
    return [
        *(_answered(stage, name, asked) for name, asked in questions.items()),
        *(_granted(stage, name, wished) for name, wished in wishes.items()),
        Route(
            "/control/faults",
            partial(_answer_question, stage, clear_faults),
            methods=["DELETE"],
        ),
    ]


def _answered(stage: Backstage, name: str, asked: Asked) -> Route:
    return Route(f"/control/{name}", partial(_answer_question, stage, asked), methods=["GET"])


def _granted(stage: Backstage, name: str, wished: Wished) -> Route:
    return Route(f"/control/{name}", partial(_grant_wish, stage, wished), methods=["POST"])
