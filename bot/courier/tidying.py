"""Tidying up after senders that vanished, so that nothing is left asking and nothing is asked twice."""

from dataclasses import replace

from bot.courier.office import Office
from bot.domain.letters import ABANDON_AFTER, Letter, LetterKind
from bot.store.outbox import Candidate
from bot.store.unit_of_work import UnitOfWork


def tidy_doubts(office: Office) -> int:
    """Posts whose sender vanished become doubtful, edits wait again; old doubts are given up."""
    with office.store.begin(office.workspace) as uow:
        uow.outbox.repeat_lost_edits(office.wall.now())
        for card in uow.outbox.lost_fresh_cards(office.wall.now()):
            put_card(uow, card, office)
        lost = uow.outbox.doubt_lost_leases(office.wall.now())
        uow.outbox.abandon_doubts(office.clock.now() - ABANDON_AFTER)
        return lost


def put_card(uow: UnitOfWork, fresh: Candidate, office: Office) -> None:
    """The fresh card will not come for certain: the old message is made the card, in silence."""
    now = office.clock.now()
    card = Letter(office.dice.token(), LetterKind.CARD, fresh.to, now, fresh.about)
    uow.outbox.put(replace(card, channel=fresh.channel, ts=fresh.ts), now)
