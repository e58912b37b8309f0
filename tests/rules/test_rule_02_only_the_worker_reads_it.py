"""Rule 2: only the worker can read what the worker said; reports, metrics and helpers do not exist yet."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.check_ins import Answer, Outcome
from bot.domain.decision_points import PersonalSetting
from bot.domain.memories import Judgement
from bot.domain.practices import Feeling
from bot.sandbox.seats import Seat
from bot.store import tables
from bot.store.unit_of_work import Store
from bot.store.vault import Vault
from bot.use_cases import check_ins
from bot.use_cases.check_ins import Meeting
from bot.use_cases.workplace import Workplace
from tests.databases import bytes_at_rest
from tests.rules.logbooks import logbook
from tests.rules.records import rows
from tests.rules.sources import importers_of, modules
from tests.stories.stage import Stage, stage
from tests.stories.steps import answers, gets_a_check_in, label, turns_on, what_is_held

SAID = (Feeling.VERY_HEAVY, Outcome.HEAVIER)


@pytest.fixture
def told(night: Stage, asked: Seat) -> Seat:
    """Ana has said that it was very heavy, and heavier after the practice."""
    asked.taps("Very heavy", where="message")
    asked.sees("That's a lot to carry.")
    asked.taps("Help me land first")
    asked.sees("Lighter")
    asked.taps("Heavier")
    asked.sees("Let's stop here.")
    asked.closes()
    night.settles()
    return asked


def check_in_of(scene: Stage) -> str:
    return str(next(row["id"] for row in rows(scene) if row["table"] == "check_ins"))


def answer_in(place: Workplace, worker: str, check_in: str) -> Answer | None:
    with place.look() as uow:
        return Vault(uow, worker).answer_to(check_in)


def test_the_worker_reads_it_and_a_colleague_finds_nothing(night: Stage, told: Seat) -> None:
    assert "Very heavy, then Heavier" in what_is_held(night, told)
    ben = night.seat("Ben")
    ben.opens_home()
    ben.sees("off until you turn it on")
    ben.taps("Who sees what")
    ben.sees("Your answers are yours")
    ben.taps("What you hold on me")
    ben.sees("Nothing is held about you.")


def test_what_was_said_opens_in_the_name_of_the_worker_alone(night: Stage, told: Seat) -> None:
    place, check_in = night.services.place, check_in_of(night)
    mine = answer_in(place, told.id, check_in)
    assert mine is not None
    assert (mine.feeling, mine.outcome) == SAID
    assert answer_in(place, night.seat("Ben").id, check_in) is None
    assert check_ins.kept_feeling(night.seat("Ben").id, check_in, place) is None


def test_a_sealed_answer_that_is_moved_to_somebody_else_opens_for_nobody(
    night: Stage, told: Seat
) -> None:
    """Whoever runs the machine moves the row, and even the key, to an account of their own."""
    ben, keys = turns_on(night, "Ben").id, tables.worker_keys
    with night.services.place.begin() as uow:
        uow.connection.execute(sa.delete(keys).where(keys.c.worker == ben))
        for table in (tables.answers, keys):
            uow.connection.execute(sa.update(table).values(worker=ben))
    check_in = check_in_of(night)
    assert answer_in(night.services.place, ben, check_in) is None
    assert answer_in(night.services.place, told.id, check_in) is None


def test_nobody_answers_for_another(night: Stage, asked: Seat) -> None:
    place, check_in, ben = night.services.place, check_in_of(night), night.seat("Ben").id
    night._run(
        night.services.threads.write(
            check_ins.meet_tap,
            Meeting(ben, check_in, key="tap:forged", feeling=Feeling.LIGHT),
            place,
        )
    )
    night.settles()
    states = [row["state"] for row in rows(night) if row["table"] == "check_ins"]
    assert states == ["sent"]
    assert answer_in(place, asked.id, check_in) is None


@pytest.mark.usefixtures("told")
def test_nothing_on_the_disk_spells_an_answer_or_a_practice(night: Stage) -> None:
    """Read as bytes: on SQLite tables, free pages and the write-ahead log of both files."""
    secrets = [one.value for one in (*Feeling, *Outcome)]
    secrets += [practice.id for practice in night.services.library.practices("en")]
    found = {word for word in secrets for file in files(night) if word.encode() in file}
    assert found == set()


def test_nothing_on_the_disk_or_in_the_log_spells_what_it_was_about_or_what_suits(
    kind: str,
) -> None:
    """A situation, what was said of a card, and what a worker set for all of them."""
    with logbook() as log, stage(kind) as night:
        ana = turns_on(night)
        suits = label("suits.option.no_breath"), label("suits.option.driving_home")
        ana.taps("Settings", where="home")
        night.settles()
        ana.taps(label("suits.title"))
        night.settles()
        ana.fills({label("suits.label"): [*suits]})
        ana.submits()
        while ana.modal() is not None:
            ana.closes()
        gets_a_check_in(night, ana)
        answers(night, ana, "Heavy")
        about = label("situations.button.S06")
        ana.taps("Something more exact", choose=about)
        night.settles()
        for judgement in ("Helps me", "Not again"):
            ana.taps("⋯", choose=judgement, where="modal")
            night.settles()
        ana.closes()
        assert all(one in what_is_held(night, ana) for one in suits)
        secrets = [*PersonalSetting, *Judgement, *suits, about, '"S06"', "a_child"]
        secrets += [practice.id for practice in night.services.library.practices("en")]
        written = [*files(night), log.getvalue().encode()]
        written.append(str(night.town.kept()).encode())
        assert {word for word in secrets for one in written if word.encode() in one} == set()


def files(scene: Stage) -> Iterator[bytes]:
    return bytes_at_rest(scene.services.place.store.url)


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_copy_of_the_sqlite_file_holds_no_key_and_opens_nothing(
    night: Stage, told: Seat, tmp_path: Path
) -> None:
    """Restored elsewhere, with the master key but without keys.db, which no backup includes."""
    copy = tmp_path / "backup" / "aftershift.db"
    copy.parent.mkdir()
    place = night.services.place
    file = str(place.store.url.database)
    with closing(sqlite3.connect(file)) as live, closing(sqlite3.connect(copy)) as other:
        live.backup(other)
    with closing(sqlite3.connect(copy.with_name("keys.db"))) as empty:
        empty.execute("CREATE TABLE worker_keys (workspace TEXT, worker TEXT, wrapped BLOB)")
    restored = Store(place.store.url.set(database=str(copy)), place.store._master.current)
    with restored.look(place.workspace) as uow:
        assert uow.check_ins.get(check_in_of(night)) is not None
        assert Vault(uow, told.id).answers() == []
    restored.close()


def test_another_master_key_opens_nothing(night: Stage, told: Seat) -> None:
    place = night.services.place
    stranger = Store(place.store.url, b"x" * 32)
    with stranger.look(place.workspace) as uow:
        assert Vault(uow, told.id).answers() == []
    stranger.close()


def test_an_erased_worker_cannot_be_read_from_any_copy_made_before(
    night: Stage, told: Seat
) -> None:
    """The key is destroyed; on SQLite its bytes are gone from the files too."""
    wrapped = _wrapped_key(night, told)
    assert any(wrapped in file for file in files(night))
    told.taps("Who sees what", where="home")
    told.sees("Your answers are yours")
    told.taps("What you hold on me")
    told.sees("Delete everything")
    told.taps("Delete everything", confirmed=True)
    told.sees("Everything about you is deleted here.")
    assert not any(wrapped in file for file in files(night))
    assert [row for row in rows(night) if row.get("worker") == told.id] == []
    assert not any(told.id.encode() in file for file in files(night))


def _wrapped_key(scene: Stage, seat: Seat) -> bytes:
    keys = tables.worker_keys
    with scene.services.place.look() as uow:
        found = uow.connection.execute(sa.select(keys.c.wrapped).where(keys.c.worker == seat.id))
        return bytes(found.scalar_one())


# The wall: no code path for anybody else.


def test_only_what_is_done_for_the_worker_opens_the_vault() -> None:
    assert importers_of("bot.store.vault") <= {
        "bot.use_cases.check_ins",
        "bot.use_cases.practices",
        "bot.use_cases.look_ins",
        "bot.use_cases.membership",
    }


def test_a_unit_of_work_does_not_hand_out_the_vault(night: Stage) -> None:
    with night.services.place.look() as uow:
        rooms = {type(room).__name__ for room in vars(uow).values()}
    assert "Vault" not in rooms


def test_no_more_rooms_than_these_know_the_sealed_tables() -> None:
    """By the vault and the keys' own room, by what forgets rows unread, and to see if there are any."""
    sealed = ("answers", "memories", "preferences", "worker_keys")
    knowing = {
        module
        for module in importers_of("bot.store.tables")
        for table in sealed
        if f"tables.{table}" in modules()[module].read_text(encoding="utf-8")
    }
    rooms = ("people", "retention", "unit_of_work", "vault", "worker_keys")
    assert knowing <= {f"bot.store.{room}" for room in rooms}
