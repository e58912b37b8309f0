"""The same thing arriving twice, at once or late has its effect once."""

import json
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from bot.sandbox.seats import Seat
from tests.handlers.posting import posts_interaction, posts_json
from tests.stories.stage import Stage
from tests.stories.steps import (
    CARD,
    OPENING,
    gets_a_check_in,
    home,
    modal,
    openings,
    posted,
    what_is_held,
)


def last_delivery(night: Stage, name: str) -> dict[str, Any]:
    return next(one for one in reversed(night.town.deliveries()) if one["name"] == name)


def another_tap(delivery: dict[str, Any], stamp: str) -> dict[str, Any]:
    """The same button pressed once more: all the same but for the time of the tap."""
    payload: dict[str, Any] = json.loads(json.dumps(delivery["payload"]))
    payload["actions"][0]["action_ts"] = stamp
    return payload


@pytest.mark.parametrize("label", ["Heavy", "Not now", "Talk to a person"])
def test_a_tap_delivered_again_byte_by_byte_changes_nothing(
    night: Stage, ana: Seat, label: str
) -> None:
    gets_a_check_in(night, ana)
    ana.taps(label, where="message")
    night.settles()
    kept = [one for one in night.town.kept() if one["what"] != "ephemeral_posted"]
    n = night.town.deliveries()[-1]["n"]
    answers = night.town.redeliver(n, times=3)
    night.settles()
    assert [one["status"] for one in answers] == [200, 200, 200]
    assert [one for one in night.town.kept() if one["what"] != "ephemeral_posted"] == kept
    assert openings(ana) == [CARD]


def test_an_emoji_delivered_again_posts_one_card(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.reacts("rain_cloud")
    reaction = last_delivery(night, "reaction_added")
    night.settles()
    night.town.redeliver(reaction["n"], times=3)
    night.settles()
    assert openings(ana) == [CARD]
    assert posted(night, ana, CARD) == 1


def test_a_double_tap_ends_in_one_card_and_one_answer(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Heavy", where="message")
    delivery = night.town.deliveries()[-1]
    assert posts_interaction(night, another_tap(delivery, "1795298000.1")).status_code == 200
    night.settles()
    assert openings(ana) == [CARD]
    ana.closes()
    assert what_is_held(night, ana).count(": Heavy") == 1


def test_two_different_buttons_at_once_end_in_one_card_and_one_answer(
    night: Stage, ana: Seat
) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Heavy", where="message")
    heavy = night.town.deliveries()[-1]
    knocks = []
    for place in range(1, 6):
        payload = another_tap(heavy, f"179529800{place}.1")
        payload["actions"][0]["action_id"] = f"check_in.answer.{place}"
        knocks.append(payload)
    statuses = all_at_once(night, knocks)
    night.settles()
    assert statuses == [200] * 5
    assert openings(ana) == [CARD]
    ana.closes()
    told = what_is_held(night, ana)
    assert sum(told.count(f"02:20: {label}") for label in ("Light", "Heavy", "Very heavy")) <= 1


def all_at_once(night: Stage, payloads: list[dict[str, Any]]) -> list[int]:
    def knock(payload: dict[str, Any]) -> httpx.Response:
        return posts_interaction(night, payload)

    with ThreadPoolExecutor(len(payloads)) as hands:
        return [answer.status_code for answer in hands.map(knock, payloads)]


def test_the_same_tap_ten_times_at_once_is_one_tap(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("⋯", choose="I'm still on shift (15 min)")
    tap = last_delivery(night, "check_in.more")["payload"]
    assert all_at_once(night, [tap] * 10) == [200] * 10
    night.passes(minutes=15)
    assert openings(ana) == [OPENING]
    assert posted(night, ana) == 2


def test_done_typed_twice_at_once_is_one_shift(night: Stage, ana: Seat) -> None:
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(lambda _: ana.types("/decompress done"), range(4)))
    night.passes(minutes=20)
    night.passes(hours=3)
    assert posted(night, ana) == 1


def test_signals_and_words_at_once_are_one_shift(night: Stage, ana: Seat) -> None:
    def signal(n: int) -> None:
        night.signals("shift.ended", {"slack_id": ana.id}, message_id=f"msg_{n}")

    with ThreadPoolExecutor(8) as hands:
        told: list[Future[Any]] = [hands.submit(signal, n) for n in range(6)]
        told += [hands.submit(ana.types, "/decompress done") for _ in range(2)]
        for one in told:
            one.result()
    night.passes(minutes=20)
    night.passes(hours=3)
    assert posted(night, ana) == 1


def test_a_form_sent_twice_is_saved_once(night: Stage, ana: Seat) -> None:
    ana.taps("My usual shifts")
    night.settles()
    ana.fills(
        {
            "Days on which it starts": ["Saturday"],
            "Starts": "09:00",
            "Ends (after midnight is fine)": "17:00",
        }
    )
    ana.submits()
    night.settles()
    night.town.redeliver(last_delivery(night, "usual")["n"])
    night.settles()
    ana.taps("My usual shifts")
    night.settles()
    assert modal(ana).count("09:00 to 17:00") == 1


def test_turning_on_twice_at_once_is_turning_on_once(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.opens_home()
    night.settles()
    ana.taps("Turn on")
    tap = last_delivery(night, "membership.on")
    taps = [another_tap(tap, f"179529800{n}.1") for n in range(5)]
    assert all_at_once(night, taps) == [200] * 5
    night.settles()
    ana.opens_home()
    night.settles()
    assert "Check-ins are on, by Lisbon time: 20 minutes after each shift." in home(ana)
    gets_a_check_in(night, ana)
    assert posted(night, ana) == 1


def test_home_opened_twice_at_once_is_drawn_whole(night: Stage, ana: Seat) -> None:
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(lambda _: ana.opens_home(), range(4)))
    night.settles()
    assert "Check-ins are on" in home(ana)


def test_a_wish_to_look_in_delivered_again_is_one_wish(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Heavy", where="message")
    night.settles()
    ana.taps("Tomorrow")
    night.settles()
    ana.taps("No")
    night.settles()
    wish = next(one for one in night.town.deliveries() if one["name"].startswith("look_in.ask"))
    night.town.redeliver(wish["n"])
    night.settles()
    ana.closes()
    ana.opens_home()
    night.settles()
    assert "I will look in" not in home(ana)


def test_an_event_that_fails_first_is_brought_again_and_counts_once(
    night: Stage, ana: Seat
) -> None:
    gets_a_check_in(night, ana)
    ana.reacts("rain_cloud")
    reaction = last_delivery(night, "reaction_added")["payload"]
    statuses = [posts_json(night, reaction).status_code for _ in range(3)]
    night.settles()
    assert statuses == [200] * 3
    assert posted(night, ana, CARD) == 1
