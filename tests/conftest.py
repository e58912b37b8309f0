"""Fixtures that several floors share."""

import gc
import os
from collections.abc import Iterator
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings

from bot.store.unit_of_work import Store
from tests.databases import KINDS, kept_store
from tests.store.stores import MASTER
from tests.stories.stage import Stage, stage

# Machines are shared and slow at times; what is promised is never a length of time.
settings.register_profile(
    "patient", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


# They take longest, the longest first, and one that begins last would be waited for by all.
LONG_ONES = (
    "test_rule_01_nothing_in_slack_depends_on_an_answer.py",
    "test_in_browser.py",
    "test_kills_elsewhere.py",
    "test_processes.py",
    "test_in_browser_for_everybody.py",
    "test_wheel.py",
    "test_any_order.py",
    "test_rounds_in_any_order.py",
    "test_six_nights.py",
    "test_kills_of_a_request.py",
    "test_rule_01_a_buddy_sees_no_reason.py",
    "test_clock_jumps.py",
    "test_databases.py",
    "test_what_suits.py",
    "test_misfortunes.py",
    "test_round_turns.py",
    "test_buddy_requests.py",
    "test_kills.py",
    "test_pseudo_languages.py",
    "test_usual_shifts.py",
    "test_relay_in_any_order.py",
    "test_page_forms.py",
    "test_migrate.py",
    "test_keys.py",
    "test_blocks.py",
)
# With the fixture `kind`: one of the two databases in every run, by the test's name; both in the deep one.
PLAYED_ONCE = {"stories", "rules", "handlers", "use_cases"}
ALWAYS_ON_BOTH = ("test_any_order.py", "test_rounds_in_any_order.py")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(LONG_ONES)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


def pytest_collection_finish() -> None:
    """What is imported by now stays; looking through it again and again took a twentieth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is only for the deep form is not even made in every run: it was a sixth of all tests."""
    if "kind" not in metafunc.fixturenames or _is_told_its_kind(metafunc):
        return
    test = metafunc.definition
    if PLAYED_ONCE.isdisjoint(test.path.parts) or test.path.name in ALWAYS_ON_BOTH:
        metafunc.parametrize("kind", KINDS, indirect=True)
        return
    here = _kind_of(test)
    kinds = [pytest.param(one, marks=[] if one == here else pytest.mark.deep) for one in KINDS]
    if metafunc.config.option.markexpr == "not deep":
        kinds = [pytest.param(here)]
    metafunc.parametrize("kind", kinds, indirect=True)


def _is_told_its_kind(metafunc: pytest.Metafunc) -> bool:
    """Of a signal or a letter, say; or it is for one database alone."""
    marks = metafunc.definition.iter_markers("parametrize")
    return any("kind" in str(mark.args[0]) for mark in marks)


def _kind_of(test: pytest.Item) -> str:
    """The database on which every run plays it; half of the names fall on each."""
    return KINDS[crc32(test.nodeid.encode()) % len(KINDS)]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """A story waits for half of its time, so twice as many as there are cores keep them busy."""
    return len(os.sched_getaffinity(0)) * 2


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """One of the two databases, or each of them: see pytest_generate_tests."""
    return str(request.param)


@pytest.fixture
def one_store(kind: str) -> Store:
    """What is done with a store is done on each of the two databases."""
    return kept_store(kind, MASTER)


@pytest.fixture(params=["sqlite-http", "postgresql-socket"])
def scene(request: pytest.FixtureRequest) -> Iterator[Stage]:
    """A story is played over signed HTTP and over a real WebSocket, and on each database."""
    kind, _, transport = request.param.partition("-")
    with stage(kind, socket=transport == "socket") as opened:
        yield opened
