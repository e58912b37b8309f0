"""Hands parcels to the app's request URL: signed, and given three seconds to be answered."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.payloads import COMMAND, EVENT, Parcel
from bot.sandbox.receipts import Receipt, Retry

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
OK = 200


def written(parcel: Parcel) -> tuple[str, bytes]:
    """The content type and the bytes that travel."""
    if parcel.kind == EVENT:
        return JSON_TYPE, json.dumps(parcel.payload).encode()
    if parcel.kind == COMMAND:
        return FORM_TYPE, urlencode(parcel.payload).encode()
    return FORM_TYPE, urlencode({"payload": json.dumps(parcel.payload)}).encode()


def signed_headers(
    secret: str, content_type: str, body: bytes, retry: Retry | None
) -> dict[str, str]:
    stamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    headers = {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }
    if retry:
        headers |= {"X-Slack-Retry-Num": str(retry.num), "X-Slack-Retry-Reason": retry.reason}
    return headers


class Post:
    def __init__(self, ack_seconds: float) -> None:
        self._patience = aiohttp.ClientTimeout(total=ack_seconds)
        self._session: aiohttp.ClientSession | None = None

    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(force_close=True)
            self._session = aiohttp.ClientSession(connector=connector)
        return self._session

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def deliver(self, url: str, headers: dict[str, str], body: bytes) -> Receipt:
        began = time.monotonic()
        try:
            async with self.session().post(
                url, data=body, headers=headers, timeout=self._patience, allow_redirects=False
            ) as answer:
                content = await answer.text()
        except TimeoutError:
            return Receipt(status=0, ack_ms=_since(began), problem="http_timeout")
        except aiohttp.ClientError:
            return Receipt(status=0, ack_ms=_since(began), problem="connection_failed")
        return Receipt(
            status=answer.status,
            ack_ms=_since(began),
            body=_read(content, answer.content_type),
            problem="" if answer.status == OK else "http_error",
            no_retry=answer.headers.get("X-Slack-No-Retry") == "1",
        )


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _read(content: str, content_type: str) -> Any:  # noqa: ANN401 - an answer is any JSON
    if not content:
        return None
    if content_type == JSON_TYPE:
        try:
            return json.loads(content)
        except ValueError:
            return content
    return content
