"""The worker's own clock: learned from Slack, asked for when Slack is silent, never changed unasked."""

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import OPENING, home, label, openings, turns_on


def test_who_told_slack_no_clock_is_asked_for_one(night: Stage) -> None:
    finn = turns_on(night, "Finn")
    assert "Check-ins are on: 20 minutes after each shift." in home(finn)
    finn.sees(label("home.which_zone"))
    finn.taps(label("home.button.choose_zone"))
    night.settles()
    finn.fills({label("settings.zone"): "Helsinki"})
    finn.submits()
    finn.sees("by Helsinki time: 20 minutes after each shift.")
    finn.sees_not(label("home.which_zone"))


def test_an_unknown_clock_holds_no_check_in_back(night: Stage) -> None:
    finn = turns_on(night, "Finn")
    finn.types("/decompress done")
    night.passes(minutes=20)
    assert openings(finn) == [OPENING]


def test_slack_being_away_at_that_moment_leaves_the_question_open(night: Stage) -> None:
    night.town.fault("users.info", "error", error="internal_error", times=1)
    ana = turns_on(night)
    ana.sees("Check-ins are on: 20 minutes after each shift.")
    ana.sees(label("home.which_zone"))
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]


def test_a_journey_is_noticed_and_the_new_clock_only_offered(night: Stage, ana: Seat) -> None:
    night.town.changes_person("Ana", tz="Europe/Madrid")
    ana.sees("You seem to be in Madrid now.")
    assert "by Lisbon time" in home(ana)
    ana.sees("[Keep Lisbon]")
    ana.taps("Use it")
    ana.sees("by Madrid time: 20 minutes after each shift.")
    ana.sees_not("You seem to be in")


def test_the_old_clock_is_kept_by_one_tap_and_not_asked_about_again(
    night: Stage, ana: Seat
) -> None:
    night.town.changes_person("Ana", tz="Europe/Madrid")
    ana.sees("You seem to be in Madrid now.")
    ana.taps("Keep Lisbon")
    night.settles()
    assert "You seem to be in" not in home(ana)
    assert "by Lisbon time" in home(ana)
    night.town.changes_person("Ana", real_name="Ana F.")
    night.settles()
    assert "You seem to be in" not in home(ana)


def test_coming_home_again_withdraws_the_offer(night: Stage, ana: Seat) -> None:
    night.town.changes_person("Ana", tz="Europe/Madrid")
    ana.sees("You seem to be in Madrid now.")
    night.town.changes_person("Ana", tz="Europe/Lisbon")
    night.settles()
    assert "You seem to be in" not in home(ana)


def test_the_clock_of_somebody_who_has_not_joined_is_not_asked_for(night: Stage) -> None:
    night.town.changes_person("Ben", tz="Europe/Madrid")
    night.settles()
    assert night.town.calls("users.info") == []
    assert night.seat("Ben").home() is None


def test_times_are_told_on_the_clock_of_the_reader(night: Stage) -> None:
    daria = turns_on(night, "Daria")  # Warsaw, an hour ahead of Lisbon
    daria.types("/decompress done")
    daria.sees("03:20")


def test_home_says_when_do_not_disturb_covers_the_end_of_the_shift(night: Stage) -> None:
    night.town.changes_person("Ana", dnd=("22:00", "08:00"))
    ana = turns_on(night)
    ana.sees_not("do-not-disturb")
    ana.types("/decompress done")
    ana.opens_home()
    ana.sees("Slack's do-not-disturb covers the end of your shift.")
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]


def test_home_says_so_for_usual_shifts_as_well(night: Stage, ana: Seat) -> None:
    night.town.changes_person("Ana", dnd=("22:00", "08:00"))
    ana.taps("My usual shifts")
    night.settles()
    ana.fills(
        {
            "Days on which it starts": ["Monday"],
            "Starts": "20:00",
            "Ends (after midnight is fine)": "04:00",
        }
    )
    ana.submits()
    ana.sees("Slack's do-not-disturb covers the end of your shift.")


def test_do_not_disturb_by_day_is_no_matter_at_night(night: Stage) -> None:
    night.town.changes_person("Ana", dnd=("09:00", "17:00"))
    ana = turns_on(night)
    ana.types("/decompress done")
    ana.opens_home()
    night.settles()
    ana.sees_not("do-not-disturb")
