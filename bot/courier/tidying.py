"""Tidying up after senders that vanished, so that nothing is left asking and nothing is asked twice."""

from dataclasses import replace

from bot.courier.office import Office
from bot.domain.letters import ABANDON_AFTER, Letter, LetterKind
from bot.store.outbox import Candidate
from bot.store.unit_of_work import UnitOfWork


def tidy_doubts(office: Office) -> int:
    """Posts whose sender vanished become doubtful, edits wait again; old doubts are given up.

    It is looked up beside the writer whether there is anything to do: mostly there is nothing.
    """
    now, old = office.wall.now(), office.clock.now() - ABANDON_AFTER
    with office.store.look(office.workspace) as uow:
        if not uow.outbox.is_any_lost(now, old):
            return 0
    with office.store.begin(office.workspace) as uow:
        uow.outbox.repeat_lost_edits(now)
        for card in uow.outbox.lost_fresh_cards(now):
            put_card(uow, card, office)
        lost = uow.outbox.doubt_lost_leases(now)
        uow.outbox.abandon_doubts(old)
        return lost


def put_card(uow: UnitOfWork, fresh: Candidate, office: Office) -> None:
    """The fresh card will not come for certain: the old message is made the card, in silence."""
    now = office.clock.now()
    card = Letter(office.dice.token(), LetterKind.CARD, fresh.to, now, fresh.about)
    uow.outbox.put(replace(card, channel=fresh.channel, ts=fresh.ts), now)
