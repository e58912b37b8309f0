"""Who gives, when they are free, and whom they may meet."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.buddies import (
    HOURS_A_WEEK,
    Buddy,
    PrivateLists,
    Share,
    Topic,
    hour_of_week,
    is_free,
    may_give,
    may_meet,
    may_take,
    utc_hours,
    wishes,
)
from tests.domain.makers import FIVE_ZONES, NOON, buddy

BERLIN, KATHMANDU = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu")
NOBODY = PrivateLists()
ALL_WEEK = frozenset(range(HOURS_A_WEEK))
ana, ben = buddy("U1"), buddy("U2")


def test_a_buddy_is_free_in_the_hours_they_named_on_their_own_clock() -> None:
    saturday_one = replace(ana, hours=frozenset({5 * 24 + 13}))  # noon in UTC, one in Berlin
    assert is_free(saturday_one, NOON, BERLIN)
    assert not is_free(saturday_one, NOON, ZoneInfo("UTC"))
    assert not is_free(saturday_one, NOON + timedelta(hours=1), BERLIN)


def test_who_only_takes_or_has_paused_is_not_free() -> None:
    always = replace(ana, hours=ALL_WEEK)
    assert is_free(always, NOON, BERLIN)
    assert not is_free(replace(always, gives=False), NOON, BERLIN)
    paused = replace(always, paused_until=NOON + timedelta(days=1))
    assert not is_free(paused, NOON, BERLIN)
    assert is_free(paused, NOON + timedelta(days=1), BERLIN)


def test_nobody_gives_without_a_supporter_and_the_guide_of_today() -> None:
    ready = ana.read(3, NOON)
    assert may_give(ready, has_supporter=True, guide=3)
    assert not may_give(ready, has_supporter=False, guide=3)
    assert not may_give(ready, has_supporter=True, guide=4)
    assert not may_give(ana, has_supporter=True, guide=3)
    assert not may_give(replace(ready, gives=False), has_supporter=True, guide=3)
    assert may_give(ready, has_supporter=True, guide=2), "another process is a release ahead"


def test_a_guest_waits_for_a_coordinators_word_for_either_side() -> None:
    ready = ana.read(1, NOON)
    assert not may_give(ready, has_supporter=True, guide=1, is_guest=True)
    assert not may_take(ready, is_guest=True)
    welcome = replace(ready, guest_is_welcome=True)
    assert may_give(welcome, has_supporter=True, guide=1, is_guest=True)
    assert may_take(welcome, is_guest=True)


def test_a_private_list_holds_both_ways() -> None:
    avoids = PrivateLists(not_with=frozenset({"U2"}))
    assert may_meet(ana, ben, NOBODY, NOBODY)
    assert not may_meet(ana, ben, avoids, NOBODY)
    assert not may_meet(ben, ana, NOBODY, avoids)
    assert not may_meet(ana, ana, NOBODY, NOBODY)


def test_a_list_that_cannot_be_opened_meets_nobody() -> None:
    assert not may_meet(ana, ben, None, NOBODY)
    assert not may_meet(ana, ben, NOBODY, None)


def test_a_wish_is_shared_with_who_named_the_same() -> None:
    """A second language counts with who speaks both of them, and not the one that all have."""
    named = PrivateLists(shares=frozenset({Share.NIGHTS, Share.LANGUAGE}))
    mine = wishes(named, frozenset({"en", "pl"}))
    shared = {
        told: len(mine & wishes(lists, frozenset(languages)))
        for told, lists, languages in (
            ("nothing named", NOBODY, {"en", "pl"}),
            ("one language", named, {"en"}),
            ("another one", named, {"en", "tr"}),
            ("both", named, {"en", "pl"}),
            ("both and more", named, {"en", "pl", "tr"}),
        )
    }
    assert shared == {
        "nothing named": 0, "one language": 1, "another one": 1, "both": 2, "both and more": 2,
    }  # fmt: skip


def test_no_repr_says_what_is_on_a_private_list() -> None:
    lists = PrivateLists(
        frozenset({"U9"}), frozenset({Topic.DEATH}), frozenset({Share.FAITH}), rests_until=NOON
    )
    assert repr(lists) == "PrivateLists()"


@given(
    zone=st.sampled_from(FIVE_ZONES[:-1]),
    day=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    hours=st.frozensets(st.integers(0, HOURS_A_WEEK - 1)),
)
def test_hours_of_the_week_keep_their_clock_times(
    zone: str, day: date, hours: frozenset[int]
) -> None:
    """Looked at from the other side: each instant of that week is named or not."""
    monday = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=day.weekday())
    named = utc_hours(hours, ZoneInfo(zone), day)
    for hour in range(HOURS_A_WEEK):
        local = (monday + timedelta(hours=hour)).astimezone(ZoneInfo(zone))
        assert (hour in named) == (hour_of_week(local) in hours)


@pytest.mark.parametrize(("hours", "whole"), [({9, 10}, {4}), ({9}, set())])
def test_where_clocks_are_off_by_minutes_only_whole_hours_count(
    hours: set[int], whole: set[int]
) -> None:
    """Monday 9:00 to 11:00 in Kathmandu is 3:15 to 5:15 in UTC."""
    assert utc_hours(frozenset(hours), KATHMANDU, NOON.date()) == whole


def test_a_new_buddy_gives_twice_a_week_and_to_no_guest() -> None:
    fresh = Buddy("U1", gives=True, takes=True, since=NOON)
    assert (fresh.most_per_week, fresh.guest_is_welcome, fresh.hours) == (2, False, frozenset())
