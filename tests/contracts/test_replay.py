"""Each thing that Slack is known to send, posted signed over HTTP to the real bot."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time as clock_time
from typing import Any

import httpx
import pytest

from bot.domain.people import Worker
from bot.sandbox.seats import Seat
from bot.use_cases import home as homes
from bot.use_cases import membership
from tests.contracts.pack import fact, needs_pack, samples
from tests.contracts.replaying import (
    SAM,
    SAMPLE_WORLD,
    Change,
    outside_an_organisation,
    replay,
    unchanged,
)
from tests.stories.stage import Stage, stage

pytestmark = needs_pack

FIRST: dict[str, str] = {}
AGAIN = {"x_slack_retry_num": "1", "x_slack_retry_reason": "http_timeout"}
ALONE = replace(SAMPLE_WORLD, enterprise_id=None)
TAPS = [name for name in samples() if name.startswith("block_actions")]
FORMS = [name for name in samples() if name.startswith("view_submission")]
SHORTCUTS = [name for name in samples() if name.startswith("shortcut")]
COMMANDS = [name for name in samples() if name.startswith("slash_command")]


@dataclass(frozen=True)
class Replays:
    """A bot in the samples' own workspace, inside an Enterprise organisation or outside of any."""

    scene: Stage
    calls_before: int

    def post(self, name: str, change: Change = unchanged, **headers: str) -> httpx.Response:
        return replay(self.scene, name, lambda body: change(self._as_sent(name, body)), **headers)

    def send(self, name: str, change: Change = unchanged, **headers: str) -> httpx.Response:
        response = self.post(name, change, **headers)
        self.scene.settles()
        return response

    def _as_sent(self, name: str, body: Any) -> Any:
        is_outside = self.scene.services.identity.enterprise is None
        if is_outside and not name.endswith("org_install"):
            return outside_an_organisation(body)
        return body

    @property
    def sam(self) -> Seat:
        return self.scene.seat(SAM.name)

    @property
    def worker(self) -> Worker | None:
        return homes.look(SAM.id, self.scene.services.place).worker

    def turns_on(self) -> None:
        assert self.send("block_actions_view", tapping("membership.on")).status_code == 200
        assert self.worker is not None

    def leaves(self) -> None:
        """Sam is as unknown as before, for the next sample."""
        membership.erase(SAM.id, self.scene.services.place)

    @property
    def is_planned(self) -> bool:
        return homes.look(SAM.id, self.scene.services.place).planned_for is not None

    def calls(self, method: str) -> int:
        return len(self.scene.town.calls(method, after=self.calls_before))


@pytest.fixture(
    scope="module",
    params=[("sqlite", SAMPLE_WORLD), ("postgresql", ALONE)],
    ids=["in an organisation", "outside of any"],
)
def bot(request: pytest.FixtureRequest) -> Iterator[Stage]:
    kind, world = request.param
    with stage(kind, world=world) as scene:
        yield scene


@pytest.fixture
def replays(bot: Stage) -> Iterator[Replays]:
    """Sam is unknown to the bot at the beginning of each test."""
    opened = Replays(bot, len(bot.town.calls()))
    yield opened
    opened.leaves()


def tapping(action: str) -> Change:
    """Another button, tapped at another moment than in any sample before."""
    tapped = {"action_id": action, "action_ts": f"{time.monotonic()}"}
    return lambda body: body | {"actions": [body["actions"][0] | tapped]}


def happening(**facts: Any) -> Change:
    return lambda body: body | {"event": body["event"] | facts}


def submitting(callback: str, **fields: dict[str, Any]) -> Change:
    values = {name: {"value": element} for name, element in fields.items()}
    changes = {"callback_id": callback, "state": {"values": values}}
    return lambda body: body | {"view": body["view"] | changes}


def test_every_sample_is_answered_with_200_the_first_time_and_again(replays: Replays) -> None:
    refused = {
        f"{name} {headers}": response.status_code
        for name in samples()
        for headers in (FIRST, AGAIN)
        if (response := replays.post(name, unchanged, **headers)).status_code != 200
    }
    assert refused == {}


def test_slack_finds_the_address_its_own(replays: Replays) -> None:
    challenge = replays.send("url_verification").json()["challenge"]
    assert challenge.startswith("3eZbrw1aBm2rZgRNFdxV")


def test_opening_home_draws_it(replays: Replays) -> None:
    replays.send("event_app_home_opened")
    replays.sam.sees("It is off until you turn it on")


def test_opening_another_tab_draws_nothing(replays: Replays) -> None:
    replays.send("event_app_home_opened", happening(tab="messages"))
    assert replays.calls("views.publish") == 0


def test_a_tap_is_met_wherever_the_button_stands(replays: Replays) -> None:
    for name in TAPS:
        assert replays.send(name, tapping("membership.on")).text == "", name
        assert replays.worker is not None, name
        replays.leaves()


def test_the_people_to_call_open_wherever_the_button_stands(replays: Replays) -> None:
    with_trigger = [name for name in TAPS if "trigger_id" in fact(f"payloads/{name}")]
    for times, name in enumerate(with_trigger, start=1):
        replays.send(name, tapping("people.call"))
        assert replays.calls("views.open") == times, name


def test_a_form_is_saved_or_says_what_is_wrong_in_it(replays: Replays) -> None:
    for name in FORMS:
        replays.turns_on()
        chosen = submitting("pause", until={"type": "datepicker", "selected_date": "2026-12-24"})
        assert replays.send(name, chosen).text == ""
        replays.sam.sees("Check-ins are paused until")
        over = submitting("pause", until={"type": "datepicker", "selected_date": "2020-12-24"})
        assert (
            replays.send(name, over).json()["errors"]["until"].startswith("Only a day after today")
        )
        replays.leaves()


def test_the_shortcut_says_that_a_shift_is_over(replays: Replays) -> None:
    for name in SHORTCUTS:
        replays.turns_on()
        replays.send(name, lambda body: body | {"callback_id": "shift_ended"})
        assert replays.is_planned, name
        replays.leaves()


def test_the_command_is_answered_to_who_typed_it(replays: Replays) -> None:
    done = {"command": "/decompress", "text": "done"}
    for name in COMMANDS:
        replays.turns_on()
        told = replays.send(name, lambda body: body | done).json()
        assert told["response_type"] == "ephemeral"
        assert told["text"].startswith("Noted. A quiet minute comes"), name
        replays.leaves()


def test_a_command_of_another_name_is_met_with_help(replays: Replays) -> None:
    for name in COMMANDS:
        told = replays.send(name).json()
        assert told["response_type"] == "ephemeral"
        assert "`/decompress done` says that your shift is over." in told["text"]


def test_an_emoji_on_our_message_is_met_once_however_often_it_is_told(replays: Replays) -> None:
    replays.turns_on()
    replays.sam.types("/decompress done")
    replays.scene.passes(minutes=20)
    ours = replays.sam.messages()[-1]
    item = {"type": "message", "channel": "D0SAMPLE01", "ts": ours["ts"]}
    for headers in (FIRST, AGAIN, AGAIN):
        assert replays.send("event_reaction_added", happening(item=item), **headers).is_success
    lasting = [message for message in replays.sam.messages() if not message["ephemeral"]]
    assert [message["text"][:9] for message in lasting] == ["Thank you"]
    assert replays.calls("chat.postMessage") == 2


def test_an_emoji_anywhere_else_is_nothing_to_us(replays: Replays) -> None:
    replays.turns_on()
    replays.send("event_reaction_added")
    assert replays.calls("chat.postMessage") == 0


def test_a_changed_profile_is_asked_about_only_for_who_takes_part(replays: Replays) -> None:
    replays.send("event_user_change")
    assert replays.calls("users.info") == 0
    replays.turns_on()
    before = replays.calls("users.info")
    replays.send("event_user_change")
    assert replays.calls("users.info") == before + 1


def test_who_has_left_the_workspace_is_forgotten(replays: Replays) -> None:
    replays.turns_on()
    replays.send("event_user_change", happening(user={"id": SAM.id, "deleted": True}))
    assert replays.worker is None


def test_hours_without_disturbance_are_noted_on_the_workers_own_clock(replays: Replays) -> None:
    replays.turns_on()
    at_night = {
        "dnd_enabled": True,
        "next_dnd_start_ts": 1764640800,  # 21:00 in New York
        "next_dnd_end_ts": 1764676800,  # 07:00 there
    }
    replays.send("event_dnd_updated_user", happening(dnd_status=at_night))
    assert replays.worker is not None
    window = replays.worker.do_not_disturb
    assert window is not None
    assert (window.start, window.end) == (clock_time(21), clock_time(7))


def test_nothing_is_sent_once_the_app_is_gone(replays: Replays) -> None:
    for name in ("event_app_uninstalled", "event_tokens_revoked"):
        replays.turns_on()
        replays.sam.types("/decompress done")
        replays.send(name)
        replays.scene.passes(minutes=20)
        assert replays.calls("chat.postMessage") == 0, name
        replays.leaves()
