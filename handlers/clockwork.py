"""Keeps ticking: APScheduler as the clock, and a watchdog on the clock that nobody can set."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot import logs
from bot.clock import Clock

STALE_AFTER = 3  # intervals without a tick
LONGEST_TICK = 60.0  # seconds; a tick that is at work for longer hangs
# A tick that outlasts its interval is no news: the next one is simply left out.
LOGGER = logging.getLogger("apscheduler.clockwork")
LOGGER.setLevel(logging.ERROR)
LONGEST_GOODBYE = 5.0  # seconds that a stop waits for the ticks that are at work


@dataclass
class Job:
    """One thing that is done at every tick, and when it was last done, on the monotonic clock."""

    run: Callable[[], Awaitable[object]]
    seconds: float
    since: float = field(default_factory=time.monotonic)
    is_at_work: bool = False
    has_failed: bool = False
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def do(self) -> None:
        """Never twice at the same time: who comes meanwhile waits, and then looks for themselves."""
        async with self._turn:
            await self.run()

    @property
    def age(self) -> float:
        """Seconds since the last tick ended, or since the one that is at work began."""
        return time.monotonic() - self.since

    @property
    def is_stale(self) -> bool:
        return self.age > (LONGEST_TICK if self.is_at_work else STALE_AFTER * self.seconds)


class _Every(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """At fixed distances; what was missed is missed.

    APScheduler's own trigger walks through every tick of a jump, and a machine that learns the date
    only after it has started may jump by years.
    """

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        after = (previous or now) + self._interval
        return after if after > now else now + self._interval


class Clockwork:
    """A few interval jobs in memory; a missed tick is simply the next one.

    APScheduler reads the wall clock: when that goes back by an hour, it stands still for an hour
    (engine.md section 6). The watchdog does not read it, and gives every job that is late a push.
    """

    def __init__(
        self, jobs: Mapping[str, Job], wall: Clock, ticked: Callable[[str, str], None]
    ) -> None:
        self.jobs = jobs
        self._wall = wall
        self._ticked = ticked
        self._watchdog: asyncio.Task[None] | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            logger=LOGGER,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        for name, job in self.jobs.items():
            job.since = time.monotonic()
            self._scheduler.add_job(
                self._tick,
                _Every(job.seconds),
                args=[name],
                id=name,
                next_run_time=self._wall.now(),
            )
        self._scheduler.start()
        self._watchdog = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """No new tick begins; those that are at work may end."""
        if self._watchdog is None:
            return
        self._watchdog.cancel()
        self._scheduler.pause()
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_GOODBYE):
                await self._idle.wait()
        self._scheduler.shutdown(wait=False)
        await asyncio.gather(self._watchdog, return_exceptions=True)

    def stale(self) -> list[str]:
        """The jobs without a tick for three intervals."""
        return [name for name, job in self.jobs.items() if job.is_stale]

    async def _tick(self, name: str) -> None:
        """A fault ends one tick, never the clock."""
        job = self.jobs[name]
        job.since, job.is_at_work = time.monotonic(), True
        self._idle.clear()
        try:
            await job.do()
        except Exception as fault:  # noqa: BLE001  whatever it is, the next tick comes
            logs.note("tick.failed", name=name, error=fault)
            self._ticked(name, "failed")
            job.has_failed = True
        else:
            self._ticked(name, "done")
            job.has_failed = False
        finally:
            job.since, job.is_at_work = time.monotonic(), False
            if not any(other.is_at_work for other in self.jobs.values()):
                self._idle.set()

    async def _watch(self) -> None:
        """`sleep` counts on the monotonic clock, so this goes on whatever the wall clock does."""
        while True:
            await asyncio.sleep(min(job.seconds for job in self.jobs.values()))
            for name in self.stale():
                if not self.jobs[name].is_at_work:
                    logs.note("tick.pushed", name=name)
                    self._ticked(name, "pushed")
                    self._scheduler.modify_job(name, next_run_time=self._wall.now())
