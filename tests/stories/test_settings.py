"""The settings form: every field does what it says, and a mistake loses nothing."""

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import (
    OPENING,
    gets_a_check_in,
    home,
    label,
    modal,
    openings,
    posted,
    what_is_held,
)

MOMENT = "When a check-in comes"
WAKE_AT = label("settings.wake_at")
QUIET_FROM, QUIET_UNTIL = "Quiet hours from", "Quiet hours until"
MOST = "Check-ins in a week, at most"
KEEP = "Keep my answers, sealed, for me alone"
ASK = "If I go quiet for a month, may you ask me once?"
COUNTRY = "Country for emergency numbers"


def sets(night: Stage, seat: Seat, **fields: str | None) -> None:
    """Opens the form from Home, fills what is named, saves."""
    named = {
        "moment": MOMENT, "wake_at": WAKE_AT, "quiet_from": QUIET_FROM, "quiet_until": QUIET_UNTIL,
        "most": MOST, "keep": KEEP, "ask": ASK, "country": COUNTRY, "language": "Language",
    }  # fmt: skip
    seat.opens_home()
    night.settles()
    seat.taps("Settings", where="home")
    night.settles()
    seat.fills({named[name]: value for name, value in fields.items()})
    seat.submits()
    night.settles()


def test_the_form_opens_with_what_is_set_and_with_a_person_beside_it(
    night: Stage, ana: Seat
) -> None:
    ana.taps("Settings")
    night.settles()
    told = modal(ana)
    for line in (
        f"{MOMENT} [As the organisation set it ▾]",
        f"{MOST} [5 ▾]",
        f"{KEEP} [30 days ▾]",
        f"{ASK} [No ▾]",
    ):
        assert line in told
    assert "Language" not in told  # there is only one
    assert "[Talk to a person]" in told


@pytest.mark.parametrize(
    ("moment", "minutes", "told"),
    [
        ("Before I leave", 0, "right at the end of each shift"),
        ("120 minutes after each shift", 120, "120 minutes after each shift"),
    ],
)
def test_any_delay_up_to_two_hours(
    night: Stage, ana: Seat, moment: str, minutes: int, told: str
) -> None:
    sets(night, ana, moment=moment)
    assert told in home(ana)
    ana.types("/decompress done")
    if minutes:
        night.passes(minutes=minutes - 1)
        assert openings(ana) == []
        night.passes(minutes=1)
    night.settles()
    assert openings(ana) == [OPENING]


def test_when_i_wake_comes_at_that_hour_on_my_own_clock(night: Stage, ana: Seat) -> None:
    sets(night, ana, moment="When I wake", wake_at="11:30")
    assert "at 11:30, when you wake" in home(ana)
    ana.types("/decompress done")
    night.passes(hours=9)  # 11:00 in Lisbon
    assert openings(ana) == []
    night.passes(minutes=30)
    assert openings(ana) == [OPENING]


def test_quiet_hours_never_swallow_the_check_in_of_the_own_shift(night: Stage, ana: Seat) -> None:
    sets(night, ana, quiet_from="01:00", quiet_until="09:00")
    gets_a_check_in(night, ana)


def test_no_more_check_ins_in_a_week_than_set(night: Stage, ana: Seat) -> None:
    sets(night, ana, most="1", moment="Before I leave")
    ana.types("/decompress done")
    night.settles()
    night.passes(hours=24)
    ana.types("/decompress done")
    night.settles()
    assert posted(night, ana) == 1
    night.passes(days=6, hours=1)
    ana.types("/decompress done")
    night.settles()
    assert posted(night, ana) == 2


def test_the_country_changes_the_emergency_number_everywhere(night: Stage, ana: Seat) -> None:
    assert "999" in home(ana)
    sets(night, ana, country="United States")
    assert "911" in home(ana)
    ana.taps("Talk to a person")
    assert "911" in modal(ana)
    ana.closes()
    ana.taps("Take a minute", where="home")
    night.settles()
    assert "911" in modal(ana)


def test_answers_that_are_not_to_be_kept_are_not_kept(night: Stage, ana: Seat) -> None:
    sets(night, ana, keep="Not at all")
    gets_a_check_in(night, ana)
    ana.taps("Heavy")
    night.settles()
    ana.taps("Lighter")
    night.settles()
    ana.closes()
    assert "No answers are kept." in what_is_held(night, ana)


def test_answers_are_kept_and_shown_to_the_worker_alone(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Heavy")
    night.settles()
    ana.taps("Lighter")
    night.settles()
    ana.closes()
    assert "Heavy, then Lighter" in what_is_held(night, ana)
    chidi = night.seat("Chidi")
    assert "Nothing is held about you." in what_is_held(night, chidi)


def test_settings_are_saved_in_words(night: Stage, ana: Seat) -> None:
    sets(night, ana, ask="Yes, once")
    assert "Saved." in home(ana)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"quiet_from": "22:00"}, "Quiet hours need a start and an end."),
        ({"quiet_until": "07:00"}, "Quiet hours need a start and an end."),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, "Start and end are the same."),
    ],
)
def test_a_mistake_is_told_kindly_and_nothing_typed_is_lost(
    night: Stage, ana: Seat, fields: dict[str, str], told: str
) -> None:
    sets(night, ana, moment="45 minutes after each shift", keep="90 days", **fields)
    shown = modal(ana)
    assert told in shown
    assert f"{MOMENT} [45 minutes after each shift ▾]" in shown
    assert f"{KEEP} [90 days ▾]" in shown
    assert "20 minutes after each shift" in home(ana)
    ana.fills({QUIET_FROM: "22:00", QUIET_UNTIL: "07:00"})
    ana.submits()
    night.settles()
    assert ana.modal() is None
    assert "45 minutes after each shift" in home(ana)


def test_what_was_saved_is_there_when_the_form_opens_again(night: Stage, ana: Seat) -> None:
    sets(
        night, ana, moment="When I wake", wake_at="11:30", quiet_from="22:00", quiet_until="07:00",
        most="3", keep="90 days", ask="Yes, once", country="Canada",
    )  # fmt: skip
    ana.taps("Settings")
    night.settles()
    told = modal(ana)
    for value in ("When I wake ▾", "11:30", "22:00", "07:00", "3 ▾", "90 days", "Yes", "Canada"):
        assert f"[{value}" in told


def test_settings_are_there_from_every_message_too(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("⋯", choose="Settings")
    night.settles()
    assert MOMENT in modal(ana)
    ana.closes()
    ana.taps("Not now")
    night.settles()
    ana.taps("⋯", choose="Settings")
    night.settles()
    assert MOMENT in modal(ana)


def test_the_clock_can_be_changed_from_the_settings(night: Stage, ana: Seat) -> None:
    ana.taps("Settings")
    night.settles()
    ana.taps(label("home.button.choose_zone"))
    night.settles()
    ana.fills({label("settings.zone"): "Berlin"})
    ana.submits()
    night.settles()
    assert "by Berlin time" in home(ana)


def test_settings_of_somebody_who_has_not_joined_are_refused_in_words(night: Stage) -> None:
    ben = night.seat("Ben")
    ben.types("/decompress pause 2w")
    ben.sees("Check-ins are off.")
