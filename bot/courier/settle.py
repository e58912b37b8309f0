"""Settling: writing down how sends ended, for the letters that are still ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.courier.faults import Fault
from bot.courier.office import Office, Parcel, Receipt
from bot.courier.outcomes import PERSON_GONE, next_state, sort
from bot.domain.check_ins import WAITING, CheckIn, CheckInState
from bot.domain.letters import (
    ASKING,
    METHOD_OF,
    MOST_ATTEMPTS,
    OFFERS,
    QUESTIONS,
    Letter,
    LetterKind,
    LetterState,
    Method,
)
from bot.domain.relay import over_by
from bot.store.moves import Ending
from bot.store.rates import locked_bucket, save_bucket
from bot.store.unit_of_work import UnitOfWork

AGAIN_AFTER = timedelta(seconds=2)


def settle(receipts: Sequence[Receipt], office: Office) -> list[LetterState | None]:
    """Each letter's new state; None where its lease had passed to somebody else.

    The workers are held before their letters, in the order in which a tap holds them.
    """
    now = office.clock.now()
    with office.store.begin(office.workspace) as uow:
        uow.people.hold([receipt.parcel.to for receipt in receipts])
        endings = [_ending(receipt, now) for receipt in receipts]
        settled = uow.outbox.settle(endings)
        ours = [receipt for receipt in receipts if receipt.parcel.letter in settled]
        about = uow.check_ins.several([one.parcel.about for one in ours if one.parcel.about])
        page = _Page(uow, office, now, about)
        page.note_arrivals([one for one in ours if one.sent.fault is None])
        for one in ours:
            if one.sent.fault is not None:
                page.note_failure(one.parcel, one.sent.fault)
        return [ending.state if ending.letter in settled else None for ending in endings]


def _ending(receipt: Receipt, now: datetime) -> Ending:
    parcel, sent = receipt.parcel, receipt.sent
    if sent.fault is None:
        return Ending(parcel.letter, parcel.owner, LetterState.SENT, sent.channel, sent.ts)
    state = next_state(sent.fault, METHOD_OF[LetterKind(parcel.kind)], parcel.attempts)
    return Ending(
        parcel.letter,
        parcel.owner,
        state,
        error=f"{sort(sent.fault)}:{sent.fault.error}"[:64],
        again_at=_again_at(parcel, now) if state is LetterState.DUE else None,
    )


def _again_at(parcel: Parcel, now: datetime) -> datetime:
    doubled = 1 << min(parcel.attempts, MOST_ATTEMPTS)
    return now + AGAIN_AFTER * (doubled - 1)


@dataclass(frozen=True)
class _Page:
    """What follows from the ends of these letters, for the workers and the check-ins."""

    uow: UnitOfWork
    office: Office
    now: datetime
    check_ins: Mapping[str, CheckIn]

    def note_arrivals(self, receipts: Sequence[Receipt]) -> None:
        arrived = [one for one in receipts if METHOD_OF[LetterKind(one.parcel.kind)] is Method.POST]
        shown = []
        for one in arrived:
            if one.sent.channel and one.sent.channel != one.parcel.channel:
                self.uow.people.note_channel(one.parcel.to, one.sent.channel)
            if one.parcel.kind == LetterKind.FRESH_CARD:
                self._take_away_the_old(one.parcel)
            if one.parcel.kind in OFFERS:
                self._take_off_what_is_over(one.parcel)
            if one.parcel.kind in ASKING:
                shown += self._note_question(one)
        self.uow.check_ins.note_sent(shown)

    def note_failure(self, parcel: Parcel, fault: Fault) -> None:
        kind = LetterKind(parcel.kind)
        state = next_state(fault, METHOD_OF[kind], parcel.attempts)
        if fault.retry_after is not None:
            self._hold_back(fault, timedelta(seconds=fault.retry_after))
        if state is LetterState.FAILED and kind in QUESTIONS:
            self._close_check_in(parcel)
        if state in (LetterState.UNCERTAIN, LetterState.FAILED) and kind is LetterKind.FRESH_CARD:
            self._make_it_a_card(parcel, parcel.channel, parcel.ts)
        if fault.error in PERSON_GONE:
            self.uow.outbox.cancel_to(parcel.to)
            self.uow.check_ins.give_up([parcel.to])

    def _note_question(self, receipt: Receipt) -> list[CheckIn]:
        """The check-in as sent; what was taken back or moved on its way asks nothing any more."""
        parcel, channel, ts = receipt.parcel, receipt.sent.channel or "", receipt.sent.ts or ""
        check_in = self.check_ins.get(parcel.about or "")
        if check_in is not None and check_in.is_due(self.now):
            return [check_in.sent(self.now, channel, ts, undisturbed=parcel.is_undisturbed)]
        is_unasked = check_in is None or check_in.state in (*WAITING, CheckInState.CANCELLED)
        if is_unasked and not self.uow.outbox.is_replaced(channel, ts):
            self._make_it_a_card(parcel, channel, ts)
        return []

    def _take_off_what_is_over(self, parcel: Parcel) -> None:
        """An offer that was on its way when its request ended reads that it is over."""
        about = parcel.about or ""
        if self.uow.buddy_requests.is_open_offer(about):
            return
        there = self.uow.outbox.take_off(about, OFFERS)
        if there is not None:
            made_for = self.uow.buddy_requests.of_offers([about]).get(about)
            self._put(over_by(made_for), parcel, *there)

    def _take_away_the_old(self, parcel: Parcel) -> None:
        """The card is there, so the message with the emoji may go; never the other way round."""
        self._put(LetterKind.WITHDRAWAL, parcel, parcel.channel, parcel.ts)

    def _make_it_a_card(self, parcel: Parcel, channel: str | None, ts: str | None) -> None:
        self._put(LetterKind.CARD, parcel, channel, ts)

    def _put(self, kind: LetterKind, parcel: Parcel, channel: str | None, ts: str | None) -> None:
        if channel and ts:
            letter = Letter(self.office.dice.token(), kind, parcel.to, self.now, parcel.about)
            self.uow.outbox.put(replace(letter, channel=channel, ts=ts), self.now)

    def _hold_back(self, fault: Fault, wait: timedelta) -> None:
        wall = self.office.wall.now()
        bucket = locked_bucket(self.uow, wall)
        if not fault.shuts_out:
            bucket = bucket.refused(wall, wait)
        if fault.shuts_out or fault.is_silence:
            bucket = bucket.held(wall, wait)
        save_bucket(self.uow, bucket)

    def _close_check_in(self, parcel: Parcel) -> None:
        check_in = self.check_ins.get(parcel.about or "")
        if check_in is not None and check_in.is_waiting:
            self.uow.check_ins.save(check_in.closed(CheckInState.CANCELLED), self.now)
