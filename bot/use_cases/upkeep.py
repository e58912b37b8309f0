"""Forgetting in time: what has done its work is deleted."""

from datetime import timedelta

from bot.domain.buddy_requests import FORGOTTEN_AFTER
from bot.domain.hellos import NOT_AGAIN_FOR
from bot.domain.memories import NOT_AGAIN_WITHIN
from bot.store import retention
from bot.use_cases import audit_log
from bot.use_cases.workplace import Workplace

AT_ONCE = 500  # rows in one transaction: a few milliseconds, between which others write
DOUBLES_FOR = timedelta(hours=48)  # longer than Slack or a rota repeats itself
NAMES_FOR = timedelta(days=14)
HISTORY_FOR = timedelta(days=30)
PAIRS_FOR = timedelta(days=366)  # who met whom counts for no more than a year of rounds


def forget_some(place: Workplace) -> bool:
    """One small step of forgetting; False when nothing is left, and then the log is cut.

    Answers go as each worker chose; cards shown after two weeks without any; marks of what was heard,
    names, letters, check-ins, requests for a buddy, shifts and offers that were let lie after a while;
    who was paired with whom after a year, what coordinators did after thirteen months.
    """
    now = place.now()
    everything_old = (
        retention.answers(now),
        retention.memories((now - NOT_AGAIN_WITHIN).date()),
        retention.heard(now - DOUBLES_FOR),
        retention.waiting_signals(now - DOUBLES_FOR),
        retention.unknown_names(now - NAMES_FOR),
        retention.letters(now - HISTORY_FOR),
        retention.check_ins(now - HISTORY_FOR),
        retention.buddy_requests(now - FORGOTTEN_AFTER),
        retention.shifts(now - HISTORY_FOR),
        retention.offers_of_hellos(now - NOT_AGAIN_FOR),
        retention.rounds(now - PAIRS_FOR),
        retention.pairs_by_hand(now - PAIRS_FOR),
        retention.keys_of_nobody(),
    )
    with place.begin() as uow:
        if any(retention.forget_some(uow, old, AT_ONCE) for old in everything_old):
            return True
        if uow.audit_log.prune(now - audit_log.KEPT_FOR, AT_ONCE):
            return True
    place.store.wipe_traces()
    return False
