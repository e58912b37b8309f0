"""kill -9 anywhere in claim, send and settle: nothing is lost or doubled, and all is accounted for."""

from pathlib import Path

import pytest

from tests.faults.faulty_slack import FaultySlack, Mix
from tests.faults.wave import Wave, make_wave

WELL = Mix()
FAULTY = Mix(broken=0.02, hang=0.01, refuse=0.03, drop=0.02)
SHORT = (120, 10, FAULTY)  # check-ins, kills, and what happens at Slack


@pytest.mark.parametrize(
    ("size", "kills", "mix"),
    [
        SHORT,
        pytest.param(5_000, 100, WELL, marks=[pytest.mark.deep, pytest.mark.timeout(3600)]),
        pytest.param(5_000, 100, FAULTY, marks=[pytest.mark.deep, pytest.mark.timeout(3600)]),
    ],
)
def test_a_wave_survives_its_couriers(
    tmp_path: Path, any_database_url: str, size: int, kills: int, mix: Mix
) -> None:
    wave = make_wave(tmp_path, any_database_url, size)
    with FaultySlack(mix=mix, seed=11) as slack:
        wave.send(slack, kills=kills, seed=11)
    assert wave.kills >= kills
    the_books_balance(wave, slack)
    wave.store.close()


def the_books_balance(wave: Wave, slack: FaultySlack) -> None:
    """0 lost, 0 blind repeats, every row at an end that fits what Slack saw."""
    ends = wave.by_check_in()
    assert len(ends) == wave.size
    assert set(ends.values()) <= {"sent", "uncertain"}
    assert set(slack.accepted.values()) == {1}
    sent = {check_in for check_in, end in ends.items() if end == "sent"}
    in_doubt = {check_in for check_in, end in ends.items() if end == "uncertain"}
    assert sent <= set(slack.accepted) <= sent | in_doubt
    assert in_doubt <= wave.left_in_flight | slack.unclear
