"""What coordinators may weigh, and what they cannot read off the pairs."""

from dataclasses import replace

import pytest

from bot.domain.pairing.terms import Weights
from bot.domain.rounds import OPEN_WEIGHTS, RoundSettings

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
