"""Asks Slack who has gone, and who is new: its events tell of both, but not of those it never brought."""

from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.bootstrap import Services
from bot.courier.slack import Refused
from bot.use_cases import departures, membership

AT_ONCE = 10  # people a tick: well below what Slack lets one app ask in a minute
AFTER_A_START = timedelta(minutes=5)  # whoever uses the app just then comes first
ANEW_AFTER = timedelta(days=1)
Ask = Callable[[str], Awaitable[None]]


class Departures:
    """Everybody known here, a few at each tick: all of them soon after each start, and once a day.

    Only the word of Slack counts that an account is deactivated, or that a worker is of another
    organisation: who is not found, or not shown, stays.
    """

    def __init__(self, services: Services, begins_after: timedelta = AFTER_A_START) -> None:
        self._services = services
        self._left: deque[tuple[Ask, str]] = deque()
        self._begins_at = self._anew_at = services.wall.now() + begins_after

    async def ask_some(self) -> None:
        """Those first who joined while Slack did not answer: they are placed with nobody until then."""
        services = self._services
        now = services.wall.now()
        if now < self._begins_at:
            return
        new = await services.threads.read(departures.not_learnt, services.place, AT_ONCE)
        for worker in new:
            await self._safely(self._learn, worker)
        if now >= self._anew_at:
            await self._begin_anew(now)
        for _ in range(min(AT_ONCE, len(self._left))):
            ask, person = self._left[0]
            await self._safely(ask, person)
            self._left.popleft()

    async def _begin_anew(self, now: datetime) -> None:
        read, place = self._services.threads.read, self._services.place
        others = await read(departures.others_to_ask_about, place)
        workers = await read(departures.workers_to_ask_about, place)
        self._left = deque([(self._ask, one) for one in others])
        self._left += [(self._learn, one) for one in workers]
        self._anew_at = now + ANEW_AFTER

    @staticmethod
    async def _safely(ask: Ask, person: str) -> None:
        """A refusal of one person ends nothing; when Slack has enough of us, the rest waits for a tick."""
        try:
            await ask(person)
        except Refused as refusal:
            if refusal.fault.is_silence or refusal.fault.retry_after is not None:
                raise

    async def _ask(self, person: str) -> None:
        """Of somebody who has not opted in nothing else is asked."""
        if await self._services.slack.has_gone(person):
            await self._forget(person)

    async def _learn(self, worker: str) -> None:
        services = self._services
        person = await services.slack.person(worker, services.place.workspace)
        if person.is_gone or person.is_stranger:
            await self._forget(worker)
            return
        known = await services.threads.write(
            membership.learn_profile, worker, person.profile, services.place
        )
        if known is not None:
            services.readers.note(known)

    async def _forget(self, person: str) -> None:
        services = self._services
        await services.threads.write(membership.erase, person, services.place)
        services.readers.forget(person)
        services.courier.wake()
