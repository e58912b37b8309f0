"""A list is taken in whole or not at all; what is new in it is done once, and who goes is forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.audit import COMMAND_LINE, Act
from bot.domain.buddies import Way
from bot.domain.errors import BadInput, NoRole, NotACoordinator, NotAnAuditor
from bot.domain.roles import Role
from bot.domain.roster import Line, Taken
from bot.domain.roster_files import BadLines
from bot.domain.rounds import Round
from bot.domain.supporters import Lack
from bot.store import tables
from bot.store.unit_of_work import Store
from bot.use_cases import (
    audit_log,
    buddies,
    coordination,
    keys,
    membership,
    roles,
    roster,
    supporters,
)
from tests.store.stores import MASTER
from tests.use_cases.desk import Desk
from tests.winding import forgets

SPOT = ("D-U9", "1.0")
LIST = "Name\tTeam\tManager\tRole\tSupporter\nAna\tNorth\tEva\tfacilitator\tBen\nBen\tSouth\t\t\t\n"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """U3 coordinates, with somebody outside Slack to turn to."""
    coordination.name_coordinator("U3", desk.place)
    coordination.name_own_supporter("U3", None, desk.place)
    desk.delivers()
    return desk


def acts(desk: Desk) -> list[tuple[str, str, str | None]]:
    """What is written down, the oldest first."""
    with desk.place.look() as uow:
        return [(one.actor, one.act, one.about) for one in reversed(uow.audit_log.latest(99))]


def matches(desk: Desk, **people: str) -> None:
    marks = {one.name: one.mark for one in roster.unmatched("U3", desk.place)}
    roster.match("U3", {marks[name]: person for name, person in people.items()}, desk.place)
    desk.delivers()


def has_begun(desk: Desk, person: str, role: Role) -> bool:
    with desk.place.look() as uow:
        return uow.roles.is_active(person, role)


def rows(desk: Desk, *besides: str) -> str:
    """Every row of every table but these."""
    with desk.place.look() as uow:
        every = [one for one in tables.metadata.sorted_tables if one.name not in besides]
        return str([uow.connection.execute(sa.select(one)).all() for one in every])


# Taking in


def test_with_one_fault_nothing_of_a_list_is_taken_in(desk: Desk) -> None:
    before = rows(desk)
    with pytest.raises(BadLines):
        roster.paste("U3", f"{LIST}\tWest\t\t\t\n", desk.place)
    assert rows(desk) == before


def test_the_same_list_again_changes_nothing_and_asks_nobody(desk: Desk) -> None:
    assert roster.paste("U3", LIST, desk.place).taken == Taken(new=2)
    matches(desk, Ana="U1", Ben="U9", Eva="U8")
    assert desk.arrived("U9") == ["supporter_asked"]
    before = rows(desk, "audit_log", "audit_chain")
    told = roster.paste("U3", LIST.replace("\t", ";"), desk.place)
    assert (told.taken, told.unmatched) == (Taken(same=2), 0)
    assert rows(desk, "audit_log", "audit_chain") == before


def test_who_said_no_is_not_asked_again_by_the_same_list(desk: Desk) -> None:
    roster.paste("U3", LIST, desk.place)
    matches(desk, Ana="U1", Ben="U9")
    supporters.step_back("U9", "U1", SPOT, desk.place)
    roster.paste("U3", LIST, desk.place)
    desk.delivers()
    assert desk.arrived("U9").count("supporter_asked") == 1
    assert desk.arrived("U1") == ["supporter_needed"]
    assert desk.arrived("U3")[-1] == "supporters_needed"


def test_a_role_of_the_list_begins_with_the_supporter_s_yes(desk: Desk) -> None:
    roster.paste("U3", LIST, desk.place)
    matches(desk, Ana="U1", Ben="U9")
    assert not has_begun(desk, "U1", Role.FACILITATOR)
    assert supporters.agree("U9", "U1", SPOT, desk.place)
    assert has_begun(desk, "U1", Role.FACILITATOR)
    desk.delivers()
    assert desk.arrived("U1") == ["supporter_agreed"]


def test_a_role_that_was_taken_back_stays_so_until_the_list_says_another(desk: Desk) -> None:
    roster.paste("U3", LIST, desk.place)
    matches(desk, Ana="U1", Ben="U9")
    assert [one.person for one in roles.take("U3", "U1", Role.FACILITATOR, desk.place)] == ["U3"]
    roster.paste("U3", LIST, desk.place)
    assert not [one for one in roles.look("U3", desk.place) if one.person == "U1"]


def test_several_who_are_asked_of_one_colleague_come_in_one_letter(desk: Desk) -> None:
    several = [Line((f"U{n}",), supporter="U9") for n in (11, 12, 13)]
    people = {f"U{n}": f"U{n}" for n in (9, 11, 12, 13)}
    roster.take_in_file(several, people, desk.place)
    desk.delivers()
    assert desk.arrived("U9") == ["supporter_asked"]
    assert len(supporters.look("U9", desk.place)) == 3


def test_a_supporter_who_turns_out_to_be_the_line_manager_is_none(desk: Desk) -> None:
    with desk.place.begin() as uow:
        coordination.give_role(uow, "U1", Role.FACILITATOR, desk.place, "U3")
    roles.name_supporter("U3", "U1", "U9", desk.place)
    supporters.agree("U9", "U1", None, desk.place)
    assert has_begun(desk, "U1", Role.FACILITATOR)
    roster.take_in_file([Line(("U1",), manager="U9")], {"U1": "U1", "U9": "U9"}, desk.place)
    assert not has_begun(desk, "U1", Role.FACILITATOR)
    with desk.place.look() as uow:
        assert supporters.lack(uow, "U1") is Lack.OWN_MANAGER


@pytest.mark.parametrize(
    ("supporter", "said"),
    [("U1", "themselves"), ("U8", "own_manager"), ("U9", "each_other")],
)
def test_who_cannot_be_a_supporter_is_refused_beside_the_field(
    desk: Desk, supporter: str, said: str
) -> None:
    roster.take_in_file([Line(("U1",), manager="U8")], {"U1": "U1", "U8": "U8"}, desk.place)
    with desk.place.begin() as uow:
        coordination.give_role(uow, "U1", Role.BUDDY, desk.place, "U3")
        supporters.name(uow, "U9", "U1", desk.place)
    with pytest.raises(BadInput) as no:
        coordination.name_own_supporter("U1", supporter, desk.place)
    assert (no.value.field, no.value.words_key) == ("supporter", f"errors.supporter_{said}")


def test_a_yes_that_comes_after_somebody_else_was_asked_counts_for_nothing(desk: Desk) -> None:
    coordination.name_coordinator("U1", desk.place)
    coordination.name_own_supporter("U1", "U9", desk.place)
    coordination.name_own_supporter("U1", "U8", desk.place)
    assert not supporters.agree("U9", "U1", SPOT, desk.place)
    assert not has_begun(desk, "U1", Role.COORDINATOR)
    supporters.step_back("U9", "U1", SPOT, desk.place)
    assert supporters.agree("U8", "U1", SPOT, desk.place)
    assert has_begun(desk, "U1", Role.COORDINATOR)


def test_two_of_one_list_cannot_have_only_each_other(desk: Desk) -> None:
    both = [Line(("U1",), supporter="U9"), Line(("U9",), supporter="U1")]
    roster.take_in_file(both, {"U1": "U1", "U9": "U9"}, desk.place)
    desk.delivers()
    asked = [len(supporters.look(person, desk.place)) for person in ("U1", "U9")]
    assert sorted(asked) == [0, 1]


def test_who_is_missing_goes_when_that_is_chosen(desk: Desk) -> None:
    roster.paste("U3", LIST, desk.place)
    told = roster.paste("U3", "Name\nBen\n", desk.place, only_these=True)
    assert told.taken == Taken(changed=1, gone=1)
    assert [one.names for one in roster.export(desk.place)] == [("Ben",)]


# Who may


def test_nobody_else_comes_in_not_even_who_still_waits(desk: Desk) -> None:
    coordination.name_coordinator("U4", desk.place)
    elsewhere = Desk(desk.place.store, "T2").place
    for person, place in (("U1", desk.place), ("U4", desk.place), ("U3", elsewhere)):
        before = rows(desk)
        with pytest.raises(NotACoordinator):
            roster.paste(person, LIST, place)
        with pytest.raises(NotACoordinator):
            roster.members(person, place)
        with pytest.raises(NotACoordinator):
            roster.match(person, {"m": "U1"}, place)
        with pytest.raises(NotACoordinator):
            roles.give(person, person, Role.COORDINATOR, place)
        with pytest.raises(NotACoordinator):
            roles.name_supporter(person, "U3", person, place)
        with pytest.raises(NotAnAuditor):
            audit_log.read(person, place, 9)
        assert rows(desk) == before
    with pytest.raises(NotAnAuditor):
        audit_log.read("U3", desk.place, 9)
    with pytest.raises(NoRole):
        coordination.name_own_supporter("U1", "U9", desk.place)


def test_no_coordinator_makes_or_unmakes_an_auditor(desk: Desk) -> None:
    coordination.name_from_outside("U7", Role.AUDITOR, desk.place)
    before = rows(desk)
    with pytest.raises(BadInput):
        roles.give("U3", "U3", Role.AUDITOR, desk.place)
    with pytest.raises(BadInput):
        roles.take("U3", "U7", Role.AUDITOR, desk.place)
    assert rows(desk) == before


# What is written down


def test_every_act_is_written_down_also_a_look(desk: Desk) -> None:
    coordination.open_desk("U3", desk.place)
    roster.paste("U3", LIST, desk.place)
    roster.members("U3", desk.place)
    matches(desk, Ana="U1")
    roles.name_supporter("U3", "U1", "U9", desk.place)
    roster.export(desk.place)
    assert acts(desk)[2:] == [
        ("U3", Act.OPENED_COORDINATION, None),
        ("U3", Act.IMPORTED_ROSTER, "2"),
        ("U3", Act.LOOKED_AT_ROSTER, None),
        ("U3", Act.LOOKED_AT_ROSTER, None),
        ("U3", Act.MATCHED_NAME, "1"),
        ("U3", Act.NAMED_ROLE, "U1"),
        ("U3", Act.NAMED_SUPPORTER, "U1"),
        (COMMAND_LINE, Act.EXPORTED_ROSTER, None),
    ]


def test_an_auditor_reads_it_and_is_written_down_too(desk: Desk) -> None:
    coordination.name_from_outside("U5", Role.AUDITOR, desk.place)
    newest = audit_log.read("U5", desk.place, 1)
    assert [(one.actor, one.about) for one in newest] == [(COMMAND_LINE, "U5")]
    assert acts(desk)[-1] == ("U5", Act.LOOKED_AT_AUDIT, None)
    assert len(audit_log.read("U5", desk.place, 9, before=newest[0].number)) == newest[0].number - 1


def test_after_thirteen_months_it_goes_and_what_is_left_holds(desk: Desk) -> None:
    desk.clock.move(days=397)
    coordination.open_desk("U3", desk.place)
    forgets(desk.place)
    assert [act for _actor, act, _about in acts(desk)] == [Act.OPENED_COORDINATION]
    assert timedelta(days=396) == audit_log.KEPT_FOR
    assert audit_log.broken_at(desk.place.store, desk.place.workspace) is None


def test_the_log_stands_after_the_key_is_replaced_and_after_it_is_lost(desk: Desk) -> None:
    place, workspace = desk.place, desk.place.workspace
    both = Store(place.store.url, b"n" * 32, MASTER)
    keys.rotate(replace(place, store=both))
    new, lost = Store(place.store.url, b"n" * 32), Store(place.store.url, b"o" * 32)
    assert audit_log.broken_at(new, workspace) is None
    assert audit_log.broken_at(lost, workspace) is not None
    keys.forget(replace(place, store=lost))
    assert audit_log.broken_at(lost, workspace) is None
    for store in (both, new, lost):
        store.close()


# Who goes


def test_who_goes_is_named_nowhere_and_whom_they_supported_needs_somebody_new(desk: Desk) -> None:
    """Supporter, line manager, coordinator and auditor in one, and no worker."""
    coordination.name_from_outside("U-GONE", Role.AUDITOR, desk.place)
    coordination.name_coordinator("U-GONE", desk.place)
    coordination.name_own_supporter("U-GONE", "U8", desk.place)
    coordination.name_coordinator("U4", desk.place)
    coordination.name_own_supporter("U4", "U-GONE", desk.place)
    supporters.agree("U-GONE", "U4", SPOT, desk.place)
    told = [Line(("U1",), manager="U-GONE", supervisor="U-GONE"), Line(("U-GONE",))]
    roster.take_in_file(told, {"U1": "U1", "U-GONE": "U-GONE"}, desk.place)
    with desk.place.begin() as uow:
        uow.rounds.add(Round("R1", 1, "U-GONE", desk.now))
    assert has_begun(desk, "U4", Role.COORDINATOR)
    membership.erase("U-GONE", desk.place)
    desk.delivers()
    assert "U-GONE" not in rows(desk)
    assert not has_begun(desk, "U4", Role.COORDINATOR)
    assert desk.arrived("U4")[-1] == "supporter_needed"
    assert desk.arrived("U3")[-1] == "supporters_needed"
    assert audit_log.broken_at(desk.place.store, desk.place.workspace) is None


def test_coordinators_hear_nothing_of_who_is_only_on_the_list_of_buddies(desk: Desk) -> None:
    desk.joins("U1")
    buddies.join("U1", Way.BOTH, desk.place)
    coordination.name_own_supporter("U1", "U9", desk.place)
    supporters.agree("U9", "U1", None, desk.place)
    supporters.step_back("U9", "U1", None, desk.place)
    desk.delivers()
    assert desk.arrived("U1")[-1] == "supporter_needed"
    assert "supporters_needed" not in desk.arrived("U3")


def test_what_goes_out_comes_in_again_as_it_was(desk: Desk) -> None:
    roster.paste("U3", LIST, desk.place)
    matches(desk, Ana="U1")
    out = roster.export(desk.place)
    assert [one.names for one in out] == [("Ben",), ("U1",)]
    assert out[1].manager == "Eva"
    told = roster.take_in_file(out, {"U1": "U1"}, desk.place)
    assert told.taken == Taken(same=2)
    assert roster.export(desk.place) == out
