"""The keys that seal what workers say: whether they fit, replacing the master key, going on without it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.store import backup
from bot.store.unit_of_work import Store
from bot.store.worker_keys import Standing, WorkerKeys, Wrapped
from bot.use_cases import membership
from bot.use_cases.workplace import Workplace

AT_ONCE = 100  # keys in one transaction: a few milliseconds

WRONG_KEY = (
    "AFTERSHIFT_KEY is not the key that this database is used with. Put that one back, and nothing "
    "is lost. If it is lost for good: aftershift keys forget. The answers that are kept go then, and "
    "nothing else. See docs/keys.md."
)
NO_KEYS = (
    "There are workers but no place for their keys, as after a restore from a backup. To go on: "
    "aftershift restore. See docs/backup.md."
)


class KeyTrouble(Exception):
    """The keys do not go with the data; the text says what to do."""


@dataclass(frozen=True)
class KeyState:
    """How many workers' keys there are, how many the old master key wraps, and how many none opens."""

    standing: Standing
    keys: int
    wrapped_with_old: int
    lost: int


def check(store: Store) -> None:
    """Whether the keys go with the data; KeyTrouble when somebody has to decide something first."""
    if not store.has_keys():
        if store.workspaces():
            raise KeyTrouble(NO_KEYS)
        backup.make_keys(store.url)
    for workspace in store.workspaces():
        standing = _standing(store, workspace)
        if standing is Standing.WRONG:
            raise KeyTrouble(WRONG_KEY)
        if standing is Standing.NEW:
            with store.begin(workspace) as uow:
                WorkerKeys(uow).use_ours()


def state(store: Store, workspace: str) -> KeyState:
    """Looks at every key and changes none."""
    keys = old = lost = 0
    for page in _pages(store, workspace):
        with store.look(workspace) as uow:
            ours = WorkerKeys(uow)
            opened = [one for one in page if ours.opens(one)]
            keys += len(page)
            lost += len(page) - len(opened)
            old += sum(not ours.is_wrapped_anew(one) for one in opened)
    return KeyState(_standing(store, workspace), keys, old, lost)


def rotate(place: Workplace) -> int:
    """Wrap every worker's key with the new master key; how many were not yet.

    Each page is a transaction of its own, so this may be killed anywhere and begun again. The second
    walk finds the keys that were made with the old master key while the first one was under way.
    """
    store = place.store
    with place.begin() as uow:
        WorkerKeys(uow).use_ours()
    moved = _wrap_anew(store, place.workspace)
    with place.begin() as uow:
        WorkerKeys(uow).use_current_only()
        uow.audit_log.seal_anew()
    moved += _wrap_anew(store, place.workspace)
    store.wipe_traces()
    return moved


def forget(place: Workplace) -> int:
    """Go on without a master key that is lost; how many workers' answers went with it.

    The marks of e-mail addresses go first, since without the lost key they mean nobody. Begun again
    after a kill, this does what is left.
    """
    if not fits(place):
        _forget_marks(place)
    with place.begin() as uow:
        WorkerKeys(uow).use_current_only()
        uow.audit_log.seal_anew()
    lost = lost_workers(place)
    membership.begin_anew(lost, place)
    place.store.wipe_traces()
    return len(lost)


def fits(place: Workplace) -> bool:
    """Whether the master key of this process is one that is in use."""
    return _standing(place.store, place.workspace) is not Standing.WRONG


def everybody(place: Workplace) -> list[str]:
    """The ids of all who have ever turned anything on."""
    with place.look() as uow:
        return [worker.id for worker in uow.people.everybody()]


def holders(place: Workplace) -> set[str]:
    """Whoever has a key, whether it opens or not."""
    return {one.worker for page in _pages(place.store, place.workspace) for one in page}


def lost_workers(place: Workplace) -> list[str]:
    """Workers without a key that can be opened, and whoever has such a key and is no worker any more."""
    keyless = set(everybody(place))
    unreadable = set()
    for page in _pages(place.store, place.workspace):
        keyless -= {one.worker for one in page}
        with place.look() as uow:
            unreadable |= {one.worker for one in page if not WorkerKeys(uow).opens(one)}
    return sorted(keyless | unreadable)


def _forget_marks(place: Workplace) -> None:
    while True:
        with place.begin() as uow:
            if not uow.people.forget_email_marks(AT_ONCE):
                return


def _standing(store: Store, workspace: str) -> Standing:
    with store.look(workspace) as uow:
        return WorkerKeys(uow).standing()


def _wrap_anew(store: Store, workspace: str) -> int:
    moved = 0
    for page in _pages(store, workspace):
        with store.begin(workspace) as uow:
            moved += WorkerKeys(uow).wrap_anew(page)
    return moved


def _pages(store: Store, workspace: str) -> Iterator[list[Wrapped]]:
    """All keys in the order of the workers' ids, some at a time, holding nothing between them."""
    last = ""
    while True:
        with store.look(workspace) as uow:
            page = WorkerKeys(uow).page(last, AT_ONCE)
        if not page:
            return
        yield page
        last = page[-1].worker
