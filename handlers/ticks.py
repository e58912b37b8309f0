"""The clock's door: each tick calls use cases; the due work lives in the database."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from bot import logs
from bot.bootstrap import Services
from bot.courier.slack import Refused
from bot.store.unit_of_work import StoreUnavailable
from bot.use_cases import audit, heartbeats, names, round_turns, signals, upkeep
from bot.use_cases.check_ins import LAPSE
from bot.use_cases.chores import Chore
from bot.use_cases.hellos import PROMPT_HELLOS
from bot.use_cases.membership import ASK_THE_SILENT
from bot.use_cases.practices import TRIM_MEMORIES
from bot.use_cases.relay import RELAY
from bot.use_cases.round_turns import LET_QUESTIONS_GO, TELL_PROGRESS
from bot.use_cases.shifts import CLOSE_EXPECTED
from bot.use_cases.signals import TELL_USUAL
from handlers.clockwork import Clockwork, Job
from handlers.departures import Departures
from handlers.roles import Role

BEAT = 20.0  # seconds between two heartbeats
KNOCK = 20.0  # and between two tries to be let in again by Slack
BY_THEMSELVES = ("audit", "departures", "upkeep")  # a moved clock needs none of them


class Ticks:
    """What is done again and again: by every process a little, the due work only by those that work."""

    def __init__(
        self,
        services: Services,
        role: Role,
        ticked: Callable[[str, str], None],
    ) -> None:
        self._services = services
        self._role = role
        self._process = services.place.dice.token()
        self._told: dict[str, int] = {}
        jobs = {
            "readers": Job(self._refresh_readers, 60),
            "heartbeat": Job(self._beat, BEAT),
            "slack": Job(self._knock_again, KNOCK),
            "words": Job(self._read_words_again, 60),
        }
        if role.works:
            jobs |= {
                "signals": Job(self._take_in_signals, 1),
                "shifts": Job(partial(self._do, CLOSE_EXPECTED), 1),
                "usual": Job(partial(self._do, TELL_USUAL), 1),
                "names": Job(self._look_up_a_name, 5),
                "relay": Job(partial(self._do, RELAY), 2),
                "courier": Job(services.courier.tidy, 10),
                "silence": Job(partial(self._do, LAPSE), 20),
                "ask_once": Job(partial(self._do, ASK_THE_SILENT), 60),
                "hellos": Job(partial(self._do, PROMPT_HELLOS), 60),
                "rounds": Job(self._make_rounds, 60),
                "pairs": Job(self._mend_pairs, 300),
                "round_progress": Job(partial(self._do, TELL_PROGRESS), 20),
                "asked_pairs": Job(partial(self._do, LET_QUESTIONS_GO), 3600),
                "memories": Job(partial(self._do, TRIM_MEMORIES), 3600),
                "audit": Job(self._audit, 60),
                "departures": Job(Departures(services).ask_some, 60),
                "upkeep": Job(self._keep_up, 3600),
            }
        self._clockwork = Clockwork(jobs, services.wall, ticked)

    def start(self) -> None:
        self._clockwork.start()

    async def stop(self) -> None:
        """In good order: what is at work ends, and nobody need miss this process."""
        await self._clockwork.stop()
        services = self._services
        try:
            await services.threads.write(heartbeats.end, self._process, services.place)
        except StoreUnavailable as fault:
            logs.note("store.away", where="heartbeat", error=fault)

    def stale(self) -> list[str]:
        return self._clockwork.stale()

    @property
    def can_write(self) -> bool:
        """Whether the last heartbeat could be written down: a full disk can still be read."""
        return not self._clockwork.jobs["heartbeat"].has_failed

    def ages(self) -> dict[str, float]:
        """Seconds since each job's last tick."""
        return {name: job.age for name, job in self._clockwork.jobs.items()}

    async def all_at_once(self) -> None:
        """Every job now: the demo and the tests move the business clock and want to see it."""
        for name, job in self._clockwork.jobs.items():
            if name not in BY_THEMSELVES:
                await self._safely(name, job)
        self._services.courier.wake()

    async def _safely(self, name: str, job: Job) -> None:
        """What may happen on any day ends one tick; anything else is to be seen at once."""
        try:
            await job.do()
        except (StoreUnavailable, Refused) as fault:
            logs.note("tick.failed", name=name, error=fault)

    async def _beat(self) -> None:
        services = self._services
        await services.threads.write(
            heartbeats.beat, self._process, self._role, services.place, services.wall.now()
        )

    async def _knock_again(self) -> None:
        """Shut out by a dead token, say: the first call that is let in tells that it is over."""
        if self._services.slack.shut_out is not None:
            with suppress(Refused):
                await self._services.slack.who_am_i()

    async def _audit(self) -> None:
        """A line in the log whenever a number of what is overdue has changed."""
        services = self._services
        found = await services.threads.read(audit.audit, services.place, services.wall.now())
        for kind, count in found.overdue.items():
            if count != self._told.get(kind, 0):
                logs.note("audit.overdue", kind=kind, count=count)
        self._told = dict(found.overdue)

    async def _take_in_signals(self) -> None:
        """A few at a time, for as long as more wait: between them the writer is everybody's."""
        services = self._services
        while await services.threads.write(signals.take_in_received, services.place):
            services.courier.wake()

    async def _do(self, chore: Chore[Any]) -> None:
        """The same for what is due: who is busy at this moment has their turn at the next tick."""
        services = self._services
        for some in await services.threads.read(chore.look, services.place):
            if await services.threads.write(chore.do, some, services.place):
                services.courier.wake()

    async def _make_rounds(self) -> None:
        """Worked out beside the writer; who was first has made it, and nobody makes it twice."""
        services = self._services
        for last in await services.threads.read(round_turns.due, services.place):
            sheet = await services.threads.read(round_turns.plan_next, last, services.place)
            if await services.threads.write(round_turns.take, last, sheet, services.place):
                await self._mend_pairs()
                services.courier.wake()

    async def _mend_pairs(self) -> None:
        """As long as nobody has heard; who goes or changes a list has their own pair mended at once."""
        services = self._services
        found = await services.threads.read(round_turns.broken, services.place)
        if found:
            await services.threads.write(round_turns.mend_broken, found, services.place)

    async def _refresh_readers(self) -> None:
        await self._services.threads.read(self._services.readers.refresh)

    async def _read_words_again(self) -> None:
        """When an organisation changed its folder; of a file with faults the log has the name only."""
        library = self._services.library
        if not await self._services.threads.read(library.reload_if_changed):
            return
        faults = Counter(fault.file for fault in library.faults)
        logs.note("words.read", count=faults.total())
        for file, count in sorted(faults.items()):
            logs.note("words.fault", where=file, count=count)

    async def _keep_up(self) -> None:
        """One small step after another: between them the writing thread is everybody's."""
        while await self._services.threads.write(upkeep.forget_some, self._services.place):
            continue

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
