"""Whom "Call for me" calls: the coordinators, one after the other, each only when the asker taps again."""

from datetime import datetime, timedelta

from bot.domain.roles import Role
from bot.store.unit_of_work import UnitOfWork

CALLED_LATELY = timedelta(hours=1)


def next_for(uow: UnitOfWork, asker: str, now: datetime) -> str | None:
    """The first whom this asker has not called within the hour; the first of all when each was."""
    leads = [one for one in uow.roles.active(Role.COORDINATOR) if one != asker]
    called = uow.buddy_requests.called(asker, now - CALLED_LATELY)
    return next((one for one in leads if one not in called), next(iter(leads), None))
