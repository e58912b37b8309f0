"""kill -9 in the middle of a migration and of an erasure: afterwards it is done, or as if it never began."""

from pathlib import Path

import pytest

from bot.store import engines, migrate
from bot.store.unit_of_work import Store
from bot.use_cases import membership
from tests.mortal import When, dies
from tests.store.hands import OLD, people, place_on, who_can_read, with_answers
from tests.store.test_migrate import counted, fill, is_whole
from tests.store.test_traces import files_with

ERASED, OTHERS = "U000", ["U001", "U002"]


# Both go over in one transaction, so a statement is as good as any other; the deep form is killed at each.
AT_SOME = ("at", 12)
AT_EACH = pytest.param(("at", 1), marks=pytest.mark.deep, id="at each")


@pytest.fixture(params=[("before", 1), ("after", 1), AT_SOME, AT_EACH], ids=lambda one: one[0])
def blow(request: pytest.FixtureRequest) -> tuple[When, int]:
    """When it is killed, and every how many-th of these moments is tried."""
    when, stride = request.param
    return when, stride


def bring_up(address: str) -> None:
    migrate.upgrade(engines.database_url(address))


def erase(address: str) -> None:
    store = Store(engines.database_url(address), OLD)
    membership.erase(ERASED, place_on(store))
    store.close()


def test_a_migration_that_is_killed_anywhere_is_done_or_not_begun_and_can_be_repeated(
    any_database_url: str, blow: tuple[When, int]
) -> None:
    when, stride = blow
    url = engines.database_url(any_database_url)
    migrate.upgrade(url)
    before = fill(url)
    released = migrate.revisions()[-1]
    migrate.downgrade(url, released)
    kept = counted(url)
    work = "tests.faults.test_kills_elsewhere:bring_up"
    commit = 1
    while dies(work, [any_database_url], commit, when):
        assert migrate.current(url) in (released, migrate.newest())
        assert is_whole(url)
        if migrate.current(url) == migrate.newest():
            migrate.downgrade(url, released)
        commit += stride
    assert commit > 1
    assert migrate.current(url) == migrate.newest()
    named = {"roles": kept["coordinators"]}  # who coordinated has a role now
    assert counted(url) == dict.fromkeys(before, 0) | kept | named


def test_an_erasure_that_is_killed_anywhere_is_whole_or_not_begun(
    any_database_url: str, blow: tuple[When, int], tmp_path: Path
) -> None:
    when, stride = blow
    url = engines.database_url(any_database_url)
    migrate.upgrade(url)
    with_answers(url, 3)
    work = "tests.faults.test_kills_elsewhere:erase"
    commit = 1
    while dies(work, [any_database_url], commit, when):
        assert who_can_read(url, 3, OLD) in (people(3), OTHERS)
        commit += stride
    assert commit > 1
    assert who_can_read(url, 3, OLD) == OTHERS
    bring_up(any_database_url)  # what each start of the product does first
    assert files_with(tmp_path, ERASED.encode()) == set()
