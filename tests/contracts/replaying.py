"""Posts the pack's samples to a running bot as Slack would: signed, over HTTP."""

import copy
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import DEMO_WORLD, Channel, Person
from tests.contracts.pack import fact, samples
from tests.makers import SIGNING_SECRET
from tests.stories.stage import Stage

Change = Callable[[Any], Any]

# The invented world of the samples, as their index names it.
SAM = Person(
    id="U0SAMPLE01",
    name="Sam",
    real_name="Sam Rivera",
    email="sam.rivera@example.com",
    tz="America/New_York",
    locale="en-US",
)
SAMPLE_WORLD = replace(
    DEMO_WORLD,
    team_id="T0SAMPLE01",
    team_name="Sample Org",
    enterprise_id="E0SAMPLE01",
    bot_user_id="U0BOTUSER1",
    bot_id="B0SAMPLE01",
    app_id="A0SAMPLE01",
    people=(SAM, replace(SAM, id="U0SAMPLE02", name="Alex", email="alex@example.com")),
    channels=(Channel(id="C0SAMPLE01", name="dev", members=("U0SAMPLE01", "U0SAMPLE02")),),
)


def unchanged(body: Any) -> Any:
    return body


def outside_an_organisation(node: Any) -> Any:
    """The same payload as Slack sends it to a workspace of its own."""
    gone = ("enterprise_id", "enterprise_name", "context_enterprise_id", "enterprise_user")
    if isinstance(node, dict):
        kept = {k: outside_an_organisation(v) for k, v in node.items() if k not in gone}
        return {k: None if k == "enterprise" else v for k, v in kept.items()}
    return [outside_an_organisation(one) for one in node] if isinstance(node, list) else node


def replay(scene: Stage, name: str, change: Change = unchanged, **headers: str) -> httpx.Response:
    """One sample, changed first; `headers` come on top (underscores for hyphens)."""
    told = samples()[name]
    body = change(copy.deepcopy(fact(f"payloads/{name}")))
    if "response_url" in body:  # of the real Slack; whatever we say there stays on this machine
        body["response_url"] = f"{scene.services.settings.slack_api_url}nobody.listens"
    raw = json.dumps(body)
    if told["content_type"] != "application/json":
        raw = urlencode({told["form_field"]: raw} if "form_field" in told else body)
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=stamp, body=raw)
    signed = {
        "content-type": told["content_type"],
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": str(signature),
    }
    more = {key.replace("_", "-"): value for key, value in headers.items()}
    url = f"{scene.url}/slack/events"
    return httpx.post(url, content=raw, headers=signed | more, verify=False)  # noqa: S501  no TLS here, and no time lost on its certificates
