"""The audit log is only added to, and tells when it was not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread

import pytest
import sqlalchemy as sa

from bot.domain.audit import COMMAND_LINE, Act
from bot.store import tables
from bot.store.unit_of_work import Store, UnitOfWork
from tests.domain.makers import NOON
from tests.store.stores import WORKSPACE, let_go_of_the_audit_log

LOG, CHAIN = tables.audit_log, tables.audit_chain
DAY = timedelta(days=1)


@pytest.fixture
def five(store: Store) -> Store:
    """A store with an act a day, noted by U1 about U2."""
    with store.begin(WORKSPACE) as uow:
        for day in range(5):
            uow.audit_log.note("U1", Act.NAMED_ROLE, NOON + day * DAY, person="U2")
    return store


def broken_at(store: Store) -> int | None:
    with store.look(WORKSPACE) as uow:
        return uow.audit_log.broken_at()


@contextmanager
def rows_rewritten(store: Store) -> Iterator[list[dict[str, object]]]:
    """By somebody with the whole database in hand, who gets round the triggers, but without the key."""
    with store.begin(WORKSPACE) as uow:
        rows = [row._asdict() for row in uow.connection.execute(sa.select(LOG).order_by("number"))]
        chain = uow.connection.execute(sa.select(CHAIN)).one()._asdict()
        let_go_of_the_audit_log(uow.connection)
        uow.connection.execute(sa.delete(LOG))
        uow.connection.execute(sa.delete(CHAIN))
        yield rows
        uow.connection.execute(sa.insert(CHAIN).values(chain))
        if rows:
            uow.connection.execute(sa.insert(LOG), rows)


def test_an_act_is_told_with_who_and_when_the_newest_first(five: Store) -> None:
    with five.begin(WORKSPACE) as uow:
        uow.audit_log.note(COMMAND_LINE, Act.IMPORTED_ROSTER, NOON + 9 * DAY, thing="60")
        newest, next_one = uow.audit_log.latest(2)
    assert (newest.actor, newest.act, newest.about) == (COMMAND_LINE, "imported_roster", "60")
    assert (next_one.actor, next_one.about, next_one.at) == ("U1", "U2", NOON + 4 * DAY)
    assert broken_at(five) is None


def test_an_empty_log_is_whole(store: Store) -> None:
    assert broken_at(store) is None


@pytest.mark.parametrize(
    "statement",
    [sa.update(LOG).values(act="looked_at_roster"), sa.delete(LOG), sa.text("TRUNCATE audit_log")],
)
def test_the_database_itself_refuses_to_change_or_delete(
    five: Store, statement: sa.Executable
) -> None:
    if "TRUNCATE" in str(statement) and five.url.get_backend_name() == "sqlite":
        return  # SQLite has no such word
    with (
        pytest.raises(sa.exc.IntegrityError, match="only added to"),
        five.begin(WORKSPACE) as uow,
    ):
        uow.connection.execute(statement)
    assert broken_at(five) is None


def test_an_altered_entry_breaks_the_chain(five: Store) -> None:
    with rows_rewritten(five) as rows:
        rows[2]["actor"] = "somebody else"
    assert broken_at(five) == 3


def test_a_removed_entry_breaks_the_chain(five: Store) -> None:
    with rows_rewritten(five) as rows:
        del rows[2]
    assert broken_at(five) == 3


def test_entries_in_another_order_break_the_chain(five: Store) -> None:
    with rows_rewritten(five) as rows:
        rows[1]["number"], rows[2]["number"] = rows[2]["number"], rows[1]["number"]
    assert broken_at(five) == 2


@pytest.mark.parametrize("kept", [0, 3])
def test_a_cut_off_end_breaks_the_chain(five: Store, kept: int) -> None:
    with rows_rewritten(five) as rows:
        del rows[kept:]
    assert broken_at(five) == kept


def test_an_end_that_is_moved_without_the_key_breaks_the_chain(five: Store) -> None:
    with rows_rewritten(five) as rows:
        mark = rows[2]["mark"]
        del rows[3:]
    with five.begin(WORKSPACE) as uow:
        uow.connection.execute(sa.update(CHAIN).values(last=3, mark=mark))
    assert broken_at(five) == 3


def test_what_is_old_goes_and_the_rest_still_holds_together(five: Store) -> None:
    with five.begin(WORKSPACE) as uow:
        assert uow.audit_log.prune(NOON + 3 * DAY, most=2) == 2
        assert uow.audit_log.prune(NOON + 3 * DAY, most=2) == 1
        assert uow.audit_log.prune(NOON + 3 * DAY, most=2) == 0
        assert [entry.number for entry in uow.audit_log.latest(9)] == [5, 4]
    assert broken_at(five) is None
    with five.begin(WORKSPACE) as uow:
        assert uow.audit_log.prune(NOON + 9 * DAY, most=9) == 2
        uow.audit_log.note("U1", Act.NAMED_ROLE, NOON)
        assert [entry.number for entry in uow.audit_log.latest(9)] == [6]
    assert broken_at(five) is None


def test_who_stands_in_no_entry_any_more_is_remembered_by_no_mark(five: Store) -> None:
    with five.begin(WORKSPACE) as uow:
        uow.audit_log.note("U3", Act.IMPORTED_ROSTER, NOON + 5 * DAY, thing="60")
        uow.audit_log.note("U1", Act.LOOKED_AT_ROSTER, NOON + 5 * DAY)
        uow.audit_log.prune(NOON + 2 * DAY, most=9)
        assert named(uow) == {"U1", "U2", "U3"}
        uow.audit_log.prune(NOON + 5 * DAY, most=9)
        assert named(uow) == {"U1", "U3"}
        assert [entry.actor for entry in uow.audit_log.latest(9)] == ["U1", "U3"]
    assert broken_at(five) is None


def named(uow: UnitOfWork) -> set[str]:
    return set(uow.connection.execute(sa.select(tables.audit_names.c.person)).scalars())


def test_who_is_forgotten_is_named_no_more_and_the_chain_holds(five: Store) -> None:
    with five.begin(WORKSPACE) as uow:
        uow.audit_log.forget("U2")
        about = {entry.about for entry in uow.audit_log.latest(9)}
        assert len(about) == 1
        assert "U2" not in about
        every = [uow.connection.execute(sa.select(one)).all() for one in (LOG, tables.audit_names)]
    assert "U2" not in str(every)
    assert broken_at(five) is None


def test_the_seal_of_a_replaced_master_key_holds_until_that_key_is_gone(five: Store) -> None:
    both, only = Store(five.url, b"n" * 32, b"m" * 32), Store(five.url, b"n" * 32)
    assert broken_at(both) is None
    assert broken_at(only) == 5
    with both.begin(WORKSPACE) as uow:
        uow.audit_log.seal_anew()
    assert broken_at(only) is None
    both.close()
    only.close()


def test_two_who_act_at_once_are_noted_one_after_the_other(store: Store) -> None:
    def second() -> None:
        with store.begin(WORKSPACE) as uow:
            uow.audit_log.note("U2", Act.LOOKED_AT_ROSTER, NOON)

    other = Thread(target=second)
    with store.begin(WORKSPACE) as uow:
        uow.audit_log.note("U1", Act.LOOKED_AT_ROSTER, NOON)
        other.start()
    other.join()
    with store.look(WORKSPACE) as uow:
        assert [entry.actor for entry in uow.audit_log.latest(9)] == ["U2", "U1"]
    assert broken_at(store) is None
