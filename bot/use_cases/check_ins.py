"""A check-in once it is out: a tap or an emoji meets it, silence lets it lapse, a longer shift moves it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.domain.check_ins import (
    EXPIRES_AFTER,
    LAPSES_AFTER,
    LATE_TAP_COUNTS,
    Answer,
    CheckIn,
    CheckInKind,
    CheckInState,
    Outcome,
)
from bot.domain.letters import Letter, LetterKind
from bot.domain.people import UNANSWERED_BEFORE_PAUSE, PausedBy, Worker
from bot.domain.practices import Feeling
from bot.store.unit_of_work import UnitOfWork
from bot.store.vault import Vault
from bot.use_cases.chores import Chore
from bot.use_cases.workplace import Workplace

LETTER_OF = {
    CheckInKind.SHIFT_END: LetterKind.CHECK_IN,
    CheckInKind.LOOK_IN: LetterKind.LOOK_IN,
}


@dataclass(frozen=True)
class Meeting:
    """A tap or an emoji of a worker on one of our messages, with what it says of how heavy it feels."""

    worker: str
    check_in: str | None
    key: str = field(repr=False)  # it names the button that was tapped
    channel: str | None = None
    ts: str | None = None
    feeling: Feeling | None = field(default=None, repr=False)


def meet_tap(meeting: Meeting, place: Workplace) -> None:
    """A button on the message: whatever it was, the message becomes the same card."""
    with place.visit(meeting.worker) as uow:
        meet_within(uow, meeting, place)


def meet_within(uow: UnitOfWork, meeting: Meeting, place: Workplace) -> None:
    """The same inside a unit of work that goes on; a question whose worker was erased only closes."""
    if not uow.inbound.is_new(meeting.key, place.now()):
        return
    check_in = _own(uow, meeting)
    if (
        meeting.channel
        and meeting.ts
        and (check_in or not uow.check_ins.get(meeting.check_in or ""))
    ):
        _send(uow, LetterKind.CARD, meeting, place)
    if check_in is not None:
        _meet(uow, check_in, meeting, place)


def meet_emoji(meeting: Meeting, place: Workplace) -> bool:
    """An emoji on one of our messages: that message goes, and the same card is posted fresh.

    False, without a row, for a message that is not ours or a person who is not its addressee.
    """
    with place.look() as uow:
        if not _is_at_ours(uow, meeting):
            return False
    with place.visit(meeting.worker) as uow:
        if not _is_at_ours(uow, meeting) or not uow.inbound.is_new(meeting.key, place.now()):
            return True
        check_in = _seen_at(uow, meeting)
        about = replace(meeting, check_in=check_in.id if check_in else None)
        if not uow.outbox.is_replaced(meeting.channel or "", meeting.ts or ""):
            _send(uow, LetterKind.FRESH_CARD, about, place)
        if check_in is not None:
            _meet(uow, check_in, about, place)
    return True


def _is_at_ours(uow: UnitOfWork, meeting: Meeting) -> bool:
    """Whether it is a message of ours to this very worker, as far as we know at this moment."""
    worker, check_in = uow.people.get(meeting.worker), _seen_at(uow, meeting)
    if worker is None:
        return False
    if check_in is not None and check_in.worker == worker.id:
        return True
    is_ours = uow.outbox.is_ours(meeting.channel or "", meeting.ts or "")
    return worker.channel == meeting.channel and (is_ours or check_in is not None)


def _seen_at(uow: UnitOfWork, meeting: Meeting) -> CheckIn | None:
    """The check-in at this message, or the one of which nobody knew whether it arrived."""
    channel, ts = meeting.channel or "", meeting.ts or ""
    check_in = uow.check_ins.at_message(channel, ts)
    if check_in is not None or uow.outbox.is_ours(channel, ts):
        return check_in
    worker = uow.people.get(meeting.worker)
    return None if worker is None else _in_doubt(uow, worker, channel)


def meet_late(meeting: Meeting, place: Workplace) -> None:
    """A tap on the card that silence made of a check-in: it was not silence after all."""
    with place.visit(meeting.worker) as uow:
        check_in = _own(uow, meeting)
        if check_in is None or check_in.state is not CheckInState.LAPSED:
            return
        if uow.inbound.is_new(meeting.key, place.now()):
            _meet(uow, check_in, meeting, place)


def change_answer(meeting: Meeting, place: Workplace) -> bool:
    """From the modal: the last answer within ten minutes stands (True), a later one does not."""
    with place.visit(meeting.worker) as uow:
        check_in = _own(uow, meeting)
        if check_in is None or not uow.inbound.is_new(meeting.key, place.now()):
            return check_in is not None
        stands = check_in.may_change(place.now()) and check_in.still_counts(place.now())
        _meet(uow, check_in, meeting, place)
        return stands


def say_outcome(meeting: Meeting, outcome: Outcome, place: Workplace) -> None:
    """Lighter, the same or heavier after a practice: kept with the answer, nowhere else."""
    with place.visit(meeting.worker) as uow:
        check_in = _own(uow, meeting)
        if check_in is None or not uow.inbound.is_new(meeting.key, place.now()):
            return
        if check_in.still_counts(place.now()) and _is_kept(uow, check_in):
            vault = Vault(uow, meeting.worker)
            kept = vault.answer_to(check_in.id) or Answer(given_at=place.now())
            _keep(uow, check_in, replace(kept, outcome=outcome), place)


def kept_feeling(worker: str, check_in: str, place: Workplace) -> Feeling | None:
    """What the worker answered to this check-in within the last twelve hours, if it is kept."""
    with place.look() as uow:
        answer = Vault(uow, worker).answer_to(check_in)
    if answer is None or answer.given_at is None:
        return None
    return answer.feeling if place.now() - answer.given_at <= LATE_TAP_COUNTS else None


def stay_on_shift(meeting: Meeting, minutes: int | None, place: Workplace) -> None:
    """Still on shift: the same check-in comes again then, or when the worker says so (None)."""
    now = place.now()
    with place.visit(meeting.worker) as uow:
        check_in = _own(uow, meeting)
        if check_in is None or not uow.inbound.is_new(meeting.key, now):
            return
        worker = uow.people.get(meeting.worker)
        is_out = check_in.state is CheckInState.SENT or uow.outbox.may_have_left(check_in.id)
        uow.outbox.prove(check_in.id, meeting.channel or "", meeting.ts or "")
        if worker is None or not worker.is_on or not is_out:
            _send(uow, LetterKind.CARD, meeting, place)
            return
        _send(uow, LetterKind.WITHDRAWAL, meeting, place)
        unsent = replace(check_in, sent_at=None, channel=None, ts=None)
        if minutes is None and check_in.shift is not None:
            shift = uow.shifts.get(check_in.shift)
            if shift is not None:
                uow.shifts.save(shift.reopened(now), now)
            uow.check_ins.save(unsent.held(), now)
            return
        plan_offer(uow, unsent.moved_to(now + timedelta(minutes=minutes or 60)), place)


def look_around(meeting: Meeting, place: Workplace) -> None:
    """Settings or "Who sees this?" behind the dots: noted as no silence, and the question stays."""
    with place.visit(meeting.worker) as uow:
        check_in = _own(uow, meeting)
        if check_in is not None and not check_in.was_touched:
            uow.check_ins.save(check_in.touched(), place.now())


def _lapse(uow: UnitOfWork, check_in: CheckIn, place: Workplace) -> bool:
    """Under the worker's lock, so that a tap of this very moment is not overwritten."""
    if uow.people.locked_unless_busy(check_in.worker) is None:
        return False
    if uow.check_ins.get(check_in.id) != check_in:
        return False
    lapse_offer(uow, check_in, place)
    _pause_after_silence(uow, check_in.worker)
    return True


# Four hours without a tap: the message becomes the neutral card, and nobody is reminded.
LAPSE = Chore("silence", lambda uow, now: uow.check_ins.lapsed_by(now - LAPSES_AFTER), _lapse)


def lapse_offer(uow: UnitOfWork, check_in: CheckIn, place: Workplace) -> None:
    """Unanswered, by time or because a newer one came: the neutral card, without a word."""
    uow.check_ins.save(check_in.closed(CheckInState.LAPSED), place.now())
    if check_in.channel and check_in.ts:
        spot = Meeting(
            check_in.worker, check_in.id, key="", channel=check_in.channel, ts=check_in.ts
        )
        _send(uow, LetterKind.CARD, spot, place)


def withdraw_offer(uow: UnitOfWork, check_in: CheckIn, place: Workplace) -> None:
    """A planned check-in that will not be sent."""
    uow.outbox.cancel_about(check_in.id, [LETTER_OF[check_in.kind]])
    uow.check_ins.save(check_in.closed(CheckInState.CANCELLED), place.now())


def plan_offer(uow: UnitOfWork, check_in: CheckIn, place: Workplace) -> None:
    """The check-in and its letter, in one transaction."""
    uow.check_ins.save(check_in, place.now())
    due = check_in.due_at or place.now()
    letter = Letter(place.dice.token(), LETTER_OF[check_in.kind], check_in.worker, due, check_in.id)
    uow.outbox.put(replace(letter, expires_at=check_in.expires_at()), place.now())


def _meet(uow: UnitOfWork, check_in: CheckIn, meeting: Meeting, place: Workplace) -> None:
    now = place.now()
    if check_in.state is CheckInState.PLANNED and meeting.channel and meeting.ts:
        check_in = _proven(uow, check_in, meeting, place)
    if not check_in.still_counts(now) or not check_in.may_change(now):
        return
    if not _is_kept(uow, check_in):
        return
    uow.check_ins.save(check_in.answered(now), now)
    if meeting.feeling is not None or check_in.answered_at is None:
        _keep(uow, check_in, Answer(feeling=meeting.feeling, given_at=now), place)
    worker = uow.people.get(meeting.worker)
    if worker is not None and worker.paused_by is PausedBy.SILENCE:
        uow.people.save(replace(worker, paused_by=None, paused_until=None))


def _is_kept(uow: UnitOfWork, check_in: CheckIn) -> bool:
    """Who turned check-ins off, or had this one taken back, leaves nothing behind (rule 6)."""
    worker = uow.people.get(check_in.worker)
    return worker is not None and worker.is_on and check_in.state is not CheckInState.CANCELLED


def still_counts(meeting: Meeting, place: Workplace) -> bool:
    """Whether what is said about this check-in is still kept: not too late, not turned off."""
    with place.look() as uow:
        check_in = _own(uow, meeting)
        if check_in is None or not check_in.still_counts(place.now()):
            return False
        return _is_kept(uow, check_in)


def _keep(uow: UnitOfWork, check_in: CheckIn, answer: Answer, place: Workplace) -> None:
    """One row a check-in, alike in number and length whatever was said and however long it is kept."""
    worker = uow.people.get(check_in.worker)
    days = worker.keep_days if worker is not None else 0
    if days == 0:
        answer = Answer()
    elif answer.feeling is Feeling.HARD_TO_SAY:
        answer = replace(answer, feeling=None)
    until = (check_in.sent_at or place.now()) + timedelta(days=max(days, 1))
    Vault(uow, check_in.worker).keep(check_in.id, place.dice.token(), answer, until)


def _in_doubt(uow: UnitOfWork, worker: Worker, channel: str) -> CheckIn | None:
    """Nobody knows where their last question is, if it is anywhere: then it is what they see here."""
    if worker.channel not in (None, channel):
        return None
    return uow.check_ins.get(uow.outbox.in_doubt(worker.id) or "")


def _proven(uow: UnitOfWork, check_in: CheckIn, meeting: Meeting, place: Workplace) -> CheckIn:
    """A tap on a message whose sending was in doubt shows that it arrived."""
    channel, ts = meeting.channel or "", meeting.ts or ""
    uow.outbox.prove(check_in.id, channel, ts)
    sent_at = check_in.due_at or place.now()
    return check_in.sent(sent_at, channel, ts, undisturbed=False)


def _own(uow: UnitOfWork, meeting: Meeting) -> CheckIn | None:
    """The check-in, if it is this worker's own; nobody answers for another."""
    check_in = uow.check_ins.get(meeting.check_in or "")
    return check_in if check_in is not None and check_in.worker == meeting.worker else None


def _send(uow: UnitOfWork, kind: LetterKind, meeting: Meeting, place: Workplace) -> None:
    """A fresh card remembers the message that it stands for; that one goes when the card is there."""
    now = place.now()
    letter = Letter(place.dice.token(), kind, meeting.worker, now, meeting.check_in)
    letter = replace(letter, channel=meeting.channel, ts=meeting.ts)
    if kind is LetterKind.FRESH_CARD:
        letter = replace(letter, expires_at=now + EXPIRES_AFTER)
    uow.outbox.put(letter, now)


def _pause_after_silence(uow: UnitOfWork, worker: str) -> None:
    """Three in a row that reached the worker and met no tap: check-ins pause, quietly."""
    known = uow.people.locked(worker)
    if known is None or known.paused_by is not None or known.on_since is None:
        return
    latest = uow.check_ins.last_sent(worker, known.on_since, UNANSWERED_BEFORE_PAUSE)
    silent = [c for c in latest if c.state is CheckInState.LAPSED and not c.was_touched]
    if len(silent) < UNANSWERED_BEFORE_PAUSE:
        return
    uow.people.save(replace(known, paused_by=PausedBy.SILENCE, paused_until=None))
