"""Somebody goes, of their own will or with their Slack account: all that names them goes at once."""

from bot.domain.roles import Role
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


def not_learnt(place: Workplace, most: int) -> list[str]:
    """Some workers of whom Slack has told nothing yet."""
    with place.look() as uow:
        return uow.people.not_learnt(most)


def workers_to_ask_about(place: Workplace) -> list[str]:
    with place.look() as uow:
        return [one.id for one in uow.people.everybody()]


def others_to_ask_about(place: Workplace) -> list[str]:
    """Whom colleagues wrote down: on the roster, with a role, or as a supporter, and no worker here."""
    with place.look() as uow:
        named: set[str | None] = {
            who for role in Role for who, _is_active in uow.roles.everybody(role)
        }
        for supporter in uow.supporters.everybody():
            named |= {supporter.person, supporter.supporter}
        for member in uow.roster.members():
            named |= {member.person, member.manager, member.supervisor, member.supporter}
        people = sorted(one for one in named if one)
        known = uow.people.known(people)
    return [one for one in people if one not in known]
