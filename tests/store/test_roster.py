"""The roster comes back as it was written, knows who is meant by a name, and forgets who goes."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.roles import Role
from bot.domain.roster import Line, Member, Taken
from bot.store import tables
from bot.store.unit_of_work import Store
from tests.domain.makers import NOON
from tests.store.stores import WORKSPACE

LATER = NOON + timedelta(days=1)
ANA = Line(
    ("ana@lantern.example", "Ana Silva"),
    team="North",
    site="Porto",
    manager="Eva",
    languages=("pt", "en"),
    experience_years=2.5,
    role=Role.BUDDY,
    supporter="Ben",
)
BEN = Line(("Ben",), manager="Ana Silva")
PEOPLE = {"ana@lantern.example": "U1"}


def written(store: Store) -> list[object]:
    """Every row of the list and of its names."""
    with store.look(WORKSPACE) as uow:
        both = (tables.roster, tables.roster_names)
        return [sorted(map(repr, uow.connection.execute(sa.select(one)))) for one in both]


def test_what_was_put_in_comes_out(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        assert uow.roster.put([ANA, BEN], PEOPLE, NOON) == Taken(new=2)
        assert uow.roster.member("U1") == Member(
            "U1", team="North", site="Porto", languages=("pt", "en"), experience_years=2.5,
            role=Role.BUDDY,
        )  # fmt: skip
        assert Member(None, "Ben", manager="U1") in uow.roster.members()
        assert [one.name for one in uow.roster.unmatched()] == ["Ben", "Eva"]
    with store.look("T2") as uow:
        assert uow.roster.members() == []


def test_the_same_list_twice_changes_no_row(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.roster.put([ANA, BEN], PEOPLE, NOON)
    once = written(store)
    with store.begin(WORKSPACE) as uow:
        assert uow.roster.put([ANA, BEN], PEOPLE, LATER) == Taken(same=2)
    assert written(store) == once


def test_a_changed_line_changes_and_who_is_missing_stays_unless_told(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.roster.put([ANA, BEN], PEOPLE, NOON)
        moved = [Line(("ben",), team="South")]
        assert uow.roster.put(moved, {}, LATER) == Taken(changed=1)
        assert len(uow.roster.members()) == 2
        assert uow.roster.put(moved, {}, LATER, only_these=True) == Taken(same=1, gone=1)
        assert uow.roster.members() == [Member(None, "Ben", team="South")]
        assert [one.name for one in uow.roster.unmatched()] == ["Ben"]


def test_a_matched_name_is_remembered_and_its_words_are_not(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.roster.put([ANA, BEN], PEOPLE, NOON)
        ben, eva = uow.roster.unmatched()
        assert uow.roster.match({ben.mark: "U2", eva.mark: "U3"}) == 2
        assert uow.roster.match({ben.mark: "U4", "nobody": "U4"}) == 0
    assert "Ben" not in str(written(store))
    with store.begin(WORKSPACE) as uow:
        uow.roster.put([BEN], {}, LATER)
        assert uow.roster.unmatched() == []
        ana = uow.roster.member("U1")
        assert ana is not None
        assert (ana.manager, ana.supporter) == ("U3", "U2")
        assert uow.roster.known(["ben", "EVA ", "Zoe"]) == {"ben": "U2", "EVA ": "U3"}


@pytest.mark.parametrize("first", ["ana@lantern.example", "Ana Silva"])
def test_two_names_of_one_person_become_one_line_the_newer_one(store: Store, first: str) -> None:
    second = "Ana Silva" if "@" in first else "ana@lantern.example"
    with store.begin(WORKSPACE) as uow:
        uow.roster.put([Line((first,), team="North")], {}, NOON)
        uow.roster.put([Line((second,), team="South")], {}, LATER)
        uow.roster.match({one.mark: "U1" for one in uow.roster.unmatched()})
        assert uow.roster.members() == [Member("U1", team="South")]


def test_who_is_forgotten_is_named_in_no_line(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.roster.put([ANA, BEN, Line(("Eva",))], PEOPLE, NOON)
        uow.roster.forget("U1")
        assert uow.roster.member("U1") is None
        assert {(one.name, one.manager) for one in uow.roster.members()} == {
            ("Ben", None),
            ("Eva", None),
        }
    assert "U1" not in str(written(store))
