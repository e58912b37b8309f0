"""Whom "Call for me" calls: the coordinators, one after the other, each only when the asker taps again."""

from datetime import datetime, timedelta

from bot.domain.buddy_requests import BuddyOffer, BuddyRequest, OfferState
from bot.domain.letters import Letter, LetterKind
from bot.domain.people import Worker
from bot.domain.roles import Role
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases.workplace import Workplace

CALLED_LATELY = timedelta(hours=1)


def next_for(uow: UnitOfWork, asker: str, now: datetime) -> str | None:
    """The first whom this asker has not called within the hour; the first of all when each was."""
    leads = [one for one in uow.roles.active(Role.COORDINATOR) if one != asker]
    called = uow.buddy_requests.called(asker, now - CALLED_LATELY)
    return next((one for one in leads if one not in called), next(iter(leads), None))


def call(uow: UnitOfWork, request: BuddyRequest, place: Workplace) -> bool:
    """False for one who coordinates no more, or is being asked for somebody else at this moment."""
    whom, now = request.calls, place.now()
    if whom is None or not uow.roles.is_active(whom, Role.COORDINATOR):
        return False
    if uow.people.get(whom) is None:
        uow.people.save(Worker(whom))
    offer = BuddyOffer(place.dice.token(), request.id, whom, OfferState.OPEN, now, is_named=True)
    if not uow.buddy_requests.add_offer(offer):
        return False
    named = (request.asker,)
    letter = Letter(
        place.dice.token(), LetterKind.MY_BUDDY_OFFER, whom, now, offer.id, others=named
    )
    uow.outbox.put(letter, now)
    return True
