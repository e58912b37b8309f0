"""Ways in which a database goes away in the middle of a story, and comes back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests import databases
from tests.stories.stage import Stage


def database(scene: Stage) -> Path:
    return Path(str(scene.services.place.store.url.database))


@contextmanager
def locked(scene: Stage) -> Iterator[None]:
    """Somebody else, a backup perhaps, holds the write lock and does not let go."""
    with databases.locked(scene.services.place.store.url):
        yield


@contextmanager
def gone(scene: Stage) -> Iterator[None]:
    """The folder is not there any more: a disk that was unplugged, a mount that fell away."""
    folder = database(scene).parent
    _moves(scene, folder, folder.with_name("elsewhere"))
    try:
        yield
    finally:
        _moves(scene, folder.with_name("elsewhere"), folder)


def _moves(scene: Stage, before: Path, after: Path) -> None:
    """Between two units of work, so that none has the files open."""

    def move() -> None:
        scene.services.place.store.close()
        before.rename(after)

    scene._run(scene.services.threads.write(move))


OUTAGES: dict[str, Callable[[Stage], AbstractContextManager[None]]] = {
    "locked": locked,
    "gone": gone,
}
