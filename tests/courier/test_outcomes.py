"""What each failure means: surely not sent waits, gone fails once, unclear is never sent again."""

import pytest

from bot.courier.faults import Fault
from bot.courier.outcomes import SORT_OF, Sort, next_state, sort
from bot.domain.letters import MOST_ATTEMPTS, MOVES, LetterState, Method


@pytest.mark.parametrize("error", ["ratelimited", "not_connected", "no_channel"])
@pytest.mark.parametrize("method", Method)
def test_what_surely_did_not_leave_waits_however_often(error: str, method: Method) -> None:
    assert next_state(Fault(error), method, attempts=99) is LetterState.DUE


@pytest.mark.parametrize(
    "error",
    [
        "no_answer:TimeoutError",
        "no_answer:ServerDisconnectedError",
        "no_answer:502",
        "no_answer:unreadable",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
    ],
)
def test_a_post_of_which_nobody_knows_is_never_repeated(error: str) -> None:
    assert next_state(Fault(error), Method.POST, attempts=1) is LetterState.UNCERTAIN


@pytest.mark.parametrize("method", [Method.UPDATE, Method.DELETE])
def test_an_edit_of_which_nobody_knows_is_repeated_a_few_times(method: Method) -> None:
    fault = Fault("no_answer:TimeoutError")
    assert next_state(fault, method, MOST_ATTEMPTS - 1) is LetterState.DUE
    assert next_state(fault, method, MOST_ATTEMPTS) is LetterState.FAILED


@pytest.mark.parametrize(
    "error",
    [
        "channel_not_found",
        "user_not_found",
        "user_disabled",
        "message_not_found",
        "invalid_blocks",
        "a_word_that_slack_invents_tomorrow",
    ],
)
@pytest.mark.parametrize("method", Method)
def test_a_refusal_for_good_fails_once(error: str, method: Method) -> None:
    assert next_state(Fault(error), method, attempts=1) is LetterState.FAILED


def test_an_unknown_word_is_taken_for_our_own_mistake() -> None:
    assert sort(Fault("a_word_that_slack_invents_tomorrow")) is Sort.OURS


@pytest.mark.parametrize("error", [*sorted(SORT_OF), "no_answer:x", "unknown"])
@pytest.mark.parametrize("method", Method)
def test_every_outcome_is_a_move_of_the_table(error: str, method: Method) -> None:
    for attempts in range(1, MOST_ATTEMPTS + 2):
        state = next_state(Fault(error), method, attempts)
        assert (LetterState.SENDING, state) in MOVES
