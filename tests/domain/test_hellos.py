"""When a hello may leave, and when its next turn is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buddies import Buddy
from bot.domain.check_ins import Leave
from bot.domain.hellos import (
    RHYTHMS,
    STANDS_FOR,
    Hello,
    HelloKind,
    HelloState,
    civil_hour,
    may_end,
    may_offer,
    may_prompt,
)
from bot.domain.people import DailyWindow, PausedBy
from tests.domain.makers import FIVE_ZONES, NOON, worker

OFFERED = Hello("h", "U1", "U2", HelloKind.HELLO, 7, HelloState.OFFERED, NOON)
ON = OFFERED.taken(NOON)
ana, ben = worker(id="U1", is_on=False), worker(id="U2", is_on=False)


def on_the_list(*people: str, **choices: Any) -> dict[str, Buddy]:
    return {who: Buddy(who, gives=True, takes=True, since=NOON, **choices) for who in people}


BOTH = on_the_list("U1", "U2")
AROUND_NOON = DailyWindow(NOON.time(), (NOON + timedelta(hours=1)).time())


def test_a_prompt_needs_both_on_the_list_and_the_hello_on() -> None:
    assert may_prompt(ON, ana, BOTH, NOON) is Leave.NOW
    assert may_prompt(ON, ben, BOTH, NOON) is Leave.NOW
    for hello, to, listed in (
        (None, ana, BOTH),
        (OFFERED, ana, BOTH),
        (ON, ana, on_the_list("U1")),
        (ON, ana, on_the_list("U2")),
        (ON, worker(id="U3"), on_the_list("U1", "U2", "U3")),
    ):
        assert may_prompt(hello, to, listed, NOON) is Leave.CANCELLED


def test_an_offer_needs_both_on_the_list_and_to_stand_still() -> None:
    assert may_offer(OFFERED, ben, BOTH, NOON) is Leave.NOW
    assert may_offer(OFFERED, ben, BOTH, NOON + STANDS_FOR) is Leave.CANCELLED
    for hello, to, listed in (
        (None, ben, BOTH), (ON, ben, BOTH), (OFFERED, ana, BOTH), (OFFERED, ben, on_the_list("U2")),
    ):  # fmt: skip
        assert may_offer(hello, to, listed, NOON) is Leave.CANCELLED


def test_an_end_is_told_to_who_is_still_on_the_list() -> None:
    assert may_end(ben, BOTH, NOON) is Leave.NOW
    assert may_end(ben, on_the_list("U1"), NOON) is Leave.CANCELLED


def test_quiet_hours_hold_it_back_and_a_pause_of_ones_own_ends_it() -> None:
    quiet = replace(ben, quiet_hours=AROUND_NOON)
    assert may_prompt(ON, quiet, BOTH, NOON) is Leave.LATER
    assert may_offer(OFFERED, quiet, BOTH, NOON) is Leave.LATER
    assert may_end(quiet, BOTH, NOON) is Leave.LATER
    away = replace(ben, paused_by=PausedBy.WORKER, paused_until=NOON + timedelta(days=1))
    assert may_prompt(ON, away, BOTH, NOON) is Leave.CANCELLED
    assert may_offer(OFFERED, away, BOTH, NOON) is Leave.CANCELLED
    assert may_prompt(ON, replace(ben, paused_by=PausedBy.SILENCE), BOTH, NOON) is Leave.NOW


def test_whoever_has_paused_the_list_is_asked_nothing_and_the_other_goes_on() -> None:
    paused = on_the_list("U2", paused_until=NOON + timedelta(days=1)) | on_the_list("U1")
    assert may_prompt(ON, ben, paused, NOON) is Leave.CANCELLED
    assert may_offer(OFFERED, ben, paused, NOON) is Leave.CANCELLED
    assert may_prompt(ON, ana, paused, NOON) is Leave.NOW
    assert may_prompt(ON, ben, paused, NOON + timedelta(days=1)) is Leave.NOW
    assert may_end(ben, paused, NOON) is Leave.NOW


@given(rhythm=st.sampled_from(RHYTHMS), late=st.timedeltas(timedelta(), timedelta(days=200)))
def test_the_next_turn_is_to_come_and_in_step_with_the_last(rhythm: int, late: timedelta) -> None:
    hello = OFFERED.taken(NOON, rhythm).after_turn(NOON + late)
    assert hello.next_at is not None
    ahead = hello.next_at - (NOON + late)
    assert timedelta() < ahead <= timedelta(days=rhythm)
    assert (hello.next_at - NOON) % timedelta(days=rhythm) == timedelta()


@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_a_civil_hour_is_five_in_the_afternoon_and_not_in_quiet_hours(zone: str) -> None:
    at_home = worker(zone=zone)
    due = civil_hour(at_home, NOON)
    assert NOON < due <= NOON + timedelta(hours=25)
    assert due.astimezone(ZoneInfo(zone)).hour == 17
    sleeps = DailyWindow(at_home.local(due).time(), at_home.local(due + timedelta(hours=3)).time())
    assert civil_hour(replace(at_home, quiet_hours=sleeps), NOON) == due + timedelta(hours=3)
