"""The Web API's door: who calls, with which right, in which words; then the method; and the log."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox import chat, directory, view_methods
from bot.sandbox.arguments import Arguments, checked, sent_arguments
from bot.sandbox.backstage import Backstage
from bot.sandbox.dropping import NoAnswer
from bot.sandbox.facts import MethodFacts, methods
from bot.sandbox.faults import Fault
from bot.sandbox.refusals import ApiError, OutageError, TooManyCallsError

METHODS: dict[str, Callable[[Backstage, Arguments], dict[str, Any]]] = {
    **chat.METHODS,
    **directory.METHODS,
    **view_methods.METHODS,
}


async def answer(stage: Backstage, request: Request) -> Response:
    call: dict[str, Any] = {
        "n": len(stage.calls) + 1,
        "at": f"{time.time():.6f}",
        "method": request.path_params["method"],
        "args": {},
        "ok": None,
        "error": None,
    }
    stage.calls.append(call)
    try:
        return await _respond(stage, request, call)
    except ApiError as refusal:
        call |= {"ok": False, "error": refusal.code}
        return _refusal(refusal)


async def _respond(stage: Backstage, request: Request, call: dict[str, Any]) -> Response:
    method = call["method"]
    given = await sent_arguments(request)
    _refuse_unread_json(method, await request.body(), request)
    token = _token(request, given)
    call["args"] = given
    fault = stage.faults.strike(method, people_concerned(stage, given))
    if fault:
        call["fault"] = fault.kind
    if fault and await _goes_no_further(stage, fault, request):
        call |= {"ok": False, "error": "dropped"}
        return NoAnswer()
    _stay_within_limits(stage, method, given)
    result = _perform(stage, method, token, given)
    call["ok"] = True
    if fault and fault.kind == "accept_then_drop":
        return NoAnswer()
    granted = {"x-oauth-scopes": ",".join(stage.world.scopes)}
    return JSONResponse({"ok": True, **result}, headers=granted)


def _refuse_unread_json(method: str, body: bytes, request: Request) -> None:
    """Methods that only tell something read no JSON; Slack overlooks it, this sandbox says so."""
    known = methods().get(method)
    is_json = request.headers.get("content-type", "").startswith("application/json")
    if known is not None and not known.reads_json and is_json and body.strip(b"{} \n"):
        raise ApiError("invalid_arguments", f"[ERROR] {method} reads no JSON body")


def _refusal(refusal: ApiError) -> Response:
    body = {"ok": False, "error": refusal.code, **refusal.further}
    if isinstance(refusal, TooManyCallsError):
        return JSONResponse(body, 429, {"Retry-After": str(refusal.seconds)})
    return JSONResponse(body, 500 if isinstance(refusal, OutageError) else 200)


def _perform(stage: Backstage, method: str, token: str, given: Arguments) -> dict[str, Any]:
    facts = methods().get(method)
    if facts is None:
        raise ApiError("unknown_method", req_method=method)
    _authenticate(stage, method, token)
    _need_any_scope(stage, facts)
    arguments = given if method == "api.test" else checked(given, facts)
    return METHODS[method](stage, arguments)


def _token(request: Request, given: Arguments) -> str:
    in_body = str(given.pop("token", ""))
    return request.headers.get("authorization", "").removeprefix("Bearer ").strip() or in_body


def _authenticate(stage: Backstage, method: str, token: str) -> None:
    if method == "api.test":
        return
    if not token:
        raise ApiError("not_authed")
    world = stage.world
    if token not in {world.bot_token, world.app_token}:
        raise ApiError("invalid_auth")
    expected = world.app_token if method == "apps.connections.open" else world.bot_token
    if token != expected:
        raise ApiError("not_allowed_token_type")
    if stage.token_error:
        raise ApiError(stage.token_error)


def _need_any_scope(stage: Backstage, facts: MethodFacts) -> None:
    if facts.scopes and not facts.scopes & set(stage.world.scopes):
        needed, provided = ",".join(sorted(facts.scopes)), ",".join(stage.world.scopes)
        raise ApiError("missing_scope", needed=needed, provided=provided)


def _stay_within_limits(stage: Backstage, method: str, given: Arguments) -> None:
    facts = methods().get(method)
    if facts is None or not stage.world.tiers:
        return
    wait = stage.tiers.seconds_to_wait(method, facts, str(given.get("channel", "")))
    if wait:
        raise TooManyCallsError(wait)


async def _goes_no_further(stage: Backstage, fault: Fault, request: Request) -> bool:
    """What befalls the call before any work is done; a hang lets it go on afterwards."""
    if fault.kind == "429":
        raise TooManyCallsError(fault.retry_after)
    if fault.kind == "500":
        raise OutageError
    if fault.kind == "error":
        raise ApiError(fault.error)
    if fault.kind == "hang":
        with suppress(TimeoutError):
            await asyncio.wait_for(stage.closing.wait(), fault.seconds)
        return stage.closing.is_set() or await request.is_disconnected()
    return fault.kind == "refuse"


def people_concerned(stage: Backstage, given: Arguments) -> set[str]:
    """Whose screen a call would touch, for faults that befall one person only."""
    named = {str(given[name]) for name in ("user", "users", "user_id", "channel") if name in given}
    for conversation_id in tuple(named):
        conversation = stage.workspace.conversations.get(conversation_id)
        if conversation:
            named |= conversation.members
    view = stage.screens.find(str(given.get("view_id", "")))
    owner = stage.screens.owner_of_trigger(str(given.get("trigger_id", "")))
    return named | ({view.person} if view else set()) | ({owner} if owner else set())
