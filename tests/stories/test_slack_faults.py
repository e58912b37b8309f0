"""Slack stumbles: what was said still counts, and nobody is left before a spinning wheel."""

import time

import pytest

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import (
    CARD,
    OPENING,
    gets_a_check_in,
    home,
    modal,
    openings,
    posted,
    turns_on,
    what_is_held,
)

BROKEN = [("error", "expired_trigger_id"), ("refuse", "")]


@pytest.mark.parametrize(("fault", "error"), BROKEN)
def test_an_answer_counts_though_no_modal_opens(
    night: Stage, ana: Seat, fault: str, error: str
) -> None:
    gets_a_check_in(night, ana)
    night.town.fault("views.open", fault, times=1, **({"error": error} if error else {}))
    ana.taps("Heavy", where="message")
    night.settles()
    assert openings(ana) == [CARD]
    assert ana.modal() is None
    assert ana.seen()["failures"] == []
    ana.reloads()
    ana.taps("Take a minute", where="message")
    night.settles()
    assert "[Lighter] [Same] [Heavier]" in modal(ana)
    ana.closes()
    assert ": Heavy" in what_is_held(night, ana)


def test_a_modal_that_cannot_be_filled_still_shows_people_to_call(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    night.town.fault("views.update", "error", error="internal_error", times=1)
    ana.taps("Heavy", where="message")
    night.settles()
    assert "[Talk to a person]" in modal(ana)
    assert "999" in modal(ana)
    assert openings(ana) == [CARD]


def test_a_modal_closed_too_soon_loses_nothing(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    night.town.fault("views.update", "error", error="not_found", times=1)
    ana.taps("Very heavy", where="message")
    night.settles()
    ana.closes()
    ana.reloads()
    ana.taps("Take a minute", where="message")
    night.settles()
    assert "That's a lot to carry." in modal(ana)


@pytest.mark.parametrize("fault", ["500", "accept_then_drop", "429"])
def test_a_card_that_could_not_be_drawn_is_drawn_a_little_later(
    night: Stage, ana: Seat, fault: str
) -> None:
    gets_a_check_in(night, ana)
    night.town.fault("chat.update", fault, times=1)
    ana.taps("Heavy", where="message")
    night.settles()
    for _ in range(20):
        if openings(ana) == [CARD]:
            break
        night.passes(seconds=3)
        time.sleep(0.1)  # the pause that Slack asked for goes by on the machine's own clock
    assert openings(ana) == [CARD]


def test_a_message_that_cannot_be_edited_can_still_be_answered(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    night.town.fault("chat.update", "error", error="cant_update_message")
    ana.taps("Heavy", where="message")
    night.settles()
    assert "[Lighter]" in modal(ana)
    assert openings(ana) == [OPENING]


def test_an_emoji_is_met_though_the_message_cannot_be_taken_away(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    night.town.fault("chat.delete", "error", error="cant_delete_message")
    ana.reacts("rain_cloud")
    night.settles()
    assert openings(ana) == [OPENING, CARD]
    assert ": Heavy" in what_is_held(night, ana)


@pytest.mark.parametrize("fault", ["500", "refuse", "accept_then_drop"])
def test_a_check_in_whose_fate_is_unknown_is_never_sent_blindly_again(
    night: Stage, ana: Seat, fault: str
) -> None:
    night.town.fault("chat.postMessage", fault, times=1)
    ana.types("/decompress done")
    night.passes(minutes=20)
    night.passes(minutes=10)
    assert len(night.town.calls("chat.postMessage")) == 1


def test_a_tap_proves_that_a_doubtful_check_in_arrived(night: Stage, ana: Seat) -> None:
    night.town.fault("chat.postMessage", "accept_then_drop", times=1)
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]
    ana.taps("Heavy", where="message")
    night.settles()
    assert openings(ana) == [CARD]
    ana.closes()
    assert ": Heavy" in what_is_held(night, ana)


def test_a_check_in_that_slack_held_up_is_sent_later(night: Stage, ana: Seat) -> None:
    night.town.fault("chat.postMessage", "429", times=1)
    ana.types("/decompress done")
    night.passes(minutes=20)
    ana.waits_for(lambda _: arrives(night, ana), within=10, what="the check-in")
    assert posted(night, ana) == 1


def arrives(night: Stage, seat: Seat) -> bool:
    if openings(seat) == []:
        night.passes(seconds=5)
    return openings(seat) == [OPENING]


@pytest.mark.parametrize(
    ("method", "fault"), [("users.info", "500"), ("users.info", "429"), ("dnd.info", "error")]
)
def test_turning_on_works_though_slack_does_not_say_who_this_is(
    night: Stage, method: str, fault: str
) -> None:
    night.town.fault(method, fault, times=1)
    ana = turns_on(night)
    gets_a_check_in(night, ana)


def test_what_slack_did_not_say_at_first_is_learnt_with_the_next_change(night: Stage) -> None:
    night.town.fault("users.info", "error", error="internal_error", times=1)
    ana = turns_on(night)
    assert "Lisbon time" not in home(ana)
    night.town.changes_person("Ana", real_name="Ana F.")
    night.settles()
    assert "Lisbon time" in home(ana)


def test_home_that_could_not_be_drawn_is_drawn_when_opened_again(night: Stage) -> None:
    ana = night.seat("Ana")
    night.town.fault("views.publish", "error", error="internal_error", times=1)
    ana.opens_home()
    night.settles()
    assert ana.home() is None
    ana.opens_home()
    ana.sees("off until you turn it on")


def test_home_is_drawn_over_the_one_that_is_known_to_be_there(night: Stage, ana: Seat) -> None:
    there = night.town.home_kept(ana.id)[-1]
    ana.opens_home()
    night.settles()
    assert night.town.calls("views.publish")[-1]["args"]["hash"] == there["hash"]


def test_home_drawn_elsewhere_meanwhile_is_drawn_anew(night: Stage, ana: Seat) -> None:
    night.town.fault("views.publish", "error", error="hash_conflict", times=1)
    ana.taps("Before I leave")
    night.settles()
    assert "right at the end of each shift" in home(ana)


def test_a_fourth_modal_takes_the_place_of_the_third(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Very heavy", where="message")
    night.settles()
    ana.taps("Someone from here")
    ana.taps("More ways")
    assert "https://findahelpline.com" in modal(ana)
    assert len(ana.seen()["modals"]) == 3


def test_somebody_whose_account_is_gone_is_not_written_to_again(night: Stage, ana: Seat) -> None:
    night.town.fault("chat.postMessage", "error", error="user_disabled", times=1)
    ana.types("/decompress done")
    night.passes(minutes=20)
    night.passes(minutes=30)
    assert len(night.town.calls("chat.postMessage")) == 1
