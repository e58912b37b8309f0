"""Hellos: offered without an echo, prompted at a civil hour, ended with one tap, and wanted by both."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.errors import BadInput, NotOnTheList
from bot.domain.hellos import MOST_OFFERS, NOT_AGAIN_FOR
from bot.domain.people import DailyWindow, PausedBy
from bot.store.outbox import Candidate
from bot.use_cases import buddies, hellos, membership
from tests.use_cases.buddies import (
    avoids,
    days_go_by,
    hellos_of,
    lists_up,
    offers,
    say_hello,
)
from tests.use_cases.desk import Desk
from tests.winding import forgets

BOTH = ("U1", "U2")


def arrived(desk: Desk) -> list[list[str]]:
    """What came to each of the two."""
    return [desk.arrived(person) for person in BOTH]


def test_an_offer_reaches_the_other_and_a_yes_begins_it(desk: Desk) -> None:
    lists_up(desk, *BOTH)
    offers(desk, *BOTH)
    days_go_by(desk)
    assert arrived(desk) == [[], ["hello_offer"]]
    hello = hellos_of(desk, "U2")[0]
    assert hellos.take(hello.id, "U1", desk.place) is None, "nobody says yes to themselves"
    assert hellos.take(hello.id, "U2", desk.place) is not None
    days_go_by(desk)
    assert arrived(desk) == [["hello"], ["hello_offer", "hello"]]


def test_an_offer_that_is_let_lie_leaves_no_trace(desk: Desk) -> None:
    lists_up(desk, *BOTH)
    offers(desk, *BOTH)
    desk.passes(days=15)
    hello = hellos_of(desk, "U2")[0]
    assert hellos.look(hello.id, "U2", desk.place) is None
    assert hellos.take(hello.id, "U2", desk.place) is None
    assert desk.arrived("U1") == []
    desk.clock.move(days=NOT_AGAIN_FOR.days)
    forgets(desk.place)
    assert hellos_of(desk, "U2") == []


def test_nothing_tells_who_is_on_the_list_or_on_whose_private_one(desk: Desk) -> None:
    """To a stranger, to who avoids the asker, to who is avoided, and again: the same silence."""
    lists_up(desk, "U1", "U2", "U3")
    avoids(desk, "U2", "U1")
    avoids(desk, "U1", "U3")
    for other in ("U2", "U3", "U9"):
        offers(desk, "U1", other)
    lists_up(desk, "U4", is_guest=True)
    offers(desk, "U1", "U4")
    days_go_by(desk)
    assert [hellos_of(desk, person) for person in ("U1", "U2", "U3", "U4")] == [[], [], [], []]
    assert desk.slack.arrivals == []


def test_offers_press_nobody(desk: Desk) -> None:
    lists_up(desk, *(f"U{n}" for n in range(1, MOST_OFFERS + 3)))
    for n in range(2, MOST_OFFERS + 3):
        offers(desk, "U1", f"U{n}")
        offers(desk, "U1", f"U{n}")
    days_go_by(desk)
    assert len(desk.slack.arrivals) == MOST_OFFERS
    assert {one.kind for one in desk.slack.arrivals} == {"hello_offer"}


def test_two_who_offer_it_to_each_other_have_said_yes_to_the_slower_rhythm(desk: Desk) -> None:
    lists_up(desk, *BOTH)
    offers(desk, "U1", "U2", days=7)
    offers(desk, "U2", "U1", days=28)
    (hello,) = hellos_of(desk, "U1")
    assert (hello.is_on, hello.every_days) == (True, 28)


def test_an_old_offer_makes_room_for_one_of_the_others_own(desk: Desk) -> None:
    lists_up(desk, *BOTH)
    offers(desk, "U1", "U2")
    desk.passes(days=20)
    offers(desk, "U2", "U1", days=14)
    (hello,) = hellos_of(desk, "U1")
    assert (hello.one, hello.is_on, hello.every_days) == ("U2", False, 14)


def test_offers_are_for_who_is_on_the_list_and_for_somebody_else(desk: Desk) -> None:
    lists_up(desk, "U2")
    with pytest.raises(NotOnTheList):
        offers(desk, "U1", "U2")
    with pytest.raises(BadInput):
        offers(desk, "U2", "U2")


@pytest.mark.parametrize(("days", "times"), [(7, 5), (14, 3), (28, 2)])
def test_both_are_prompted_in_their_rhythm_and_nothing_asks_whether_they_did(
    desk: Desk, days: int, times: int
) -> None:
    say_hello(desk, days=days)
    days_go_by(desk, 30)
    assert [one.count("hello") for one in arrived(desk)] == [times, times]
    assert {one.kind for one in desk.slack.arrivals} == {"hello"}


def test_each_is_prompted_at_a_civil_hour_of_their_own_day(desk: Desk) -> None:
    lists_up(desk, "U1")
    lists_up(desk, "U2", zone="Asia/Tokyo", quiet_hours=DailyWindow(time(16), time(19)))
    offers(desk, *BOTH, kind="tea")
    hellos.take(hellos_of(desk, "U2")[0].id, "U2", desk.place)
    for _ in range(24 * 4):
        desk.passes(minutes=15)
    prompts = [one for one in desk.slack.arrivals if one.kind == "tea"]
    local = {one.to: desk.worker(one.to).local(one.at).time() for one in prompts}
    assert local == {"U1": time(17), "U2": time(19)}


def test_it_comes_whatever_the_shift_and_the_answer(desk: Desk) -> None:
    """Check-ins that are off, on, or paused by silence change nothing of it."""
    say_hello(desk)
    desk.joins("U1", zone="Europe/Lisbon")
    desk.joins("U2", zone="Europe/Lisbon", paused_by=PausedBy.SILENCE)
    desk.done("U1")
    days_go_by(desk)
    assert [one.count("hello") for one in arrived(desk)] == [1, 1]


def test_a_pause_of_ones_own_is_ones_own(desk: Desk) -> None:
    say_hello(desk)
    desk.joins("U1", zone="Europe/Lisbon")
    membership.pause("U1", desk.now + timedelta(days=3), desk.place)
    days_go_by(desk)
    assert arrived(desk) == [[], ["hello"]]


def test_a_pause_of_the_list_of_buddies_holds_for_hellos_too(desk: Desk) -> None:
    """Its page says that nothing is asked of who has paused."""
    say_hello(desk)
    with desk.place.begin() as uow:
        paused = replace(buddies.listed(uow, "U1"), paused_until=desk.now + timedelta(days=3))
        uow.buddies.save(paused)
    days_go_by(desk, 9)
    assert arrived(desk) == [["hello"], ["hello", "hello"]]


def test_a_turn_that_was_slept_through_is_not_made_up_for(desk: Desk) -> None:
    say_hello(desk)
    days_go_by(desk)
    desk.clock.move(days=60)
    days_go_by(desk)
    assert [one.count("hello") for one in arrived(desk)] == [2, 2]


@pytest.mark.parametrize("ender", BOTH)
def test_either_ends_it_and_the_other_reads_only_that_it_is_over(desk: Desk, ender: str) -> None:
    hello = say_hello(desk)
    days_go_by(desk)
    hellos.end(hello.id, ender, desk.place)
    hellos.end(hello.id, ender, desk.place)
    days_go_by(desk)
    assert arrived(desk) == [["hello"], ["hello"]], "not on the day on which it was ended"
    days_go_by(desk, 7)
    other = "U2" if ender == "U1" else "U1"
    assert desk.arrived(ender) == ["hello"]
    assert desk.arrived(other) == ["hello", "hello_over"]


def test_nobody_ends_what_is_not_theirs(desk: Desk) -> None:
    hello = say_hello(desk)
    lists_up(desk, "U3")
    hellos.end(hello.id, "U3", desk.place)
    assert hellos_of(desk, "U1") == [hello]
    assert hellos.look(hello.id, "U3", desk.place) is None


def test_who_is_put_on_a_private_list_has_no_hello_any_more(desk: Desk) -> None:
    say_hello(desk)
    avoids(desk, "U1", "U2")
    assert hellos_of(desk, "U1") == []


def test_no_hello_leaves_after_either_has_left_the_list(desk: Desk) -> None:
    """Consent is looked at when the letter is claimed, not when it was written."""
    say_hello(desk)
    desk.winds()
    with desk.place.begin() as uow:
        uow.buddies.remove("U2")  # as it would be had nothing taken the letters back
    days_go_by(desk)
    assert desk.slack.arrivals == []
    assert set(desk.letters()) == {"cancelled"}


def test_no_offer_leaves_after_the_asker_has_left_the_list(desk: Desk) -> None:
    lists_up(desk, *BOTH)
    offers(desk, *BOTH)
    buddies.leave("U1", desk.place)
    days_go_by(desk)
    assert arrived(desk) == [[], []]


def test_of_who_is_erased_only_an_end_without_a_name_is_left(desk: Desk) -> None:
    say_hello(desk)
    membership.erase("U1", desk.place)
    (letter,) = [one for one in _waiting(desk) if one.kind == "hello_over"]
    assert (letter.to, letter.others) == ("U2", ())
    days_go_by(desk)
    assert arrived(desk) == [[], ["hello_over"]]


def _waiting(desk: Desk) -> list[Candidate]:
    with desk.place.look() as uow:
        return uow.outbox.due(desk.now + timedelta(days=99), 99)
