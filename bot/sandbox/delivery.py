"""Brings parcels to the app by HTTP or socket, keeps a log, and brings failed events again."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.payloads import EVENT, Parcel
from bot.sandbox.post import Post, signed_headers, written
from bot.sandbox.receipts import Receipt, Retry
from bot.sandbox.refusals import CannotError
from bot.sandbox.sockets import Sockets


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    n: int
    parcel: Parcel
    url: str | None
    headers: dict[str, str]
    body: bytes
    retry_num: int
    receipt: Receipt | None = None

    def as_json(self) -> dict[str, Any]:
        receipt = self.receipt
        return {
            "n": self.n,
            "kind": self.parcel.kind,
            "name": self.parcel.name,
            "url": self.url,
            "socket": self.url is None,
            "body": self.body.decode(),
            "payload": self.parcel.payload,
            "headers": self.headers,
            "status": receipt.status if receipt else None,
            "response": receipt.body if receipt else None,
            "problem": receipt.problem if receipt else None,
            "retry_num": self.retry_num,
        }


class Delivery:
    """Interactions and commands are brought once; events again after each wait, as Slack does."""

    def __init__(
        self, secret: str, post: Post, sockets: Sockets, retry_waits: tuple[float, ...]
    ) -> None:
        self._secret = secret
        self._post = post
        self._sockets = sockets
        self._retry_waits = retry_waits
        self._later: set[asyncio.Task[None]] = set()
        self.events_url: Callable[[], str | None] = lambda: None
        self.log: list[Attempt] = []

    async def bring(self, parcel: Parcel) -> Receipt:
        receipt = await self._try(parcel, None)
        if parcel.kind == EVENT and not receipt.arrived and not receipt.no_retry:
            self._afterwards(self._bring_again(parcel, receipt))
        return receipt

    async def _bring_again(self, parcel: Parcel, receipt: Receipt) -> None:
        for num, wait in enumerate(self._retry_waits, start=1):
            await asyncio.sleep(wait)
            receipt = await self._try(parcel, Retry(num, receipt.problem))
            if receipt.arrived or receipt.no_retry:
                return

    async def _try(self, parcel: Parcel, retry: Retry | None) -> Receipt:
        url = self.events_url()
        if url is None:
            headers: dict[str, str] = {}
            body = json.dumps(parcel.payload).encode()
        else:
            content_type, body = written(parcel)
            headers = signed_headers(self._secret, content_type, body, retry)
        attempt = Attempt(
            n=len(self.log) + 1,
            parcel=parcel,
            url=url,
            headers=headers,
            body=body,
            retry_num=retry.num if retry else 0,
        )
        return await self._send(attempt, retry)

    async def _send(self, attempt: Attempt, retry: Retry | None) -> Receipt:
        place = len(self.log)
        self.log.append(attempt)
        if attempt.url is None:
            receipt = await self._sockets.deliver(attempt.parcel, retry)
        else:
            receipt = await self._post.deliver(attempt.url, attempt.headers, attempt.body)
        self.log[place] = replace(attempt, receipt=receipt)
        return receipt

    async def bring_once_more(self, n: int, *, stale: bool) -> Receipt:
        """The same bytes again; stale means with the old timestamp and signature."""
        if not 1 <= n <= len(self.log):
            raise CannotError(f"There is no delivery number {n}.")
        known = self.log[n - 1]
        retry = Retry(known.retry_num + 1, "http_timeout") if known.parcel.kind == EVENT else None
        headers = known.headers
        if known.url is not None and not stale:
            headers = signed_headers(self._secret, known.headers["Content-Type"], known.body, retry)
        again = replace(
            known,
            n=len(self.log) + 1,
            headers=headers,
            retry_num=retry.num if retry else 0,
            receipt=None,
        )
        return await self._send(again, retry)

    def _afterwards(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def close(self) -> None:
        for task in self._later:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)
        await self._sockets.drop()
        await self._post.close()
