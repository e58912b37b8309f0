"""POST /signals/{source}: what is let in, what is refused and in which words."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from standardwebhooks.webhooks import Webhook

from tests.databases import locked
from tests.fakes import TWO_AT_NIGHT
from tests.makers import SIGNAL_SECRET
from tests.stories.stage import PLAIN, Stage, stage

ANA = {"slack_id": "U0ANA00001"}
WELL = {"type": "shift.ended", "data": {"worker": ANA, "shift_id": "s1"}}
ACCEPTED = {"status": "accepted"}
OTHER_SECRET = "whsec_b3RoZXItb3RoZXItb3RoZXItb3RoZXI="
PATIENCE = 3  # times that a rota sends the same


def sends(  # noqa: PLR0913  each part of a signed request that may be wrong
    door: Stage,
    raw: bytes,
    *,
    source: str = "default",
    secret: str = SIGNAL_SECRET,
    late: int = 0,
    changed: dict[str, str | None] | None = None,
) -> httpx.Response:
    """Signed; `changed` replaces one of the three headers, or leaves it out with None."""
    moment = datetime.now(UTC) + timedelta(seconds=late)
    message = f"msg_{time.monotonic_ns()}"
    headers: dict[str, str | None] = {
        "webhook-id": message,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(message, moment, raw.decode()),
    }
    headers |= changed or {}
    kept = {name: value for name, value in headers.items() if value is not None}
    return httpx.post(f"{door.url}/signals/{source}", content=raw, headers=kept, verify=PLAIN)


def tells(door: Stage, body: Any) -> httpx.Response:
    """As a rota does it: "please send it again" is what a busy machine may say, and it is."""
    for _ in range(PATIENCE):
        answer = sends(door, json.dumps(body).encode())
        if answer.status_code != 503:
            break
    return answer


def test_a_well_formed_signal_is_accepted(door: Stage) -> None:
    answer = tells(door, WELL)
    assert (answer.status_code, answer.json()) == (202, ACCEPTED)


@pytest.mark.parametrize("kind", ["shift.ended", "shift.started", "shift.moved", "shift.cancelled"])
def test_all_four_kinds_are_known(door: Stage, kind: str) -> None:
    body = {
        "type": kind,
        "timestamp": TWO_AT_NIGHT.isoformat(),
        "data": {
            "worker": {"email": "ana@lantern.example"},
            "shift_id": "s1",
            "started_at": "2026-11-20T18:00:00+00:00",
            "ended_at": "2026-11-21T03:00:00+01:00",
        },
    }
    assert tells(door, body).status_code == 202


def test_unknown_keys_are_ignored(door: Stage) -> None:
    body = {**WELL, "version": 3, "data": {**WELL["data"], "team": "night", "tags": [1, 2]}}  # type: ignore[dict-item]  # a dict of any JSON
    assert tells(door, body).json() == ACCEPTED


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "type: Field required"),
        ([], "the signal"),
        ("text", "the signal"),
        ({**WELL, "type": "shift.over"}, "type"),
        ({"type": "shift.ended"}, "data: Field required"),
        ({"type": "shift.ended", "data": {}}, "data.worker: Field required"),
        ({"type": "shift.ended", "data": {"worker": {}}}, "data.worker: needs slack_id or email"),
        (
            {"type": "shift.ended", "data": {"worker": {"slack_id": ""}}},
            "data.worker: needs slack_id or email",
        ),
        ({"type": "shift.ended", "data": {"worker": {"slack_id": 7}}}, "data.worker.slack_id"),
        ({"type": "shift.ended", "data": {"worker": {"slack_id": "U" * 65}}}, "slack_id"),
        ({"type": "shift.ended", "data": {"worker": {"email": "a" * 255}}}, "data.worker.email"),
        ({"type": "shift.ended", "data": {"worker": ANA, "shift_id": "s" * 256}}, "data.shift_id"),
        ({**WELL, "timestamp": "yesterday"}, "timestamp"),
        ({**WELL, "timestamp": "2026-11-21T02:00:00"}, "timestamp"),
        (
            {"type": "shift.ended", "data": {"worker": ANA, "ended_at": "2026-11-21 25:00"}},
            "data.ended_at",
        ),
        (
            {"type": "shift.ended", "data": {"worker": ANA, "ended_at": "9999-12-31T00:00:00Z"}},
            "data.ended_at: must lie between the years 2000 and 2200",
        ),
        (
            {
                "type": "shift.ended",
                "data": {
                    "worker": ANA,
                    "started_at": "2026-11-21T02:00:00Z",
                    "ended_at": "2026-11-21T01:00:00Z",
                },
            },
            "data: ended_at must be after started_at",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_in_words(door: Stage, body: Any, told: str) -> None:
    answer = tells(door, body)
    assert answer.status_code == 400
    assert told in answer.json()["why"]


def test_what_was_sent_is_never_said_back(door: Stage) -> None:
    worker = {"slack_id": "U-SECRET-NAME" * 20, "email": ["hidden@lantern.example"]}
    answer = tells(door, {"type": "shift.ended", "data": {"worker": worker}})
    assert answer.status_code == 400
    assert "SECRET" not in answer.text
    assert "hidden" not in answer.text


@pytest.mark.parametrize("raw", [b"", b"garbage", b"{", b"\x00", b"[" * 60_000])
def test_what_is_no_json_is_refused_in_words(door: Stage, raw: bytes) -> None:
    answer = sends(door, raw)
    assert answer.status_code == 400
    assert answer.json()["why"] == "The body is not JSON."


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_missing_header_is_refused(door: Stage, header: str) -> None:
    assert sends(door, b"{}", changed={header: None}).status_code == 401


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": "garbage"},
        {"webhook-signature": ""},
        {"webhook-signature": "v1"},
        {"webhook-id": "msg_another"},
        {"webhook-timestamp": "yesterday"},
        {"webhook-timestamp": "9" * 40},
        {"webhook-timestamp": "nan"},
        {"webhook-timestamp": "1e400"},
    ],
    ids=str,
)
def test_a_signature_that_does_not_hold_is_refused(
    door: Stage, changed: dict[str, str | None]
) -> None:
    answer = sends(door, json.dumps(WELL).encode(), changed=changed)
    assert answer.status_code == 401
    assert answer.json()["status"] == "refused"


def test_the_secret_of_another_rota_is_refused(door: Stage) -> None:
    assert sends(door, json.dumps(WELL).encode(), secret=OTHER_SECRET).status_code == 401


@pytest.mark.parametrize("late", [-600, 600])
def test_an_old_or_future_signal_is_refused(door: Stage, late: int) -> None:
    assert sends(door, json.dumps(WELL).encode(), late=late).status_code == 401


@pytest.mark.parametrize("source", ["another", "DEFAULT", "default%20"])
def test_a_source_that_is_not_set_up_is_refused(door: Stage, source: str) -> None:
    assert sends(door, json.dumps(WELL).encode(), source=source).status_code == 401


def test_without_a_secret_there_are_no_signals(kind: str) -> None:
    with stage(kind, signal_webhook_secret=None) as door:
        assert tells(door, WELL).status_code == 401


def test_too_much_is_refused(door: Stage) -> None:
    assert sends(door, b" " * (64 * 1024) + b"{}").status_code == 413


def test_as_much_as_allowed_is_read(door: Stage) -> None:
    raw = json.dumps(WELL).encode()
    assert sends(door, raw + b" " * (64 * 1024 - len(raw))).status_code == 202


def test_only_posts_are_answered(door: Stage) -> None:
    assert httpx.get(f"{door.url}/signals/default", verify=PLAIN).status_code == 405


def test_a_locked_database_is_told_and_the_signal_can_be_sent_again(kind: str) -> None:
    with stage(kind) as door:
        with locked(door.services.place.store.url):
            answer = sends(door, json.dumps(WELL).encode())
            assert answer.status_code == 503
            assert answer.json()["why"] == "The signal could not be stored. Please send it again."
        assert tells(door, WELL).status_code == 202
