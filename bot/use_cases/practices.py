"""Offering a practice that fits, remembering that it was shown, and obeying what is said of it."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.decision_points import (
    DecisionPoint,
    PersonalSetting,
    ShiftKind,
    hours_of,
    is_morning_after,
    kinds_of,
    last_ended,
)
from bot.domain.decisions import Offer, Shelf, decide
from bot.domain.memories import NOT_AGAIN_WITHIN, Judgement, Preferences
from bot.domain.minutes import Minute, Step, first_step
from bot.domain.people import Worker
from bot.domain.practices import Feeling, Needs, Practice
from bot.store.unit_of_work import UnitOfWork
from bot.store.vault import Vault, untrimmed
from bot.use_cases import check_ins
from bot.use_cases.check_ins import Meeting
from bot.use_cases.chores import Chore
from bot.use_cases.workplace import Workplace, known_worker

STILL_THIS_SHIFT = timedelta(hours=16)
HEAVY = (Feeling.HEAVY, Feeling.VERY_HEAVY)


def offer(worker: str, minute: Minute, place: Workplace) -> Offer:
    """The next card for this worker; only a worker with check-ins on is remembered."""
    with place.visit(worker) as uow:
        return _offer(uow, worker, minute, place) or _offer_to_unknown(uow, worker, minute, place)


def offer_after(meeting: Meeting, place: Workplace) -> Offer | None:
    """One transaction for every answer: the message is met, a card is drawn, the memory sealed anew.

    Light and very heavy are met with a sentence first; their memory is sealed anew all the same,
    so that the database tells nothing apart (rule 1). None means: no card yet.
    """
    minute = Minute(first_step(meeting.feeling), meeting.check_in, meeting.feeling)
    with place.visit(meeting.worker) as uow:
        check_ins.meet_within(uow, meeting, place)
        if minute.step is Step.PRACTICE:
            known = _offer(uow, meeting.worker, minute, place)
            return known or _offer_to_unknown(uow, meeting.worker, minute, place)
        _seal_anew(uow, meeting.worker, place)
        return None


def no_card_yet(worker: str, place: Workplace) -> None:
    """A sentence stands where another answer brings a card: the same is written down (rule 1)."""
    with place.visit(worker) as uow:
        _seal_anew(uow, worker, place)


def offer_unremembered(minute: Minute, language: str, place: Workplace) -> Offer:
    """A card with the database away: as nobody knows whom it does not suit, one that suits all."""
    return _decide(_point(minute), language, place, asks_for=Needs())


def may_reach_people(practice: Practice, place: Workplace) -> bool:
    return place.shows_unsigned or not practice.waits_for_a_signature(place.now().date())


def judge(worker: str, practice: str, judgement: Judgement, place: Workplace) -> bool:
    """Helps, not again, or neither after all; False for a worker of whom nothing is remembered."""
    with place.visit(worker) as uow:
        known = uow.people.get(worker)
        if known is None or not known.is_on:
            return False
        vault = Vault(uow, worker)
        vault.prefer(vault.preferences().judging(practice, judgement))
        vault.open(place.now().date())  # "Not again" draws a card next, which notes the day
        return True


def what_suits(worker: str, place: Workplace) -> frozenset[PersonalSetting]:
    with place.look() as uow:
        return Vault(uow, worker).preferences().settings


def choose_what_suits(worker: str, settings: frozenset[PersonalSetting], place: Workplace) -> None:
    """ChecksAreOff for somebody of whom nothing is kept."""
    with place.visit(worker) as uow:
        known_worker(uow, worker)
        vault = Vault(uow, worker)
        vault.prefer(replace(vault.preferences(), settings=settings))


def forget_judgements(worker: str, place: Workplace) -> None:
    with place.visit(worker) as uow:
        known_worker(uow, worker)
        vault = Vault(uow, worker)
        vault.prefer(vault.preferences().unjudged())


def _trim(uow: UnitOfWork, worker: str, place: Workplace) -> bool:
    if uow.people.locked_unless_busy(worker) is None:
        return False
    Vault(uow, worker).trim(place.now().date())
    return True


# The list of cards shown is kept for two weeks, and not a day longer (content-brief.md section 3).
TRIM_MEMORIES = Chore("memories", lambda uow, now: untrimmed(uow, now.date()), _trim)


def _seal_anew(uow: UnitOfWork, worker: str, place: Workplace) -> None:
    """The day on the memory is that of the last tap, whatever it said."""
    known = uow.people.get(worker)
    if known is not None and known.is_on:
        Vault(uow, worker).open(place.now().date())


def _offer(uow: UnitOfWork, worker: str, minute: Minute, place: Workplace) -> Offer | None:
    """A card for a worker whom we remember, and remembered now; None for anybody else."""
    known = uow.people.get(worker)
    if known is None or not known.is_on:
        return None
    vault, today = Vault(uow, worker), place.now().date()
    memory = vault.memory().on(today)
    point = replace(_point(minute), seen=tuple(one.practice for one in memory.shown))
    said = vault.preferences()
    point = _tailored(point, uow, known, said, place)
    offered = _decide(point, place.languages.of(known), place)
    vault.remember(memory.seeing(offered.practice.id, today), today)
    vault.prefer(said)  # as where no card comes yet: both rows are there, and both sealed anew
    return offered


def _offer_to_unknown(uow: UnitOfWork, worker: str, minute: Minute, place: Workplace) -> Offer:
    return _decide(_point(minute), place.languages.of(uow.people.get(worker)), place)


def _point(minute: Minute) -> DecisionPoint:
    """What the open modal says by itself."""
    return DecisionPoint(
        feeling=minute.feeling,
        situation=minute.situation,
        length=minute.length,
        open_now=minute.practice,
    )


def _tailored(
    point: DecisionPoint, uow: UnitOfWork, worker: Worker, said: Preferences, place: Workplace
) -> DecisionPoint:
    """The same with everything that is known of the shift and of the worker's own choices."""
    now = place.now()
    clock = worker.local(now).time()
    shift = last_ended(uow.shifts.lately(worker.id), now)
    since = None if shift is None or shift.ends_at is None else now - shift.ends_at
    point = replace(
        point,
        clock=clock,
        since_shift=since,
        settings=said.settings,
        heavy_answers=_heavy_answers(uow, worker, place),
        helps=frozenset(said.helps),
        not_again=frozenset(said.not_again),
    )
    if shift is not None and since is not None and since <= STILL_THIS_SHIFT:
        return replace(
            point,
            shift=kinds_of(shift, worker.tz),
            shift_hours=hours_of(shift),
            hard_contacts=shift.hard_contacts,
        )
    if PersonalSetting.NIGHT_WORKER in said.settings and is_morning_after(clock):
        return replace(point, shift=frozenset({ShiftKind.NIGHT}), since_shift=None)
    return point


def _heavy_answers(uow: UnitOfWork, worker: Worker, place: Workplace) -> int:
    """How many kept answers of the last two weeks were heavy (content-brief.md section 3, rule 7)."""
    since = place.now() - NOT_AGAIN_WITHIN
    lately = [a for a in Vault(uow, worker.id).answers() if a.given_at and a.given_at >= since]
    return sum(answer.feeling in HEAVY for answer in lately)


def _decide(
    point: DecisionPoint, language: str, place: Workplace, asks_for: Needs | None = None
) -> Offer:
    library = place.library
    cards = [one for one in library.practices(language) if asks_for in (None, one.needs)]
    shelf = Shelf(cards, library.last_resort, place.now().date(), place.shows_unsigned)
    return decide(point, shelf, library.decision_table(), place.dice)
