"""What happens in the workspace reaches the bot signed, once if it answers and again if not."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import Running, Sandbox
from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.conftest import WORLD
from tests.sandbox.server.makers import actions, button, home, overflow, section
from tests.sandbox.server.serving import SECRET, PlainBot, plain_bot

ANA = "U0ANA00001"


def is_signed(received: tuple[dict[str, str], bytes]) -> bool:
    headers, body = received
    return SignatureVerifier(SECRET).is_valid_request(body, headers)


def wait_for_deliveries(town: Town, count: int, seat: Seat) -> list[dict[str, Any]]:
    """Retries come by themselves and change nothing that a person sees."""
    for _ in range(500):
        found = [one for one in town.deliveries() if one["status"] is not None]
        if len(found) >= count:
            return found
        town.waits_for_change(seat.seen()["version"], 0.02)
    raise AssertionError(town.deliveries())


def test_events_commands_and_interactions_are_signed_in_their_own_shapes(
    bot: PlainBot, ana: Seat
) -> None:
    ana.opens_home()
    ana.types("/decompress done")
    ana.uses_shortcut("shift_ended")
    kinds = [headers["content-type"] for headers, _ in bot.received]
    assert kinds == ["application/json"] + ["application/x-www-form-urlencoded"] * 2
    assert all(is_signed(one) for one in bot.received)
    event, command, shortcut = (bot.payload(place) for place in range(3))
    assert (event["type"], event["event"]["tab"]) == ("event_callback", "home")
    assert (command["command"], command["text"]) == ("/decompress", "done")
    assert command["channel_name"] == "directmessage"
    assert (shortcut["type"], shortcut["callback_id"]) == ("shortcut", "shift_ended")


def test_the_act_says_what_the_bot_answered(bot: PlainBot, ana: Seat) -> None:
    bot.answers = [(200, {"text": "thanks"})]
    delivery = ana.types("/decompress")
    assert delivery
    assert (delivery["status"], delivery["body"]) == (200, {"text": "thanks"})
    assert delivery["ack_ms"] >= 0


def test_a_failed_event_comes_again_with_its_number_and_reason(
    bot: PlainBot, town: Town, ana: Seat
) -> None:
    bot.answers = [(500, None), (404, None)]
    ana.opens_home()
    found = wait_for_deliveries(town, 3, ana)
    assert [one["retry_num"] for one in found] == [0, 1, 2]
    assert [one["status"] for one in found] == [500, 404, 200]
    headers = bot.received[1][0]
    assert (headers["x-slack-retry-num"], headers["x-slack-retry-reason"]) == ("1", "http_error")
    assert len({one["payload"]["event_id"] for one in found}) == 1
    assert all(is_signed(one) for one in bot.received)


def test_an_event_is_brought_four_times_at_most(bot: PlainBot, town: Town, ana: Seat) -> None:
    bot.answers = [(500, None)] * 10
    ana.opens_home()
    assert len(wait_for_deliveries(town, 4, ana)) == 4
    ana.opens_messages()
    assert [one["retry_num"] for one in wait_for_deliveries(town, 8, ana)][3:5] == [3, 0]


def test_a_bot_can_decline_further_attempts(bot: PlainBot, town: Town, ana: Seat) -> None:
    bot.answers, bot.headers = [(500, None)], {"X-Slack-No-Retry": "1"}
    ana.opens_home()
    ana.opens_home()
    assert [one["retry_num"] for one in town.deliveries()] == [0, 0]


def test_taps_and_commands_come_once_and_the_person_sees_that_they_failed(
    bot: PlainBot, slack: WebClient, ana: Seat, ben: Seat
) -> None:
    slack.chat_postMessage(channel=ANA, text="t", blocks=[actions(button("Light"))])
    bot.answers = [(500, None), (500, None)]
    ana.taps("Light")
    ana.types("/decompress")
    assert len(bot.received) == 2
    assert ana.seen()["failures"] == [
        "\N{WARNING SIGN} Light did not work (http_error).",
        "/decompress failed with dispatch_failed",
    ]
    assert ben.seen()["failures"] == []


def test_a_bot_has_only_so_long_to_answer() -> None:
    sandbox = Sandbox(WORLD, signing_secret=SECRET, ack_seconds=0.05)
    with sandbox.start() as running, plain_bot(sandbox, PlainBot(delay=0.5)):
        ana = Town(running.url).seat("Ana")
        late = ana.types("/decompress")
        assert late
        assert late["status"] == 0
        assert ana.seen()["failures"] == ["/decompress failed with operation_timeout"]


def test_nobody_listening_is_a_failed_connection(sandbox: Sandbox, town: Town, ana: Seat) -> None:
    sandbox.events_url = "http://127.0.0.1:9/slack/events"
    ana.types("/decompress")
    assert town.deliveries()[0]["problem"] == "connection_failed"


def test_the_same_bytes_can_be_brought_again(bot: PlainBot, town: Town, ana: Seat) -> None:
    ana.opens_home()
    ana.types("/decompress")
    town.redeliver(1, times=2)
    town.redeliver(2)
    bodies = [body for _, body in bot.received]
    assert bodies[0] == bodies[2] == bodies[3]
    assert bodies[1] == bodies[4]
    assert bot.received[2][0]["x-slack-retry-num"] == "1"
    assert "x-slack-retry-num" not in bot.received[4][0]
    assert all(is_signed(one) for one in bot.received)


def test_stale_means_with_the_old_headers(bot: PlainBot, town: Town, ana: Seat) -> None:
    ana.opens_home()
    town.redeliver(1, stale=True)
    names = ("x-slack-request-timestamp", "x-slack-signature")
    first, again = ([headers[name] for name in names] for headers, _ in bot.received)
    assert first == again


def test_only_what_was_brought_can_be_brought_again(town: Town) -> None:
    with pytest.raises(AssertionError, match="no delivery number 7"):
        town.redeliver(7)


@pytest.mark.parametrize("lacks", ["events", "scopes"])
def test_the_bot_hears_only_what_it_subscribed_to_and_may_read(lacks: str) -> None:
    left = {"events": ("app_home_opened",)} if lacks == "events" else {"scopes": ("chat:write",)}
    sandbox = Sandbox(replace(WORLD, **left), signing_secret=SECRET)  # type: ignore[arg-type] # either
    with sandbox.start() as running, plain_bot(sandbox, PlainBot()) as bot:
        slack = WebClient(token=WORLD.bot_token, base_url=f"{running.url}/api/")
        slack_posts_to_ana(slack)
        assert Town(running.url).seat("Ana").reacts("wave") is None
    assert bot.received == []


def slack_posts_to_ana(slack: WebClient) -> str:
    return str(slack.chat_postMessage(channel=ANA, text="hello")["ts"])


def test_a_reaction_is_told_with_whose_message_it_was(
    slack: WebClient, bot: PlainBot, ana: Seat
) -> None:
    ts = slack_posts_to_ana(slack)
    ana.reacts("partly_sunny")
    ana.unreacts("partly_sunny")
    added, removed = (bot.payload(place)["event"] for place in range(2))
    assert (added["type"], removed["type"]) == ("reaction_added", "reaction_removed")
    assert added["item"] == {"type": "message", "channel": "D" + ANA[1:], "ts": ts}
    assert (added["user"], added["item_user"]) == (ANA, WORLD.bot_user_id)


def test_home_opened_shows_what_was_published(slack: WebClient, bot: PlainBot, ana: Seat) -> None:
    ana.opens_home()
    assert "view" not in bot.payload()["event"]
    published = slack.views_publish(user_id=ANA, view=home())["view"]
    ana.opens_home()
    assert bot.payload()["event"]["view"]["hash"] == published["hash"]
    ana.opens_messages()
    assert bot.payload()["event"]["tab"] == "messages"
    assert "view" not in bot.payload()["event"]


def test_a_tap_carries_the_message_and_a_way_back(
    slack: WebClient, running: Running, bot: PlainBot, ana: Seat
) -> None:
    more = overflow("more", q="15 minutes", h="1 hour")
    row = actions(button("Light", value="opaque"), more)
    posted = slack.chat_postMessage(channel=ANA, text="t", blocks=[section("s"), row])
    ana.taps("Light")
    body = bot.payload()
    action = body["actions"][0]
    assert (action["block_id"], action["value"], action["type"]) == ("row", "opaque", "button")
    assert body["message"]["ts"] == body["container"]["message_ts"] == posted["ts"]
    assert body["response_url"].startswith(running.url)
    assert body["channel"] == {"id": posted["channel"], "name": "directmessage"}
    ana.taps("⋯", choose="1 hour")
    assert bot.payload()["actions"][0]["selected_option"]["value"] == "h"
