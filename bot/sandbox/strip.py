"""The page's strip: ends a shift by a signed webhook and moves the bot's demo clock."""

import json
from datetime import UTC, datetime
from typing import Any

import aiohttp
from standardwebhooks import Webhook
from starlette.requests import Request

from bot.sandbox.backstage import Backstage
from bot.sandbox.refusals import CannotError
from bot.sandbox.sights import person_json
from bot.sandbox.stamps import new_id
from bot.sandbox.world import Strip

PATIENCE = aiohttp.ClientTimeout(total=3)
WHILE_A_DAY_GOES_BY = aiohttp.ClientTimeout(total=30)  # the bot lives through it in steps
FIRST_FAULT = 400


async def look(stage: Backstage, _request: Request) -> dict[str, Any]:
    people = [person_json(stage, one) for one in stage.workspace.people.values()]
    return {"now": await _clock(stage), "people": people}


async def _clock(stage: Backstage) -> str | None:
    if stage.strip is None:
        return None
    try:
        url = stage.strip.demo_clock_url
        async with stage.post.session().get(url, timeout=PATIENCE) as answer:
            known = await answer.json()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None
    now: str | None = known.get("now")
    return now


async def move(stage: Backstage, wish: dict[str, Any]) -> dict[str, Any]:
    if stage.strip is None:
        raise CannotError("This sandbox has no strip.")
    if wish.get("do") == "end_shift":
        return await _end_shift(stage, stage.strip, str(wish.get("person")))
    if wish.get("do") == "clock":
        step = {name: value for name, value in wish.items() if name != "do"}
        headers = {"Content-Type": "application/json"}
        await _send(stage, stage.strip.demo_clock_url, headers, json.dumps(step).encode())
        return {"now": await _clock(stage)}
    raise CannotError("The strip can end_shift or move the clock.")


async def _end_shift(stage: Backstage, strip: Strip, person: str) -> dict[str, Any]:
    if person not in stage.workspace.people:
        raise CannotError(f"Nobody here has the id {person!r}.")
    facts = {"worker": {"slack_id": person}, "shift_id": new_id("shift-")}
    body = json.dumps({"type": "shift.ended", "data": facts})
    message_id, now = new_id("msg_"), datetime.now(UTC)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(strip.signals_secret).sign(message_id, now, body),
    }
    await _send(stage, strip.signals_url, headers, body.encode())
    return {}


async def _send(stage: Backstage, url: str, headers: dict[str, str], body: bytes) -> None:
    try:
        async with stage.post.session().post(
            url, data=body, headers=headers, timeout=WHILE_A_DAY_GOES_BY
        ) as answer:
            words = await answer.text()
    except (aiohttp.ClientError, TimeoutError) as problem:
        raise CannotError(f"The bot did not answer: {problem!r}") from None
    if answer.status >= FIRST_FAULT:
        raise CannotError(f"The bot answered {answer.status}: {words[:200]}")
