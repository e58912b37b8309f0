"""What the clock does for rounds: makes the next one, mends what no longer fits, and says how far it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.audit import Act
from bot.domain.people import Worker
from bot.domain.roles import Role
from bot.domain.rounds import Again, Pair, Round, next_turn
from bot.domain.sheets import Sheet
from bot.store import introductions
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import drafts, pairs, peers, rounds
from bot.use_cases.chores import Chore
from bot.use_cases.workplace import Workplace

TOLD_FOR = timedelta(days=2)  # after which nobody follows the letters any more


def due(place: Workplace) -> list[Round]:
    """The rounds that another one is to follow now."""
    with place.look() as uow:
        return uow.rounds.in_turn(place.now())


def plan_next(last: Round, place: Workplace) -> Sheet | None:
    """Worked out by the same settings; None when a draft is there already, or nobody coordinates."""
    with place.look() as uow:
        by = _coordinator(uow, last)
        if by is None or rounds.is_one_open(uow, place.now()):
            return None
    return drafts.plan(last.settings, None, by, place)


def take(last: Round, sheet: Sheet | None, place: Workplace) -> bool:
    """One process makes it, once for each turn; what cannot be made now has its turn the next time."""
    with place.begin() as uow:
        by = _coordinator(uow, last)
        if sheet is None or by is None or rounds.is_one_open(uow, place.now()):
            return uow.rounds.take_turn(last, _turn_after(uow, last, place))
        if not uow.rounds.take_turn(last):
            return False
        kept = rounds.write(uow, sheet)
        uow.audit_log.note(by, Act.DRAFTED_ROUND, place.now(), thing=kept.round.id)
        if last.settings.again is Again.BY_ITSELF and uow.roles.is_active(by, Role.COORDINATOR):
            rounds.send_out(uow, kept, by, place)
            return True
        for coordinator in uow.roles.active(Role.COORDINATOR):
            rounds.tell(uow, kept.round.id, coordinator, place)
        return True


def _coordinator(uow: UnitOfWork, last: Round) -> str | None:
    """Who published the last one; else whoever coordinates now."""
    active = uow.roles.active(Role.COORDINATOR)
    return last.made_by if last.made_by in active else next(iter(active), None)


def _turn_after(uow: UnitOfWork, last: Round, place: Workplace) -> datetime:
    clock = uow.people.get(last.made_by) or Worker(last.made_by)
    return next_turn(clock, place.now(), last.settings.weeks)


# Mending


def broken(place: Workplace) -> list[Pair]:
    """Pairs to come that no longer hold: looked at beside the writer, since it takes its time."""
    with place.look() as uow:
        upcoming = uow.pairs.upcoming(place.now())
        if not upcoming:
            return []
        people = peers.gather(uow, place)
        made = uow.rounds.several([pair.round for pair in upcoming if pair.round])
        return [
            pair
            for pair in upcoming
            if not pairs.holds(pair, pairs.settings_of(made.get(pair.round or "")), people)
        ]


def mend_broken(found: Sequence[Pair], place: Workplace) -> int:
    """How many pairs were mended; what holds again by now stays."""
    with place.begin() as uow:
        people = peers.gather(uow, place)
        still = uow.pairs.several([pair.id for pair in found])
        return sum(pairs.mend(uow, pair, people, place) for pair in still.values())


# Two who were asked by hand


def _unanswered(uow: UnitOfWork, now: datetime) -> list[str]:
    return uow.pairs.unanswered(now)


def _let_go(uow: UnitOfWork, pair: str, _place: Workplace) -> bool:
    uow.pairs.remove(pair)
    return True


LET_QUESTIONS_GO = Chore("asked_pairs", _unanswered, _let_go)


# Progress


def _under_way(uow: UnitOfWork, now: datetime) -> list[Round]:
    rounds_now = uow.rounds.under_way(now - TOLD_FOR)
    return [one for one in rounds_now if one.begins_at is not None and one.begins_at <= now]


def _tell_progress(uow: UnitOfWork, one: Round, place: Workplace) -> bool:
    """The one message to the coordinator is drawn anew when more letters have arrived."""
    held = uow.pairs.of_round(one.id)
    sent = introductions.sent(uow, held)
    if sent == (one.told or 0):
        return False
    return rounds.tell_progress(uow, one, sent, place)


TELL_PROGRESS = Chore("round_progress", _under_way, _tell_progress)
