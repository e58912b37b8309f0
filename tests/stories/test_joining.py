"""Turning it on: what a person meets first, and that nobody is written to before."""

from bot.sandbox.seats import Seat
from bot.use_cases.coordination import name_coordinator
from tests.stories.stage import Stage, stage
from tests.stories.steps import OPENING, home, modal, openings, turns_on


def test_home_welcomes_with_three_ways_on_and_a_person(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.opens_home()
    ana.sees("off until you turn it on")
    for button in ("Try one minute now", "Turn on", "Who sees what", "Talk to a person"):
        ana.sees(f"[{button}]")
    ana.sees("999")


def test_the_messages_tab_draws_no_home(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.opens_messages()
    night.settles()
    assert ana.home() is None
    assert ana.messages() == []


def test_one_tap_turns_check_ins_on_at_the_delay_of_the_organisation(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.opens_home()
    ana.sees("[Turn on]")
    ana.taps("Turn on")
    ana.sees("Check-ins are on, by Lisbon time: 20 minutes after each shift.")
    for button in ("Before I leave", "20 minutes later", "When I wake"):
        ana.sees(f"[{button}]")


def test_a_moment_is_offered_and_not_demanded(night: Stage, ana: Seat) -> None:
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]


def test_before_i_leave_comes_at_once(night: Stage, ana: Seat) -> None:
    ana.taps("Before I leave")
    ana.sees("right at the end of each shift")
    ana.sees_not("[When I wake]")
    ana.types("/decompress done")
    night.settles()
    assert openings(ana) == [OPENING]


def test_twenty_minutes_later_stays_so_when_chosen(night: Stage, ana: Seat) -> None:
    ana.taps("20 minutes later")
    night.settles()
    assert "20 minutes after each shift" in home(ana)
    ana.sees_not("[20 minutes later]")


def test_when_i_wake_comes_nine_hours_after_the_shift_until_an_hour_is_set(
    night: Stage, ana: Seat
) -> None:
    ana.taps("When I wake")
    ana.sees("9 hours after each shift")
    ana.types("/decompress done")
    night.passes(hours=8, minutes=59)
    assert openings(ana) == []
    night.passes(minutes=1)
    assert openings(ana) == [OPENING]


def test_a_minute_can_be_tried_before_joining_and_leaves_no_trace(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.opens_home()
    ana.sees("[Try one minute now]")
    ana.taps("Try one minute now")
    ana.sees("[Lighter]")
    ana.taps("Lighter")
    ana.sees("Thank you. That is all.")
    assert night.town.kept() == []
    ana.closes()
    ana.taps("Who sees what")
    ana.taps("What you hold on me")
    ana.sees("Nothing is held about you.")


def test_who_sees_what_says_so_before_joining(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.opens_home()
    ana.sees("[Who sees what]")
    ana.taps("Who sees what")
    told = modal(ana)
    assert "Your answers are yours" in told
    assert "The people who run this" in told


def test_nobody_is_written_to_before_turning_it_on(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.opens_home()
    night.signals("shift.ended", {"slack_id": ana.id}, shift_id="s1")
    ana.types("/decompress done")
    ana.sees("Check-ins are off.")
    ana.uses_shortcut("shift_ended")
    night.passes(minutes=20)
    night.passes(hours=24)
    assert night.town.calls("chat.postMessage") == []


def test_whoever_says_done_without_check_ins_can_turn_them_on_right_there(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.types("/decompress done")
    ana.sees("Check-ins are off.")
    ana.taps("Turn on")
    ana.sees("Check-ins are on, by Lisbon time: 20 minutes after each shift.")


def test_only_a_coordinator_is_written_to_unasked_and_only_once(night: Stage) -> None:
    chidi = night.seat("Chidi")
    for _ in range(2):
        name_coordinator(chidi.id, night.services.place)
    night.settles()
    chidi.sees("you are named as a coordinator")
    assert len(night.town.calls("chat.postMessage")) == 1


def test_nobody_else_learns_who_joined(night: Stage, ana: Seat) -> None:
    for other in ("Ben", "Chidi"):
        seat = night.seat(other)
        seat.opens_home()
        night.settles()
        seat.sees("off until you turn it on")
        seat.sees_not(ana.name)


def test_turning_on_twice_is_turning_on_once(night: Stage, ana: Seat) -> None:
    tapped = [one for one in night.town.deliveries() if one["name"] == "membership.on"]
    ana.taps("Before I leave")
    night.settles()
    night.town.redeliver(tapped[0]["n"])
    night.settles()
    assert "right at the end of each shift" in home(ana)


def test_the_delay_of_the_organisation_may_be_none(kind: str) -> None:
    with stage(kind, settling_minutes=0) as night:
        ana = turns_on(night)
        ana.types("/decompress done")
        night.settles()
        assert openings(ana) == [OPENING]
