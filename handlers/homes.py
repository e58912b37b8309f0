"""Publishing Home, with the hash that keeps two drawings from overwriting each other."""

from bot import logs
from bot.bootstrap import Services
from bot.courier.slack import Refused
from bot.store.unit_of_work import StoreUnavailable
from bot.use_cases import home as use_case
from bot.use_cases import membership
from bot.views import home
from bot.views.kit import View
from handlers.payloads import Happened

MOST_HASHES = 10_000


class Homes:
    """The Homes of one workspace; hashes live in memory and may be lost."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._hashes: dict[str, str] = {}
        self._strangers: set[str] = set()

    def learn_hash(self, event: Happened) -> None:
        """Slack says with the opening what is there now."""
        view = event.facts.get("view")
        if event.kind == "app_home_opened" and isinstance(view, dict) and view.get("hash"):
            self._note(event.worker, str(view["hash"]))

    async def turn_away(self, worker: str) -> None:
        """Slack does not say with the opening of a Home where somebody is from; a tap does."""
        if len(self._strangers) < MOST_HASHES:
            self._strangers.add(worker)
        await self.publish(worker)

    async def publish(self, worker: str, notice: str | None = None) -> None:
        try:
            await self._publish(worker, notice, self._hashes.get(worker))
        except Refused as refusal:
            if refusal.fault.error != "hash_conflict":
                raise
            await self._publish(worker, notice, None)  # drawn anew from what is true now

    async def learn(self, worker: str) -> None:
        """Ask Slack who this is, note it for who has opted in, and draw Home again."""
        services = self._services
        try:
            person = await services.slack.person(worker, services.place.workspace)
        except Refused:
            await self.publish(worker)
            raise
        if person.is_stranger or person.is_gone:
            await services.threads.write(membership.erase, worker, services.place)
            services.readers.forget(worker)
            await self.turn_away(worker)
            return
        self._strangers.discard(worker)
        known = await services.threads.write(
            membership.learn_profile, worker, person.profile, services.place
        )
        if known is not None:
            services.readers.note(known)
            await self.publish(worker)

    async def _publish(self, worker: str, notice: str | None, known_hash: str | None) -> None:
        view = await self._drawn(worker, notice)
        self._note(worker, await self._services.slack.publish_home(worker, view, known_hash))

    async def _drawn(self, worker: str, notice: str | None) -> View:
        services = self._services
        room = services.room(worker)
        if worker in self._strangers:
            return home.not_from_here(room)
        try:
            facts = await services.threads.read(use_case.look, worker, services.place)
        except StoreUnavailable as fault:
            logs.note("store.away", where="home", error=fault)
            return home.unreadable(room)
        return home.home(facts, room, notice)

    def _note(self, worker: str, view_hash: str) -> None:
        if len(self._hashes) >= MOST_HASHES:
            self._hashes.clear()
        self._hashes[worker] = view_hash
