"""Every word with which Slack refuses, by name: whose fault it is, and how it ends for the letter."""

from collections.abc import Iterator

import pytest

from bot.courier.faults import HELD_BACK, SHUT_OUT
from bot.courier.outcomes import SORT_OF, Sort
from bot.domain.check_ins import CheckInState
from bot.store.unit_of_work import Store
from tests.contracts.pack import fact, needs_pack
from tests.faults.faulty_slack import FaultySlack, No
from tests.faults.mail import Mail
from tests.rules.logbooks import logbook
from tests.store.stores import empty
from tests.use_cases.desk import Desk

METHODS = ("chat.postMessage", "chat.update", "chat.delete", "conversations.open")

# What Slack may say of one letter, and where a question that met it goes.
ENDS = {
    "cannot_dm_bot": "failed",
    "cant_delete_message": "failed",
    "cant_update_message": "failed",
    "channel_not_found": "failed",
    "edit_window_closed": "failed",
    "invalid_user_combination": "failed",
    "is_archived": "failed",
    "is_inactive": "failed",
    "message_not_found": "failed",
    "method_not_supported_for_channel_type": "failed",
    "not_in_channel": "failed",
    "user_disabled": "failed",
    "user_not_found": "failed",
    "user_not_visible": "failed",
    "users_not_found": "failed",
    "external_channel_migrating": "due",
    "fatal_error": "uncertain",
    "internal_error": "uncertain",
    "request_timeout": "uncertain",
    "service_unavailable": "uncertain",
    "update_failed": "uncertain",
    "invalid_blocks": "failed",
    "msg_blocks_too_long": "failed",
    "no_text": "failed",
    "a_word_that_slack_invents_tomorrow": "failed",
}

# What it says when all of our calls, or all of our messages, are refused.
HOLDS_ALL = {
    "access_denied", "accesslimited", "account_inactive", "app_access_restricted", "ekm_access_denied",
    "enterprise_is_restricted", "invalid_auth", "not_authed", "org_login_required", "team_added_to_org",
    "token_expired", "token_revoked", "two_factor_setup_required",
    "message_limit_exceeded", "messages_tab_disabled", "rate_limited", "ratelimited", "restricted_action",
    "missing_scope", "no_permission", "not_allowed_token_type", "team_access_not_granted",
}  # fmt: skip

# What can only come from a mistake of ours: a request that is not as it should be.
OUR_MISTAKES = {
    "as_user_not_supported", "attachment_payload_limit_exceeded", "block_mismatch", "blocked_file_type",
    "cannot_reply_to_message", "cant_broadcast_message", "deprecated_endpoint", "draft_already_deleted",
    "draft_already_sent", "draft_has_conflict", "draft_not_found", "duplicate_channel_not_found",
    "duplicate_message_not_found", "file_deleted", "file_is_deleted", "file_not_found",
    "file_share_limit_reached", "invalid_arg_name", "invalid_array_arg", "invalid_attachments",
    "invalid_blocks", "invalid_blocks_format", "invalid_charset", "invalid_form_data",
    "invalid_metadata_format", "invalid_metadata_schema", "invalid_post_type", "is_bot",
    "markdown_text_conflict", "max_file_sharing_exceeded", "metadata_must_be_sent_from_app",
    "metadata_too_large", "method_deprecated", "missing_file_data", "missing_post_type",
    "msg_blocks_too_long", "msg_too_long", "no_dual_broadcast_content_update", "no_text",
    "not_enough_users", "posting_to_channel_denied",
    "restricted_action_non_threadable_channel", "restricted_action_read_only_channel",
    "restricted_action_thread_locked", "restricted_action_thread_only_channel",
    "send_on_behalf_not_allowed", "slack_connect_blocked_file_type",
    "slack_connect_canvas_sharing_blocked", "slack_connect_clip_sharing_blocked",
    "slack_connect_file_link_sharing_blocked", "slack_connect_file_upload_sharing_blocked",
    "slack_connect_lists_sharing_blocked", "streaming_state_conflict", "team_not_found",
    "too_many_attachments", "too_many_contact_cards", "too_many_users", "unable_to_share_files",
    "unknown_method", "users_list_not_supplied",
}  # fmt: skip


@pytest.fixture
def mail(one_store: Store) -> Iterator[Mail]:
    with FaultySlack() as slack:
        yield Mail(Desk(empty(one_store)), slack)


def test_every_word_of_the_table_is_tried_here() -> None:
    assert SHUT_OUT | HELD_BACK == HOLDS_ALL
    by_us = {"not_connected", "no_channel", "too_late"}  # our own words for what never left
    assert set(SORT_OF) - by_us - HOLDS_ALL <= set(ENDS)
    assert all(ENDS[word] == "failed" for word in SORT_OF if SORT_OF[word] is Sort.GONE)


@needs_pack
def test_every_word_that_slack_documents_for_our_calls_was_thought_about() -> None:
    documented = set()
    for method in METHODS:
        told = fact(f"methods/{method}")
        documented |= {*told["errors"], *told["errors_common"]}
    assert documented - set(SORT_OF) == OUR_MISTAKES


def test_each_word_has_its_end_and_concerns_nobody_else(mail: Mail) -> None:
    """One person each, and one whose letter goes well, all in the same wave."""
    people = {f"U_{word.upper()}": word for word in ENDS}
    mail.slack.noes = {f"D{person}": No(word) for person, word in people.items()}
    mail.is_due_to(*people, "UWELL")
    mail.passes(seconds=10)
    wanted = {person: ENDS[word] for person, word in people.items()} | {"UWELL": "sent"}
    assert mail.states_of(wanted) == wanted
    tries = mail.slack.calls["chat.postMessage"]
    mail.slack.noes.clear()
    mail.passes(seconds=300, step=10)
    wanted["U_EXTERNAL_CHANNEL_MIGRATING"] = "sent"
    assert mail.states_of(wanted) == wanted
    assert mail.slack.calls["chat.postMessage"] == tries + 1


def test_the_check_in_ends_with_its_letter_unless_it_may_have_arrived(mail: Mail) -> None:
    mail.slack.noes = {"DUGONE": No("user_disabled"), "DUDOUBT": No("fatal_error")}
    mail.is_due_to("UGONE", "UDOUBT")
    mail.goes()
    assert mail.check_in_of("UGONE").state is CheckInState.CANCELLED
    assert mail.check_in_of("UDOUBT").state is CheckInState.PLANNED  # Home offers it still


def test_what_shuts_us_out_ends_nobodys_letter_and_holds_all_of_them(mail: Mail) -> None:
    """Our token is dead: that says nothing about the person whom the letter is for."""
    people = [f"U{number}" for number in range(30)]
    mail.slack.noes = {method: No("account_inactive") for method in METHODS}
    mail.is_due_to(*people)
    mail.passes(seconds=30, step=10)
    assert mail.states() == {"due": 30}
    assert all(mail.check_in_of(one).is_waiting for one in people)
    assert sum(mail.slack.calls.values()) <= 20  # the first burst, and then one pause for all


def test_each_word_that_holds_all_of_us_does_so_and_the_letter_waits(mail: Mail) -> None:
    mail.is_due_to("U1")
    for tries, word in enumerate(sorted(HOLDS_ALL), start=1):
        mail.slack.noes = {"conversations.open": No(word)}
        mail.passes(seconds=130, step=65)
        assert mail.state_of("U1") == "due", word
        assert mail.slack.calls["conversations.open"] >= tries, word
    mail.slack.noes.clear()
    mail.passes(seconds=130, step=65)
    assert mail.state_of("U1") == "sent"


def test_what_waited_for_a_new_token_is_sent_once_or_expires_in_its_time(mail: Mail) -> None:
    mail.slack.noes = {method: No("token_revoked") for method in METHODS}
    mail.is_due_to("UEARLY")
    mail.desk.clock.move(minutes=100)
    mail.desk.wall.move(minutes=100)
    mail.is_due_to("ULATER")
    mail.passes(seconds=600, step=30)
    mail.slack.noes.clear()
    mail.passes(seconds=300, step=10)
    assert mail.states_of(["UEARLY", "ULATER"]) == {"UEARLY": "expired", "ULATER": "sent"}
    assert max(mail.slack.accepted.values()) == 1


def test_a_dead_token_is_told_once_in_the_log_and_again_when_it_is_over(mail: Mail) -> None:
    mail.slack.noes = {method: No("account_inactive") for method in METHODS}
    mail.is_due_to("U1", "U2", "U3")
    with logbook() as log:
        mail.goes()
        assert log.getvalue().count("slack.shut_out") == 1
        assert '"fault": "account_inactive"' in log.getvalue()


# The way to one person


@pytest.mark.parametrize("word", ["channel_not_found", "is_archived", "not_in_channel"])
def test_a_channel_that_was_closed_is_opened_anew_and_the_letter_arrives(
    mail: Mail, word: str
) -> None:
    mail.is_due_to("U1")
    mail.desk.joins("U1", channel="DSTALE")
    mail.slack.noes = {"DSTALE": No(word)}
    mail.goes()
    assert mail.state_of("U1") == "sent"
    assert mail.desk.worker("U1").channel == "DU1"
    assert mail.slack.calls["conversations.open"] == 1
    assert mail.slack.calls["chat.postMessage"] == 2


def test_a_channel_that_stays_closed_is_opened_once_and_no_more(mail: Mail) -> None:
    mail.is_due_to("U1")
    mail.desk.joins("U1", channel="DU1")
    mail.slack.noes = {"DU1": No("is_archived")}
    mail.passes(seconds=60, step=5)
    assert mail.state_of("U1") == "failed"
    assert mail.slack.calls == {"chat.postMessage": 2, "conversations.open": 1}


@pytest.mark.parametrize("word", ["user_disabled", "user_not_found", "cannot_dm_bot"])
def test_who_is_gone_already_when_the_channel_is_opened_costs_one_call(
    mail: Mail, word: str
) -> None:
    mail.is_due_to("U1", "U2")
    mail.slack.noes = {"U1": No(word)}
    mail.passes(seconds=60, step=5)
    assert mail.states_of(["U1", "U2"]) == {"U1": "failed", "U2": "sent"}
    assert mail.slack.calls["conversations.open"] == 2
