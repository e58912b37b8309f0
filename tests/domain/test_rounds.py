"""What coordinators may weigh, and what they cannot read off the pairs."""

from dataclasses import replace

import pytest

from bot.domain.pairing.peers import PastRound
from bot.domain.pairing.terms import Weights
from bot.domain.rounds import OPEN_WEIGHTS, RoundSettings, with_absences

NOTHING_OPEN = {"never_met": 0, "experience": 0, "hours": 0}


@pytest.mark.parametrize(
    ("chosen", "counts"), [({}, 150), (NOTHING_OPEN, 0), ({"topics": 1000}, 150)]
)
def test_sealed_wishes_never_count_for_more_than_what_is_open(
    chosen: dict[str, int], counts: int
) -> None:
    settings = RoundSettings(weights=replace(Weights(), **chosen))
    assert settings.weights_in_use.topics == counts
    assert "topics" not in OPEN_WEIGHTS


def test_a_round_before_somebody_joined_is_no_rest_of_theirs() -> None:
    past = [PastRound(1, (("a", "b"),)), PastRound(2, (("a", "c"),), frozenset({"b"}))]
    rested = {1: frozenset({"c"})}
    told = with_absences(past, rested, frozenset("abcd"))
    assert [one.absent for one in told] == [frozenset("d"), frozenset("bd")]
