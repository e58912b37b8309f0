"""Guests of the workspace on the list of buddies: a coordinator says whether they may be placed."""

from dataclasses import replace

from bot.domain.audit import Act
from bot.domain.buddies import Buddy
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import hellos, pairs
from bot.use_cases.coordination import acting
from bot.use_cases.workplace import Workplace


def look(coordinator: str, place: Workplace) -> list[Buddy]:
    """Those who put themselves on the list; of everybody else nothing is told."""
    with acting(coordinator, Act.LOOKED_AT_GUESTS, place) as uow:
        return _guests(uow)


def welcome(
    coordinator: str, guest: str, place: Workplace, *, is_welcome: bool = True
) -> list[Buddy]:
    """The yes, or taking it back, which ends what is on with this guest like any other end.

    For who has left the list meanwhile nothing is kept, nor their id.
    """
    act = Act.WELCOMED_GUEST if is_welcome else Act.TOOK_WELCOME
    with acting(coordinator, Act.LOOKED_AT_GUESTS, place) as uow:
        uow.people.hold([guest])
        buddy = uow.buddies.get(guest)
        if buddy is not None:
            uow.audit_log.note(coordinator, act, place.now(), person=guest)
            uow.buddies.save(replace(buddy, guest_is_welcome=is_welcome))
            if not is_welcome:
                hellos.end_for_both(uow, guest, place)
                pairs.look_again(uow, guest, place)
        return _guests(uow)


def _guests(uow: UnitOfWork) -> list[Buddy]:
    listed = uow.buddies.everybody()
    guests = uow.people.guests([buddy.worker for buddy in listed])
    return [buddy for buddy in listed if buddy.worker in guests]
