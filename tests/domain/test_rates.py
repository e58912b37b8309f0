"""The pace at which letters leave: what Slack asks for is kept, and nobody can block us for ever."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rates import BURST, LONGEST_BLOCK, RATE, SLOWEST, full_bucket
from tests.domain.makers import NOON

SECOND = timedelta(seconds=1)


def test_a_new_workspace_may_send_a_burst_at_once() -> None:
    assert full_bucket(NOON).allows(NOON) == 20


def test_what_was_sent_is_gone_until_time_brings_it_back() -> None:
    empty = full_bucket(NOON).charged(20, NOON)
    assert empty.allows(NOON) == 0
    assert empty.allows(NOON + SECOND) == 8
    assert empty.allows(NOON + timedelta(hours=1)) == 20


def test_after_a_refusal_nobody_sends_until_slack_allows_it() -> None:
    refused = full_bucket(NOON).refused(NOON, timedelta(seconds=30))
    assert refused.allows(NOON + timedelta(seconds=29)) == 0
    assert refused.allows(NOON + timedelta(seconds=30)) > 0


def test_after_a_refusal_the_pace_is_halved_and_comes_back_by_a_tenth_a_minute() -> None:
    refused = full_bucket(NOON).refused(NOON, SECOND)
    assert refused.rate == RATE / 2
    assert refused.filled(NOON + timedelta(minutes=1)).rate == pytest.approx(RATE / 2 * 1.1)
    assert refused.filled(NOON + timedelta(hours=1)).rate == RATE


def test_a_refusal_that_names_no_time_still_waits_a_second() -> None:
    refused = full_bucket(NOON).refused(NOON, timedelta())
    assert refused.allows(NOON + timedelta(milliseconds=999)) == 0


def test_no_refusal_keeps_a_workspace_quiet_for_longer_than_five_minutes() -> None:
    refused = full_bucket(NOON).refused(NOON, timedelta(days=365))
    assert refused.blocked_until == NOON + LONGEST_BLOCK
    assert refused.allows(NOON + LONGEST_BLOCK) > 0


def test_a_workspace_that_was_silent_for_a_year_can_be_written_to() -> None:
    """A holiday of a week once made the pace overflow, and nothing was ever sent again."""
    assert full_bucket(NOON).allows(NOON + timedelta(days=365)) == 20


def test_after_a_time_without_slack_one_goes_first_and_the_pace_is_as_it_was() -> None:
    held = full_bucket(NOON).held(NOON, 30 * SECOND)
    assert held.allows(NOON + 29 * SECOND) == 0
    assert held.allows(NOON + 30 * SECOND) == 1
    assert held.allows(NOON + 31 * SECOND) == 9
    assert held.rate == RATE


def test_an_hour_is_enough_to_recover_from_any_number_of_refusals() -> None:
    bucket, now = full_bucket(NOON), NOON
    for _ in range(20):
        now += SECOND
        bucket = bucket.refused(now, SECOND)
    assert bucket.rate == SLOWEST
    assert bucket.filled(now + timedelta(hours=1)).rate == RATE


def test_letters_that_were_on_their_way_together_are_refused_once() -> None:
    refused = full_bucket(NOON).refused(NOON, SECOND)
    again = refused.refused(NOON, 3 * SECOND)
    assert again.rate == refused.rate == RATE / 2
    assert again.blocked_until == NOON + 3 * SECOND
    assert again.refused(NOON, SECOND).blocked_until == NOON + 3 * SECOND


def test_a_wall_clock_that_goes_back_an_hour_does_not_keep_anybody_waiting_for_an_hour() -> None:
    earlier = NOON - timedelta(hours=1)
    empty = full_bucket(NOON).charged(20, NOON)
    assert empty.allows(earlier) == 1
    assert empty.charged(1, earlier).allows(earlier) == 0
    assert empty.charged(1, earlier).allows(earlier + SECOND) == 8
    blocked = full_bucket(NOON).refused(NOON, SECOND)
    assert blocked.allows(earlier) == 1


def test_machines_whose_clocks_differ_by_seconds_share_one_bucket() -> None:
    empty = full_bucket(NOON).charged(20, NOON)
    assert empty.allows(NOON - 10 * SECOND) == 0


steps = st.lists(
    st.tuples(
        st.one_of(st.floats(0, 600), st.floats(0, 1e9)),
        st.one_of(
            st.tuples(st.just("send"), st.integers(0, 50)),
            st.tuples(st.just("refuse"), st.integers(0, 10_000)),
        ),
    ),
    max_size=20,
)


@given(steps)
def test_however_it_goes_the_bucket_keeps_its_bounds(
    steps: list[tuple[float, tuple[str, int]]],
) -> None:
    now, bucket = NOON, full_bucket(NOON)
    for seconds, (what, amount) in steps:
        now += timedelta(seconds=seconds)
        if what == "send":
            bucket = bucket.charged(min(amount, bucket.allows(now)), now)
        else:
            bucket = bucket.refused(now, timedelta(seconds=amount))
        assert 0 <= bucket.tokens <= BURST
        assert SLOWEST <= bucket.rate <= RATE
        assert bucket.blocked_until is None or bucket.blocked_until <= now + LONGEST_BLOCK


@given(st.floats(0.01, 5), st.integers(1, 100))
def test_no_stretch_of_time_lets_more_through_than_burst_and_pace(gap: float, tries: int) -> None:
    now, bucket, sent = NOON, full_bucket(NOON), 0
    for _ in range(tries):
        now += timedelta(seconds=gap)
        free = bucket.allows(now)
        bucket = bucket.charged(free, now)
        sent += free
    assert sent <= BURST + RATE * gap * tries


def test_a_longer_block_that_is_on_is_not_cut_short_by_a_silence() -> None:
    refused = full_bucket(NOON).refused(NOON, timedelta(minutes=5))
    assert refused.held(NOON + SECOND, 30 * SECOND).blocked_until == NOON + timedelta(minutes=5)
