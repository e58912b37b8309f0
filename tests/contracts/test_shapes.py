"""The little Slack sends nothing that Slack would not send: key by key against the published samples."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from bot.sandbox.seats import Seat
from tests.contracts.pack import fact, needs_pack, samples
from tests.contracts.replaying import SAM, SAMPLE_WORLD
from tests.stories.stage import PLAIN, Stage, stage
from tests.stories.steps import gets_a_check_in, turns_on

pytestmark = needs_pack

# Where the blank samples are trimmed, or older than the others: what stands below is not compared.
NOT_IN_THE_SAMPLES = {
    "view.blocks": "the samples of views are published without their blocks",
    "view.state.values": "and without what was filled in",
    "event.view.blocks": "as above, in the opening of Home",
    "event.view.state.values": "as above, in the opening of Home",
    "message.blocks": "the samples of messages are published without their blocks",
    "context_team_id": "in some samples of events only; newer than the others",
    "context_enterprise_id": "likewise",
    "event.event_ts": "every event has one by Slack's documentation; the sample of user_change has none",
}


@pytest.fixture(scope="module")
def sent() -> list[dict[str, Any]]:
    """Everything that the sandbox brought to the bot in one long night."""
    with stage("postgresql", world=SAMPLE_WORLD) as scene:
        everybody_does_everything(scene)
        deliveries: list[dict[str, Any]] = scene.town.deliveries()
    return deliveries


def everybody_does_everything(scene: Stage) -> None:
    sam = turns_on(scene, SAM.name)
    sam.opens_messages()
    sam.opens_home()
    sam.uses_shortcut("shift_ended")
    scene.settles()
    sam.closes()
    gets_a_check_in(scene, sam)
    taps_in_messages(scene, sam)
    sam.reacts("sunny")
    scene.settles()
    sam.reacts("sunny")
    sam.opens_home()
    scene.settles()
    sam.taps("Settings", where="home")
    sam.sees("Check-ins in a week, at most")
    scene.settles()
    sam.submits()
    closes_a_modal_that_tells(scene, sam)
    scene.town.changes_person(SAM.id, tz="Europe/Lisbon")
    scene.town.changes_person(SAM.id, dnd=["22:00", "07:00"])
    scene.town.joins(id="U0SAMPLE03", name="Kim", real_name="Kim Oduya", email="kim@example.com")


def taps_in_messages(scene: Stage, sam: Seat) -> None:
    """A menu and a button of a lasting message, and a button of one that only Sam sees."""
    sam.taps("⋯", choose="Who sees this?")
    sam.closes()
    sam.taps("Heavy")
    scene.settles()
    sam.taps("Another")
    scene.settles()
    sam.closes()
    sam.types("/decompress dnoe")
    sam.taps("/decompress done")


def closes_a_modal_that_tells(scene: Stage, sam: Seat) -> None:
    """None of ours asks to hear of it, so one is pushed that does."""
    sam.types("/decompress privacy")
    top = sam.modal()
    assert top is not None
    told = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Told"},
        "notify_on_close": True,
    }
    view = told | {"blocks": [{"type": "divider"}]}
    url = scene.services.settings.slack_api_url + "views.update"
    token = {"Authorization": f"Bearer {SAMPLE_WORLD.bot_token}"}
    answer = httpx.post(url, json={"view_id": top["id"], "view": view}, headers=token, verify=PLAIN)
    assert answer.json()["ok"]
    sam.closes()


def test_the_night_had_something_of_everything(sent: list[dict[str, Any]]) -> None:
    assert {kind_of(delivery) for delivery in sent} >= {
        "block_actions",
        "event_app_home_opened",
        "event_dnd_updated_user",
        "event_reaction_added",
        "event_team_join",
        "event_user_change",
        "shortcut",
        "slash_command",
        "view_closed",
        "view_submission",
    }
    containers = [one["payload"]["container"] for one in sent if "container" in one["payload"]]
    assert {container["type"] for container in containers} == {"view", "message"}
    assert {one["is_ephemeral"] for one in containers if "is_ephemeral" in one} == {True, False}


def test_the_sandbox_sends_no_key_that_slack_does_not(sent: list[dict[str, Any]]) -> None:
    strange = {
        f"{kind_of(delivery)}: {path}"
        for delivery in sent
        for path in set(paths(delivery["payload"])) - known_paths(kind_of(delivery))
        if not path.startswith(tuple(NOT_IN_THE_SAMPLES))
    }
    assert strange == set()


def test_each_exception_is_needed(sent: list[dict[str, Any]]) -> None:
    unknown = {
        path
        for delivery in sent
        for path in set(paths(delivery["payload"])) - known_paths(kind_of(delivery))
    }
    assert [one for one in NOT_IN_THE_SAMPLES if not any(p.startswith(one) for p in unknown)] == []


def kind_of(delivery: dict[str, Any]) -> str:
    if delivery["kind"] == "event":
        return f"event_{delivery['name']}"
    return str(delivery["payload"].get("type") or "slash_command")


def known_paths(kind: str) -> set[str]:
    """Every key that a published sample of this kind has, the blank ones and the recorded ones."""
    bodies = [
        fact(f"payloads/{name}") for name, told in samples().items() if is_of(kind, name, told)
    ]
    shapes = {told["shape"] for told in samples().values()} & {kind}
    bodies += [fact(f"payloads/shapes/{shape}") for shape in shapes]
    return {path for body in bodies for path in paths(body)}


def is_of(kind: str, name: str, told: dict[str, Any]) -> bool:
    return kind == told["shape"] or (told["shape"] is None and name.startswith(kind))


def paths(node: Any, at: str = "") -> Iterator[str]:
    """Dotted keys; the items of a list share theirs."""
    if isinstance(node, list):
        for one in node:
            yield from paths(one, at)
    if isinstance(node, dict):
        for key, value in node.items():
            yield f"{at}{key}"
            yield from paths(value, f"{at}{key}.")


def test_a_form_holds_text_and_nothing_else(sent: list[dict[str, Any]]) -> None:
    command = next(one for one in sent if kind_of(one) == "slash_command")
    assert all(isinstance(value, str) for value in command["payload"].values())
