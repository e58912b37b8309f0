"""The table of states through which every letter passes."""

from datetime import timedelta

import pytest

from bot.courier.slack import SEND_TIMEOUT
from bot.domain.letters import LEASE, METHOD_OF, MOVES, LetterKind, LetterState, Method

ENDS = (
    LetterState.SENT,
    LetterState.FAILED,
    LetterState.EXPIRED,
    LetterState.CANCELLED,
    LetterState.ABANDONED,
)


def after(state: LetterState) -> set[LetterState]:
    return {later for before, later in MOVES if before is state}


@pytest.mark.parametrize("state", ENDS)
def test_what_has_ended_never_changes_again(state: LetterState) -> None:
    assert after(state) == set()


@pytest.mark.parametrize("state", sorted(set(LetterState) - set(ENDS)))
def test_what_has_not_ended_has_a_way_to_an_end(state: LetterState) -> None:
    seen, ahead = set[LetterState](), {state}
    while ahead:
        seen |= ahead
        ahead = {later for one in ahead for later in after(one)} - seen
    assert seen & set(ENDS)


def test_only_a_letter_that_surely_did_not_leave_waits_again() -> None:
    assert {before for before, later in MOVES if later is LetterState.DUE} == {LetterState.SENDING}


def test_nothing_is_sent_that_was_not_marked_as_sending_first() -> None:
    ways = {before for before, later in MOVES if later is LetterState.SENT}
    assert ways == {LetterState.SENDING, LetterState.UNCERTAIN}
    assert {before for before, later in MOVES if later is LetterState.UNCERTAIN} == {
        LetterState.SENDING
    }


def test_a_doubt_is_lifted_or_given_up_and_never_sent_again() -> None:
    assert after(LetterState.UNCERTAIN) == {LetterState.SENT, LetterState.ABANDONED}


def test_every_move_says_on_what_occasion() -> None:
    assert all(occasion.strip() for occasion in MOVES.values())
    assert len(set(MOVES.values())) == len(MOVES)


def test_every_kind_has_its_way_into_slack() -> None:
    assert set(METHOD_OF) == set(LetterKind)
    assert METHOD_OF[LetterKind.CARD] is Method.UPDATE
    assert METHOD_OF[LetterKind.WITHDRAWAL] is Method.DELETE


def test_a_lease_outlives_three_sends() -> None:
    assert timedelta(seconds=3 * SEND_TIMEOUT) <= LEASE
