"""A running sandbox with a small invented world, and clients that know nothing of its inside."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from slack_sdk import WebClient

from bot.sandbox import DEMO_WORLD, Channel, Person, Running, Sandbox
from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.serving import SECRET, PlainBot, plain_bot

STRANGER = Person(
    id="U0VERA0001",
    name="Vera",
    real_name="Vera Halloran",
    email="vera@elsewhere.example",
    team_id="T0ELSEWHER",
)
LEFT = Person(
    id="U0OTTO0001", name="Otto", real_name="Otto Rein", email="otto@lantern.example", deleted=True
)
WORLD = replace(
    DEMO_WORLD,
    people=(*DEMO_WORLD.people, STRANGER, LEFT),
    channels=(
        *DEMO_WORLD.channels,
        Channel(id="C0NOAPP001", name="kitchen", members=("U0ANA00001",), has_app=False),
    ),
)


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(WORLD, signing_secret=SECRET, retry_waits=(0.01, 0.02, 0.03))


@pytest.fixture
def running(sandbox: Sandbox) -> Iterator[Running]:
    with sandbox.start() as running:
        yield running


@pytest.fixture
def slack(running: Running) -> WebClient:
    return WebClient(token=WORLD.bot_token, base_url=f"{running.url}/api/")


@pytest.fixture
def town(running: Running) -> Town:
    return Town(running.url)


@pytest.fixture
def ana(town: Town) -> Seat:
    return town.seat("Ana")


@pytest.fixture
def ben(town: Town) -> Seat:
    return town.seat("Ben")


@pytest.fixture
def bot(sandbox: Sandbox, running: Running) -> Iterator[PlainBot]:
    assert running.port
    with plain_bot(sandbox, PlainBot()) as bot:
        yield bot
