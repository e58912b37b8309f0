"""Rounds by coordinators: looked at, drafted, edited, published and undone, each act in the audit log."""

from dataclasses import replace
from datetime import datetime

from bot.domain.audit import Act
from bot.domain.errors import ChangedMeanwhile, TooLateToUndo
from bot.domain.letters import Letter, LetterKind
from bot.domain.people import Worker
from bot.domain.rounds import (
    Again,
    Round,
    RoundSettings,
    RoundState,
    heard_at,
    next_turn,
)
from bot.domain.sheets import Seen, Sheet, in_order
from bot.store import introductions
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import pairs
from bot.use_cases.coordination import acting, as_coordinator
from bot.use_cases.workplace import Workplace


def look(by: str, place: Workplace, act: Act = Act.LOOKED_AT_ROUND) -> Sheet | None:
    """The draft, else a round that can still be undone; None when a new one may begin.

    It may be shown as what came of another act, one that a rule refused.
    """
    with acting(by, act, place) as uow:
        return _open_sheet(uow, by, place)


def keep(sheet: Sheet, by: str, act: Act, place: Workplace) -> Sheet:
    """Write what was worked out; ChangedMeanwhile when somebody else wrote first."""
    with acting(by, act, place, thing=sheet.round.id) as uow:
        return write(uow, sheet)


def write(uow: UnitOfWork, sheet: Sheet) -> Sheet:
    """The same in a transaction that is under way; whoever has been erased meanwhile is not on it.

    As long as a round can be undone no other one begins: undone, it is the draft.
    """
    one = sheet.round
    if not one.version and is_one_open(uow, sheet.now):
        raise ChangedMeanwhile
    first = replace(one, version=1)
    is_written = uow.rounds.change(one, one.version) if one.version else uow.rounds.add(first)
    if not is_written:
        raise ChangedMeanwhile
    people = sorted(sheet.people())
    uow.people.hold(people)
    sheet = sheet.without(frozenset(people) - uow.people.known(people))
    uow.pairs.empty(one.id)
    uow.pairs.add(sheet.pairs)
    uow.pairs.rest(one.id, sheet.rests)
    return replace(sheet, round=replace(one, version=one.version + 1))


def is_one_open(uow: UnitOfWork, now: datetime) -> bool:
    """A draft lies on the table, or a round that can still become one."""
    latest = uow.rounds.latest()
    return uow.rounds.draft() is not None or (latest is not None and latest.may_be_undone(now))


def lock(pair_id: str, seen: Seen, by: str, place: Workplace) -> Sheet:
    """Keep these two together through every later edit, or do not any more."""
    with acting(by, Act.EDITED_ROUND, place, thing=seen.round) as uow:
        sheet = _edited(uow, seen, by, place)
        pair = sheet.pair(pair_id)
        if pair is not None:
            uow.pairs.lock(pair_id, is_locked=not pair.is_locked)
        return _sheet(uow, sheet.round, by, place)


def discard(seen: Seen, by: str, place: Workplace) -> None:
    """The draft is gone, and nobody has heard of it."""
    with acting(by, Act.DISCARDED_ROUND, place, thing=seen.round) as uow:
        if not uow.rounds.discard(seen.round, seen.version):
            raise ChangedMeanwhile


def publish(seen: Seen, by: str, place: Workplace) -> Sheet:
    """Everybody hears at ten in the morning; what no longer fits by then is mended before."""
    with acting(by, Act.PUBLISHED_ROUND, place, thing=seen.round) as uow:
        sheet = _edited(uow, seen, by, place)
        return send_out(uow, sheet, by, place)


def send_out(uow: UnitOfWork, sheet: Sheet, by: str, place: Workplace) -> Sheet:
    """The letters of a round into the outbox, each for the reader's own morning.

    Whether every pair still holds is looked at right afterwards, and again until that morning
    (`round_turns.mend_broken`): for many people that would keep everybody else from writing here.
    """
    now, everybody = place.now(), sorted(sheet.people())
    workers, listed = uow.people.several(everybody), uow.buddies.several(everybody)
    mornings = {who: heard_at(worker, now) for who, worker in workers.items()}
    for pair in sheet.pairs:
        pairs.introduce(uow, pair, sheet.round.settings.weeks, mornings, listed, place)
    for rest in sheet.rests:
        if rest.worker in listed:
            pairs.say_it_rests(uow, sheet.round.id, rest.worker, mornings[rest.worker], place)
    begins_at = min(mornings.values(), default=now)
    published = replace(
        sheet.round,
        state=RoundState.PUBLISHED,
        made_by=by,
        published_at=now,
        begins_at=begins_at,
        next_at=_next_at(uow, sheet.round, by, begins_at),
    )
    if not uow.rounds.change(published, sheet.round.version):
        raise ChangedMeanwhile
    tell(uow, published.id, by, place)
    return _sheet(uow, replace(published, version=sheet.round.version + 1), by, place)


def undo(seen: Seen, by: str, place: Workplace) -> Sheet:
    """As if it had never been published: nobody hears anything, and the draft is there again."""
    with acting(by, Act.UNDID_ROUND, place, thing=seen.round) as uow:
        published = uow.rounds.get(seen.round)
        if published is None or published.version != seen.version or uow.rounds.draft() is not None:
            raise ChangedMeanwhile
        if not published.may_be_undone(place.now()):
            raise TooLateToUndo
        if not introductions.take_back_round(uow, published.id):
            raise TooLateToUndo
        if not uow.rounds.change(published.undone(), published.version):
            raise ChangedMeanwhile
        uow.pairs.release(published.id)
        if not uow.outbox.cancel_about(published.id, [LetterKind.ROUND_NEWS]):
            tell_progress(uow, published, 0, place)
        return _sheet(uow, published.undone(), by, place)


def _edited(uow: UnitOfWork, seen: Seen, by: str, place: Workplace) -> Sheet:
    """The draft as it is now, counted as edited; ChangedMeanwhile when it was not what was seen."""
    one = uow.rounds.get(seen.round)
    is_draft = one is not None and one.state is RoundState.DRAFT
    if one is None or not is_draft or not uow.rounds.change(one, seen.version):
        raise ChangedMeanwhile
    return _sheet(uow, replace(one, version=seen.version + 1), by, place)


def _open_sheet(uow: UnitOfWork, by: str, place: Workplace) -> Sheet | None:
    draft = uow.rounds.draft()
    if draft is not None:
        return _sheet(uow, draft, by, place)
    latest = uow.rounds.latest()
    if latest is not None and latest.may_be_undone(place.now()):
        return _sheet(uow, latest, by, place)
    return None


def _sheet(uow: UnitOfWork, one: Round, by: str, place: Workplace) -> Sheet:
    """With the time on the clock of who looks at it."""
    now = (uow.people.get(by) or Worker(by)).local(place.now())
    pairs_of, rests = uow.pairs.of_round(one.id), uow.pairs.rests_of(one.id)
    return in_order(Sheet(one, tuple(pairs_of), tuple(rests), now))


def _next_at(uow: UnitOfWork, one: Round, by: str, begins_at: datetime) -> datetime | None:
    """On the clock of who publishes."""
    if one.settings.again is Again.ONCE:
        return None
    return next_turn(uow.people.get(by) or Worker(by), begins_at, one.settings.weeks)


def tell(uow: UnitOfWork, round_id: str, to: str, place: Workplace) -> None:
    """One message, which says from then on how far the letters are."""
    letter = Letter(place.dice.token(), LetterKind.ROUND_NEWS, to, place.now(), round_id)
    uow.outbox.put(letter, place.now())


def tell_progress(uow: UnitOfWork, one: Round, sent: int, place: Workplace) -> bool:
    """The same message, drawn anew; False while it has not arrived."""
    spot = introductions.spot(uow, one.id, LetterKind.ROUND_NEWS, one.made_by)
    if spot is None:
        return False
    channel, ts = spot
    letter = Letter(place.dice.token(), LetterKind.ROUND_PROGRESS, one.made_by, place.now(), one.id)
    uow.outbox.put(replace(letter, channel=channel, ts=ts), place.now())
    uow.rounds.note_told(one.id, sent)
    return True


def settings_of(seen: Seen, by: str, place: Workplace) -> RoundSettings:
    """Of the round that was on the screen; ChangedMeanwhile when there is none any more."""
    with place.look() as uow:
        as_coordinator(uow, by)
        one = uow.rounds.get(seen.round)
    if one is None:
        raise ChangedMeanwhile
    return one.settings


def members(pair_id: str, seen: Seen, by: str, place: Workplace) -> tuple[str, ...]:
    """Who is in a pair of the draft that was on the screen."""
    with place.look() as uow:
        as_coordinator(uow, by)
        pair = uow.pairs.get(pair_id)
    if pair is None or pair.round != seen.round:
        raise ChangedMeanwhile
    return pair.members
