"""/healthz says that the process lives, /readyz that it can do its work."""

import httpx
import pytest

from tests.rules.outages import gone
from tests.stories.stage import PLAIN, Stage, stage
from tests.stories.steps import gets_a_check_in, modal, turns_on


def asks(door: Stage, path: str) -> httpx.Response:
    return httpx.get(f"{door.url}{path}", verify=PLAIN)


def test_a_living_process_says_ok(door: Stage) -> None:
    answer = asks(door, "/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_ready_when_slack_the_database_and_the_clock_are_there(door: Stage) -> None:
    answer = asks(door, "/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"slack": True, "database": True, "clock": True, "courier": True}


def test_not_ready_when_the_database_is_gone_and_alive_all_the_same(kind: str) -> None:
    with stage(kind) as door, gone(door):
        answer = asks(door, "/readyz")
        assert answer.status_code == 503
        assert answer.json()["database"] is False
        assert asks(door, "/healthz").status_code == 200


def test_an_unknown_path_is_not_found(door: Stage) -> None:
    assert asks(door, "/").status_code == 404
    assert asks(door, "/demo/clock").status_code == 404


def test_socket_mode_serves_the_same_paths(kind: str) -> None:
    with stage(kind, socket=True) as door:
        assert asks(door, "/healthz").status_code == 200
        assert asks(door, "/readyz").status_code == 200
        assert door.signals("shift.ended", {"slack_id": "U0ANA00001"}).status_code == 202


def test_in_socket_mode_nobody_knocks_at_the_http_door(kind: str) -> None:
    with stage(kind, socket=True, slack_signing_secret=None) as door:
        answer = httpx.post(f"{door.url}/slack/events", content=b"{}", verify=PLAIN)
        assert answer.status_code == 401


def test_client_id_and_secret_in_the_environment_change_nothing(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-another-app")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "of-another-app")
    with stage(kind) as night:
        ana = turns_on(night)
        gets_a_check_in(night, ana)
        ana.taps("Heavy", where="message")
        night.settles()
        assert "[Lighter] [Same] [Heavier]" in modal(ana)
        for path in ("/slack/install", "/slack/oauth_redirect"):
            assert asks(night, path).status_code == 404
