"""The courier's rounds: claim, send, settle, until nothing is due; then wait to be called."""

import asyncio

from bot import logs
from bot.courier.claim import claim
from bot.courier.office import Office, Parcel
from bot.courier.send import Sent, send
from bot.courier.settle import settle, tidy_doubts
from bot.courier.slack import Slack
from bot.store.threads import Threads
from bot.store.unit_of_work import StoreUnavailable

PAUSE = 1.0  # seconds between looks when nobody calls


class Courier:
    """Carries letters to Slack; every step is written down before the next one begins."""

    def __init__(self, office: Office, slack: Slack, threads: Threads) -> None:
        self._office = office
        self._slack = slack
        self._threads = threads
        self._call = asyncio.Event()
        self._is_leaving = False

    def leave(self) -> None:
        """End after this round, so that nothing is left half-way."""
        self._is_leaving = True
        self._call.set()

    def wake(self) -> None:
        """Something was just put into the outbox."""
        self._call.set()

    async def run(self) -> None:
        """Round after round, until told to leave; a fault only ends one round."""
        while not self._is_leaving:
            self._call.clear()
            try:
                while await self.go_round() and not self._is_leaving:
                    pass
            except StoreUnavailable as fault:
                logs.note("courier.no_store", error=fault)
            except Exception as fault:  # noqa: BLE001  a mistake of ours ends one round, never all mail
                logs.note("courier.stumbled", error=fault)
            try:
                async with asyncio.timeout(PAUSE):
                    await self._call.wait()
            except TimeoutError:
                continue

    async def go_round(self) -> int:
        """How many letters were tried in this round."""
        parcels = await self._threads.write(claim, self._office)
        await asyncio.gather(*(self._deliver(parcel) for parcel in parcels))
        return len(parcels)

    async def tidy(self) -> None:
        await self._threads.write(tidy_doubts, self._office)

    async def _deliver(self, parcel: Parcel) -> None:
        sent = await send(parcel, self._slack, self._office.library)
        try:
            await self._settle(parcel, sent)
        except StoreUnavailable as fault:
            logs.note("courier.not_settled", kind=parcel.kind, error=fault)

    async def _settle(self, parcel: Parcel, sent: Sent) -> None:
        state = await self._threads.write(settle, parcel, sent, self._office)
        error = None if sent.fault is None else sent.fault.error
        logs.note("letter", kind=parcel.kind, state=str(state), fault=error)
