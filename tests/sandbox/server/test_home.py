"""Home is published to one person, kept in all its versions, and tapped like anything else."""

from dataclasses import replace

from slack_sdk import WebClient

from bot.sandbox import Sandbox
from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.conftest import WORLD
from tests.sandbox.server.makers import actions, home, modal, section, select
from tests.sandbox.server.serving import SECRET, PlainBot
from tests.sandbox.server.test_web_api import ANA, refusal


def test_home_is_published_seen_and_kept(
    slack: WebClient, town: Town, ana: Seat, ben: Seat
) -> None:
    first = slack.views_publish(user_id=ANA, view=home(section("first")))["view"]
    second = slack.views_publish(user_id=ANA, view=home(section("second")), hash=first["hash"])
    assert second["view"]["id"] == first["id"]
    assert ana.screen() == "== Home ==\n  second"
    assert ben.home() is None
    assert len(town.home_kept("Ana")) == 2
    stale = refusal(slack.views_publish, user_id=ANA, view=home(), hash=first["hash"])
    assert stale["error"] == "hash_conflict"
    assert refusal(slack.views_publish, user_id=ANA, view=modal())["error"] == "invalid_arguments"
    nobody = refusal(slack.views_publish, user_id="U0NOBODY01", view=home())
    assert nobody["error"] == "invalid_arguments"


def test_an_app_without_home_publishes_none() -> None:
    sandbox = Sandbox(replace(WORLD, home_enabled=False), signing_secret=SECRET)
    with sandbox.start() as running:
        slack = WebClient(token=WORLD.bot_token, base_url=f"{running.url}/api/")
        assert refusal(slack.views_publish, user_id=ANA, view=home())["error"] == "not_enabled"


def test_a_choice_in_home_arrives_with_what_else_is_chosen(
    slack: WebClient, bot: PlainBot, ana: Seat
) -> None:
    row = actions(select("colour", r="Red", b="Blue"), select("size", s="Small", l="Large"))
    slack.views_publish(user_id=ANA, view=home(row))
    ana.taps("Red", where="home")
    ana.taps("Large", where="home")
    body = bot.payload()
    assert body["actions"][0]["selected_option"]["value"] == "l"
    held = body["view"]["state"]["values"]["row"]
    assert held["colour"]["selected_option"]["text"]["text"] == "Red"
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}


def test_two_sandboxes_know_nothing_of_each_other() -> None:
    one, two = Sandbox(WORLD, signing_secret=SECRET), Sandbox(WORLD, signing_secret=SECRET)
    with one.start() as first, two.start() as second:
        slack = WebClient(token=WORLD.bot_token, base_url=f"{first.url}/api/")
        slack.views_publish(user_id=ANA, view=home())
        assert Town(first.url).seat("Ana").home()
        assert Town(second.url).seat("Ana").home() is None
