"""Claiming: one short transaction in which consent, lateness and Slack's pace decide what leaves."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.courier import offers, pairs
from bot.courier.offers import OfferFacts
from bot.courier.office import Office, Parcel
from bot.courier.pairs import PairFacts
from bot.courier.tidying import put_card
from bot.domain.buddies import Buddy
from bot.domain.check_ins import WEEK, CheckIn, CheckInState, Leave, may_leave
from bot.domain.hellos import Hello, may_end, may_offer, may_prompt
from bot.domain.letters import (
    ABOUT_ROLES,
    AFTERWARDS,
    ASKING,
    ENDS_OF_HELLOS,
    LEASE,
    OF_HELLOS,
    OFFERS,
    OFFERS_OF_HELLOS,
    TO_MEMBERS,
    VERSION,
    LetterKind,
    LetterState,
)
from bot.domain.people import Worker, out_of_quiet_hours
from bot.store.outbox import KNOWN_KINDS, Candidate
from bot.store.rates import locked_bucket, save_bucket
from bot.store.unit_of_work import UnitOfWork

MOST_IN_FLIGHT = 50  # so that a crash leaves at most this many in doubt (engine.md section 10)
PAGE = 100  # letters that are looked at together; after an outage most of them only expire
MOST_PAGES = 3  # in one claim: nobody else writes meanwhile, and a second later it looks again
ENDS_AS = {
    Leave.EXPIRED: (LetterState.EXPIRED, CheckInState.EXPIRED, None),
    Leave.CANCELLED: (LetterState.CANCELLED, CheckInState.CANCELLED, None),
    Leave.UNKNOWN: (LetterState.FAILED, CheckInState.CANCELLED, "unknown_kind"),
}


def is_any_due(office: Office) -> bool:
    """Looked up beside the writer, so that a claim with nothing to claim keeps nobody from writing."""
    with office.store.look(office.workspace) as uow:
        return uow.outbox.is_any_due(office.clock.now())


def claim(office: Office, most: int = MOST_IN_FLIGHT) -> list[Parcel]:
    """The letters that leave now, each marked `sending` before anybody sends it."""
    wall = office.wall.now()
    with office.store.begin(office.workspace) as uow:
        bucket = locked_bucket(uow, wall)
        parcels = _take(uow, office, min(bucket.allows(wall), most))
        if parcels:
            save_bucket(uow, bucket.charged(len(parcels), wall))
        return parcels


def _take(uow: UnitOfWork, office: Office, most: int) -> list[Parcel]:
    """Looks on while what it meets does not leave: a wave that has expired holds up nobody."""
    parcels: list[Parcel] = []
    seen: list[str] = []
    for _page in range(MOST_PAGES):
        if len(parcels) >= most:
            break
        letters = uow.outbox.due(office.clock.now(), PAGE, besides=seen)
        if not letters:
            break
        parcels += _take_some(uow, letters, most - len(parcels), office)
        seen += [letter.id for letter in letters]
    return parcels


def _take_some(
    uow: UnitOfWork, letters: Sequence[Candidate], most: int, office: Office
) -> list[Parcel]:
    """What may leave beyond that number stays due."""
    now = office.clock.now()
    facts = _look_up(uow, letters, now)
    met: dict[Leave, list[Candidate]] = defaultdict(list)
    for letter in letters:
        met[facts.leave(letter, now)].append(letter)
    for leave in ENDS_AS:
        _end(uow, met[leave], leave, facts, office)
    for letter in met[Leave.LATER]:
        uow.outbox.postpone(letter.id, out_of_quiet_hours(facts.workers[letter.to], now))
    leaving = met[Leave.NOW][:most]
    owner, wall = office.dice.token(), office.wall.now()
    uow.outbox.claim([letter.id for letter in leaving], owner, wall + LEASE)
    leave_by = wall + LEASE * 2 / 3  # the rest of it is for the send itself
    return [_parcel(one, owner, leave_by, facts, office) for one in leaving]


@dataclass(frozen=True)
class _Facts:
    """What is true of everybody and everything in this claim; `busy` are held by somebody else.

    `listed` are those of them who are on the list of buddies.
    """

    workers: Mapping[str, Worker]
    busy: frozenset[str]
    check_ins: Mapping[str, CheckIn]
    sent_this_week: Mapping[str, int]
    hellos: Mapping[str, Hello]
    listed: Mapping[str, Buddy]
    of_pairs: PairFacts
    of_offers: OfferFacts

    def leave(self, letter: Candidate, now: datetime) -> Leave:
        """Questions need consent at this very moment; cards and withdrawals only tidy up."""
        if letter.kind not in KNOWN_KINDS or letter.version > VERSION:
            return Leave.UNKNOWN
        if not self.busy.isdisjoint((letter.to, *letter.others)):
            return Leave.BUSY
        if letter.kind in ASKING:
            return self._offer_may_leave(letter, now)
        if letter.expires_at is not None and now > letter.expires_at:
            return Leave.EXPIRED
        return self._may_be_read(letter, now)

    def _may_be_read(self, letter: Candidate, now: datetime) -> Leave:
        if letter.kind in pairs.OURS:
            return self._may_tell_of_pairs(letter, now)
        if letter.kind == LetterKind.ASK_ONCE:
            return self._may_be_asked(letter, now)
        if letter.kind in OFFERS:
            return self.of_offers.leave(letter, self.workers.get(letter.to), now)
        if letter.kind in OF_HELLOS:
            return self._hello_may_leave(letter, now)
        if letter.kind in AFTERWARDS and self._is_away(letter, now):
            return Leave.CANCELLED
        waits = letter.kind in (*ABOUT_ROLES, *AFTERWARDS)
        return self._when_not_quiet(letter, now) if waits else Leave.NOW

    def _is_away(self, letter: Candidate, now: datetime) -> bool:
        worker = self.workers.get(letter.to)
        return worker is not None and worker.is_away(now)

    def _when_not_quiet(self, letter: Candidate, now: datetime) -> Leave:
        """Whom it is for need not have joined anything."""
        worker = self.workers.get(letter.to)
        return Leave.LATER if worker is not None and worker.is_quiet(now) else Leave.NOW

    def _may_tell_of_pairs(self, letter: Candidate, now: datetime) -> Leave:
        if not self.of_pairs.holds(letter):
            return Leave.CANCELLED
        return self._when_not_quiet(letter, now) if letter.kind in TO_MEMBERS else Leave.NOW

    def _offer_may_leave(self, letter: Candidate, now: datetime) -> Leave:
        check_in, worker = self.check_ins.get(letter.about or ""), self.workers.get(letter.to)
        if check_in is None or worker is None:
            return Leave.CANCELLED
        return may_leave(check_in, worker, now, self.sent_this_week.get(worker.id, 0))

    def _may_be_asked(self, letter: Candidate, now: datetime) -> Leave:
        worker = self.workers.get(letter.to)
        if worker is None or not worker.may_be_asked(now):
            return Leave.CANCELLED
        return Leave.LATER if worker.is_quiet(now) else Leave.NOW

    def _hello_may_leave(self, letter: Candidate, now: datetime) -> Leave:
        worker, hello = self.workers.get(letter.to), self.hellos.get(letter.about or "")
        if worker is None:
            return Leave.CANCELLED
        if letter.kind in ENDS_OF_HELLOS:
            return may_end(worker, self.listed, now)
        may_leave = may_offer if letter.kind in OFFERS_OF_HELLOS else may_prompt
        return may_leave(hello, worker, self.listed, now)


def _look_up(uow: UnitOfWork, letters: Sequence[Candidate], now: datetime) -> _Facts:
    """The workers are held from here on, so that nobody withdraws consent in between."""
    people = sorted({person for letter in letters for person in (letter.to, *letter.others)})
    workers = uow.people.several_unless_busy(people)
    missing = [person for person in people if person not in workers]
    subjects = sorted({letter.about for letter in letters if letter.about})
    hellos = sorted({one.about for one in letters if one.about and one.kind in OF_HELLOS})
    return _Facts(
        workers=workers,
        busy=frozenset(uow.people.known(missing)),
        check_ins=uow.check_ins.several(subjects),
        sent_this_week=uow.check_ins.sent_counts(people, now - WEEK),
        hellos=uow.hellos.several(hellos),
        listed=uow.buddies.several(people if hellos else []),
        of_pairs=pairs.look_up(uow, letters, now),
        of_offers=offers.look_up(uow, letters),
    )


def _end(
    uow: UnitOfWork, letters: Sequence[Candidate], leave: Leave, facts: _Facts, office: Office
) -> None:
    state, end_of_check_in, error = ENDS_AS[leave]
    uow.outbox.close([letter.id for letter in letters], state, error)
    about = [facts.check_ins.get(letter.about or "") for letter in letters if letter.kind in ASKING]
    uow.check_ins.close(
        [one.id for one in about if one is not None and one.is_waiting], end_of_check_in
    )
    for letter in letters:
        if letter.kind == LetterKind.ASK_ONCE:
            _ask_another_time(uow, facts.workers.get(letter.to))
        if letter.kind == LetterKind.FRESH_CARD and leave is Leave.EXPIRED:
            put_card(uow, letter, office)


def _ask_another_time(uow: UnitOfWork, worker: Worker | None) -> None:
    """A question that did not leave was not asked."""
    if worker is not None:
        uow.people.save(replace(worker, asked_once_at=None))


def _parcel(
    letter: Candidate, owner: str, leave_by: datetime, facts: _Facts, office: Office
) -> Parcel:
    worker = facts.workers.get(letter.to)
    return Parcel(
        letter=letter.id,
        kind=letter.kind,
        owner=owner,
        leave_by=leave_by,
        to=letter.to,
        about=letter.about,
        channel=letter.channel or (worker.channel if worker else None),
        ts=letter.ts,
        language=office.languages.of(worker),
        attempts=letter.attempts + 1,
        others=letter.others,
        particulars=facts.of_pairs.particulars(letter, worker),
        is_undisturbed=worker is not None and worker.is_undisturbed(office.clock.now()),
    )
