"""What is looked at before Bolt sees a request: its size, its signature and its envelope."""

import json
from dataclasses import dataclass
from urllib.parse import parse_qs

from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request

MOST_BYTES = 1024 * 1024

# What Slack wraps things in; anything else is not Slack's, or of a Slack that we do not know yet.
ENVELOPES = frozenset({
    "event_callback", "url_verification", "app_rate_limited", "block_actions", "block_suggestion",
    "view_submission", "view_closed", "shortcut", "message_action", "interactive_message",
    "dialog_submission", "dialog_suggestion", "dialog_cancellation", "workflow_step_edit",
})  # fmt: skip


@dataclass(frozen=True)
class Refusal:
    """A status and a word or two for whoever reads the log of the other side."""

    status: int
    why: str


NO_ENVELOPE = Refusal(400, "no known envelope")


async def read_body(request: Request, most: int) -> bytes | Refusal:
    """The whole body, or 413 as soon as it is longer than allowed."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > most:
        return Refusal(413, "too large")
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            return Refusal(413, "too large")
        parts.append(part)
    return b"".join(parts)


def check(request: Request, raw: bytes, signing_secret: str) -> Refusal | str:
    """Which envelope this is; 401 for a signature that does not hold, 400 for none of Slack's."""
    if not _is_signed(request, raw, signing_secret):
        return Refusal(401, "bad signature")
    return _envelope(raw, request.headers.get("content-type", "")) or NO_ENVELOPE


def _is_signed(request: Request, raw: bytes, signing_secret: str) -> bool:
    """The SDK's verifier raises on a time stamp that is no number."""
    stamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    if not signing_secret or not stamp.isdecimal() or not signature.isascii():
        return False
    try:
        return SignatureVerifier(signing_secret).is_valid(raw, stamp, signature)
    except (ValueError, UnicodeDecodeError):
        return False


def _envelope(raw: bytes, content_type: str) -> str | None:
    try:
        text = raw.decode("utf-8")
        if content_type.partition(";")[0].strip() == "application/json":
            return _type_of(json.loads(text))
        form = parse_qs(text)
        if "payload" in form:
            return _type_of(json.loads(form["payload"][0]))
    except (ValueError, RecursionError):
        return None
    return next((key for key in ("command", "ssl_check") if form.get(key)), None)


def _type_of(told: object) -> str | None:
    kind = told.get("type") if isinstance(told, dict) else None
    return kind if isinstance(kind, str) and kind in ENVELOPES else None
