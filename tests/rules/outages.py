"""Ways in which a database goes away in the middle of a story, and comes back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from tests import databases
from tests.stories.stage import Stage


@contextmanager
def locked(scene: Stage) -> Iterator[None]:
    """Somebody else, a backup perhaps, holds the write lock and does not let go."""
    with databases.locked(scene.services.place.store.url):
        yield


@contextmanager
def gone(scene: Stage) -> Iterator[None]:
    """It goes and comes back between two units of work, so that none has a file open."""
    outage = databases.gone(scene.services.place.store)
    scene._run(scene.services.threads.write(outage.__enter__))
    try:
        yield
    finally:
        scene._run(scene.services.threads.write(outage.__exit__, None, None, None))


OUTAGES: dict[str, Callable[[Stage], AbstractContextManager[None]]] = {
    "locked": locked,
    "gone": gone,
}
