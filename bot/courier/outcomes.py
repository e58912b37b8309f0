"""What each failure of a send means for the letter."""

from enum import StrEnum

from bot.courier.faults import HELD_BACK, SHUT_OUT, Fault
from bot.domain.letters import MOST_ATTEMPTS, LetterState, Method


class Sort(StrEnum):
    """Gone: the person or the message is. Wait: later. Ours: our own mistake. Unclear: who knows."""

    GONE = "gone"
    WAIT = "wait"
    OURS = "ours"
    UNCLEAR = "unclear"


PERSON_GONE = frozenset({"user_disabled", "user_not_found", "users_not_found"})
CHANNEL_GONE = frozenset({"channel_not_found", "is_archived", "not_in_channel", "is_inactive"})
MESSAGE_GONE = frozenset(
    {"message_not_found", "cant_update_message", "cant_delete_message", "edit_window_closed"}
)
NEVER_THERE = frozenset(
    {
        "cannot_dm_bot",
        "invalid_user_combination",
        "method_not_supported_for_channel_type",
        "user_not_visible",
    }
)
NOT_SENT_YET = frozenset({"not_connected", "no_channel", "too_late", "external_channel_migrating"})
WHO_KNOWS = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "update_failed"}
)

SORT_OF = {
    **dict.fromkeys(PERSON_GONE | CHANNEL_GONE | MESSAGE_GONE | NEVER_THERE, Sort.GONE),
    **dict.fromkeys(SHUT_OUT | HELD_BACK | NOT_SENT_YET, Sort.WAIT),
    **dict.fromkeys(WHO_KNOWS, Sort.UNCLEAR),
}


def sort(fault: Fault) -> Sort:
    """A word that is not in the table is our mistake, unless no readable answer came at all."""
    if fault.is_silence:
        return Sort.UNCLEAR
    return SORT_OF.get(fault.error, Sort.OURS)


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
