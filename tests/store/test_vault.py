"""What a worker said is one sealed row of one length, which opens in that worker's name alone."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.check_ins import Answer, Outcome
from bot.domain.decision_points import PersonalSetting
from bot.domain.memories import MOST_JUDGED, MOST_SHOWN, Judgement, Memory, Preferences
from bot.domain.practices import Feeling
from bot.store import tables
from bot.store.unit_of_work import Store, UnitOfWork
from bot.store.vault import Vault
from bot.store.worker_keys import KeysMovedOn
from tests.domain.makers import NOON, worker
from tests.store.stores import MASTER, WORKSPACE, opened, url_in

LATER = NOON + timedelta(days=30)
ANSWER = Answer(Feeling.VERY_HEAVY, Outcome.HEAVIER, NOON)
EVERYTHING_ONE_CAN_SAY = [
    Answer(feeling, outcome, given_at)
    for feeling, outcome, given_at in product(
        [None, *Feeling], [None, *Outcome], [None, NOON, NOON + timedelta(microseconds=1)]
    )
]


def vault_of(uow: UnitOfWork, person: str = "U1") -> Vault:
    uow.people.save(worker(id=person))
    return Vault(uow, person)


def rows(uow: UnitOfWork) -> list[sa.Row[tuple[object, ...]]]:
    return list(uow.connection.execute(sa.select(tables.answers)).all())


def keep_one(store: Store, person: str = "U1", answer: Answer = ANSWER) -> None:
    with store.begin(WORKSPACE) as uow:
        vault_of(uow, person).keep(f"c-{person}", f"r-{person}", answer, LATER)


def test_the_worker_reads_what_the_worker_said(store: Store) -> None:
    keep_one(store)
    with store.look(WORKSPACE) as uow:
        assert Vault(uow, "U1").answer_to("c-U1") == ANSWER
        assert Vault(uow, "U1").answers() == [ANSWER]


def test_whatever_was_said_the_row_has_one_length_and_comes_back(store: Store) -> None:
    for answer in EVERYTHING_ONE_CAN_SAY:
        keep_one(store, answer=answer)
        with store.look(WORKSPACE) as uow:
            assert Vault(uow, "U1").answer_to("c-U1") == answer
            (row,) = rows(uow)
            assert len(row.sealed) == 12 + 256 + 16


def test_the_last_answer_stands_in_the_same_row(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        vault = vault_of(uow)
        vault.keep("c1", "r1", ANSWER, LATER)
        (before,) = rows(uow)
        vault.keep("c1", "r2", Answer(Feeling.LIGHT, None, NOON), LATER + timedelta(days=99))
        (after,) = rows(uow)
        assert vault.answer_to("c1") == Answer(Feeling.LIGHT, None, NOON)
        assert (after.id, after.keep_until) == (before.id, before.keep_until)


def test_nothing_in_the_row_but_the_seal_knows_the_answer(store: Store) -> None:
    keep_one(store)
    with store.look(WORKSPACE) as uow:
        (row,) = rows(uow)
        told = {name: value for name, value in row._mapping.items() if name != "sealed"}
        assert told == {
            "workspace": WORKSPACE,
            "worker": "U1",
            "id": "r-U1",
            "check_in": "c-U1",
            "keep_until": LATER,
        }
        assert b"heav" not in row.sealed


def test_nobody_reads_in_the_name_of_another(store: Store) -> None:
    keep_one(store)
    with store.look(WORKSPACE) as uow:
        assert Vault(uow, "U2").answer_to("c-U1") is None
        assert Vault(uow, "U2").answers() == []
    with store.look("T2") as uow:
        assert Vault(uow, "U1").answers() == []


def test_a_cell_moved_to_another_worker_cannot_be_opened(store: Store) -> None:
    keep_one(store, "U1")
    keep_one(store, "U2", Answer(Feeling.LIGHT, None, NOON))
    table = tables.answers
    with store.begin(WORKSPACE) as uow:
        stolen = uow.connection.execute(
            sa.select(table.c.sealed).where(table.c.worker == "U1")
        ).scalar()
        uow.connection.execute(sa.update(table).where(table.c.worker == "U2").values(sealed=stolen))
        assert Vault(uow, "U2").answer_to("c-U2") is None
        assert Vault(uow, "U2").answers() == []


def test_a_row_given_to_another_worker_cannot_be_opened_by_them(store: Store) -> None:
    keep_one(store, "U1")
    with store.begin(WORKSPACE) as uow:
        vault_of(uow, "U2").open(NOON.date())
        uow.connection.execute(sa.update(tables.answers).values(worker="U2"))
        assert Vault(uow, "U2").answers() == []


def test_a_key_moved_to_another_worker_opens_nothing(store: Store) -> None:
    keep_one(store, "U1")
    with store.begin(WORKSPACE) as uow:
        uow.connection.execute(sa.update(tables.worker_keys).values(worker="U2"))
        uow.people.save(worker(id="U2"))
        uow.connection.execute(sa.update(tables.answers).values(worker="U2"))
        assert Vault(uow, "U2").answers() == []


def test_another_master_key_opens_nothing_and_overwrites_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        keep_one(store)
    other = Store(url_in(tmp_path), b"n" * 32)
    with other.look(WORKSPACE) as uow:
        assert Vault(uow, "U1").answers() == []
        assert Vault(uow, "U1").memory() == Memory()
    with pytest.raises(KeysMovedOn), other.begin(WORKSPACE) as uow:
        Vault(uow, "U1").keep("c2", "r2", ANSWER, LATER)
    other.close()
    again = Store(url_in(tmp_path), MASTER)
    with again.look(WORKSPACE) as uow:
        assert Vault(uow, "U1").answers() == [ANSWER]
    again.close()


def test_losing_the_keys_loses_the_answers_and_nothing_else(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        keep_one(store)
    with closing(sqlite3.connect(tmp_path / "keys.db", isolation_level=None)) as keys:
        keys.execute("DELETE FROM worker_keys")
    again = Store(url_in(tmp_path), MASTER)
    with again.begin(WORKSPACE) as uow:
        assert Vault(uow, "U1").answers() == []
        assert uow.people.get("U1") == worker()
        Vault(uow, "U1").keep("c2", "r2", ANSWER, LATER)
        assert Vault(uow, "U1").answers() == [ANSWER]
    again.close()


def test_a_destroyed_key_makes_every_copy_unreadable(tmp_path: Path) -> None:
    """A backup of the data, put back after the erasure, opens nothing any more."""
    with opened(tmp_path) as store:
        keep_one(store)
        store.wipe_traces()
        backup = (tmp_path / "aftershift.db").read_bytes()
        with store.begin(WORKSPACE) as uow:
            Vault(uow, "U1").destroy()
            assert uow.connection.execute(sa.select(tables.worker_keys)).all() == []
            assert rows(uow) == []
        store.wipe_traces()
    (tmp_path / "aftershift.db").write_bytes(backup)
    restored = Store(url_in(tmp_path), MASTER)
    with restored.look(WORKSPACE) as uow:
        assert len(rows(uow)) == 1
        assert Vault(uow, "U1").answers() == []
        assert Vault(uow, "U1").answer_to("c-U1") is None
    restored.close()


def test_destroying_one_worker_leaves_the_others(store: Store) -> None:
    keep_one(store, "U1")
    keep_one(store, "U2")
    with store.begin(WORKSPACE) as uow:
        Vault(uow, "U1").destroy()
        assert Vault(uow, "U2").answers() == [ANSWER]


def test_the_keys_are_not_in_the_file_with_the_answers(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        keep_one(store)
    with closing(sqlite3.connect(tmp_path / "aftershift.db")) as data:
        names = {row[0] for row in data.execute("SELECT name FROM sqlite_master")}
    assert "answers" in names
    assert "worker_keys" not in names


def test_no_worker_key_lies_about_unwrapped(store: Store) -> None:
    keep_one(store)
    with store.look(WORKSPACE) as uow:
        key = Vault(uow, "U1")._key()
        wrapped = uow.connection.execute(sa.select(tables.worker_keys.c.wrapped)).scalar()
    assert key is not None
    assert wrapped is not None
    assert key not in wrapped


def test_every_worker_has_a_key_of_their_own(store: Store) -> None:
    keep_one(store, "U1")
    keep_one(store, "U2")
    with store.look(WORKSPACE) as uow:
        assert Vault(uow, "U1")._key() != Vault(uow, "U2")._key()


TODAY = NOON.date()


def shown(cards: int) -> Memory:
    memory = Memory()
    for n in range(cards):
        memory = memory.seeing(f"PRACTICE-OF-20-{n:05}", TODAY)
    return memory


def said(cards: int) -> Preferences:
    """So many cards judged either way, of ids as long as they may be expected."""
    preferences = Preferences(settings=frozenset(PersonalSetting) if cards else frozenset())
    for n in range(cards):
        preferences = preferences.judging(f"HELPS-WITH-20-{n:06}", Judgement.HELPS)
        preferences = preferences.judging(f"NEVER-WITH-20-{n:06}", Judgement.NOT_AGAIN)
    return preferences


def lengths(uow: UnitOfWork, table: sa.Table) -> list[int]:
    return [len(sealed) for sealed in uow.connection.execute(sa.select(table.c.sealed)).scalars()]


@pytest.mark.parametrize("cards", [0, 1, 10, MOST_SHOWN + MOST_JUDGED])
def test_memory_and_preferences_are_one_row_each_of_one_length(store: Store, cards: int) -> None:
    with store.begin(WORKSPACE) as uow:
        vault = vault_of(uow)
        vault.remember(shown(cards), TODAY)
        vault.prefer(said(cards))
        assert (vault.memory(), vault.preferences()) == (shown(cards), said(cards))
        assert lengths(uow, tables.memories) == [12 + 4096 + 16]
        assert lengths(uow, tables.preferences) == [12 + 6144 + 16]


def test_what_a_later_release_lets_one_set_is_passed_over(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        vault = vault_of(uow)
        told = b'{"helps":["A-01"],"not_again":[],"settings":["no_breath","no_music"],"more":1}'
        sealed = vault._seal("preferences", "U1", told, 6144)
        vault._put(tables.preferences, sealed=sealed)
        assert vault.preferences() == Preferences(
            ("A-01",), settings=frozenset({PersonalSetting.NO_BREATH})
        )


def test_opening_makes_a_key_and_rows_and_forgets_only_what_is_old(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        vault = vault_of(uow)
        vault.open(TODAY)
        vault.remember(shown(1), TODAY)
        vault.prefer(said(1))
        vault.open(TODAY + timedelta(days=13))
        assert (vault.memory(), vault.preferences()) == (shown(1), said(1))
        vault.open(TODAY + timedelta(days=14))
        assert (vault.memory(), vault.preferences()) == (Memory(), said(1))


def test_trimming_makes_no_memory_where_there_is_none(store: Store) -> None:
    """It went between the look at what is due and the worker's turn."""
    with store.begin(WORKSPACE) as uow:
        vault_of(uow).trim(TODAY)
        assert lengths(uow, tables.memories) == []


def test_who_keeps_answers_for_less_time_loses_the_older_ones_sooner(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        vault_of(uow).keep("c1", "r1", ANSWER, LATER)
        Vault(uow, "U2").shorten(timedelta(days=30))
        Vault(uow, "U1").shorten(timedelta(days=20))
        (row,) = rows(uow)
        assert row.keep_until == LATER - timedelta(days=20)


def test_answers_come_oldest_first(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        vault = vault_of(uow)
        for days in (2, 0, 1):
            said = Answer(Feeling.LIGHT, None, NOON + timedelta(days=days))
            vault.keep(f"c{days}", f"r{days}", said, LATER)
        vault.keep("c9", "r9", Answer(), LATER)
        given = [answer.given_at for answer in vault.answers()]
        assert given == [NOON + timedelta(days=days) for days in range(3)]
