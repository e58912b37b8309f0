"""Settling: writing down how a send ended, if the letter is still ours."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.courier.office import Office, Parcel
from bot.courier.outcomes import MOST_ATTEMPTS, Sort, next_state, sort
from bot.courier.send import Sent
from bot.domain.check_ins import CheckInState
from bot.domain.letters import (
    ABANDON_AFTER,
    METHOD_OF,
    QUESTIONS,
    Letter,
    LetterKind,
    LetterState,
    Method,
)
from bot.store.rates import locked_bucket, save_bucket
from bot.store.unit_of_work import UnitOfWork

AGAIN_AFTER = timedelta(seconds=2)


def settle(parcel: Parcel, sent: Sent, office: Office) -> LetterState | None:
    """The letter's new state; None when its lease had passed to somebody else."""
    with office.store.begin(office.workspace) as uow:
        if sent.fault is None:
            return _arrived(uow, parcel, sent, office)
        return _failed(uow, parcel, sent, office)


def tidy_doubts(office: Office) -> int:
    """Posts whose sender vanished become doubtful, edits wait again; old doubts are given up."""
    with office.store.begin(office.workspace) as uow:
        uow.outbox.repeat_lost_edits(office.wall.now())
        lost = uow.outbox.doubt_lost_leases(office.wall.now())
        uow.outbox.abandon_doubts(office.clock.now() - ABANDON_AFTER)
        return lost


def _arrived(uow: UnitOfWork, parcel: Parcel, sent: Sent, office: Office) -> LetterState | None:
    done = uow.outbox.settle(
        parcel.letter, parcel.owner, LetterState.SENT, channel=sent.channel, ts=sent.ts
    )
    if not done:
        return None
    if METHOD_OF[LetterKind(parcel.kind)] is Method.POST and sent.channel and sent.ts:
        _note_arrival(uow, parcel, sent.channel, sent.ts, office)
    return LetterState.SENT


def _note_arrival(uow: UnitOfWork, parcel: Parcel, channel: str, ts: str, office: Office) -> None:
    now = office.clock.now()
    worker = uow.people.locked(parcel.to)
    if worker is not None and worker.channel != channel:
        uow.people.save(replace(worker, channel=channel))
    kind = LetterKind(parcel.kind)
    if kind is LetterKind.FRESH_CARD:
        _take_away_the_old(uow, parcel, office)
    if kind not in (LetterKind.CHECK_IN, LetterKind.LOOK_IN):
        return
    check_in = uow.check_ins.get(parcel.about or "")
    if check_in is None:
        _make_it_a_card(uow, parcel, channel, ts, office)
        return
    if check_in.is_waiting:
        undisturbed = worker is not None and worker.is_undisturbed(now)
        uow.check_ins.save(check_in.sent(now, channel, ts, undisturbed=undisturbed), now)
    elif check_in.state is CheckInState.CANCELLED:
        _make_it_a_card(uow, parcel, channel, ts, office)


def _take_away_the_old(uow: UnitOfWork, parcel: Parcel, office: Office) -> None:
    """The card is there, so the message with the emoji may go; never the other way round."""
    if parcel.channel and parcel.ts:
        now = office.clock.now()
        gone = Letter(office.dice.token(), LetterKind.WITHDRAWAL, parcel.to, now, parcel.about)
        uow.outbox.put(replace(gone, channel=parcel.channel, ts=parcel.ts), now)


def _edit_the_old(uow: UnitOfWork, parcel: Parcel, office: Office) -> None:
    """Whether the fresh card came is not known, or it did not: the old message becomes the card."""
    if LetterKind(parcel.kind) is LetterKind.FRESH_CARD and parcel.channel and parcel.ts:
        _make_it_a_card(uow, parcel, parcel.channel, parcel.ts, office)


def _make_it_a_card(uow: UnitOfWork, parcel: Parcel, channel: str, ts: str, office: Office) -> None:
    """It was taken back while it was on its way: what arrived asks nothing any more."""
    now = office.clock.now()
    card = Letter(office.dice.token(), LetterKind.CARD, parcel.to, now, parcel.about)
    uow.outbox.put(replace(card, channel=channel, ts=ts), now)


def _failed(uow: UnitOfWork, parcel: Parcel, sent: Sent, office: Office) -> LetterState | None:
    fault = sent.fault
    if fault is None:
        return None
    state = next_state(fault, METHOD_OF[LetterKind(parcel.kind)], parcel.attempts)
    if fault.retry_after is not None:
        wall = office.wall.now()
        bucket = locked_bucket(uow, wall).refused(wall, timedelta(seconds=fault.retry_after))
        save_bucket(uow, bucket)
    again_at = _again_at(parcel, office.clock.now()) if state is LetterState.DUE else None
    error = f"{sort(fault)}:{fault.error}"[:64]
    done = uow.outbox.settle(parcel.letter, parcel.owner, state, error=error, again_at=again_at)
    if done and state is LetterState.FAILED and LetterKind(parcel.kind) in QUESTIONS:
        _close_check_in(uow, parcel, office)
    if done and state in (LetterState.UNCERTAIN, LetterState.FAILED):
        _edit_the_old(uow, parcel, office)
    if done and sort(fault) is Sort.GONE and fault.error == "account_inactive":
        uow.outbox.cancel_to(parcel.to)
    return state if done else None


def _again_at(parcel: Parcel, now: datetime) -> datetime:
    doubled = 1 << min(parcel.attempts, MOST_ATTEMPTS)
    return now + AGAIN_AFTER * (doubled - 1)


def _close_check_in(uow: UnitOfWork, parcel: Parcel, office: Office) -> None:
    check_in = uow.check_ins.get(parcel.about or "")
    if check_in is not None and check_in.is_waiting:
        uow.check_ins.save(check_in.closed(CheckInState.CANCELLED), office.clock.now())
