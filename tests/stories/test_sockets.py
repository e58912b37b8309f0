"""Socket Mode: connections break and come again, and nothing that a person did is lost."""

from collections.abc import Iterator

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage, stage
from tests.stories.steps import CARD, gets_a_check_in, modal, openings, turns_on


@pytest.fixture
def wire(kind: str) -> Iterator[Stage]:
    """Two in the morning, over a WebSocket."""
    with stage(kind, socket=True) as opened:
        yield opened


def is_heard(seat: Seat) -> bool:
    """Whether a command finds the bot at the other end again."""
    answer = seat.types("/decompress help")
    return answer is not None and answer["status"] == 200


@pytest.mark.parametrize("misfortune", ["refresh", "drop"])
def test_the_bot_comes_back_after_its_connection_ended(wire: Stage, misfortune: str) -> None:
    ana = turns_on(wire)
    gets_a_check_in(wire, ana)
    wire.town.sockets(misfortune)
    ana.waits_for(lambda _: is_heard(ana), within=20, what="the bot")
    ana.taps("Heavy", where="message")
    wire.settles()
    assert "[Lighter]" in modal(ana)
    assert openings(ana) == [CARD]
