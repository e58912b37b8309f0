"""Clocks of workers: settling delays are elapsed time, clock times are met once, nights pass midnight."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import (
    FIRST_WAKE,
    DailyWindow,
    Moment,
    PausedBy,
    Worker,
    next_at,
    out_of_quiet_hours,
    settle_until,
)
from tests.domain.makers import FIVE_ZONES, NOON, worker

TWENTY = timedelta(minutes=20)
NIGHT = DailyWindow(time(22), time(8))

instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis puts the zone on
zones = st.sampled_from(FIVE_ZONES)
clock_times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0, fold=0))

# The night on which clocks change, with the UTC instant of the change: forward, then back.
CHANGES = {
    "Europe/London": (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
    "Europe/Berlin": (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
    "America/New_York": (
        datetime(2026, 3, 8, 7, tzinfo=UTC),
        datetime(2026, 11, 1, 6, tzinfo=UTC),
    ),
    "Australia/Sydney": (
        datetime(2026, 10, 3, 16, tzinfo=UTC),
        datetime(2026, 4, 4, 16, tzinfo=UTC),
    ),
    "Australia/Lord_Howe": (
        datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
        datetime(2026, 4, 4, 15, tzinfo=UTC),
    ),
}


def test_everything_is_off_until_it_is_turned_on() -> None:
    newcomer = Worker("U1")
    assert not newcomer.is_on
    assert not newcomer.may_ask_once
    assert newcomer.quiet_hours is None
    assert newcomer.most_per_week == 5
    assert newcomer.keep_days == 30


def test_who_has_not_chosen_gets_the_organisations_delay() -> None:
    assert settle_until(worker(), NOON, TWENTY) == NOON + TWENTY


@pytest.mark.parametrize("minutes", [0, 20, 120])
def test_who_has_chosen_gets_their_own_delay(minutes: int) -> None:
    chosen = worker(moment=Moment.DELAY, delay_minutes=minutes)
    assert settle_until(chosen, NOON, TWENTY) == NOON + timedelta(minutes=minutes)


def test_when_i_wake_is_nine_hours_on_until_a_clock_time_is_set() -> None:
    assert settle_until(worker(moment=Moment.WAKE), NOON, TWENTY) == NOON + FIRST_WAKE


def test_when_i_wake_is_the_next_time_the_clock_shows_it() -> None:
    sleeper = worker(moment=Moment.WAKE, wake_at=time(14, 30), zone="Europe/Lisbon")
    assert settle_until(sleeper, NOON, TWENTY) == NOON + timedelta(hours=2, minutes=30)
    assert settle_until(sleeper, NOON + timedelta(hours=3), TWENTY) == NOON + timedelta(hours=26.5)


@pytest.mark.parametrize("zone", FIVE_ZONES)
@pytest.mark.parametrize("which", [0, 1], ids=["forward", "back"])
def test_a_delay_is_elapsed_time_whatever_the_clocks_do(zone: str, which: int) -> None:
    change = CHANGES[zone][which]
    sleepless = worker(zone=zone, moment=Moment.DELAY, delay_minutes=90)
    ended = change - timedelta(minutes=45)
    assert settle_until(sleepless, ended, TWENTY) - ended == timedelta(minutes=90)


@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_the_table_of_changes_is_true(zone: str) -> None:
    """Guards the tests above and below against a table that has grown old."""
    place = ZoneInfo(zone)
    for change, sign in zip(CHANGES[zone], (1, -1), strict=True):
        before = (change - timedelta(seconds=1)).astimezone(place).utcoffset() or timedelta()
        after = change.astimezone(place).utcoffset() or timedelta()
        assert (after - before) * sign > timedelta()


@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_a_clock_time_that_is_skipped_is_met_as_late_as_the_change_made_it(zone: str) -> None:
    change = CHANGES[zone][0]
    place = ZoneInfo(zone)
    last_before = (change - timedelta(minutes=1)).astimezone(place)
    skipped = (last_before.replace(tzinfo=None) + timedelta(minutes=16)).time()
    met = next_at(skipped, place, change - timedelta(hours=2))
    assert met == change + timedelta(minutes=15)


@pytest.mark.parametrize("zone", FIVE_ZONES)
def test_a_clock_time_that_comes_twice_is_met_once_and_the_first_time(zone: str) -> None:
    change = CHANGES[zone][1]
    place = ZoneInfo(zone)
    twice = (change - timedelta(minutes=15)).astimezone(place).time()
    first = next_at(twice, place, change - timedelta(hours=3))
    assert first == change - timedelta(minutes=15)
    assert next_at(twice, place, first) - first > timedelta(hours=20)


@given(clock_times, zones, instants)
def test_the_next_time_is_always_ahead_and_never_more_than_a_long_day(
    clock_time: time, zone: str, after: datetime
) -> None:
    ahead = next_at(clock_time, ZoneInfo(zone), after) - after
    assert timedelta() < ahead <= timedelta(hours=26)


@given(clock_times, zones, instants)
def test_the_next_time_shows_on_the_clock_unless_a_change_skips_it(
    clock_time: time, zone: str, after: datetime
) -> None:
    place = ZoneInfo(zone)
    met = next_at(clock_time, place, after)
    shown = met.astimezone(place)
    day_before = (met - timedelta(hours=3)).astimezone(place).utcoffset()
    assert shown.time() == clock_time or shown.utcoffset() != day_before


def test_a_window_may_pass_midnight() -> None:
    assert NIGHT.holds(time(23))
    assert NIGHT.holds(time(7, 59))
    assert not NIGHT.holds(time(8))
    assert not NIGHT.holds(time(21, 59))


@given(st.times(), st.times(), st.times())
def test_a_window_and_its_opposite_share_out_the_day(start: time, end: time, at: time) -> None:
    if start != end:
        assert DailyWindow(start, end).holds(at) != DailyWindow(end, start).holds(at)


def test_quiet_hours_are_on_the_workers_own_clock() -> None:
    in_sydney = worker(zone="Australia/Sydney", quiet_hours=NIGHT)
    assert in_sydney.is_quiet(NOON)  # 23:00 there
    assert not worker(zone="Europe/London", quiet_hours=NIGHT).is_quiet(NOON)


def test_without_quiet_hours_no_hour_is_quiet() -> None:
    assert not worker().is_quiet(NOON)
    assert out_of_quiet_hours(worker(), NOON) == NOON


def test_what_falls_into_the_quiet_hours_waits_for_their_end() -> None:
    asleep = worker(zone="Europe/London", quiet_hours=NIGHT)
    two = datetime(2026, 11, 21, 2, tzinfo=UTC)
    assert out_of_quiet_hours(asleep, two) == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert out_of_quiet_hours(asleep, NOON) == NOON


@given(instants, zones, clock_times, clock_times)
def test_what_is_moved_out_of_the_quiet_hours_is_never_moved_back(
    moment: datetime, zone: str, start: time, end: time
) -> None:
    quiet = worker(zone=zone, quiet_hours=DailyWindow(start, end))
    assert out_of_quiet_hours(quiet, moment) >= moment


def test_a_silence_pause_lasts_until_the_worker_ends_it() -> None:
    paused = worker(paused_by=PausedBy.SILENCE)
    assert paused.is_paused(NOON + timedelta(days=1000))


def test_a_pause_until_a_date_is_over_on_that_date() -> None:
    paused = worker(paused_by=PausedBy.WORKER, paused_until=NOON)
    assert paused.is_paused(NOON - timedelta(seconds=1))
    assert not paused.is_paused(NOON)


def test_do_not_disturb_is_known_only_as_far_as_slack_told_us() -> None:
    assert not worker().is_undisturbed(NOON)
    assert worker(do_not_disturb=DailyWindow(time(11), time(13))).is_undisturbed(NOON)


def test_an_unknown_zone_is_read_as_utc_until_it_was_asked() -> None:
    assert worker().local(NOON).hour == 12
    assert worker(zone="Europe/Lisbon").local(datetime(2026, 7, 1, tzinfo=UTC)).date() == date(
        2026, 7, 1
    )
