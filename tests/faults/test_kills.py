"""kill -9 anywhere in claim, send and settle: nothing is lost or doubled, and all is accounted for."""

import os
from pathlib import Path

from tests.faults.faulty_slack import FaultySlack, Mix
from tests.faults.wave import Wave, make_wave

SHORT, LONG = (300, 12), (10_000, 200)  # (check-ins, kills), in `make test` and in `make test-deep`
SIZE, KILLS = LONG if os.environ.get("AFTERSHIFT_DEEP") else SHORT


def test_a_wave_survives_its_couriers(tmp_path: Path, any_database_url: str) -> None:
    wave = make_wave(tmp_path, any_database_url, SIZE)
    with FaultySlack(seed=7) as slack:
        wave.send(slack, kills=KILLS, seed=7)
    assert wave.kills >= KILLS
    the_books_balance(wave, slack)
    wave.store.close()


def test_a_wave_survives_its_couriers_and_a_faulty_slack(
    tmp_path: Path, any_database_url: str
) -> None:
    wave = make_wave(tmp_path, any_database_url, SIZE)
    mix = Mix(broken=0.02, hang=0.01, refuse=0.03, drop=0.02)
    with FaultySlack(mix=mix, seed=11) as slack:
        wave.send(slack, kills=KILLS, seed=11)
    the_books_balance(wave, slack)
    wave.store.close()


def the_books_balance(wave: Wave, slack: FaultySlack) -> None:
    """0 lost, 0 blind repeats, every row at an end that fits what Slack saw."""
    states = wave.by_check_in()
    assert len(states) == wave.size
    assert set(states.values()) <= {"sent", "uncertain", "failed"}
    assert max(slack.accepted.values()) == 1
    assert {c for c, state in states.items() if state == "sent"} <= set(slack.accepted)
    arrived_and_not_doubted = {c for c in slack.accepted if states[c] not in ("sent", "uncertain")}
    assert arrived_and_not_doubted == set()
