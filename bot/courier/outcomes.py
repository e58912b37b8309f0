"""What each failure of a send means for the letter."""

from enum import StrEnum

from bot.courier.slack import Fault
from bot.domain.letters import LetterState, Method


class Sort(StrEnum):
    """Gone: the person or the message is. Wait: later. Ours: our own mistake. Unclear: who knows."""

    GONE = "gone"
    WAIT = "wait"
    OURS = "ours"
    UNCLEAR = "unclear"


SORT_OF = {
    "ratelimited": Sort.WAIT,
    "rate_limited": Sort.WAIT,
    "message_limit_exceeded": Sort.WAIT,
    "not_connected": Sort.WAIT,
    "no_channel": Sort.WAIT,
    "account_inactive": Sort.GONE,
    "channel_not_found": Sort.GONE,
    "user_not_found": Sort.GONE,
    "user_disabled": Sort.GONE,
    "users_not_found": Sort.GONE,
    "is_archived": Sort.GONE,
    "cannot_dm_bot": Sort.GONE,
    "not_in_channel": Sort.GONE,
    "message_not_found": Sort.GONE,
    "cant_update_message": Sort.GONE,
    "cant_delete_message": Sort.GONE,
    "edit_window_closed": Sort.GONE,
    "internal_error": Sort.UNCLEAR,
    "fatal_error": Sort.UNCLEAR,
    "service_unavailable": Sort.UNCLEAR,
    "request_timeout": Sort.UNCLEAR,
}


def sort(fault: Fault) -> Sort:
    """A word that is not in the table is our mistake, unless no readable answer came at all."""
    if fault.error.startswith("no_answer"):
        return Sort.UNCLEAR
    return SORT_OF.get(fault.error, Sort.OURS)


MOST_ATTEMPTS = 6


def next_state(fault: Fault, method: Method, attempts: int) -> LetterState:
    """Where a letter goes after a failure.

    A post whose fate is unknown is never repeated; an edit or a deletion may be, since doing it
    twice is the same as once.
    """
    kind = sort(fault)
    if kind is Sort.WAIT:
        return LetterState.DUE
    if kind is not Sort.UNCLEAR:
        return LetterState.FAILED
    if method is Method.POST:
        return LetterState.UNCERTAIN
    return LetterState.DUE if attempts < MOST_ATTEMPTS else LetterState.FAILED
