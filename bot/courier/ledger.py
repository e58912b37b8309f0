"""Where the courier enters how each send ended; whatever has come together is written in one go."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from bot import logs
from bot.courier.office import Office, Receipt
from bot.courier.settle import settle
from bot.domain.letters import told_of
from bot.store.threads import Threads
from bot.store.unit_of_work import StoreUnavailable

# Seconds before each further try; together a little less than a lease, after which it is in doubt.
TRY_AGAIN_AFTER = (0.1, 0.5, 1, 2, 4, 8, 8)


class Ledger:
    """One transaction for many sends: alone each would cost ten times as much (docs/decisions/0011)."""

    def __init__(self, office: Office, threads: Threads) -> None:
        self._office = office
        self._threads = threads
        self._entries: list[tuple[Receipt, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def enter(self, receipt: Receipt) -> None:
        """Comes back when it is written down, or given up."""
        done = asyncio.get_running_loop().create_future()
        self._entries.append((receipt, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        await asyncio.sleep(0)  # whoever ends at this very moment comes along
        while self._entries:
            entries, self._entries = self._entries, []
            try:
                await self._write_some([receipt for receipt, _ in entries])
            finally:
                for _, done in entries:
                    done.set_result(None)

    async def _write_some(self, receipts: Sequence[Receipt]) -> None:
        """A database that is away is asked again; a letter that cannot be written stops only itself."""
        for wait in TRY_AGAIN_AFTER:
            try:
                await self._settle(receipts)
            except StoreUnavailable as fault:
                logs.note("courier.not_settled", count=len(receipts), error=fault)
                await asyncio.sleep(wait)
            except Exception as fault:  # noqa: BLE001  a mistake of ours must not cost the others their end
                logs.note("courier.stumbled", count=len(receipts), error=fault)
                if len(receipts) > 1:
                    for receipt in receipts:
                        await self._write_some([receipt])
                return
            else:
                return

    async def _settle(self, receipts: Sequence[Receipt]) -> None:
        states = await self._threads.write(settle, receipts, self._office)
        ends = Counter(
            (told_of(receipt.parcel.kind, str(state)), str(state), _word_of(receipt))
            for receipt, state in zip(receipts, states, strict=True)
        )
        for (kind, state, fault), count in ends.items():
            if kind is not None:
                logs.note("letters", kind=kind, state=state, fault=fault, count=count)


def _word_of(receipt: Receipt) -> str | None:
    return None if receipt.sent.fault is None else receipt.sent.fault.error
