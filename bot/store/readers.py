"""Who reads in which language and lives in which country, kept in memory for when the database is away."""

from dataclasses import dataclass

from bot.domain.languages import ENGLISH, ENGLISH_ONLY, Languages
from bot.domain.people import Worker
from bot.store.unit_of_work import Store, StoreUnavailable


@dataclass(frozen=True)
class Reader:
    """What is needed to show somebody the people to call, without asking the database."""

    language: str = ENGLISH
    country: str | None = None


class Readers:
    """A copy of two choices of every worker; a miss is the organisation's own language and country."""

    def __init__(
        self,
        store: Store,
        workspace: str,
        country: str | None,
        languages: Languages = ENGLISH_ONLY,
    ) -> None:
        self._store = store
        self._workspace = workspace
        self._languages = languages
        self._stranger = Reader(languages.of(None), country)
        self._known: dict[str, Reader] = {}

    def of(self, worker: str) -> Reader:
        return self._known.get(worker, self._stranger)

    def knows(self, worker: str) -> bool:
        return worker in self._known

    def note(self, worker: Worker) -> None:
        language = self._languages.of(worker)
        self._known[worker.id] = Reader(language, worker.country or self._stranger.country)

    def forget(self, worker: str) -> None:
        self._known.pop(worker, None)

    def refresh(self) -> bool:
        """Read them all again; on a fault the old copy stays and this returns False."""
        try:
            with self._store.look(self._workspace) as uow:
                everybody = uow.people.everybody()
        except StoreUnavailable:
            return False
        self._known = {}
        for worker in everybody:
            self.note(worker)
        return True
