"""Misfortunes can be switched on, befall whom they should, and end."""

from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPConnection
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Running, Sandbox
from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.conftest import WORLD
from tests.sandbox.server.makers import home
from tests.sandbox.server.serving import SECRET

ANA, BEN = "U0ANA00001", "U0BEN00001"


@pytest.fixture
def blunt(running: Running) -> WebClient:
    """A client that never tries again by itself."""
    base_url = f"{running.url}/api/"
    return WebClient(token=WORLD.bot_token, base_url=base_url, timeout=1, retry_handlers=[])


def test_too_many_calls_say_when_to_come_back(blunt: WebClient, town: Town) -> None:
    town.fault("chat.postMessage", "429", times=1, retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        blunt.chat_postMessage(channel=ANA, text="hi")
    response = refused.value.response
    assert (response.status_code, response.headers["Retry-After"]) == (429, "7")
    assert blunt.chat_postMessage(channel=ANA, text="hi")["ok"]
    assert [call["error"] for call in town.calls()] == ["ratelimited", None]


@pytest.mark.parametrize(("fault", "status"), [("500", 500), ("error", 200)])
def test_an_outage_and_an_error_do_no_work(
    blunt: WebClient, town: Town, fault: str, status: int
) -> None:
    town.fault("chat.postMessage", fault, times=1, error="channel_not_found")
    with pytest.raises(SlackApiError) as refused:
        blunt.chat_postMessage(channel=ANA, text="hi")
    assert refused.value.response.status_code == status
    assert town.kept() == []


def test_a_refused_connection_leaves_nothing_behind(blunt: WebClient, town: Town) -> None:
    town.fault("chat.postMessage", "refuse", times=1)
    with pytest.raises((ConnectionError, URLError)):
        blunt.chat_postMessage(channel=ANA, text="hi")
    assert town.kept() == []
    assert town.calls()[0]["error"] == "dropped"


def test_a_dropped_answer_leaves_the_work_done(blunt: WebClient, town: Town) -> None:
    town.fault("chat.postMessage", "accept_then_drop", times=1)
    with pytest.raises((ConnectionError, URLError)):
        blunt.chat_postMessage(channel=ANA, text="hi")
    assert [one["text"] for one in town.kept()] == ["hi"]
    assert town.calls()[0]["ok"]


def test_a_hang_ends_in_work_for_the_patient_and_in_nothing_for_others(
    running: Running, town: Town
) -> None:
    town.fault("chat.postMessage", "hang", seconds=0.2)
    patient = WebClient(token=WORLD.bot_token, base_url=f"{running.url}/api/")
    assert patient.chat_postMessage(channel=ANA, text="patient")["ok"]
    impatient = HTTPConnection(f"127.0.0.1:{running.port}", timeout=0.05)
    headers = {"Authorization": f"Bearer {WORLD.bot_token}"}
    impatient.request("POST", "/api/chat.postMessage?channel=U0ANA00001&text=no", headers=headers)
    with pytest.raises(TimeoutError):
        impatient.getresponse()
    impatient.close()
    town.no_faults()
    ana = town.seat("Ana")
    for _ in range(500):
        if town.calls()[-1]["ok"] is False:
            break
        town.waits_for_change(ana.seen()["version"], 0.02)
    assert town.calls()[-1]["error"] == "dropped"
    assert [one["text"] for one in town.kept()] == ["patient"]


def test_a_fault_can_befall_one_person_only(blunt: WebClient, town: Town) -> None:
    town.fault("*", "error", error="fatal_error", **{"as": ANA})
    assert blunt.chat_postMessage(channel=BEN, text="hi")["ok"]
    calls: tuple[Callable[[], object], ...] = (
        lambda: blunt.chat_postMessage(channel=ANA, text="hi"),
        lambda: blunt.chat_postMessage(channel="D" + ANA[1:], text="hi"),
        lambda: blunt.views_publish(user_id=ANA, view=home()),
    )
    for call in calls:
        with pytest.raises(SlackApiError, match="fatal_error"):
            call()


def test_faults_are_named_and_cleared(blunt: WebClient, town: Town) -> None:
    with pytest.raises(AssertionError, match="no fault 'flood'"):
        town.fault("auth.test", "flood")
    town.fault("auth.test", "500")
    town.no_faults()
    assert blunt.auth_test()["ok"]


def test_tiers_are_kept_where_the_world_has_them() -> None:
    with Sandbox(replace(WORLD, tiers=True), signing_secret=SECRET).start() as running:
        slack = WebClient(token=WORLD.bot_token, base_url=f"{running.url}/api/", retry_handlers=[])
        for _ in range(20):
            slack.users_list()
        with pytest.raises(SlackApiError) as refused:
            slack.users_list()
        for _ in range(60):
            slack.chat_postMessage(channel=ANA, text="hi")
        with pytest.raises(SlackApiError, match="ratelimited"):
            slack.chat_postMessage(channel=ANA, text="hi")
        assert slack.chat_postMessage(channel=BEN, text="hi")["ok"]
    assert 0 < int(refused.value.response.headers["Retry-After"]) <= 60


def test_a_hanging_call_does_not_hold_up_the_end(sandbox: Sandbox) -> None:
    running = sandbox.start()
    town = Town(running.url)
    town.fault("auth.test", "hang", seconds=60)
    waiting = HTTPConnection(f"127.0.0.1:{running.port}")
    waiting.request("POST", "/api/auth.test")
    while not town.calls():
        town.ask("people")
    running.stop()
    waiting.close()


def test_stopping_twice_is_harmless(running: Running, ana: Seat) -> None:
    assert ana.screen() == ""
    running.stop()
    running.stop()


def test_a_sandbox_can_go_away_and_come_back_as_it_was(sandbox: Sandbox) -> None:
    with sandbox.start() as running:
        port, url = running.port, f"{running.url}/api/"
        slack = WebClient(token=WORLD.bot_token, base_url=url)
        slack.chat_postMessage(channel=ANA, text="still here")
    with sandbox.start(port=port) as running:
        town = Town(running.url)
        town.seat("Ana").sees("still here")
        town.fault("auth.test", "hang", seconds=0.01)
        assert slack.auth_test()["ok"]
