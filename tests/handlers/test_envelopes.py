"""What Slack wraps things in: strange ones are refused in words, unknown ones inside are acknowledged."""

import json
import logging
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.handlers.posting import (
    FORM,
    JSON,
    is_calm,
    posts,
    posts_command,
    posts_interaction,
    posts_json,
)
from tests.stories.stage import Stage

TEAM = "T0LANTERN1"


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
