"""Offering a practice that fits, that was not shown lately, and remembering that it was shown."""

from datetime import timedelta

from bot.domain.minutes import Step, first_step
from bot.domain.practices import Feeling, Length, Practice, choose
from bot.store.unit_of_work import UnitOfWork
from bot.store.vault import Shown, Vault
from bot.use_cases import check_ins
from bot.use_cases.check_ins import Meeting
from bot.use_cases.workplace import Workplace

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
    with place.visit(worker) as uow:
        return _offer(uow, worker, feeling, length, place) or offer_unremembered(
            feeling, length, place, after
        )


def offer_after(meeting: Meeting, place: Workplace) -> Practice | None:
    """One transaction for every answer: the message is met, a card is drawn, the memory sealed anew.

    Light and very heavy are met with a sentence first; their memory is sealed anew all the same,
    so that the database tells nothing apart (rule 1). None means: no card yet.
    """
    with place.visit(meeting.worker) as uow:
        check_ins.meet_within(uow, meeting, place)
        if first_step(meeting.feeling) is Step.PRACTICE:
            known = _offer(uow, meeting.worker, meeting.feeling, None, place)
            return known or offer_unremembered(meeting.feeling, None, place)
        worker = uow.people.get(meeting.worker)
        if worker is not None and worker.is_on:
            Vault(uow, meeting.worker).open_memory()
        return None


def _offer(
    uow: UnitOfWork,
    worker: str,
    feeling: Feeling | None,
    length: Length | None,
    place: Workplace,
) -> Practice | None:
    """A card that was not shown lately, and is remembered now; None for who is not remembered."""
    known = uow.people.get(worker)
    if known is None or not known.is_on:
        return None
    today = place.now().date()
    vault = Vault(uow, worker)
    shown = [s for s in vault.shown_lately() if today - s.on < NOT_AGAIN_WITHIN]
    practice = choose(
        place.library.practices(place.languages.of(known)),
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
    practices = place.library.practices(place.languages.of(None))
    recent = () if after is None else (after,)
    return choose(practices, feeling=feeling, length=length, recent=recent, dice=place.dice)
