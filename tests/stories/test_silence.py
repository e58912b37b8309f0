"""Silence means nothing: no reminder, a neutral card after four hours, and late taps that still count."""

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import (
    CARD,
    OPENING,
    gets_a_check_in,
    modal,
    openings,
    posted,
    what_is_held,
)


def test_no_reminder_comes_and_after_four_hours_the_message_is_the_neutral_card(
    night: Stage, ana: Seat
) -> None:
    gets_a_check_in(night, ana)
    night.passes(hours=3, minutes=59)
    assert openings(ana) == [OPENING]
    night.passes(minutes=1)
    assert openings(ana) == [CARD]
    night.passes(hours=24)
    assert posted(night, ana) == 1
    assert len(ana.notifications()) == 1


def test_the_card_after_silence_is_the_card_after_an_answer(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    night.passes(hours=4)
    silent = ana.messages()[-1]
    night.passes(hours=20)
    gets_a_check_in(night, ana)
    ana.taps("Heavy", where="message")
    night.settles()
    answered = ana.messages()[-1]
    assert (silent["text"], labels(silent)) == (answered["text"], labels(answered))


def labels(message: dict[str, object]) -> list[str]:
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    elements = [one for block in blocks for one in block.get("elements", [])]
    return [one["text"]["text"] if "text" in one else one["type"] for one in elements]


@pytest.fixture
def stale(night: Stage, ana: Seat) -> Seat:
    """Ana, whose check-in keeps its buttons for good: Slack will not edit the message."""
    gets_a_check_in(night, ana)
    night.town.fault("chat.update", "error", error="edit_window_closed")
    night.passes(hours=4)
    assert openings(ana) == [OPENING]
    return ana


def test_a_late_tap_within_twelve_hours_counts(night: Stage, stale: Seat) -> None:
    night.passes(hours=7, minutes=59)
    stale.taps("Heavy", where="message")
    night.settles()
    assert "[Lighter]" in modal(stale)
    stale.closes()
    assert ": Heavy" in what_is_held(night, stale)


def test_a_later_tap_stores_nothing_and_opens_a_minute_all_the_same(
    night: Stage, stale: Seat
) -> None:
    night.passes(hours=8, minutes=1)
    stale.taps("Heavy", where="message")
    night.settles()
    assert "[Lighter]" in modal(stale)
    stale.closes()
    assert "No answers are kept." in what_is_held(night, stale)


def test_a_late_emoji_counts_as_long_and_no_longer(night: Stage, stale: Seat) -> None:
    night.passes(hours=7)
    stale.reacts("rain_cloud")
    night.settles()
    assert openings(stale) == [CARD]
    assert ": Heavy" in what_is_held(night, stale)


def test_an_emoji_after_twelve_hours_is_met_and_stores_nothing(night: Stage, stale: Seat) -> None:
    night.passes(hours=9)
    stale.reacts("rain_cloud")
    night.settles()
    assert openings(stale) == [CARD]
    assert "No answers are kept." in what_is_held(night, stale)


def test_a_minute_from_the_card_of_long_ago_is_a_plain_one(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Very heavy", where="message")
    night.settles()
    ana.closes()
    night.passes(hours=13)
    ana.reloads()
    ana.taps("Take a minute", where="message")
    night.settles()
    assert "That's a lot to carry." not in modal(ana)
    assert "[Lighter]" in modal(ana)


def test_a_newer_check_in_neutralises_the_older(night: Stage, ana: Seat) -> None:
    ana.taps("Before I leave")
    night.settles()
    ana.types("/decompress done")
    night.settles()
    night.passes(hours=3)
    night.signals("shift.started", {"slack_id": ana.id}, shift_id="s2")
    night.passes(minutes=30)
    night.signals("shift.ended", {"slack_id": ana.id}, shift_id="s2")
    night.settles()
    assert openings(ana) == [CARD, OPENING]
    ana.taps("Heavy", where="message")
    night.settles()
    assert openings(ana) == [CARD, CARD]


def test_a_check_in_two_hours_late_is_not_sent_at_all(night: Stage, ana: Seat) -> None:
    ana.types("/decompress done")
    night.passes(hours=2, minutes=21)
    assert openings(ana) == []
    ana.opens_home()
    night.settles()
    ana.sees_not("Your next quiet minute")
    night.passes(hours=24)
    gets_a_check_in(night, ana)


def test_a_check_in_a_little_late_still_comes(night: Stage, ana: Seat) -> None:
    ana.types("/decompress done")
    night.passes(hours=2, minutes=19)
    assert openings(ana) == [OPENING]


def test_after_a_quiet_month_one_hello_comes_to_whoever_allowed_it(night: Stage, ana: Seat) -> None:
    ana.taps("Settings")
    night.settles()
    ana.fills({"If I go quiet for a month, may you ask me once?": "Yes, once"})
    ana.submits()
    night.passes(days=31)
    night.passes(hours=15)
    ana.sees("Is this still of use to you?")
    assert len(ana.messages()) == 1
    night.passes(days=62)
    assert len(ana.messages()) == 1


def test_nobody_else_is_asked_after_a_quiet_month(night: Stage, ana: Seat) -> None:
    night.passes(days=31)
    night.passes(hours=15)
    assert ana.messages() == []
