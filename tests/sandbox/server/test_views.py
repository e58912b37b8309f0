"""Modals and Home obey their triggers, their stack, their hashes and their answers."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from bot.sandbox.seats import Seat, Town
from tests.sandbox.server.conftest import STRANGER, WORLD
from tests.sandbox.server.makers import (
    actions,
    button,
    home,
    modal,
    plain,
    section,
    text_field,
)
from tests.sandbox.server.serving import SECRET, PlainBot, plain_bot
from tests.sandbox.server.test_web_api import BEN, refusal


def trigger(bot: PlainBot, seat: Seat) -> str:
    seat.uses_shortcut("shift_ended")
    return str(bot.payload()["trigger_id"])


@pytest.fixture
def form(slack: WebClient, bot: PlainBot, ana: Seat) -> dict[str, Any]:
    """A modal of Ana's with one field and a button."""
    view = modal(text_field("Name"), actions(button("More")))
    opened: dict[str, Any] = slack.views_open(trigger_id=trigger(bot, ana), view=view)["view"]
    return opened


def test_a_trigger_opens_one_modal_for_one_person(
    slack: WebClient, bot: PlainBot, ana: Seat, ben: Seat
) -> None:
    once = trigger(bot, ana)
    slack.views_open(trigger_id=once, view=modal(section("only for Ana")))
    ana.sees("only for Ana")
    ben.sees_not("only for Ana")
    again = refusal(slack.views_open, trigger_id=once, view=modal())
    assert again["error"] == "exchanged_trigger_id"
    made_up = refusal(slack.views_open, trigger_id="1.2.3", view=modal())
    assert made_up["error"] == "invalid_trigger_id"


def test_a_trigger_grows_old() -> None:
    sandbox = Sandbox(WORLD, signing_secret=SECRET, trigger_seconds=0.0)
    with sandbox.start() as running, plain_bot(sandbox, PlainBot()) as bot:
        slack = WebClient(token=WORLD.bot_token, base_url=f"{running.url}/api/")
        old = trigger(bot, Town(running.url).seat("Ana"))
        assert (
            refusal(slack.views_open, trigger_id=old, view=modal())["error"] == "expired_trigger_id"
        )


def test_a_view_is_judged_before_its_trigger_is_spent(
    slack: WebClient, bot: PlainBot, ana: Seat
) -> None:
    once = trigger(bot, ana)
    wrong = refusal(slack.views_open, trigger_id=once, view=modal(title=plain("x" * 25)))
    assert wrong["error"] == "invalid_arguments"
    assert slack.views_open(trigger_id=once, view=modal())["ok"]


def test_a_view_has_a_largest_size(slack: WebClient) -> None:
    huge = modal(*[section("x" * 3000)] * 90)
    assert refusal(slack.views_open, trigger_id="t", view=huge)["error"] == "view_too_large"


def test_modals_lie_three_deep(slack: WebClient, bot: PlainBot, ana: Seat) -> None:
    slack.views_open(trigger_id=trigger(bot, ana), view=modal(actions(button("More"))))
    for _ in range(2):
        ana.taps("More")
        slack.views_push(
            trigger_id=bot.payload()["trigger_id"], view=modal(actions(button("More")))
        )
    assert len(ana.seen()["modals"]) == 3
    ana.taps("More")
    found = refusal(slack.views_push, trigger_id=bot.payload()["trigger_id"], view=modal())
    assert found["error"] == "push_limit_reached"


def test_a_push_comes_from_a_modal(slack: WebClient, bot: PlainBot, ana: Seat) -> None:
    found = refusal(slack.views_push, trigger_id=trigger(bot, ana), view=modal())
    assert found["error"] == "not_found"


def test_a_stale_hash_conflicts(slack: WebClient, form: dict[str, Any]) -> None:
    new = slack.views_update(view_id=form["id"], view=modal(), hash=form["hash"])["view"]
    stale = refusal(slack.views_update, view_id=form["id"], view=modal(), hash=form["hash"])
    assert stale["error"] == "hash_conflict"
    assert slack.views_update(view_id=form["id"], view=modal(), hash=new["hash"])["ok"]


def test_a_closed_modal_is_not_found(slack: WebClient, form: dict[str, Any], ana: Seat) -> None:
    ana.closes()
    assert refusal(slack.views_update, view_id=form["id"], view=modal())["error"] == "not_found"


def test_an_external_id_names_one_view(
    slack: WebClient, bot: PlainBot, ana: Seat, ben: Seat
) -> None:
    slack.views_open(trigger_id=trigger(bot, ana), view=modal(external_id="mine"))
    slack.views_update(external_id="mine", view=modal(section("found"), external_id="mine"))
    ana.sees("found")
    twice = refusal(slack.views_open, trigger_id=trigger(bot, ben), view=modal(external_id="mine"))
    assert twice["error"] == "duplicate_external_id"


def test_what_was_typed_survives_an_update(
    slack: WebClient, form: dict[str, Any], bot: PlainBot, ana: Seat
) -> None:
    ana.fills({"Name": "half a na"})
    slack.views_update(view_id=form["id"], view=modal(section("new"), text_field("Name")))
    ana.submits()
    values = bot.payload()["view"]["state"]["values"]
    assert values["field"]["typed"] == {"type": "plain_text_input", "value": "half a na"}


def test_a_required_field_is_asked_for_before_anything_is_sent(
    form: dict[str, Any], bot: PlainBot, ana: Seat
) -> None:
    assert form["state"]["values"]["field"]["typed"]["value"] is None
    before = len(bot.received)
    with pytest.raises(AssertionError, match="required"):
        ana.submits()
    assert len(bot.received) == before
    ana.sees("Please complete this required field.")


def submitted(ana: Seat, bot: PlainBot, answer: tuple[int, Any]) -> None:
    bot.answers.append(answer)
    ana.fills({"Name": "Ana"})
    ana.submits()


@pytest.mark.usefixtures("form")
class TestAnswersToASubmission:
    def test_an_empty_answer_closes_the_modal(self, bot: PlainBot, ana: Seat) -> None:
        submitted(ana, bot, (200, None))
        assert ana.modal() is None

    def test_errors_stand_under_their_inputs(self, bot: PlainBot, ana: Seat) -> None:
        submitted(ana, bot, (200, {"response_action": "errors", "errors": {"field": "Too short"}}))
        modal_now = ana.modal()
        assert modal_now
        assert modal_now["errors"] == {"field": "Too short"}

    def test_an_update_replaces_it(self, bot: PlainBot, ana: Seat) -> None:
        submitted(ana, bot, (200, {"response_action": "update", "view": modal(section("next"))}))
        ana.sees("next")
        assert len(ana.seen()["modals"]) == 1

    def test_a_push_lies_on_top_and_clear_takes_all_away(self, bot: PlainBot, ana: Seat) -> None:
        submitted(ana, bot, (200, {"response_action": "push", "view": modal(section("on top"))}))
        assert len(ana.seen()["modals"]) == 2
        bot.answers.append((200, {"response_action": "clear"}))
        ana.submits()
        assert ana.seen()["modals"] == []

    @pytest.mark.parametrize(
        "answer",
        [
            (500, None),
            (200, {"response_action": "errors", "errors": {"no such block": "x"}}),
            (200, {"response_action": "update", "view": {"type": "modal"}}),
            (200, {"response_action": "dance"}),
            (200, "thanks"),
            (200, {"text": "thanks"}),
        ],
    )
    def test_a_wrong_answer_leaves_it_with_an_apology(
        self, bot: PlainBot, ana: Seat, answer: tuple[int, Any]
    ) -> None:
        submitted(ana, bot, answer)
        assert ana.modal()
        ana.sees("We had some trouble connecting.")


def test_only_the_top_modal_is_within_reach(
    slack: WebClient, form: dict[str, Any], bot: PlainBot, ana: Seat
) -> None:
    ana.taps("More")
    slack.views_push(trigger_id=bot.payload()["trigger_id"], view=modal())
    with pytest.raises(AssertionError, match="on top"):
        ana.acts("close", view=form["id"])


def test_closing_is_told_only_when_asked_for(slack: WebClient, bot: PlainBot, ana: Seat) -> None:
    slack.views_open(trigger_id=trigger(bot, ana), view=modal())
    assert ana.closes() is None
    slack.views_open(trigger_id=trigger(bot, ana), view=modal(notify_on_close=True))
    ana.closes()
    told = bot.payload()
    assert (told["type"], told["is_cleared"]) == ("view_closed", False)


def test_nobody_taps_on_behalf_of_another(form: dict[str, Any], ben: Seat) -> None:
    with pytest.raises(AssertionError, match="not there"):
        ben.acts("submit", view=form["id"])


def test_each_person_has_a_home_and_a_stack(slack: WebClient, bot: PlainBot, town: Town) -> None:
    slack.views_publish(user_id=BEN, view=home(section("for Ben")))
    slack.views_open(trigger_id=trigger(bot, town.seat("Ben")), view=modal(section("in Ben's")))
    for name in ("Ana", "Chidi", STRANGER.name):
        assert town.seat(name).screen() == ""
