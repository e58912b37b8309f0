"""Claiming: one short transaction in which consent, lateness and Slack's pace decide what leaves."""

from dataclasses import replace
from datetime import datetime

from bot.courier.office import Office, Parcel
from bot.domain.check_ins import WEEK, CheckInState, Leave, may_leave
from bot.domain.letters import LEASE, VERSION, Letter, LetterKind, LetterState
from bot.domain.people import Worker, out_of_quiet_hours
from bot.store.outbox import KNOWN_KINDS, Candidate
from bot.store.rates import locked_bucket, save_bucket
from bot.store.unit_of_work import UnitOfWork

MOST_IN_FLIGHT = 50  # so that a crash leaves at most this many in doubt (engine.md section 10)
ASKING = (LetterKind.CHECK_IN, LetterKind.LOOK_IN)


def claim(office: Office, most: int = MOST_IN_FLIGHT) -> list[Parcel]:
    """The letters that leave now, each marked `sending` before anybody sends it."""
    now, wall = office.clock.now(), office.wall.now()
    with office.store.begin(office.workspace) as uow:
        bucket = locked_bucket(uow, wall)
        free = min(bucket.allows(wall), most)
        parcels: list[Parcel] = []
        for candidate in uow.outbox.due(now, most=free) if free > 0 else []:
            parcel = _take(uow, candidate, office, now)
            if parcel is not None:
                parcels.append(parcel)
        if parcels:
            save_bucket(uow, bucket.charged(len(parcels), wall))
        return parcels


def _take(uow: UnitOfWork, letter: Candidate, office: Office, now: datetime) -> Parcel | None:
    if letter.kind not in KNOWN_KINDS or letter.version > VERSION:
        uow.outbox.close(letter.id, LetterState.FAILED, "unknown_kind")
        return None
    worker = uow.people.locked_unless_busy(letter.to)
    if worker is None and uow.people.get(letter.to) is not None:
        return None  # the worker is doing something this very moment: the next round looks again
    leave = _may_leave(uow, letter, worker, now)
    if leave is Leave.LATER and worker is not None:
        uow.outbox.postpone(letter.id, out_of_quiet_hours(worker, now))
        return None
    if leave is not Leave.NOW:
        _end(uow, letter, leave, office)
        return None
    owner = office.dice.token()
    uow.outbox.claim(letter.id, owner, office.wall.now() + LEASE)
    return Parcel(
        letter=letter.id,
        kind=letter.kind,
        owner=owner,
        to=letter.to,
        about=letter.about,
        channel=letter.channel or (worker.channel if worker else None),
        ts=letter.ts,
        language=worker.language if worker else None,
        attempts=letter.attempts + 1,
    )


def _may_leave(uow: UnitOfWork, letter: Candidate, worker: Worker | None, now: datetime) -> Leave:
    """Questions need consent at this very moment; cards and withdrawals only tidy up."""
    kind = LetterKind(letter.kind)
    if kind in ASKING:
        check_in = uow.check_ins.get(letter.about or "")
        if check_in is None or worker is None:
            return Leave.CANCELLED
        return may_leave(check_in, worker, now, uow.check_ins.sent_since(worker.id, now - WEEK))
    if letter.expires_at is not None and now > letter.expires_at:
        return Leave.EXPIRED
    if kind is LetterKind.ASK_ONCE:
        if worker is None or not worker.may_be_asked(now):
            return Leave.CANCELLED
        return Leave.LATER if worker.is_quiet(now) else Leave.NOW
    return Leave.NOW


def _end(uow: UnitOfWork, letter: Candidate, leave: Leave, office: Office) -> None:
    now = office.clock.now()
    expired = leave is Leave.EXPIRED
    uow.outbox.close(letter.id, LetterState.EXPIRED if expired else LetterState.CANCELLED)
    if expired and LetterKind(letter.kind) is LetterKind.FRESH_CARD:
        _edit_instead(uow, letter, office)
    if LetterKind(letter.kind) is LetterKind.ASK_ONCE:
        _ask_another_time(uow, letter.to)
    check_in = uow.check_ins.get(letter.about or "")
    if check_in is not None and check_in.is_waiting and LetterKind(letter.kind) in ASKING:
        state = CheckInState.EXPIRED if expired else CheckInState.CANCELLED
        uow.check_ins.save(check_in.closed(state), now)


def _ask_another_time(uow: UnitOfWork, person: str) -> None:
    """A question that did not leave was not asked."""
    worker = uow.people.get(person)
    if worker is not None:
        uow.people.save(replace(worker, asked_once_at=None))


def _edit_instead(uow: UnitOfWork, letter: Candidate, office: Office) -> None:
    """Too late for a new message with a sound: the old one is made the card, in silence."""
    now = office.clock.now()
    card = Letter(office.dice.token(), LetterKind.CARD, letter.to, now, letter.about)
    uow.outbox.put(replace(card, channel=letter.channel, ts=letter.ts), now)
