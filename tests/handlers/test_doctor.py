"""The doctor looks, says what to do, and touches nothing."""

import base64
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.bootstrap import open_foundations
from bot.domain.check_ins import CheckInState
from bot.domain.letters import Letter, LetterKind
from bot.sandbox import DEMO_WORLD
from bot.store import migrate, tables
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import heartbeats, membership
from bot.use_cases.checkup import THE_CROWD
from bot.use_cases.workplace import Workplace
from handlers import checkup
from handlers.findings import Verdict
from tests.databases import fresh_database
from tests.domain.makers import NOON, check_in, worker
from tests.handlers.practices import Practice, told

DAY = timedelta(days=1)


def test_where_nothing_is_yet_nothing_is_made(on_a_file: Practice) -> None:
    assert told(on_a_file.looks(), "database").verdict is Verdict.LOOK
    assert list(on_a_file.folder.iterdir()) == []


def test_all_is_well_in_the_demo(practice: Practice) -> None:
    practice.opens()
    place = practice.place()
    heartbeats.beat("p1", "run", place, place.clock.now())
    found = practice.looks()
    assert {one.what for one in found if one.verdict is not Verdict.GOOD} == {
        "lines",  # nobody has rung them
        "cards",  # nor signed the hard ones
        "messages tab",
        *(["access"] if practice.kind == "postgresql" else []),  # tests are a superuser there
    }
    assert ("disk" in {one.what for one in found}) == (practice.kind == "sqlite")


def test_an_empty_or_old_schema_is_told_and_left_alone(practice: Practice) -> None:
    practice.opens()
    base = open_foundations(practice.settings())
    migrate.downgrade(base.store.url, "base")
    base.close()
    assert "aftershift migrate" in told(practice.looks(), "database").told
    assert migrate.current(base.store.url) is None


def test_a_later_schema_is_no_fault_but_told(practice: Practice) -> None:
    place = practice.place()
    with place.begin() as uow:
        uow.connection.execute(sa.text("UPDATE alembic_version SET version_num = 'of_tomorrow'"))
    found = told(practice.looks(), "database")
    assert found.verdict is Verdict.LOOK
    assert "later release" in found.told


def test_a_database_that_does_not_answer_is_told_without_its_address(tmp_path: Path) -> None:
    away = Practice("postgresql", tmp_path, "postgresql://ana:a-secret@127.0.0.1:1/after")
    found = away.looks()
    assert told(found, "database").verdict is Verdict.BAD
    assert "a-secret" not in str(found)


def test_without_slack_the_database_is_looked_at_all_the_same(practice: Practice) -> None:
    membership.turn_on("U1", "on", practice.place())
    found = practice.looks_without_slack()
    assert told(found, "slack").verdict is Verdict.BAD
    assert "cannot be reached" in told(found, "slack").told
    assert told(found, "keys").told == "AFTERSHIFT_KEY opens all 1 keys."


def test_a_missing_scope_is_named_with_the_way_to_mend_it(on_a_file: Practice) -> None:
    fewer = tuple(scope for scope in DEMO_WORLD.scopes if scope != "dnd:read")
    found = told(on_a_file.looks(replace(DEMO_WORLD, scopes=fewer)), "scopes")
    assert found.verdict is Verdict.BAD
    assert "dnd:read" in found.told
    assert "Reinstall" in found.told


def test_a_scope_that_nobody_needs_is_named_too(on_a_file: Practice) -> None:
    more = (*DEMO_WORLD.scopes, "im:history")
    found = told(on_a_file.looks(replace(DEMO_WORLD, scopes=more)), "scopes")
    assert found.verdict is Verdict.LOOK
    assert "im:history" in found.told


@pytest.mark.parametrize(
    ("minutes", "verdict"), [(0.2, Verdict.LOOK), (0.5, Verdict.BAD), (-60, Verdict.BAD)]
)
def test_a_clock_that_is_wrong_is_told_against_slack_and_the_database(
    practice: Practice, minutes: float, verdict: Verdict
) -> None:
    practice.opens()
    found = practice.looks(ahead=timedelta(minutes=minutes))
    clocks = [one for one in found if one.what.endswith("clock")]
    assert len(clocks) == (2 if practice.kind == "postgresql" else 1)
    assert {one.verdict for one in clocks} == {verdict}
    assert all("NTP" in one.told for one in clocks)


# As docs/operations.md has it.
ROWS = "SELECT, INSERT, UPDATE, DELETE"
FOR_WEB_AND_WORKER = (
    "CREATE ROLE aftershift LOGIN",
    "GRANT USAGE ON SCHEMA keys TO aftershift",
    f"GRANT {ROWS} ON ALL TABLES IN SCHEMA public, keys TO aftershift",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public, keys GRANT {ROWS} ON TABLES TO aftershift",
)


def test_a_superuser_is_told_and_a_user_without_powers_is_enough(tmp_path: Path) -> None:
    with fresh_database("postgresql", tmp_path) as address:
        practice = Practice("postgresql", tmp_path, address)
        with practice.place().begin() as uow:
            for command in FOR_WEB_AND_WORKER:
                uow.connection.execute(sa.text(command))
        found = told(practice.looks(), "access")
        assert found.verdict is Verdict.LOOK
        assert "super" in found.told
        practice.address = "postgresql://aftershift@" + address.partition("@")[2]
        membership.turn_on("U1", "on", practice.place())
        assert told(practice.looks(), "access").verdict is Verdict.GOOD
        assert told(practice.looks(), "keys").verdict is Verdict.GOOD
        practice.closes()


def test_files_that_others_may_open_are_told(tmp_path: Path) -> None:
    practice = Practice("sqlite", tmp_path, f"sqlite:///{tmp_path}/aftershift.db")
    practice.opens()
    for file in tmp_path.iterdir():
        file.chmod(0o600)
    assert told(practice.looks(), "access").verdict is Verdict.GOOD
    (tmp_path / "keys.db").chmod(0o644)
    assert "keys.db" in told(practice.looks(), "access").told


def test_whether_the_key_fits_is_told(practice: Practice) -> None:
    membership.turn_on("U1", "on", practice.place())
    first, other = (base64.urlsafe_b64encode(letter * 32).decode() for letter in (b"k", b"x"))
    assert told(practice.looks(), "keys").verdict is Verdict.GOOD
    assert told(practice.looks(aftershift_key=other), "keys").verdict is Verdict.BAD
    both = told(practice.looks(aftershift_key=other, aftershift_key_old=first), "keys")
    assert both.told == "1 of 1 keys wait for: aftershift keys rotate"


def test_processes_are_counted_and_a_missing_kind_is_told(practice: Practice) -> None:
    place = practice.place()
    now = place.clock.now()
    assert told(practice.looks(), "processes").verdict is Verdict.LOOK
    heartbeats.beat("p1", "web", place, now)
    assert told(practice.looks(), "processes").verdict is Verdict.BAD
    heartbeats.beat("p2", "worker", place, now)
    heartbeats.beat("p3", "worker", place, now)
    assert told(practice.looks(), "processes").told == "1 web, 2 worker."
    heartbeats.beat("p4", "worker", place, now - timedelta(hours=1))
    assert "1 vanished" in told(practice.looks(), "processes").told


def test_letters_that_failed_are_counted_by_slacks_word_and_by_nobody(practice: Practice) -> None:
    place = practice.place()
    with place.begin() as uow:
        for number, error in enumerate(["cannot_dm_bot", "cannot_dm_bot", "messages_tab_disabled"]):
            uow.outbox.put(Letter(f"l{number}", LetterKind.CARD, "U0ANA00001", NOON), NOON)
            uow.connection.execute(
                sa.update(tables.outbox)
                .where(tables.outbox.c.id == f"l{number}")
                .values(state="failed", error=error)
            )
    found = practice.looks()
    letters = [one.told for one in found if one.what == "letters"]
    assert letters[0] == "2 failed within the last 30 days: cannot_dm_bot."
    assert told(found, "messages tab").verdict is Verdict.BAD
    assert "U0ANA00001" not in str(found)


def test_what_waits_longer_than_it_may_is_told(practice: Practice) -> None:
    place = practice.place()
    with place.begin() as uow:
        uow.outbox.put(Letter("l1", LetterKind.COORDINATOR, "U9", NOON), NOON)
    found = [one for one in practice.looks() if one.what == "overdue"]
    assert [one.verdict for one in found] == [Verdict.BAD]


def sent(uow: UnitOfWork, number: int, place: Workplace, **more: Any) -> None:
    person = f"U{number}"
    uow.people.save(worker(id=person))
    facts = {"state": CheckInState.LAPSED, "sent_at": place.now() - DAY, **more}
    offer = check_in(f"c{number}", worker=person, shift=f"s{number}", **facts)
    uow.check_ins.save(offer, place.now())


def test_that_nobody_of_a_whole_crowd_taps_is_a_hint_and_names_nobody(practice: Practice) -> None:
    place = practice.place()
    with place.begin() as uow:
        for number in range(THE_CROWD):
            sent(uow, number, place)
        sent(uow, 99, place, state=CheckInState.SENT, sent_at=place.now())
    found = told(practice.looks(), "taps")
    assert found.verdict is Verdict.LOOK
    assert found.told.startswith(f"None of the last {THE_CROWD} check-ins was tapped by anybody.")


@pytest.mark.parametrize("people", [THE_CROWD - 1, THE_CROWD])
def test_nothing_is_told_of_taps_below_the_crowd_or_when_anybody_taps(
    practice: Practice, people: int
) -> None:
    """So the report is the same whether one person, most or all of them taps."""
    place = practice.place()
    with place.begin() as uow:
        for number in range(people):
            sent(uow, number, place, was_touched=people == THE_CROWD and number == 0)
    assert [one for one in practice.looks() if one.what == "taps"] == []


def test_clocks_go_together_within_a_few_seconds() -> None:
    near, far = NOON + timedelta(seconds=4), NOON - timedelta(seconds=20)
    assert checkup.clock("a", NOON, near).verdict is Verdict.GOOD
    assert checkup.clock("a", NOON, far).told.startswith("Ours is 20 seconds behind it.")
