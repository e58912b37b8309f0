"""Being on the list of buddies, or not."""

from bot.domain.buddies import Buddy, PrivateLists
from bot.store.sealed import Sealed
from bot.use_cases import relay
from bot.use_cases.workplace import Workplace


def look(worker: str, place: Workplace) -> tuple[Buddy | None, PrivateLists | None]:
    """What is kept of a buddy, for that buddy; lists that cannot be opened are none."""
    with place.look() as uow:
        return uow.buddies.get(worker), Sealed(uow).lists_of(worker)


def leave(worker: str, place: Workplace) -> None:
    """Off the list at once, with all that was said for it; nobody is told (rule 6)."""
    with place.visit(worker) as uow:
        relay.let_go(uow, worker, place)
        uow.buddies.remove(worker)
