"""The courier's rounds: claim, send, settle, with as many letters under way as there are hands."""

import asyncio

from bot import logs
from bot.courier.claim import MOST_IN_FLIGHT, claim, is_any_due
from bot.courier.ledger import Ledger
from bot.courier.office import Office, Parcel, Receipt
from bot.courier.send import send
from bot.courier.slack import Slack
from bot.courier.tidying import tidy_doubts
from bot.store.threads import Threads
from bot.store.unit_of_work import StoreUnavailable

PAUSE = 1.0  # seconds between looks when nobody calls
ENOUGH_HANDS = 25  # a claim for fewer would cost more than it carries


class Courier:
    """Carries letters to Slack; every step is written down before the next one begins.

    A send that hangs keeps one hand and nobody else's letter.
    """

    def __init__(self, office: Office, slack: Slack, threads: Threads) -> None:
        self._office = office
        self._slack = slack
        self._threads = threads
        self._ledger = Ledger(office, threads)
        self._under_way: set[asyncio.Task[None]] = set()
        self._call = asyncio.Event()
        self._hands = asyncio.Event()
        self._taking = asyncio.Lock()
        self._is_leaving = False

    def leave(self) -> None:
        """Begin nothing more; `run` ends when all that is under way is written down."""
        self._is_leaving = True
        self._call.set()

    def wake(self) -> None:
        """Something was just put into the outbox."""
        self._call.set()

    async def run(self) -> None:
        """Until told to leave; a fault only ends one look."""
        try:
            while not self._is_leaving:
                self._call.clear()
                if await self._take_calmly():
                    await self._hands.wait()
                else:
                    await self._wait_for_a_call()
        finally:
            await self._finish()

    async def go_round(self) -> int:
        """Carry what may leave now to its end; how many letters that were."""
        taken = await self._take()
        await self._finish()
        return taken

    async def tidy(self) -> None:
        await self._threads.write(tidy_doubts, self._office)

    async def _take_calmly(self) -> bool:
        """Whether all hands are full, so that more may be waiting."""
        free = MOST_IN_FLIGHT - len(self._under_way)
        try:
            return await self._take() >= free
        except StoreUnavailable as fault:
            logs.note("courier.no_store", error=fault)
        except Exception as fault:  # noqa: BLE001  a mistake of ours ends one look, never all mail
            logs.note("courier.stumbled", error=fault)
        return False

    async def _take(self) -> int:
        async with self._taking:
            return await self._take_some()

    async def _take_some(self) -> int:
        if not await self._threads.read(is_any_due, self._office):
            return 0
        free = MOST_IN_FLIGHT - len(self._under_way)
        parcels = await self._threads.write(claim, self._office, free)
        for parcel in parcels:
            task = asyncio.create_task(self._carry(parcel))
            self._under_way.add(task)
            task.add_done_callback(self._put_down)
        self._count_hands()
        return len(parcels)

    async def _carry(self, parcel: Parcel) -> None:
        sent = await send(parcel, self._slack, self._office)
        await self._ledger.enter(Receipt(parcel, sent))

    def _put_down(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._count_hands()
        fault = None if task.cancelled() else task.exception()
        if fault is not None:
            logs.note("courier.dropped", error=fault)

    def _count_hands(self) -> None:
        if MOST_IN_FLIGHT - len(self._under_way) >= ENOUGH_HANDS:
            self._hands.set()
        else:
            self._hands.clear()

    async def _wait_for_a_call(self) -> None:
        try:
            async with asyncio.timeout(PAUSE):
                await self._call.wait()
        except TimeoutError:
            return

    async def _finish(self) -> None:
        while self._under_way:
            await asyncio.wait(self._under_way)
