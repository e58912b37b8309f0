"""My usual shifts: set in one form, and the check-in really comes."""

import json
from typing import Any

import pytest

from bot.sandbox.seats import Seat
from tests.handlers.posting import posts_interaction
from tests.stories.stage import Stage
from tests.stories.steps import OPENING, home, modal, openings, posted, turns_on

DAYS, STARTS, ENDS = "Days on which it starts", "Starts", "Ends (after midnight is fine)"
FROM, UNTIL = "From", "Until"
EVERY_DAY = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def opens_the_form(night: Stage, seat: Seat) -> None:
    seat.taps("My usual shifts", where="home")
    night.settles()


def adds(night: Stage, seat: Seat, days: list[str], start: str, end: str, **more: Any) -> None:
    named = {"first": FROM, "last": UNTIL}
    opens_the_form(night, seat)
    seat.fills({DAYS: days, STARTS: start, ENDS: end})
    seat.fills({named[name]: value for name, value in more.items()})
    seat.submits()
    night.settles()


def chooses(night: Stage, seat: Seat, option: str) -> None:
    """One option of the menu beside a series, in the form."""
    opens_the_form(night, seat)
    seat.taps("⋯", choose=option)
    night.settles()


def test_it_takes_one_form_and_three_fields(night: Stage, ana: Seat) -> None:
    adds(night, ana, ["Saturday"], "09:00", "17:00")
    assert "Saved." in home(ana)
    opens_the_form(night, ana)
    assert "*Sat*, 09:00 to 17:00" in modal(ana)


def test_the_check_in_really_comes_after_each_of_them(night: Stage, ana: Seat) -> None:
    adds(night, ana, ["Saturday", "Sunday"], "09:00", "17:00")
    night.passes(hours=15, minutes=19)  # Saturday, 17:19
    assert openings(ana) == []
    night.passes(minutes=1)
    assert openings(ana) == [OPENING]
    night.passes(hours=24)
    assert posted(night, ana) == 2
    night.passes(hours=24)
    assert posted(night, ana) == 2


def test_a_night_may_pass_midnight(night: Stage, ana: Seat) -> None:
    adds(night, ana, ["Saturday"], "22:00", "06:00")
    opens_the_form(night, ana)
    assert "*Sat*, 22:00 to 06:00" in modal(ana)
    ana.closes()
    night.passes(hours=28, minutes=19)  # Sunday, 06:19
    assert openings(ana) == []
    night.passes(minutes=1)
    assert openings(ana) == [OPENING]


def test_it_follows_the_clock_of_the_worker(night: Stage) -> None:
    daria = turns_on(night, "Daria")  # Warsaw, an hour ahead
    adds(night, daria, ["Saturday"], "09:00", "17:00")
    night.passes(hours=14, minutes=20)
    assert openings(daria) == [OPENING]


def test_one_shift_can_be_left_out(night: Stage, ana: Seat) -> None:
    adds(night, ana, EVERY_DAY, "09:00", "17:00")
    chooses(night, ana, "Skip Saturday 21 November")
    assert "Saturday 21 November is left out." in home(ana)
    assert "Skip Sunday 22 November" in modal(ana)
    ana.closes()
    night.passes(hours=15, minutes=20)
    assert openings(ana) == []
    night.passes(hours=24)
    assert openings(ana) == [OPENING]


def test_a_double_tap_leaves_out_one_shift_and_not_two(night: Stage, ana: Seat) -> None:
    adds(night, ana, EVERY_DAY, "09:00", "17:00")
    chooses(night, ana, "Skip Saturday 21 November")
    tapped = [one for one in night.town.deliveries() if one["name"] == "usual.more"]
    again = json.loads(json.dumps(tapped[-1]["payload"]))
    again["actions"][0]["action_ts"] = "2.2"
    assert posts_interaction(night, again).status_code == 200
    night.settles()
    assert "Skip Sunday 22 November" in modal(ana)


def test_a_series_can_be_removed(night: Stage, ana: Seat) -> None:
    adds(night, ana, EVERY_DAY, "09:00", "17:00")
    chooses(night, ana, "Remove")
    assert "09:00 to 17:00" not in modal(ana)
    ana.closes()
    night.passes(hours=15, minutes=20)
    assert openings(ana) == []


def test_a_series_runs_from_its_first_day_to_its_last(night: Stage, ana: Seat) -> None:
    adds(night, ana, EVERY_DAY, "09:00", "17:00", first="2026-11-23", last="2026-11-24")
    opens_the_form(night, ana)
    assert "Until Tuesday 24 November." in modal(ana)
    ana.closes()
    came = []
    night.passes(hours=15, minutes=20)
    for _day in ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"):
        came.append(posted(night, ana))
        night.passes(hours=24)
    assert came == [0, 0, 1, 2, 2]


def test_several_series_live_side_by_side(night: Stage, ana: Seat) -> None:
    adds(night, ana, ["Saturday"], "09:00", "17:00")
    adds(night, ana, ["Monday"], "22:00", "06:00")
    opens_the_form(night, ana)
    assert "*Sat*, 09:00 to 17:00" in modal(ana)
    assert "*Mon*, 22:00 to 06:00" in modal(ana)


def test_the_usual_end_and_my_own_word_are_one_shift(night: Stage, ana: Seat) -> None:
    adds(night, ana, ["Saturday"], "09:00", "17:00")
    night.passes(hours=15, minutes=10)  # ten minutes after the usual end
    ana.types("/decompress done")
    night.passes(minutes=10)
    night.passes(hours=2)
    assert posted(night, ana) == 1


def test_my_own_word_before_the_usual_end_is_the_same_shift(night: Stage, ana: Seat) -> None:
    adds(night, ana, ["Saturday"], "09:00", "17:00")
    night.passes(hours=14, minutes=30)  # half an hour before the usual end
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]
    night.passes(minutes=30)
    night.passes(hours=2)
    assert posted(night, ana) == 1


def test_nothing_is_told_of_shifts_before_it_was_set(night: Stage, ana: Seat) -> None:
    adds(night, ana, EVERY_DAY, "18:00", "01:30", first="2026-11-01")
    night.passes(minutes=20)
    assert openings(ana) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({ENDS: "09:00"}, "Start and end are the same."),
        ({UNTIL: "2026-11-01"}, "This day is before the first one."),
    ],
)
def test_a_mistake_is_told_kindly_and_nothing_is_lost(
    night: Stage, ana: Seat, fields: dict[str, str], told: str
) -> None:
    opens_the_form(night, ana)
    ana.fills({DAYS: ["Friday", "Saturday"], STARTS: "09:00", ENDS: "17:00", **fields})
    ana.submits()
    night.settles()
    assert told in modal(ana)
    assert "Friday, Saturday" in modal(ana)
    ana.fills({ENDS: "17:00", UNTIL: None})
    ana.submits()
    night.settles()
    assert ana.modal() is None
    opens_the_form(night, ana)
    assert "*Fri and Sat*, 09:00 to 17:00" in modal(ana)


def test_a_pause_holds_for_usual_shifts_and_ends_by_itself(night: Stage, ana: Seat) -> None:
    adds(night, ana, EVERY_DAY, "09:00", "17:00")
    ana.types("/decompress pause 2d")
    night.passes(hours=15, minutes=20)
    assert openings(ana) == []
    night.passes(hours=48)
    assert openings(ana) == [OPENING]


def test_turning_off_and_on_again_keeps_the_usual_shifts(night: Stage, ana: Seat) -> None:
    adds(night, ana, EVERY_DAY, "09:00", "17:00")
    ana.taps("Turn off", confirmed=True)
    night.settles()
    night.passes(hours=15, minutes=20)
    assert openings(ana) == []
    ana.taps("Turn on")
    night.settles()
    night.passes(hours=24)
    assert openings(ana) == [OPENING]


def test_a_shift_that_is_over_today_is_not_the_one_to_skip(night: Stage, ana: Seat) -> None:
    night.passes(hours=18)  # Saturday, 20:00
    adds(night, ana, EVERY_DAY, "09:00", "17:00")
    opens_the_form(night, ana)
    assert "Skip Sunday 22 November" in modal(ana)


def test_tonights_shift_that_began_yesterday_can_still_be_left_out(night: Stage, ana: Seat) -> None:
    adds(night, ana, ["Friday", "Saturday"], "22:00", "06:00", first="2026-11-20")
    opens_the_form(night, ana)
    assert "Skip Friday 20 November" in modal(ana)
