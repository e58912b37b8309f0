"""Rule 7: silence means nothing: no reminder, no streak, no mark; three silences pause quietly."""

import json
from typing import Any

import pytest

from bot.sandbox.seats import Seat
from tests.rules.logbooks import logbook
from tests.rules.records import Mask
from tests.stories.stage import Stage
from tests.stories.steps import CARD, gets_a_check_in, home, openings, posted, turns_on

PAUSED = "Check-ins are paused. A few stayed unanswered, and that is fine."


def stays_silent(night: Stage, seat: Seat, times: int = 1) -> None:
    """A check-in comes, four hours go by and then the day."""
    for _ in range(times):
        gets_a_check_in(night, seat)
        night.passes(hours=5)
        night.passes(hours=19)


def looks_at_home(night: Stage, seat: Seat) -> str:
    seat.opens_home()
    night.settles()
    return home(seat)


def new_in(night: Stage, before: int) -> list[dict[str, Any]]:
    return night.town.kept()[before:]


def test_nobody_is_reminded(night: Stage, asked: Seat) -> None:
    """After four hours the message becomes the card; nothing else, not a word, for three weeks."""
    before, lit = len(night.town.kept()), len(asked.notifications())
    night.passes(hours=3, minutes=59)
    assert new_in(night, before) == []
    night.passes(minutes=2)
    night.passes(days=21)
    assert [one["what"] for one in new_in(night, before)] == ["edited"]
    assert openings(asked) == [CARD]
    assert len(asked.notifications()) == lit


def test_three_silences_pause_and_only_home_says_so(night: Stage, ana: Seat) -> None:
    stays_silent(night, ana, times=2)
    assert PAUSED not in looks_at_home(night, ana)
    stays_silent(night, ana)
    assert PAUSED in looks_at_home(night, ana)
    ana.types("/decompress done")
    night.settles()
    night.passes(minutes=20)
    assert posted(night, ana) == 3


def test_the_pause_itself_posts_edits_calls_and_logs_nothing(night: Stage, ana: Seat) -> None:
    """The third silence, which pauses, leaves what the first one left, to the letter."""
    traces = [trace_of_a_silence(night, ana) for _ in range(3)]
    assert traces[2] == traces[0]
    assert PAUSED in looks_at_home(night, ana)


def trace_of_a_silence(night: Stage, seat: Seat) -> list[tuple[str, ...]]:
    gets_a_check_in(night, seat)
    night.settles()
    kept, calls = len(night.town.kept()), len(night.town.calls())
    with logbook() as log:
        night.passes(hours=5)
        night.passes(hours=19)
    mask = Mask()
    called = [[one["method"], one["args"]] for one in night.town.calls(after=calls)]
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [mask.lines(new_in(night, kept)), mask.lines(called), mask.lines(lines)]


def test_nobody_else_learns_of_it(night: Stage, ana: Seat) -> None:
    others = [turns_on(night, "Ben"), night.seat("Chidi"), night.seat("Emre")]
    before = [one.screen() for one in others]
    stays_silent(night, ana, times=3)
    assert [one.screen() for one in others] == before


def test_home_is_the_same_whether_one_answered_or_not(night: Stage, ana: Seat) -> None:
    """No streak, no score, no mark: two nights met and two nights unmet look alike."""
    ben = turns_on(night, "Ben")
    for _ in range(2):
        for seat in (ana, ben):
            seat.types("/decompress done")
            seat.sees("Noted.")
        night.settles()
        night.passes(minutes=20)
        ana.taps("Light", where="message")
        ana.sees("Shall I look in again?")
        ana.closes()
        night.passes(hours=23, minutes=40)
    mine, theirs = looks_at_home(night, ana), looks_at_home(night, ben)
    assert mine.replace("Lisbon", "London") == theirs


@pytest.mark.parametrize("what", ["Not now", "Talk to a person", ":tea:"])
def test_any_tap_or_emoji_breaks_the_silence(night: Stage, ana: Seat, what: str) -> None:
    stays_silent(night, ana)
    gets_a_check_in(night, ana)
    if what.startswith(":"):
        ana.reacts(what.strip(":"))
    else:
        ana.taps(what, where="message")
    night.settles()
    if ana.modal() is not None:
        ana.closes()
    night.passes(hours=24)
    stays_silent(night, ana)
    assert PAUSED not in looks_at_home(night, ana)
    stays_silent(night, ana)
    assert PAUSED not in looks_at_home(night, ana)


@pytest.mark.parametrize("what", ["Take a minute", "Talk to a person", ":fog:"])
def test_a_late_tap_on_the_card_counts_and_lifts_the_pause(
    night: Stage, ana: Seat, what: str
) -> None:
    stays_silent(night, ana, times=2)
    gets_a_check_in(night, ana)
    night.passes(hours=5)
    assert PAUSED in looks_at_home(night, ana)
    ana.reloads()
    if what.startswith(":"):
        ana.reacts(what.strip(":"))
    else:
        ana.taps(what, where="message")
    night.settles()
    if ana.modal() is not None:
        ana.closes()
    assert PAUSED not in looks_at_home(night, ana)


def test_a_tap_after_half_a_day_opens_a_minute_and_changes_nothing(night: Stage, ana: Seat) -> None:
    stays_silent(night, ana, times=3)
    ana.reloads()
    ana.taps("Take a minute", where="message")
    ana.sees("Another")
    ana.closes()
    assert PAUSED in looks_at_home(night, ana)


def test_what_slack_kept_silent_does_not_count(night: Stage) -> None:
    """Two in the morning lies in Ana's do-not-disturb: she may never have seen the messages."""
    night.town.changes_person("Ana", dnd=("22:00", "08:00"))
    ana = turns_on(night)
    stays_silent(night, ana, times=4)
    assert PAUSED not in looks_at_home(night, ana)
    assert posted(night, ana) == 4


def test_one_tap_starts_again(night: Stage, ana: Seat) -> None:
    stays_silent(night, ana, times=3)
    assert PAUSED in looks_at_home(night, ana)
    ana.taps("Start again", where="home")
    night.settles()
    gets_a_check_in(night, ana)


@pytest.mark.parametrize("choice", ["Settings", "Who sees this?"])
def test_a_look_behind_the_dots_breaks_the_silence(night: Stage, ana: Seat, choice: str) -> None:
    stays_silent(night, ana)
    gets_a_check_in(night, ana)
    ana.taps("⋯", where="message", choose=choice)
    night.settles()
    ana.closes()
    night.passes(hours=24)
    stays_silent(night, ana)
    assert PAUSED not in looks_at_home(night, ana)
