"""Each person sees their own screen; beside it stands what Slack would have kept."""

import threading
from http.client import HTTPConnection

from slack_sdk import WebClient

from bot.sandbox import Running
from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.conftest import WORLD
from tests.sandbox.server.makers import section
from tests.sandbox.server.test_web_api import ANA, NIGHT_TEAM


def test_a_direct_message_is_seen_by_one_person(slack: WebClient, ana: Seat, town: Town) -> None:
    slack.chat_postMessage(channel=ANA, text="only for Ana")
    ana.sees("only for Ana")
    for person in WORLD.people:
        if person.id != ANA and not person.deleted:
            town.seat(person.id).sees_not("only for Ana")


def test_a_channel_is_seen_by_its_members(slack: WebClient, town: Town) -> None:
    slack.chat_postMessage(channel=NIGHT_TEAM, text="hello, night")
    seen = [name for name in ("Ana", "Ben", "Daria") if "hello" in town.seat(name).screen()]
    assert seen == ["Ana", "Ben"]


def test_a_reload_loses_whispers_and_warnings(slack: WebClient, ana: Seat) -> None:
    slack.chat_postEphemeral(channel=NIGHT_TEAM, user=ANA, text="psst")
    slack.chat_postMessage(channel=NIGHT_TEAM, text="aloud")
    ana.types("/decompress")
    ana.reloads()
    assert ana.screen() == "== #night-team ==\nApp:\n  aloud"


def test_a_locked_phone_shows_text_and_a_desktop_the_first_block(
    slack: WebClient, ana: Seat, ben: Seat
) -> None:
    blocks = [{"type": "divider"}, section("block"), section("more")]
    posted = slack.chat_postMessage(channel=ANA, text="text", blocks=blocks)
    slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="new", blocks=blocks)
    notes = ana.notifications()
    assert [(one["mobile"], one["desktop"]) for one in notes] == [("text", "block")]
    assert ben.notifications() == []


def test_all_that_slack_would_keep_is_kept(slack: WebClient, town: Town, ana: Seat) -> None:
    metadata = {"event_type": "asked", "event_payload": {}}
    posted = slack.chat_postMessage(channel=ANA, text="first", metadata=metadata)
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    ana.reacts("wave")
    slack.chat_update(**where, text="second")
    ana.unreacts("wave")
    slack.chat_delete(**where)
    slack.views_publish(user_id=ANA, view={"type": "home", "blocks": [section("not kept")]})
    kept = town.kept()
    assert [(one["what"], one["text"], one["name"]) for one in kept] == [
        ("posted", "first", None),
        ("reaction_added", "first", "wave"),
        ("edited", "second", None),
        ("reaction_removed", "second", "wave"),
        ("deleted", "second", None),
    ]
    assert kept[0]["metadata"] == metadata
    assert [one["at"] for one in kept] == sorted(one["at"] for one in kept)


def test_watchers_wake_as_soon_as_something_changes(
    slack: WebClient, town: Town, ana: Seat
) -> None:
    version = ana.seen()["version"]
    found: list[int] = []
    watcher = threading.Thread(target=lambda: found.append(town.waits_for_change(version, 30)))
    watcher.start()
    slack.chat_postMessage(channel=ANA, text="news")
    watcher.join()
    assert found[0] > version
    assert town.waits_for_change(found[0], 0.01) == found[0]


def test_the_page_is_served(running: Running) -> None:
    for path, kind in (("/", "text/html"), ("/page/page.js", "javascript")):
        connection = HTTPConnection(f"127.0.0.1:{running.port}")
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 200
        assert kind in (answer.getheader("content-type") or "")
        answer.read()
        connection.close()
