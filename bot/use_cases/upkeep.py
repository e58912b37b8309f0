"""Forgetting in time: what has done its work is deleted."""

from datetime import timedelta

from bot.store.retention import forget_answers
from bot.use_cases.workplace import Workplace

DOUBLES_FOR = timedelta(hours=48)  # longer than Slack or a rota repeats itself
NAMES_FOR = timedelta(days=14)
HISTORY_FOR = timedelta(days=30)


def forget(place: Workplace) -> None:
    """Answers as each worker chose; keys of what was heard, names, letters and shifts after a while."""
    now = place.now()
    with place.begin() as uow:
        forget_answers(uow, now)
        uow.inbound.forget_before(now - DOUBLES_FOR)
        uow.unknown_names.forget_before(now - NAMES_FOR)
        uow.outbox.forget_before(now - HISTORY_FOR)
        uow.check_ins.forget_before(now - HISTORY_FOR)
        uow.shifts.forget_before(now - HISTORY_FOR)
    place.store.wipe_traces()
