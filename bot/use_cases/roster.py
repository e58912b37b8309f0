"""The roster: taken in from a list, matched name by name, looked at and given out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.audit import COMMAND_LINE, Act
from bot.domain.roles import SUPPORTED
from bot.domain.roster import Line, Member, Taken, Unmatched
from bot.domain.roster_files import read_roster
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import supporters
from bot.use_cases.coordination import acting, as_coordinator, give_role
from bot.use_cases.workplace import Workplace
from bot.words.tongues import code_of


@dataclass(frozen=True)
class TakenIn:
    """What a list brought, and how many names nobody in Slack is matched to yet."""

    taken: Taken
    unmatched: int


def paste(coordinator: str, text: str, place: Workplace, *, only_these: bool = False) -> TakenIn:
    """All of it or, with one fault, nothing: BadLines tells every fault; NotACoordinator."""
    with place.begin() as uow:
        as_coordinator(uow, coordinator)
        lines = read_roster(text, code_of)
        uow.audit_log.note(coordinator, Act.IMPORTED_ROSTER, place.now(), thing=str(len(lines)))
        return _take_in(uow, lines, {}, place, coordinator, only_these=only_these)


def take_in_file(
    lines: Sequence[Line], people: Mapping[str, str], place: Workplace, *, only_these: bool = False
) -> TakenIn:
    """From the command line, where Slack was asked first whom the names mean."""
    with place.begin() as uow:
        uow.audit_log.note(COMMAND_LINE, Act.IMPORTED_ROSTER, place.now(), thing=str(len(lines)))
        return _take_in(uow, lines, people, place, COMMAND_LINE, only_these=only_these)


def counts(coordinator: str, place: Workplace) -> tuple[int, int]:
    """How many people are on it, and how many names are not matched; NotACoordinator."""
    with place.look() as uow:
        as_coordinator(uow, coordinator)
        return len(uow.roster.members()), len(uow.roster.unmatched())


def unmatched(coordinator: str, place: Workplace) -> list[Unmatched]:
    with acting(coordinator, Act.LOOKED_AT_ROSTER, place) as uow:
        return uow.roster.unmatched()


def match(coordinator: str, people: Mapping[str, str], place: Workplace) -> int:
    """`people` says by marks whom names mean, for good; how many names are left."""
    with acting(coordinator, Act.MATCHED_NAME, place, thing=str(len(people))) as uow:
        before = _by_person(uow)
        uow.roster.match(people)
        _follow(uow, before, place, coordinator)
        return len(uow.roster.unmatched())


def to_look_up(place: Workplace) -> list[Unmatched]:
    """Names that Slack itself can be asked about: addresses and ids."""
    with place.look() as uow:
        return [one for one in uow.roster.unmatched() if may_be_asked(one.name)]


def match_looked_up(people: Mapping[str, str], place: Workplace, actor: str) -> None:
    """What Slack said, by marks; it is nobody's act, but what follows from it has the list's actor."""
    with place.begin() as uow:
        before = _by_person(uow)
        uow.roster.match(people)
        _follow(uow, before, place, actor)


def members(coordinator: str, place: Workplace) -> list[Member]:
    with acting(coordinator, Act.LOOKED_AT_ROSTER, place) as uow:
        return sorted(
            uow.roster.members(), key=lambda one: (one.team or "", one.person or one.name)
        )


def export(place: Workplace) -> list[Line]:
    with place.begin() as uow:
        uow.audit_log.note(COMMAND_LINE, Act.EXPORTED_ROSTER, place.now())
        return uow.roster.lines()


def known(names: Sequence[str], place: Workplace) -> dict[str, str]:
    """Whom those names mean that were matched before."""
    with place.look() as uow:
        return uow.roster.known(names)


def may_be_asked(name: str) -> bool:
    """Whether it looks like an address or a Slack id."""
    is_id = name[:1] in ("U", "W") and name.isalnum() and name.isupper() and len(name) >= 9  # noqa: PLR2004  U and eight more
    return "@" in name or is_id


def _take_in(  # noqa: PLR0913  a list, whom it names, and whose act it is
    uow: UnitOfWork,
    lines: Sequence[Line],
    people: Mapping[str, str],
    place: Workplace,
    actor: str,
    *,
    only_these: bool,
) -> TakenIn:
    before = _by_person(uow)
    taken = uow.roster.put(lines, people, place.now(), only_these=only_these)
    _follow(uow, before, place, actor)
    return TakenIn(taken, len(uow.roster.unmatched()))


def _by_person(uow: UnitOfWork) -> dict[str, Member]:
    return {one.person: one for one in uow.roster.members() if one.person}


def _follow(uow: UnitOfWork, before: Mapping[str, Member], place: Workplace, actor: str) -> None:
    """What is new in the list is done: roles are given and supporters asked, each of them once.

    The same list again asks nobody a second time, also not somebody who said no.
    """
    after = _by_person(uow)
    nobody = Member(None)
    new = {
        person: (member, before.get(person, nobody))
        for person, member in after.items()
        if member != before.get(person)
    }
    for person, (member, was) in new.items():
        if member.role in SUPPORTED and member.role is not was.role:
            give_role(uow, person, member.role, place, actor)
    supporters.settle(uow, *(who for who, (now, was) in new.items() if now.manager != was.manager))
    wishes = {
        person: member.supporter
        for person, (member, was) in new.items()
        if member.supporter and member.supporter != was.supporter
    }
    managers = {person: after[person].manager for person in wishes}
    supporters.ask(uow, wishes, managers, place)
