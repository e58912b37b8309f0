"""Offers to be a buddy at the claim: is somebody still looked for, and may this one still be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.buddies import Buddy
from bot.domain.buddy_requests import BuddyRequest
from bot.domain.check_ins import Leave
from bot.domain.letters import OFFERS
from bot.domain.people import Worker
from bot.domain.relay import may_offer
from bot.store.outbox import Candidate
from bot.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class OfferFacts:
    """The requests that these offers are for, by offer, and who of their readers is on the list."""

    requests: Mapping[str, BuddyRequest]
    buddies: Mapping[str, Buddy]

    def leave(self, letter: Candidate, worker: Worker | None, now: datetime) -> Leave:
        request = self.requests.get(letter.about or "")
        return may_offer(request, self.buddies.get(letter.to), worker, now)


def look_up(uow: UnitOfWork, letters: Sequence[Candidate]) -> OfferFacts:
    """Nothing is asked of the database for letters of any other kind."""
    ours = [letter for letter in letters if letter.kind in OFFERS]
    if not ours:
        return OfferFacts({}, {})
    return OfferFacts(
        requests=uow.buddy_requests.of_offers([one.about for one in ours if one.about]),
        buddies=uow.buddies.several(sorted({one.to for one in ours})),
    )
