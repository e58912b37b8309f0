"""Somebody goes, of their own will or with their Slack account: all that names them goes at once."""

from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import pairs, relay, supporters
from bot.use_cases.workplace import Workplace


def forget(uow: UnitOfWork, person: str, place: Workplace) -> list[tuple[str, str]]:
    """The one function for it: the roster, roles, rounds, who supports whom, the audit log, and every letter.

    With the worker's row goes what is tied to it. Whoever they supported is told that they need
    somebody new, and not why. What comes back is where they were asked to be a buddy (channel, ts).
    """
    asked_at = relay.forget(uow, person, place)
    pairs.let_go(uow, person, place)
    supporters.let_go(uow, person, place)
    uow.rounds.forget(person)
    uow.roles.forget(person)
    uow.roster.forget(person)
    uow.audit_log.forget(person)
    uow.people.remove(person)
    return asked_at
