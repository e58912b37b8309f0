"""What stands before Bolt at /slack/events: size, signature, envelope; and never a traceback."""

import json
import logging
import time
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from tests.handlers.posting import (
    FORM,
    JSON,
    posts,
    posts_command,
    posts_interaction,
    posts_json,
    signature_of,
)
from tests.stories.stage import PLAIN, Stage

MEBIBYTE = 1024 * 1024
TEAM = "T0LANTERN1"
PING = b'{"type": "url_verification", "challenge": "abc"}'


def now(shift: int = 0) -> str:
    return str(int(time.time()) + shift)


def is_calm(answer: httpx.Response) -> bool:
    """Nothing of our inside stands in what the other side reads."""
    return not any(word in answer.text for word in ("Traceback", 'File "', "slack_bolt", "Error:"))


def test_slack_is_let_in(door: Stage) -> None:
    assert posts(door, PING).json() == {"challenge": "abc"}


@pytest.mark.parametrize(
    "changed",
    [
        {"x_slack_signature": "v0=" + "0" * 64},
        {"x_slack_signature": ""},
        {"x_slack_signature": "v1=abc"},
        {"x_slack_request_timestamp": ""},
        {"x_slack_request_timestamp": "yesterday"},
        {"x_slack_request_timestamp": "1e9"},
        {"x_slack_request_timestamp": "-5"},
        {"x_slack_request_timestamp": "12.5"},
        {"x_slack_request_timestamp": "9" * 40},
        {"x_slack_request_timestamp": "0"},
    ],
    ids=str,
)
def test_a_signature_or_timestamp_that_does_not_hold_is_refused(
    door: Stage, changed: dict[str, str]
) -> None:
    answer = posts(door, PING, **changed)
    assert answer.status_code == 401
    assert is_calm(answer)


@pytest.mark.parametrize("missing", ["x-slack-signature", "x-slack-request-timestamp"])
def test_a_missing_header_is_refused(door: Stage, missing: str) -> None:
    stamp = now()
    headers = {
        "content-type": JSON,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": signature_of(PING, stamp),
    }
    del headers[missing]
    answer = httpx.post(f"{door.url}/slack/events", content=PING, headers=headers, verify=PLAIN)
    assert answer.status_code == 401


@pytest.mark.parametrize("late", [-400, -86400, 400])
def test_an_old_or_future_timestamp_is_refused_though_rightly_signed(
    door: Stage, late: int
) -> None:
    stamp = now(late)
    changed = {
        "x_slack_request_timestamp": stamp,
        "x_slack_signature": signature_of(PING, stamp),
    }
    assert posts(door, PING, **changed).status_code == 401


def test_a_timestamp_of_a_few_minutes_ago_is_let_in(door: Stage) -> None:
    stamp = now(-240)
    changed = {
        "x_slack_request_timestamp": stamp,
        "x_slack_signature": signature_of(PING, stamp),
    }
    assert posts(door, PING, **changed).status_code == 200


def test_the_secret_of_another_app_is_refused(door: Stage) -> None:
    stamp = now()
    changed = {
        "x_slack_request_timestamp": stamp,
        "x_slack_signature": signature_of(PING, stamp, secret="another"),
    }
    assert posts(door, PING, **changed).status_code == 401


def test_a_changed_body_is_refused(door: Stage) -> None:
    stamp = now()
    signature = signature_of(PING, stamp)
    changed = {"x_slack_request_timestamp": stamp, "x_slack_signature": signature}
    assert posts(door, PING + b" ", **changed).status_code == 401


def test_too_much_is_refused_before_it_is_read(door: Stage) -> None:
    answer = posts(door, b'{"type": "' + b"a" * MEBIBYTE + b'"}')
    assert answer.status_code == 413
    assert is_calm(answer)


def test_too_much_is_refused_though_its_length_is_not_told(door: Stage) -> None:
    pieces = (b"a" * 1024 for _ in range(1100))
    answer = httpx.post(
        f"{door.url}/slack/events", content=pieces, headers={"content-type": JSON}, verify=PLAIN
    )
    assert answer.status_code == 413


def test_what_slack_sends_at_most_is_let_in(door: Stage) -> None:
    body = {"type": "url_verification", "challenge": "a" * (MEBIBYTE - 100)}
    assert posts_json(door, body).status_code == 200


STRANGE: list[Any] = [
    b"",
    b"{}",
    b"[]",
    b"[{}]",
    b"null",
    b"7",
    b'"text"',
    b"garbage",
    b"{",
    b'{"type": 7}',
    b'{"type": null}',
    b'{"type": ["event_callback"]}',
    b'{"type": "something_new"}',
    b'{"hello": "there"}',
    b"[" * 100_000,
    b"payload=",
    b"payload=garbage",
    b"payload=[]",
    b"payload={}",
    b"payload=%7B%22type%22%3A7%7D",
    b"payload=%7B%22type%22%3A%22something_new%22%7D",
    b"command=",
    b"hello=there",
]


@pytest.mark.parametrize("content_type", [JSON, FORM, "text/plain", ""])
@pytest.mark.parametrize("raw", STRANGE, ids=lambda raw: raw[:30].decode() or "nothing")
def test_a_signed_body_that_is_no_envelope_is_refused_in_words(
    door: Stage, raw: bytes, content_type: str
) -> None:
    answer = posts(door, raw, content_type)
    assert answer.status_code == 400
    assert answer.json()["status"] == "refused"
    assert is_calm(answer)


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions"},
        {"type": "block_actions", "actions": "none"},
        {"type": "view_submission"},
        {"type": "view_closed"},
        {"type": "shortcut"},
    ],
    ids=str,
)
def test_an_envelope_with_nothing_in_it_is_refused(door: Stage, payload: dict[str, Any]) -> None:
    answer = posts_interaction(door, payload)
    assert answer.status_code in (400, 500)
    assert is_calm(answer)


def test_a_fault_beneath_the_door_is_one_calm_line(
    door: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = posts_interaction(door, {"type": "block_actions", "actions": []})
    assert answer.status_code == 500
    assert is_calm(answer)
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(
    "event",
    [
        {"type": "something_new"},
        {"type": "message", "channel": "D0ANA00001", "text": "hello", "user": "U0ANA00001"},
        {"type": "app_mention", "channel": "C0NIGHT001", "user": "U0ANA00001"},
        {"type": "reaction_removed", "user": "U0ANA00001", "item": {}},
    ],
    ids=lambda event: str(event["type"]),
)
def test_an_event_that_means_nothing_to_us_is_acknowledged(
    door: Stage, event: dict[str, Any]
) -> None:
    envelope = {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": f"Ev{event['type']}",
        "event": event,
    }
    calls = len(door.town.calls())
    assert posts_json(door, envelope).status_code == 200
    door.settles()
    assert len(door.town.calls()) == calls


def test_slack_telling_us_that_it_holds_events_back_is_acknowledged(door: Stage) -> None:
    body = {"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1}
    assert posts_json(door, body).status_code == 200


def test_slacks_own_certificate_check_is_answered(door: Stage) -> None:
    assert posts_command(door, ssl_check="1", token="x").status_code == 200


def test_a_button_of_another_release_is_acknowledged_and_does_nothing(door: Stage) -> None:
    body = {
        "type": "block_actions",
        "user": {"id": "U0ANA00001", "team_id": TEAM},
        "team": {"id": TEAM},
        "trigger_id": "1.2.3",
        "actions": [{"action_id": "gone.long.ago", "block_id": "x", "action_ts": "1.1"}],
    }
    calls = len(door.town.calls())
    assert posts_interaction(door, body).status_code == 200
    door.settles()
    assert len(door.town.calls()) == calls


def test_a_form_of_another_release_is_acknowledged(door: Stage) -> None:
    view = {"id": "V1", "type": "modal", "callback_id": "gone", "state": {"values": {}}}
    body = {
        "type": "view_submission",
        "user": {"id": "U0ANA00001", "team_id": TEAM},
        "team": {"id": TEAM},
        "view": view,
    }
    assert posts_interaction(door, body).status_code == 200


def test_a_shortcut_of_another_release_is_acknowledged(door: Stage) -> None:
    body = {
        "type": "shortcut",
        "callback_id": "gone",
        "user": {"id": "U0ANA00001", "team_id": TEAM},
        "team": {"id": TEAM},
        "trigger_id": "1.2.3",
    }
    assert posts_interaction(door, body).status_code == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_only_posts_are_answered(door: Stage, method: str) -> None:
    assert httpx.request(method, f"{door.url}/slack/events", verify=PLAIN).status_code == 405


def test_a_json_body_with_a_charset_is_read_as_json(door: Stage) -> None:
    answer = posts(door, PING, "application/json; charset=utf-8")
    assert answer.json() == {"challenge": "abc"}


def test_no_answer_carries_a_cookie_or_names_the_software(door: Stage) -> None:
    for answer in (posts(door, PING), posts(door, b"{}")):
        assert "set-cookie" not in answer.headers


def test_a_form_that_is_no_text_is_refused(door: Stage) -> None:
    answer = posts(door, b"payload=\xff\xfe", FORM)
    assert answer.status_code in (400, 401)
    assert is_calm(answer)


def test_a_command_with_its_fields_twice_is_read_once(door: Stage) -> None:
    fields = [
        ("command", "/decompress"), ("text", "help"), ("text", "done"), ("team_id", TEAM),
        ("user_id", "U0ANA00001"), ("trigger_id", "1.2.3"),
    ]  # fmt: skip
    answer = posts(door, urlencode(fields).encode(), FORM)
    assert answer.status_code == 200
    assert json.loads(answer.text)["response_type"] == "ephemeral"
