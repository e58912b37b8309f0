"""The clock's door: APScheduler ticks, and each tick calls use cases; the due work lives in the database."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import logs
from bot.bootstrap import Services
from bot.courier.slack import Refused
from bot.store.unit_of_work import StoreUnavailable
from bot.use_cases import check_ins, membership, names, shifts, signals, upkeep

EVERY_SECONDS = {
    "shifts": 1,
    "names": 5,
    "courier": 10,
    "silence": 20,
    "readers": 60,
    "upkeep": 3600,
}
STALE_AFTER = 3  # intervals without a tick of the shifts


class Ticks:
    """A few interval jobs in memory; a missed tick is simply the next one."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._last = time.monotonic()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._jobs: dict[str, Callable[[], Awaitable[None]]] = {
            "shifts": self._tell_shifts,
            "names": self._look_up_a_name,
            "courier": self._services.courier.tidy,
            "silence": self._meet_silence,
            "readers": self._refresh_readers,
            "upkeep": self._keep_up,
        }

    def start(self) -> None:
        for name, seconds in EVERY_SECONDS.items():
            self._scheduler.add_job(self._safely, "interval", seconds=seconds, args=[name], id=name)
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    def is_ticking(self) -> bool:
        age = time.monotonic() - self._last
        return age < EVERY_SECONDS["shifts"] * STALE_AFTER + 1

    async def all_at_once(self) -> None:
        """Every job now: the demo and the tests move the business clock and want to see it."""
        for name in self._jobs:
            if name != "upkeep":
                await self._safely(name)
        self._services.courier.wake()

    async def _safely(self, name: str) -> None:
        """A fault ends one tick, never the clock."""
        try:
            await self._jobs[name]()
        except (StoreUnavailable, Refused) as fault:
            logs.note("tick.failed", name=name, error=fault)

    async def _tell_shifts(self) -> None:
        self._last = time.monotonic()
        place, threads = self._services.place, self._services.threads
        ended = await threads.write(signals.take_in_received, place)
        ended += await threads.write(shifts.close_expected, place)
        ended += await threads.write(signals.tell_usual, place)
        if ended:
            self._services.courier.wake()

    async def _meet_silence(self) -> None:
        place, threads = self._services.place, self._services.threads
        done = await threads.write(check_ins.lapse, place)
        done += await threads.write(membership.ask_the_silent, place)
        if done:
            self._services.courier.wake()

    async def _refresh_readers(self) -> None:
        await self._services.threads.read(self._services.readers.refresh)

    async def _keep_up(self) -> None:
        await self._services.threads.write(upkeep.forget, self._services.place)

    async def _look_up_a_name(self) -> None:
        """One name at a time: a typing error in the rota, or somebody who has not joined."""
        services = self._services
        waiting = await services.threads.read(names.next_waiting, services.place)
        if waiting is None:
            return
        source, name = waiting
        found = await self._find(name)
        await services.threads.write(names.match_later, source, name, found, services.place)

    async def _find(self, name: str) -> str | None:
        slack = self._services.slack
        if "@" in name:
            return await slack.find_by_email(name)
        return name if await slack.knows(name) else None
