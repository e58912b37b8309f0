"""A Bolt app lives in the sandbox as it would in Slack, over HTTP and over Socket Mode."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.sandbox import Running, Sandbox
from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.makers import actions, button, home, modal, section, text_field
from tests.sandbox.server.serving import bolt_by_http, bolt_by_socket

WAYS = {"http": bolt_by_http, "socket": bolt_by_socket}


def listeners(app: AsyncApp) -> None:
    @app.event("app_home_opened")
    async def welcome(event: dict[str, Any], client: Any) -> None:
        if event["tab"] == "home":
            await client.views_publish(user_id=event["user"], view=home(actions(button("Start"))))

    @app.action("press")
    async def start(ack: Any, body: dict[str, Any], client: Any) -> None:
        opened = await client.views_open(trigger_id=body["trigger_id"], view=modal(section("...")))
        await client.views_update(
            view_id=opened["view"]["id"],
            hash=opened["view"]["hash"],
            view=modal(text_field("Name")),
        )
        await ack()

    @app.view("form")
    async def sent(ack: Any, view: dict[str, Any], body: dict[str, Any], client: Any) -> None:
        name = view["state"]["values"]["field"]["typed"]["value"]
        if len(name) < 2:
            await ack(response_action="errors", errors={"field": "A little more, please."})
            return
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Hello, {name}")
        await ack()

    @app.command("/decompress")
    async def command(ack: Any, respond: Any) -> None:
        await ack("Here you are.")
        await respond("And this, a little later.")

    @app.event("reaction_added")
    async def reacted(event: dict[str, Any], client: Any) -> None:
        item = event["item"]
        await client.chat_update(channel=item["channel"], ts=item["ts"], text="Thank you.")


@pytest.fixture(params=WAYS)
def resident(request: pytest.FixtureRequest, sandbox: Sandbox, running: Running) -> Iterator[str]:
    with WAYS[request.param](running, sandbox, listeners):
        yield request.param


@pytest.mark.usefixtures("resident")
def test_a_whole_journey(town: Town, ana: Seat, ben: Seat) -> None:
    ana.opens_home()
    ana.taps("Start")
    ana.fills({"Name": "A"})
    ana.submits()
    ana.sees("A little more, please.")
    ana.fills({"Name": "Ana"})
    ana.submits()
    assert ana.modal() is None
    ana.reacts("wave")
    assert [one["text"] for one in ana.messages()] == ["Thank you."]
    ana.types("/decompress now")
    ana.sees("Here you are.")
    ana.sees("And this, a little later.")
    assert ben.screen() == ""
    assert [call for call in town.calls() if not call["ok"]] == []


def test_the_deliveries_show_which_way_they_went(resident: str, town: Town, ana: Seat) -> None:
    ana.opens_home()
    delivery = town.deliveries()[0]
    assert delivery["socket"] == (resident == "socket")
    assert (delivery["kind"], delivery["name"]) == ("event", "app_home_opened")
