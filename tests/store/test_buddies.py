"""Buddies come back as saved; their private lists are one sealed row of one length each."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.buddies import (
    HOURS_A_WEEK,
    MOST_DIFFERENT,
    MOST_NOT_WITH,
    Buddy,
    PrivateLists,
    Share,
    Topic,
    may_meet,
)
from bot.store import tables
from bot.store.sealed import LISTS_LENGTH, Sealed
from bot.store.unit_of_work import Store, UnitOfWork
from bot.store.vault import Vault
from tests.domain.makers import NOON, buddy, worker
from tests.store.stores import WORKSPACE

EVERYTHING = PrivateLists(
    not_with=frozenset(f"U0{number:09}" for number in range(MOST_NOT_WITH)),
    topics=frozenset(Topic),
    shares=frozenset(Share),
    rests_until=NOON + timedelta(microseconds=1),
    rests_from=NOON + timedelta(microseconds=1),
    different=frozenset(f"U1{number:09}" for number in range(MOST_DIFFERENT)),
)
instants = st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(days=999)).map(NOON.__add__))
buddies = st.builds(
    Buddy,
    worker=st.just("U1"),
    gives=st.booleans(),
    takes=st.booleans(),
    since=instants.map(lambda moment: moment or NOON),
    hours=st.frozensets(st.integers(0, HOURS_A_WEEK - 1)),
    languages=st.frozensets(st.sampled_from(["en", "de", "tr"])),
    most_per_week=st.integers(1, 7),
    paused_until=instants,
    guide_version=st.one_of(st.none(), st.integers(1, 9)),
    guide_read_at=instants,
    wants_outside_team=st.booleans(),
    wants_trio=st.booleans(),
    rests_gladly=st.booleans(),
    guest_is_welcome=st.booleans(),
)


def join(uow: UnitOfWork, *people: Buddy) -> None:
    for one in people:
        uow.people.save(worker(id=one.worker, is_on=False))
        uow.buddies.save(one)
        Sealed(uow).keep(one.worker, PrivateLists())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(known=buddies)
def test_a_buddy_comes_back_as_saved(store: Store, known: Buddy) -> None:
    """The store stays between examples: each one is saved over the one before."""
    with store.begin(WORKSPACE) as uow:
        join(uow, known)
        assert uow.buddies.get("U1") == known


def test_who_gives_is_found_and_only_here(store: Store) -> None:
    only_gives, only_takes = buddy("U1", takes=False), buddy("U2", gives=False)
    with store.begin(WORKSPACE) as uow:
        join(uow, only_gives, only_takes)
        assert uow.buddies.givers() == [only_gives]
        assert uow.buddies.everybody() == [only_gives, only_takes]
        assert uow.buddies.several(["U2", "U9"]) == {"U2": only_takes}
        assert uow.buddies.several([]) == {}
    with store.look("T2") as uow:
        assert uow.buddies.everybody() == []


@pytest.mark.parametrize(
    "lists", [PrivateLists(), EVERYTHING, replace(EVERYTHING, rests_until=None)]
)
def test_whatever_is_on_them_the_row_has_one_length(store: Store, lists: PrivateLists) -> None:
    with store.begin(WORKSPACE) as uow:
        join(uow, buddy())
        Sealed(uow).keep("U1", lists)
        assert Sealed(uow).lists_of("U1") == lists
        assert Sealed(uow).all_lists() == {"U1": lists}
        (row,) = uow.connection.execute(sa.select(tables.private_lists)).all()
        assert len(row.sealed) == 12 + LISTS_LENGTH + 16
        assert b"not_with" not in row.sealed


def test_a_row_moved_to_another_person_cannot_be_opened(store: Store) -> None:
    table = tables.private_lists
    with store.begin(WORKSPACE) as uow:
        join(uow, buddy("U1"), buddy("U2"))
        Sealed(uow).keep("U1", EVERYTHING)
        stolen = uow.connection.execute(
            sa.select(table.c.sealed).where(table.c.worker == "U1")
        ).scalar()
        uow.connection.execute(sa.update(table).where(table.c.worker == "U2").values(sealed=stolen))
        assert Sealed(uow).lists_of("U2") is None


def test_with_the_key_the_lists_are_gone_and_nobody_is_met_until_they_are_said_anew(
    store: Store,
) -> None:
    with store.begin(WORKSPACE) as uow:
        join(uow, buddy("U1"), buddy("U2"))
        Sealed(uow).keep("U1", EVERYTHING)
        Vault(uow, "U1").begin_anew(NOON.date())
        lists = Sealed(uow).all_lists()
        assert set(lists) == {"U2"}
        assert not may_meet(buddy("U1"), buddy("U2"), lists.get("U1"), lists["U2"])
        Sealed(uow).keep("U1", PrivateLists())
        assert Sealed(uow).lists_of("U1") == PrivateLists()


def test_leaving_the_list_takes_the_private_one_along_and_the_worker_stays(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        join(uow, buddy("U1"), buddy("U2"))
        uow.buddies.remove("U1")
        assert uow.buddies.get("U1") is None
        assert Sealed(uow).lists_of("U1") is None
        assert uow.people.get("U1") is not None
        assert uow.buddies.everybody() == [buddy("U2")]
