"""After an erasure the bytes are gone from every file, not only from the tables."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from bot.domain.check_ins import Answer
from bot.domain.letters import Letter, LetterKind
from bot.domain.practices import Feeling
from bot.store import tables
from bot.store.unit_of_work import Store
from bot.store.vault import Vault
from tests.domain.makers import NOON, check_in, shift, worker
from tests.store.stores import WORKSPACE, opened

MARK = "U0ANA00001"
FILES = ("aftershift.db", "aftershift.db-wal", "keys.db", "keys.db-wal")


def files_with(folder: Path, trace: bytes) -> set[str]:
    return {
        name for name in FILES if (folder / name).exists() and trace in (folder / name).read_bytes()
    }


def a_life(store: Store) -> list[bytes]:
    """Everything that can be kept of a worker; returned are the bytes by which to find it again."""
    with store.begin(WORKSPACE) as uow:
        uow.people.save(worker(id=MARK))
        vault = Vault(uow, MARK)
        vault.open(NOON.date())
        for number in range(40):
            one = f"{MARK}-{number}"
            uow.shifts.save(shift(f"s-{one}", worker=MARK), NOON)
            uow.shifts.name(shift(f"s-{one}", worker=MARK), "rota", one)
            answered = check_in(f"c-{one}", worker=MARK, shift=f"s-{one}").answered(NOON)
            uow.check_ins.save(answered, NOON)
            uow.outbox.put(Letter(f"l-{one}", LetterKind.CARD, MARK, NOON, f"c-{one}"), NOON)
            answer = Answer(Feeling.HEAVY, None, NOON)
            vault.keep(f"c-{one}", f"r-{one}", answer, NOON + timedelta(days=30))
        sealed = uow.connection.execute(sa.select(tables.answers.c.sealed)).scalars().all()
        keys = uow.connection.execute(sa.select(tables.worker_keys.c.wrapped)).scalars().all()
    return [MARK.encode(), *sealed, *keys]


def test_no_byte_of_an_erased_worker_is_left_in_any_file(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        traces = a_life(store)
        assert {"aftershift.db-wal", "keys.db-wal"} <= {
            name for trace in traces for name in files_with(tmp_path, trace)
        }
        with store.begin(WORKSPACE) as uow:
            Vault(uow, MARK).destroy()
            uow.people.remove(MARK)
        store.wipe_traces()
        left = {trace: files_with(tmp_path, trace) for trace in traces}
        assert {trace: names for trace, names in left.items() if names} == {}


def test_traces_are_gone_though_they_had_reached_the_files_themselves(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        traces = a_life(store)
        store.wipe_traces()
        assert files_with(tmp_path, traces[0]) >= {"aftershift.db"}
        with store.begin(WORKSPACE) as uow:
            Vault(uow, MARK).destroy()
            uow.people.remove(MARK)
        store.wipe_traces()
        assert [trace for trace in traces if files_with(tmp_path, trace)] == []


def test_the_others_are_still_there_after_an_erasure(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        a_life(store)
        with store.begin(WORKSPACE) as uow:
            uow.people.save(worker(id="U2"))
            uow.people.remove(MARK)
        store.wipe_traces()
        with store.look(WORKSPACE) as uow:
            assert [one.id for one in uow.people.everybody()] == ["U2"]
