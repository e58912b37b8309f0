"""The audit log: read by an auditor, checked by whoever runs this, and kept for thirteen months."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.audit import Act, Entry
from bot.domain.errors import NotAnAuditor
from bot.domain.roles import Role
from bot.store.unit_of_work import Store
from bot.use_cases.workplace import Workplace

KEPT_FOR = timedelta(days=396)  # thirteen months (trust.md section 7)


def read(auditor: str, place: Workplace, most: int, before: int | None = None) -> Sequence[Entry]:
    """The newest entries, or those before a number; the look is noted too. NotAnAuditor."""
    with place.begin() as uow:
        if not uow.roles.is_active(auditor, Role.AUDITOR):
            raise NotAnAuditor
        entries = uow.audit_log.latest(most, before)
        uow.audit_log.note(auditor, Act.LOOKED_AT_AUDIT, place.now())
        return entries


def broken_at(store: Store, workspace: str) -> int | None:
    """The number of the first entry that is not as it was written; None when all are."""
    with store.look(workspace) as uow:
        return uow.audit_log.broken_at()
