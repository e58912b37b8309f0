"""After a restore: nothing stale is sent, nothing twice, and who had deleted themselves is deleted again."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.check_ins import CheckInState
from bot.domain.letters import METHOD_OF, LetterKind, LetterState, Method
from bot.domain.people import SILENT_MONTH
from bot.store.outbox import KNOWN_KINDS, Candidate
from bot.store.unit_of_work import UnitOfWork
from bot.store.worker_keys import WorkerKeys
from bot.use_cases import keys, membership
from bot.use_cases.heartbeats import ALIVE_FOR
from bot.use_cases.workplace import Workplace

EVERYTHING = 1_000_000  # letters that are due at once; this is done once, with nobody waiting
LONGER_THAN_ANY_LEASE = timedelta(days=1)
THE_BOT_BEFORE = "the bot before the restore"


@dataclass(frozen=True)
class Settled:
    """What became of a restored workspace, in numbers."""

    people: int
    expired: int
    in_doubt: int
    deleted_again: int
    without_answers: int


def somebody_is_at_work(place: Workplace, wall: datetime) -> bool:
    """Whether a process says that it is alive."""
    with place.look() as uow:
        return any(wall - beat.beat_at < ALIVE_FOR for beat in uow.heartbeats.everything())


def settle(place: Workplace, *, key_is_lost: bool = False) -> Settled:
    """What was due by now may have been sent after the backup: it is never sent again.

    Its letters end as expired or become uncertain, so that the same offer waits in Home. Shifts that
    are told again get no second check-in (`Restores.covers`). Harmless when it is done twice.
    """
    now = place.now()
    with place.begin() as uow:
        uow.restores.note(now)
        uow.heartbeats.forget_before(now + ALIVE_FOR)
        uow.outbox.repeat_lost_edits(now + LONGER_THAN_ANY_LEASE)
        expired = sum(_end(uow, letter, now) for letter in uow.outbox.due(now, EVERYTHING))
        in_doubt = uow.outbox.doubt_lost_leases(now + LONGER_THAN_ANY_LEASE)
        for worker in uow.people.silent_since(now - SILENT_MONTH):
            uow.people.save(replace(worker, asked_once_at=now))
    deleted = _delete_again(place)
    emptied = keys.forget(place) if key_is_lost else _replace_lost_keys(place)
    place.store.wipe_traces()
    return Settled(len(keys.everybody(place)), expired, in_doubt, deleted, emptied)


def turn_everybody_off(place: Workplace) -> int:
    """For who would rather ask everybody again than write to somebody who had turned it off since."""
    on = keys.everybody(place)
    for worker in on:
        membership.turn_off(worker, place)
    return len(on)


def _end(uow: UnitOfWork, letter: Candidate, now: datetime) -> bool:
    """True for a letter whose time is over; a message that may have left becomes uncertain.

    An edit or a deletion waits on: doing it twice is the same as once. So does what a later release
    wrote: the courier ends it as failed.
    """
    if letter.expires_at is not None and letter.expires_at < now:
        uow.outbox.close([letter.id], LetterState.EXPIRED)
        check_in = uow.check_ins.get(letter.about or "")
        if check_in is not None and check_in.is_waiting:
            uow.check_ins.save(check_in.closed(CheckInState.EXPIRED), now)
        return True
    if letter.kind in KNOWN_KINDS and METHOD_OF[LetterKind(letter.kind)] is Method.POST:
        uow.outbox.claim([letter.id], THE_BOT_BEFORE, now)
    return False


def _delete_again(place: Workplace) -> int:
    """A worker without a key where others have theirs deleted themselves after the backup was made.

    Where none of them has a key, the keys were lost, and that tells nothing about anybody.
    """
    holders, everybody = keys.holders(place), set(keys.everybody(place))
    for former in sorted(holders - everybody):
        with place.begin() as uow:
            WorkerKeys(uow).destroy(former)
    gone = everybody - holders if everybody & holders else set()
    for worker in sorted(gone):
        membership.erase(worker, place)
    return len(gone)


def _replace_lost_keys(place: Workplace) -> int:
    lost = keys.lost_workers(place)
    membership.begin_anew(lost, place)
    return len(lost)
