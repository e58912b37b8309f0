"""What the app's answers do: to a command, to a submitted modal, at a response URL."""

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.backstage import Backstage
from bot.sandbox.chat import whisper
from bot.sandbox.elements import as_shown
from bot.sandbox.kit_blocks import MODAL, judge_message_blocks, judge_view
from bot.sandbox.receipts import Receipt
from bot.sandbox.refusals import ApiError
from bot.sandbox.response_urls import ResponseUrl
from bot.sandbox.screens import View
from bot.sandbox.workspace import Message
from bot.sandbox.world import Person

TROUBLE = "We had some trouble connecting. Try again?"
ANSWER_KEYS = {"text", "blocks", "response_type", "replace_original", "delete_original", "mrkdwn"}


def to_command(stage: Backstage, person: Person, body: dict[str, Any], receipt: Receipt) -> None:
    if not receipt.arrived:
        late = receipt.problem in {"http_timeout", "timeout"}
        error = "operation_timeout" if late else "dispatch_failed"
        stage.workspace.warn(person.id, f"{body['command']} failed with {error}")
        return
    if not receipt.body:
        return
    answer = {"text": receipt.body} if isinstance(receipt.body, str) else receipt.body
    try:
        _judge(answer)
        _show_new(stage, person.id, body["channel_id"], answer)
    except ApiError as refusal:
        stage.workspace.warn(person.id, f"{body['command']} failed with {refusal.code}")


def _judge(answer: dict[str, Any]) -> None:
    if not isinstance(answer, dict):
        raise ApiError("invalid_payload")
    unknown = answer.keys() - ANSWER_KEYS
    if unknown:
        raise ApiError("invalid_arguments", f"unknown: {', '.join(sorted(unknown))}")
    if answer.get("blocks"):
        judge_message_blocks(answer["blocks"])
    elif not answer.get("text") and not answer.get("delete_original"):
        raise ApiError("no_text")


def _show_new(stage: Backstage, person: str, channel: str, answer: dict[str, Any]) -> None:
    if answer.get("response_type") != "in_channel":
        whisper(stage, channel, person, answer)
        return
    message = Message(
        ts=stage.workspace.stamps.next(),
        channel=channel,
        user=stage.world.bot_user_id,
        text=answer.get("text", ""),
        blocks=tuple(as_shown(answer.get("blocks", []))),
    )
    stage.workspace.post(message)


def to_submission(stage: Backstage, person: Person, view: View, receipt: Receipt) -> None:
    """An empty answer closes the modal; a refused or missing one leaves it with Slack's apology."""
    if not receipt.arrived:
        stage.workspace.warn(person.id, f"{TROUBLE} ({receipt.problem})")
        return
    answer = receipt.body or {}
    if stage.screens.find(view.id) is None:
        return
    try:
        _change_modal(stage, person, view, answer)
    except (ApiError, KeyError, TypeError, AttributeError) as problem:
        stage.workspace.warn(person.id, f"{TROUBLE} (invalid response: {problem!r})")


def _change_modal(stage: Backstage, person: Person, view: View, answer: dict[str, Any]) -> None:
    match answer.get("response_action"):
        case None if not answer:
            stage.screens.close(view)
        case "clear":
            stage.screens.clear(person.id)
        case "update":
            judge_view(answer["view"], MODAL)
            stage.screens.update(view, answer["view"])
        case "push":
            judge_view(answer["view"], MODAL)
            stage.screens.push_on(person.id, answer["view"])
        case "errors":
            view.errors = _errors_for(view, answer["errors"])
            stage.changes.announce()
        case other:
            raise ApiError(f"unknown response_action {other}")


def _errors_for(view: View, errors: dict[str, str]) -> dict[str, str]:
    inputs = {one["block_id"] for one in view.content["blocks"] if one["type"] == "input"}
    strange = errors.keys() - inputs
    if strange or not errors:
        raise ApiError(f"errors for blocks that are no inputs: {sorted(strange)}")
    return dict(errors)


async def at_response_url(stage: Backstage, request: Request) -> Response:
    known = stage.response_urls.find(request.path_params["token"])
    if known is None or known.is_spent():
        return PlainTextResponse("expired_url" if known else "no_service", 404)
    known.uses += 1
    try:
        answer = await request.json()
        _judge(answer)
        _answer(stage, known, answer)
    except ApiError as refusal:
        return JSONResponse({"ok": False, "error": refusal.code, **refusal.further}, 400)
    except ValueError:
        return PlainTextResponse("invalid_payload", 400)
    return PlainTextResponse("ok")


def _answer(stage: Backstage, known: ResponseUrl, answer: dict[str, Any]) -> None:
    if not answer.get("replace_original") and not answer.get("delete_original"):
        _show_new(stage, known.person, known.channel, answer)
        return
    if known.original is None:
        raise ApiError("no_original_to_replace")
    if known.original.ephemeral_for:
        _change_whisper(stage, known.original, answer)
    else:
        _change_message(stage, known.original, answer)


def _change_whisper(stage: Backstage, original: Message, answer: dict[str, Any]) -> None:
    if answer.get("delete_original"):
        stage.workspace.unwhisper(original.id)
    else:
        stage.workspace.whisper(_reworded(original, answer))


def _change_message(stage: Backstage, original: Message, answer: dict[str, Any]) -> None:
    current = stage.workspace.message(original.channel, original.ts)
    if answer.get("delete_original"):
        stage.workspace.delete(current)
        return
    edited = replace(_reworded(current, answer), edited=stage.workspace.stamps.next())
    stage.workspace.edit(edited)


def _reworded(message: Message, answer: dict[str, Any]) -> Message:
    blocks = tuple(as_shown(answer.get("blocks", [])))
    return replace(message, text=answer.get("text", ""), blocks=blocks)
