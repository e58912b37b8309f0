"""Offering a practice that fits, that was not shown lately, and remembering that it was shown."""

from datetime import timedelta

from bot.domain.practices import Feeling, Length, Practice, choose
from bot.store.vault import Shown, Vault
from bot.use_cases.workplace import Workplace
from bot.words import ENGLISH

NOT_AGAIN_WITHIN = timedelta(days=14)  # content-brief.md section 3, rule 6


def offer(
    worker: str,
    feeling: Feeling | None,
    length: Length | None,
    place: Workplace,
    after: str | None = None,
) -> Practice:
    """The next card for this worker; only a worker with check-ins on is remembered.

    `after` is the card that is open now, so that "Another" is another for everybody.
    """
    today = place.now().date()
    with place.visit(worker) as uow:
        known = uow.people.get(worker)
        if known is None or not known.is_on:
            return offer_unremembered(feeling, length, place, after)
        vault = Vault(uow, worker)
        shown = [s for s in vault.shown_lately() if today - s.on < NOT_AGAIN_WITHIN]
        practice = choose(
            place.library.practices(known.language or ENGLISH),
            feeling=feeling,
            length=length,
            recent=[s.practice for s in shown],
            dice=place.dice,
        )
        vault.remember([*shown, Shown(practice.id, today)])
        return practice


def offer_unremembered(
    feeling: Feeling | None, length: Length | None, place: Workplace, after: str | None = None
) -> Practice:
    """A card without the database: for people we do not know, and for when it is away."""
    practices = place.library.practices(ENGLISH)
    recent = () if after is None else (after,)
    return choose(practices, feeling=feeling, length=length, recent=recent, dice=place.dice)
