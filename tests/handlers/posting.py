"""Knocks at the HTTP door as Slack would, or almost."""

import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.makers import SIGNING_SECRET
from tests.stories.stage import PLAIN, Stage

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def signature_of(raw: bytes, stamp: str, secret: str = SIGNING_SECRET) -> str:
    """Slack's scheme v0, of any bytes whatever."""
    signed = b"v0:" + stamp.encode() + b":" + raw
    return "v0=" + hmac.new(secret.encode(), signed, "sha256").hexdigest()


def posts(scene: Stage, raw: bytes, content_type: str = JSON, **changed: str) -> httpx.Response:
    """A well signed request; `changed` replaces one of its headers (underscores for hyphens)."""
    stamp = str(int(time.time()))
    headers = {
        "content-type": content_type,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature_of(raw, stamp),
    }
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    return httpx.post(f"{scene.url}/slack/events", content=raw, headers=headers, verify=PLAIN)


def posts_json(scene: Stage, body: Any) -> httpx.Response:
    return posts(scene, json.dumps(body).encode())


def posts_interaction(scene: Stage, payload: Any) -> httpx.Response:
    return posts(scene, urlencode({"payload": json.dumps(payload)}).encode(), FORM)


def posts_command(scene: Stage, **fields: str) -> httpx.Response:
    return posts(scene, urlencode(fields).encode(), FORM)


def is_calm(answer: httpx.Response) -> bool:
    """Nothing of our inside stands in what the other side reads."""
    return not any(word in answer.text for word in ("Traceback", 'File "', "slack_bolt", "Error:"))
