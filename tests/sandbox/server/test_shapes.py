"""Every envelope has only keys that Slack's own samples have, and all that an app relies on."""

import json
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.makers import actions, button, home, modal
from tests.sandbox.server.serving import PlainBot
from tests.sandbox.server.test_views import trigger
from tests.sandbox.server.test_web_api import ANA

PAYLOADS = Path(__file__).parents[3].parent / "shared" / "contracts" / "payloads"
FREE = {"state", "blocks", "title", "submit", "close", "authorizations", "profile", "metadata"}
NEWER = {"context_team_id", "context_enterprise_id"}  # in some of the samples of events, not in all


def sample(name: str) -> dict[str, Any]:
    path = PAYLOADS / name
    if not path.exists():
        pytest.skip("the contracts folder is not beside this checkout")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def strange_keys(ours: Any, theirs: Any, at: str = "") -> set[str]:
    """Paths of ours that no sample has; parts that every app fills differently are left out."""
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return set()
    found = {f"{at}/{key}" for key in ours.keys() - theirs.keys() - NEWER}
    for key in ours.keys() & theirs.keys() - FREE:
        found |= strange_keys(ours[key], theirs[key], f"{at}/{key}")
    return found


def test_events(slack: WebClient, bot: PlainBot, town: Town, ana: Seat) -> None:
    slack.views_publish(user_id=ANA, view=home())
    slack.chat_postMessage(channel=ANA, text="t")
    ana.opens_home()
    ana.reacts("wave")
    ana.unreacts("wave")
    town.changes_person("Ana", tz="Europe/Warsaw")
    town.changes_person("Ana", dnd=["22:00", "07:00"])
    strange = {}
    for place in range(len(bot.received)):
        body = bot.payload(place)
        name = body["event"]["type"]
        strange[name] = strange_keys(body, sample(f"shapes/event_{name}.json"))
    assert strange.pop("app_home_opened") <= {"/event/view/blocks"}
    assert len(strange) == 4
    assert strange.pop("user_change") <= {"/event/event_ts"}
    assert set().union(*strange.values()) == set()


def test_a_command(bot: PlainBot, ana: Seat) -> None:
    ana.types("/decompress done")
    theirs = sample("shapes/slash_command.json").keys() - {"enterprise_id", "enterprise_name"}
    assert bot.payload().keys() == theirs


def test_a_shortcut(bot: PlainBot, ana: Seat) -> None:
    ana.uses_shortcut("shift_ended")
    body = bot.payload()
    assert sample("shortcut.json").keys() <= body.keys()
    further = {"/enterprise", "/is_enterprise_install"}
    assert strange_keys(body, sample("shortcut.json")) == further


def test_taps_submissions_and_closings(slack: WebClient, bot: PlainBot, ana: Seat) -> None:
    slack.chat_postMessage(channel=ANA, text="t", blocks=[actions(button("Light"))])
    ana.taps("Light")
    in_message = bot.payload()
    assert sample("block_actions_message.json").keys() == in_message.keys()
    assert strange_keys(in_message, sample("block_actions_message.json")) == set()
    view = modal(actions(button("Light")), notify_on_close=True)
    slack.views_open(trigger_id=trigger(bot, ana), view=view)
    ana.taps("Light")
    in_view = bot.payload()
    assert sample("block_actions_view.json").keys() <= in_view.keys()
    assert strange_keys(in_view["view"], sample("block_actions_view.json")["view"]) == set()
    ana.closes()
    closed = bot.payload()
    assert strange_keys(closed, sample("shapes/view_closed.json")) <= {"/view/blocks"}
    slack.views_open(trigger_id=trigger(bot, ana), view=view)
    ana.submits()
    sent = bot.payload()
    assert sample("view_submission.json").keys() <= sent.keys()
    assert sent["response_urls"] == []
    assert sent["view"].keys() == sample("view_submission.json")["view"].keys()
