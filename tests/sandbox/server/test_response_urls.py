"""A response URL is an answer's way back: five times, and only to what it belongs to."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import response_urls
from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.makers import actions, button, section
from tests.sandbox.server.serving import PlainBot
from tests.sandbox.server.test_web_api import ANA, NIGHT_TEAM


def way_back(bot: PlainBot) -> WebhookClient:
    return WebhookClient(bot.payload()["response_url"])


@pytest.fixture
def posted(slack: WebClient, bot: PlainBot, ana: Seat) -> dict[str, Any]:
    """A message in the team's channel whose button Ana has tapped."""
    assert bot.received == []
    blocks = [section("question"), actions(button("Light"))]
    message = slack.chat_postMessage(channel=NIGHT_TEAM, text="question", blocks=blocks)
    ana.taps("Light")
    found: dict[str, Any] = message.data  # type: ignore[assignment] # JSON here
    return found


@pytest.mark.usefixtures("posted")
def test_an_answer_is_for_the_person_alone_unless_it_says_otherwise(
    bot: PlainBot, ana: Seat, ben: Seat
) -> None:
    way_back(bot).send(text="only you")
    way_back(bot).send(text="all of you", response_type="in_channel")
    ana.sees("only you")
    ben.sees("all of you")
    ben.sees_not("only you")


def test_the_original_is_replaced_and_deleted(
    posted: dict[str, Any], bot: PlainBot, town: Town, ben: Seat
) -> None:
    way_back(bot).send(text="answered", replace_original=True)
    ben.sees("answered")
    ben.sees_not("question")
    way_back(bot).send(delete_original=True)
    ben.sees_not("answered")
    assert {one["ts"] for one in town.kept()} == {posted["ts"]}
    assert [one["what"] for one in town.kept()] == ["posted", "edited", "deleted"]


def test_a_whisper_is_replaced_in_place_and_deleted(
    slack: WebClient, bot: PlainBot, town: Town, ana: Seat
) -> None:
    blocks = [section("psst"), actions(button("Heard"))]
    slack.chat_postEphemeral(channel=NIGHT_TEAM, user=ANA, text="psst", blocks=blocks)
    ana.taps("Heard")
    assert "message" not in bot.payload()
    assert bot.payload()["container"]["is_ephemeral"]
    way_back(bot).send(text="good", replace_original=True)
    assert ana.screen() == "== #night-team ==\nApp: (ephemeral)\n  good"
    way_back(bot).send(delete_original=True)
    assert ana.screen() == ""
    assert [one["what"] for one in town.kept()] == ["ephemeral_posted"]


def test_a_command_has_no_original(bot: PlainBot, town: Town, ana: Seat) -> None:
    ana.types("/decompress")
    refused = way_back(bot).send(text="instead", replace_original=True)
    assert refused.status_code == 400
    assert "no_original_to_replace" in refused.body
    assert town.kept() == []


def test_it_serves_five_times(bot: PlainBot, ana: Seat) -> None:
    ana.types("/decompress")
    codes = [way_back(bot).send(text=str(n)).status_code for n in range(6)]
    assert codes == [200] * 5 + [404]


def test_it_serves_half_an_hour(bot: PlainBot, ana: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(response_urls, "SECONDS", 0.0)
    ana.types("/decompress")
    assert way_back(bot).send(text="late").body == "expired_url"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"text": "x", "colour": "red"}, "invalid_arguments"),
        ({"blocks": [{"type": "marquee"}]}, "invalid_blocks"),
        ({"response_type": "ephemeral"}, "no_text"),
    ],
)
def test_it_is_judged_like_a_message(
    bot: PlainBot, ana: Seat, answer: dict[str, Any], error: str
) -> None:
    ana.types("/decompress")
    refused = way_back(bot).send_dict(answer)
    assert refused.status_code == 400
    assert error in refused.body


def test_an_invented_address_leads_nowhere(slack: WebClient) -> None:
    url = slack.base_url.replace("/api/", "/response/actions/nobody")
    assert WebhookClient(url).send(text="x").status_code == 404


def test_a_commands_answer_is_shown_or_its_fault_told(bot: PlainBot, ana: Seat, ben: Seat) -> None:
    bot.answers = [
        (200, {"text": "to the team", "response_type": "in_channel"}),
        (200, {"blocks": [section("in blocks")]}),
        (200, "in plain words"),
        (200, {"blocks": [{"type": "marquee"}]}),
        (200, ["a list"]),
        (200, None),
    ]
    for _ in range(len(bot.answers)):
        ana.types("/decompress", channel=NIGHT_TEAM)
    for words in ("to the team", "in blocks", "in plain words"):
        ana.sees(words)
    ben.sees("to the team")
    ben.sees_not("in blocks")
    assert ana.seen()["failures"] == [
        "/decompress failed with invalid_blocks",
        "/decompress failed with invalid_payload",
    ]
