"""What stands before Bolt at /slack/events: size, signature, envelope; and never a traceback."""

import time

import httpx
import pytest

from tests.handlers.posting import (
    JSON,
    is_calm,
    posts,
    posts_json,
    signature_of,
)
from tests.stories.stage import PLAIN, Stage

MEBIBYTE = 1024 * 1024
PING = b'{"type": "url_verification", "challenge": "abc"}'


def now(shift: int = 0) -> str:
    return str(int(time.time()) + shift)


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


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_only_posts_are_answered(door: Stage, method: str) -> None:
    assert httpx.request(method, f"{door.url}/slack/events", verify=PLAIN).status_code == 405


def test_a_json_body_with_a_charset_is_read_as_json(door: Stage) -> None:
    answer = posts(door, PING, "application/json; charset=utf-8")
    assert answer.json() == {"challenge": "abc"}


def test_no_answer_carries_a_cookie_or_names_the_software(door: Stage) -> None:
    for answer in (posts(door, PING), posts(door, b"{}")):
        assert "set-cookie" not in answer.headers
