"""Leaving is as easy as joining: turning off, and deleting everything."""

import sqlite3
from pathlib import Path

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import (
    CARD,
    gets_a_check_in,
    home,
    modal,
    openings,
    turns_on,
    what_is_held,
)


def erases_everything(night: Stage, seat: Seat) -> None:
    seat.opens_home()
    night.settles()
    seat.taps("Who sees what", where="home")
    seat.taps("What you hold on me")
    night.settles()
    seat.taps("Delete everything", confirmed=True)
    night.settles()


def test_turning_off_is_one_tap_and_one_question(night: Stage, ana: Seat) -> None:
    with pytest.raises(AssertionError, match="Turn check-ins off"):
        ana.taps("Turn off")
    ana.taps("Turn off", confirmed=True)
    night.settles()
    assert "off until you turn it on" in home(ana)


def test_nothing_comes_after_turning_off(night: Stage, ana: Seat) -> None:
    ana.types("/decompress done")
    ana.taps("Turn off", confirmed=True)
    night.passes(minutes=20)
    night.signals("shift.ended", {"slack_id": ana.id}, shift_id="s2")
    night.passes(hours=24)
    assert openings(ana) == []


def test_a_check_in_that_is_out_becomes_the_card_when_turned_off(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Turn off", confirmed=True)
    night.settles()
    assert openings(ana) == [CARD]


def test_settings_are_there_again_after_turning_on_again(night: Stage, ana: Seat) -> None:
    ana.taps("Before I leave")
    night.settles()
    ana.taps("Turn off", confirmed=True)
    night.settles()
    ana.taps("Turn on")
    night.settles()
    assert "right at the end of each shift" in home(ana)


def test_nobody_is_told_of_leaving(night: Stage, ana: Seat) -> None:
    before = [one for one in night.town.calls() if one["method"].startswith("chat.")]
    ana.taps("Turn off", confirmed=True)
    night.settles()
    assert [one for one in night.town.calls() if one["method"].startswith("chat.")] == before


def test_deleting_everything_asks_once_and_leaves_nothing(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Heavy", where="message")
    night.settles()
    ana.closes()
    erases_everything(night, ana)
    assert "Everything about you is deleted here." in modal(ana)
    ana.closes()
    ana.closes()
    assert "off until you turn it on" in home(ana)
    assert "Nothing is held about you." in what_is_held(night, ana)


def test_no_row_of_the_worker_is_left_in_any_table_but_the_hashes(
    night: Stage, ana: Seat, tmp_path: Path
) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Heavy", where="message")
    night.settles()
    ana.closes()
    night.signals("shift.ended", {"slack_id": ana.id}, shift_id="s9")
    night.settles()
    erases_everything(night, ana)
    assert found_in(tmp_path / "aftershift.db", ana.id) == []
    assert found_in(tmp_path / "keys.db", ana.id) == []


def found_in(file: Path, text: str) -> list[str]:
    """Every table and column in which the text stands."""
    connection = sqlite3.connect(file)
    try:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        places = []
        for (table,) in tables:
            cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names of our own tables
            columns = [column[0] for column in cursor.description]
            for row in cursor:
                cells = zip(columns, row, strict=True)
                places += [f"{table}.{column}" for column, cell in cells if text in str(cell)]
        return places
    finally:
        connection.close()


def test_a_late_tap_on_an_old_message_still_opens_a_minute(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    erases_everything(night, ana)
    ana.closes()
    ana.closes()
    assert openings(ana) == [CARD]
    ana.reloads()
    ana.taps("Take a minute", where="message")
    night.settles()
    assert "[Lighter] [Same] [Heavier]" in modal(ana)
    ana.closes()
    assert "Nothing is held about you." in what_is_held(night, ana)


def test_whoever_deleted_everything_can_begin_anew(night: Stage, ana: Seat) -> None:
    ana.taps("Before I leave")
    night.settles()
    erases_everything(night, ana)
    ana.closes()
    ana.closes()
    turns_on(night)
    assert "20 minutes after each shift" in home(ana)
    gets_a_check_in(night, ana)


def test_nothing_comes_after_deleting_everything(night: Stage, ana: Seat) -> None:
    ana.types("/decompress done")
    erases_everything(night, ana)
    night.passes(minutes=20)
    night.passes(hours=24)
    assert openings(ana) == []


def test_one_worker_deletes_only_their_own(night: Stage, ana: Seat) -> None:
    ben = turns_on(night, "Ben")
    gets_a_check_in(night, ben)
    ben.taps("Heavy", where="message")
    night.settles()
    ben.closes()
    erases_everything(night, ana)
    assert "Heavy" in what_is_held(night, ben)


def test_removing_the_app_takes_back_what_waits(night: Stage, ana: Seat) -> None:
    ana.types("/decompress done")
    night.town.sends_event({"type": "app_uninstalled"})
    night.passes(minutes=20)
    assert night.town.calls("chat.postMessage") == []
