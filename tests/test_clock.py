"""Time is always an aware UTC instant, the demo's clock never goes back, and dice fall within bounds."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import MovableClock, SystemClock, SystemDice
from tests.fakes import TWO_AT_NIGHT, HandClock, LoadedDice

HOUR = timedelta(hours=1)


def test_the_systems_clock_tells_utc_and_never_goes_back() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first.tzinfo is UTC
    assert first <= second


def test_the_demos_clock_goes_with_the_real_one_until_it_is_moved() -> None:
    base = HandClock()
    clock = MovableClock(base)
    assert clock.now() == TWO_AT_NIGHT
    base.move(minutes=1)
    assert clock.now() == TWO_AT_NIGHT + timedelta(minutes=1)


@given(st.lists(st.timedeltas(timedelta(), timedelta(days=365)), max_size=5))
def test_the_demos_clock_goes_forward_by_what_it_was_told(moves: list[timedelta]) -> None:
    base = HandClock()
    clock = MovableClock(base)
    for move in moves:
        assert clock.move(move) == clock.now()
    assert clock.now() == TWO_AT_NIGHT + sum(moves, timedelta())
    assert base.now() == TWO_AT_NIGHT


def test_the_demos_clock_refuses_to_go_back() -> None:
    clock = MovableClock(HandClock())
    clock.move(HOUR)
    with pytest.raises(ValueError, match="only moves forward"):
        clock.move(-timedelta(microseconds=1))
    assert clock.now() == TWO_AT_NIGHT + HOUR


def test_ids_are_opaque_and_never_come_twice() -> None:
    dice = SystemDice()
    tokens = {dice.token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(token) == 32 and int(token, 16) >= 0 for token in tokens)


def test_every_option_is_picked_sooner_or_later() -> None:
    dice = SystemDice()
    assert {dice.pick("abc") for _ in range(500)} == set("abc")


def test_the_dice_of_the_tests_fall_as_loaded() -> None:
    dice = LoadedDice()
    assert dice.pick(["first", "second"]) == "first"
    assert dice.token() != dice.token()
