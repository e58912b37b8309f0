"""The list of buddies: one tap on, one tap off, and nobody gives without the guide and a supporter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.buddies import PrivateLists, Share, Topic, Way
from bot.domain.buddy_pages import Step
from bot.domain.errors import NotOnTheList
from bot.domain.people import Worker
from bot.domain.supporters import Supporter
from bot.store import tables
from bot.use_cases import after_care, buddies, membership
from bot.use_cases.buddies import Choices
from bot.use_cases.workplace import Workplace
from tests.use_cases.buddies import (
    ALL_WEEK,
    avoids,
    hellos_of,
    lists_of,
    lists_up,
    say_hello,
    supports,
)
from tests.use_cases.desk import Desk

CHOICES = Choices(ALL_WEEK, frozenset({"en", "tr"}), 1, None, True, False, rests_gladly=True)


def test_joining_turns_nothing_else_on(desk: Desk) -> None:
    buddies.join("U1", Way.BOTH, desk.place)
    known = desk.worker("U1")
    assert replace(known, last_tap_at=None) == Worker("U1")
    desk.done("U1")
    desk.passes(days=40)
    assert desk.arrived("U1") == []


def test_joining_changes_nothing_of_who_is_on_already(desk: Desk) -> None:
    on = desk.joins("U1", zone="Europe/Lisbon")
    buddies.join("U1", Way.GIVES, desk.place)
    assert replace(desk.worker("U1"), last_tap_at=on.last_tap_at) == on


def test_a_change_of_way_keeps_everything_else(desk: Desk) -> None:
    lists_up(desk, "U1")
    buddies.choose("U1", CHOICES, desk.place)
    avoids(desk, "U1", "U9")
    buddies.join("U1", Way.TAKES, desk.place)
    facts = buddies.look("U1", desk.place)
    assert facts.buddy is not None
    assert facts.buddy.way is Way.TAKES
    assert facts.buddy.hours == CHOICES.hours
    assert facts.lists == PrivateLists(not_with=frozenset({"U9"}))


def test_a_new_buddy_reads_what_is_still_to_be_done_until_all_of_it_is(desk: Desk) -> None:
    """Rule 9: hours alone make nobody active, nor does the guide."""
    buddies.join("U1", Way.BOTH, desk.place)
    todo = [buddies.look("U1", desk.place).steps]
    buddies.choose("U1", CHOICES, desk.place)
    buddies.read_guide("U1", 1, desk.place)
    todo.append(buddies.look("U1", desk.place).steps)
    assert not buddies.look("U1", desk.place).is_active
    with desk.place.begin() as uow:
        uow.supporters.name(Supporter("U1", "U5", desk.now))
    todo.append(buddies.look("U1", desk.place).steps)
    assert not buddies.look("U1", desk.place).is_active
    supports(desk, "U1", "U5")
    todo.append(buddies.look("U1", desk.place).steps)
    assert todo == [
        (Step.HOURS, Step.GUIDE, Step.SUPPORTER), (Step.SUPPORTER,), (Step.SUPPORTER_ASKED,), (),
    ]  # fmt: skip
    assert buddies.look("U1", desk.place).is_active


def test_who_takes_and_may_not_give_yet_reads_with_whom_they_can_be_placed(desk: Desk) -> None:
    """Two who only take are never paired, so it is said to whom that matters and to nobody else."""
    told = []
    buddies.join("U1", Way.TAKES, desk.place)
    told.append(buddies.look("U1", desk.place).only_takes)
    for way in (Way.GIVES, Way.BOTH):
        buddies.join("U1", way, desk.place)
        told.append(buddies.look("U1", desk.place).only_takes)
    buddies.choose("U1", replace(CHOICES, paused_until=desk.now + timedelta(days=1)), desk.place)
    told.append(buddies.look("U1", desk.place).only_takes)
    buddies.choose("U1", CHOICES, desk.place)
    buddies.read_guide("U1", 1, desk.place)
    told.append(buddies.look("U1", desk.place).only_takes)
    supports(desk, "U1")
    told.append(buddies.look("U1", desk.place).only_takes)
    lists_up(desk, "U2", is_guest=True)
    told.append(buddies.look("U2", desk.place).only_takes)
    assert told == [True, False, True, False, True, False, False]


def test_who_stays_off_the_list_longer_reads_so_and_comes_back_sooner(desk: Desk) -> None:
    """The page said that they could be asked, which was not so."""
    lists_up(desk, "U1")
    buddies.read_guide("U1", 1, desk.place)
    supports(desk, "U1")
    assert buddies.look("U1", desk.place).rests_until is None
    after_care.rest_longer("U1", "a talk of long ago", desk.place)
    assert buddies.look("U1", desk.place).rests_until is None, "not at the moment of the answer"
    desk.clock.move(days=1)
    until = buddies.look("U1", desk.place).rests_until
    assert until is not None
    assert until > desk.now + timedelta(days=5)
    after_care.rest_no_longer("U1", desk.place)
    desk.clock.move(days=1)
    assert buddies.look("U1", desk.place).rests_until is None


def test_a_guest_waits_for_a_coordinator(desk: Desk) -> None:
    lists_up(desk, "U1", is_guest=True)
    buddies.read_guide("U1", 1, desk.place)
    supports(desk, "U1")
    facts = buddies.look("U1", desk.place)
    assert facts.steps == (Step.WELCOME,)
    assert not facts.is_active


def test_an_older_guide_read_late_counts_for_nothing_new(desk: Desk) -> None:
    lists_up(desk, "U1")
    buddies.read_guide("U1", 3, desk.place)
    buddies.read_guide("U1", 2, desk.place)
    buddy = buddies.look("U1", desk.place).buddy
    assert buddy is not None
    assert (buddy.guide_version, buddy.guide_read_at) == (3, desk.now)


def test_what_is_said_in_the_form_stands(desk: Desk) -> None:
    lists_up(desk, "U1")
    until = desk.now + timedelta(days=9)
    buddies.choose("U1", replace(CHOICES, paused_until=until), desk.place)
    buddy = buddies.look("U1", desk.place).buddy
    assert buddy is not None
    assert buddy.languages == {"en", "tr"}
    assert (buddy.most_per_week, buddy.paused_until) == (1, until)
    assert (buddy.wants_outside_team, buddy.wants_trio, buddy.rests_gladly) == (True, False, True)


def test_who_is_not_on_the_list_can_set_nothing(desk: Desk) -> None:
    desk.joins("U1")
    with pytest.raises(NotOnTheList):
        buddies.choose("U1", CHOICES, desk.place)
    with pytest.raises(NotOnTheList):
        buddies.read_guide("U1", 1, desk.place)
    with pytest.raises(NotOnTheList):
        avoids(desk, "U1", "U2")
    assert lists_of(desk, "U1") is None


def test_private_lists_keep_a_rest_that_was_asked_for_elsewhere(desk: Desk) -> None:
    lists_up(desk, "U1")
    buddies.keep_lists("U1", ["U9", "U1"], [Topic.DEATH], [Share.NIGHTS], desk.place)
    assert lists_of(desk, "U1") == PrivateLists(
        frozenset({"U9"}), frozenset({Topic.DEATH}), frozenset({Share.NIGHTS})
    )


@pytest.mark.parametrize("leaves", [buddies.leave, membership.turn_off, membership.erase])
def test_leaving_takes_everything_of_the_list_along(
    desk: Desk, leaves: Callable[[str, Workplace], object]
) -> None:
    """By its own button, with everything else, or with all that is known."""
    say_hello(desk)
    supports(desk, "U1")
    avoids(desk, "U1", "U9")
    leaves("U1", desk.place)
    facts = buddies.look("U1", desk.place)
    assert (facts.buddy, facts.lists, facts.hellos) == (None, None, ())
    assert hellos_of(desk, "U2") == []
    with desk.place.look() as uow:
        assert uow.supporters.of("U1") is None
        for table in (tables.buddies, tables.private_lists):
            left = uow.connection.execute(sa.select(table.c.worker)).scalars().all()
            assert left == ["U2"]
