"""`aftershift keys`: addresses are learnt from Slack again, and every step says what comes next."""

import asyncio
import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import Foundations, lay_foundations, open_foundations, workplace
from bot.domain.people import Worker
from bot.sandbox import DEMO_WORLD, Running, Sandbox
from bot.settings import Settings
from bot.store.vault import Vault
from bot.use_cases import membership
from bot.use_cases.keys import KeyTrouble
from handlers import keys
from tests.handlers.commands import aftershift
from tests.makers import SIGNING_SECRET, settings
from tests.store.hands import ANSWER, MONTH_ON

ANA, BEN = "U0ANA00001", "U0BEN00001"
TEAM = DEMO_WORLD.team_id
FIRST, SECOND = (base64.urlsafe_b64encode(letter * 32).decode() for letter in (b"1", b"2"))


@pytest.fixture
def town() -> Iterator[Running]:
    with Sandbox(DEMO_WORLD, signing_secret=SIGNING_SECRET, events_url=None).start() as running:
        yield running


@pytest.fixture
def first(tmp_path: Path, town: Running) -> Settings:
    """Ana and Ben have joined; a rota's addresses of both are known; Ana has answered."""
    chosen = settings(tmp_path, town.url, aftershift_key=FIRST)
    base = lay_foundations(chosen)
    place = workplace(base, TEAM)
    for worker in (ANA, BEN):
        membership.turn_on(worker, f"on-{worker}", place)
    with place.begin() as uow:
        for worker, name in ((ANA, "ana"), (BEN, "ben")):
            known = uow.people.get(worker)
            assert known is not None
            mark = uow.email_mark(f"{name}@lantern.example")
            uow.people.save(Worker(**{**known.__dict__, "email_mark": mark}))
        Vault(uow, ANA).keep("c1", "r1", ANSWER, MONTH_ON)
    base.close()
    return chosen


def with_keys(folder: Path, first: Settings, new: str, old: str | None = None) -> Settings:
    url = first.slack_api_url.removesuffix("/api/")
    return settings(folder, url, aftershift_key=new, aftershift_key_old=old)


def at(address: str, base: Foundations) -> str | None:
    """Whom a rota's signal for this address would find."""
    with base.store.look(TEAM) as uow:
        found = uow.people.by_email(uow.email_mark(address))
    return None if found is None else found.id


def test_a_rotation_ends_with_everybodys_address_known_by_the_new_key(
    tmp_path: Path, first: Settings
) -> None:
    base = lay_foundations(with_keys(tmp_path, first, SECOND, FIRST))
    told: list[str] = []
    assert asyncio.run(keys.rotate(base, told.append))
    assert told[-1].startswith("Done. Take AFTERSHIFT_KEY_OLD out")
    base.close()

    base = lay_foundations(with_keys(tmp_path, first, SECOND))
    assert at("ana@lantern.example", base) == ANA
    assert at("Ben@lantern.example ", base) == BEN
    with base.store.look(TEAM) as uow:
        assert Vault(uow, ANA).answers() == [ANSWER]
    base.close()
    with pytest.raises(KeyTrouble):
        lay_foundations(first)


@pytest.mark.usefixtures("first")
def test_while_slack_is_away_the_old_key_stays_and_its_marks_are_good(tmp_path: Path) -> None:
    away = settings(tmp_path, aftershift_key=SECOND, aftershift_key_old=FIRST)
    base = lay_foundations(away)
    told: list[str] = []
    assert not asyncio.run(keys.rotate(base, told.append))
    assert "Leave AFTERSHIFT_KEY_OLD where it is" in told[-1]
    with base.store.look(TEAM) as uow:
        marks = uow.master.email_marks("ana@lantern.example")
        found = uow.people.by_email(*marks)
    assert found is not None
    assert found.id == ANA
    base.close()


def test_somebody_whom_slack_does_not_know_any_more_holds_nothing_up(
    tmp_path: Path, first: Settings
) -> None:
    base = lay_foundations(with_keys(tmp_path, first, SECOND, FIRST))
    membership.turn_on("U0LONGGONE", "on-gone", workplace(base, TEAM))
    assert asyncio.run(keys.rotate(base, lambda _told: None))
    base.close()


def test_slow_down_says_slack_and_it_is_done_all_the_same(
    tmp_path: Path, first: Settings, town: Running
) -> None:
    town._stage.faults.add({"method": "users.info", "fault": "429", "times": 1})
    base = lay_foundations(with_keys(tmp_path, first, SECOND, FIRST))
    assert asyncio.run(keys.rotate(base, lambda _told: None))
    base.close()


def test_after_forgetting_a_rotas_addresses_are_known_again(
    tmp_path: Path, first: Settings
) -> None:
    lost = with_keys(tmp_path, first, SECOND)
    base = open_foundations(lost)
    assert keys.losses(base) == 2
    told: list[str] = []
    asyncio.run(keys.forget(base, told.append))
    assert told[-1] == "Done. Start Aftershift as usual."
    base.close()
    base = lay_foundations(lost)
    assert keys.losses(base) is None
    assert at("ana@lantern.example", base) == ANA
    base.close()


# At the terminal


def test_a_wrong_key_stops_every_command_with_the_way_on(tmp_path: Path, first: Settings) -> None:
    code, told = aftershift(tmp_path, with_keys(tmp_path, first, SECOND), "run")
    assert code == 1
    assert "AFTERSHIFT_KEY is not the key that this database is used with." in told
    assert "aftershift keys forget" in told
    assert "Traceback" not in told


def test_forgetting_is_asked_about_and_may_be_left(tmp_path: Path, first: Settings) -> None:
    wrong = with_keys(tmp_path, first, SECOND)
    code, told = aftershift(tmp_path, wrong, "keys", "forget", says="n\n")
    assert code == 1
    assert "The answers of 2 people cannot be opened" in told
    base = lay_foundations(first)
    with base.store.look(TEAM) as uow:
        assert Vault(uow, ANA).answers() == [ANSWER]
    base.close()

    code, told = aftershift(tmp_path, wrong, "keys", "forget", says="y\n")
    assert code == 0
    assert "Done. Start Aftershift as usual." in told
    code, told = aftershift(tmp_path, wrong, "keys", "forget")
    assert "Nothing was changed." in told


def test_the_key_is_rotated_from_the_terminal(tmp_path: Path, first: Settings) -> None:
    code, told = aftershift(tmp_path, with_keys(tmp_path, first, SECOND), "keys", "rotate")
    assert code == 1
    assert "AFTERSHIFT_KEY_OLD is not set." in told
    code, told = aftershift(tmp_path, with_keys(tmp_path, first, SECOND, FIRST), "keys", "rotate")
    assert code == 0
    assert f"{TEAM}: 2 keys wrapped anew, 2 in all." in told
    for key in (FIRST, SECOND):
        assert key not in told
