"""What somebody would rather not hear: told to the one they talk with, while they do, and to nobody else."""

from datetime import datetime

from bot.domain.buddy_requests import BuddyRequest
from bot.domain.rounds import PairState
from bot.domain.topics import RatherNot
from bot.store.sealed import Sealed
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases.workplace import Workplace


def of_request(request: str, asker: str, place: Workplace) -> tuple[RatherNot, ...] | None:
    """Of who said yes; None for anybody but the asker, and when it is over."""
    with place.look() as uow:
        found = uow.buddy_requests.get(request)
        if found is None or found.asker != asker:
            return None
        told = of_who_said_yes(uow, found, place.now())
        return None if told is None else (told,)


def of_pair(pair: str, reader: str, place: Workplace) -> tuple[RatherNot, ...] | None:
    """Of the other, or of two; None for who is not in this pair, and when it is over."""
    with place.look() as uow:
        found = uow.pairs.get(pair)
        if found is None or found.state is not PairState.HELD or reader not in found.members:
            return None
        if found.ends_at is not None and found.ends_at <= place.now():
            return None
        return tuple(_of(uow, other) for other in found.others(reader))


def of_who_said_yes(
    uow: UnitOfWork, request: BuddyRequest | None, now: datetime
) -> RatherNot | None:
    """Only once both are named to each other, and for the day on which the asker finds the name again."""
    if request is None or request.buddy is None or not request.is_shown(now):
        return None
    return _of(uow, request.buddy)


def _of(uow: UnitOfWork, person: str) -> RatherNot:
    lists = Sealed(uow).lists_of(person)
    return RatherNot(person) if lists is None else RatherNot(person, lists.topics)
