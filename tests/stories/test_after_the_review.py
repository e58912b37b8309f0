"""What a fresh reader found broken, each as the worker who would have suffered it."""

import json
import time
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs

import pytest
import sqlalchemy as sa

from bot.sandbox.seats import Seat
from bot.store import tables
from tests.stories.stage import Stage
from tests.stories.steps import CARD, OPENING, gets_a_check_in, home, modal, openings, posted

ANA = {"slack_id": "U0ANA00001"}


def rows(night: Stage, table: sa.Table) -> list[Any]:
    with night.services.place.look() as uow:
        return list(uow.connection.execute(sa.select(table)))


@pytest.mark.parametrize("asks", ["Talk to a person", "Heavy"])
def test_where_no_page_opens_the_people_to_call_come_another_way(
    night: Stage, ana: Seat, asks: str
) -> None:
    gets_a_check_in(night, ana)
    night.town.fault("views.open", "error", error="expired_trigger_id", times=1)
    ana.taps(asks, where="message")
    ana.sees("Slack did not open the page. If someone is in danger now, call *999*.")


def test_in_home_too(night: Stage, ana: Seat) -> None:
    night.town.fault("views.open", "error", error="expired_trigger_id", times=1)
    ana.taps("Talk to a person", where="home")
    night.settles()
    assert "call *999*" in home(ana)
    assert "did not open" in home(ana)


def test_two_emoji_bring_one_card(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    night.town.fault("chat.postMessage", "429", times=1, retry_after=1)
    ana.reacts("sunny")
    ana.reacts("rain_cloud")
    for _second_after_second in range(100):
        night.passes(seconds=5)
        if openings(ana) == [CARD]:
            break
        time.sleep(0.1)
    assert openings(ana) == [CARD]
    assert posted(night, ana, CARD) == 1


def test_an_emoji_never_leaves_an_empty_screen(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    night.town.fault("chat.postMessage", "500", times=1)
    ana.reacts("rain_cloud")
    night.settles()
    ana.waits_for(lambda _seen: CARD in openings(ana), within=5)


def test_after_turning_off_nothing_is_stored(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Turn off", where="home", confirmed=True)
    night.settles()
    ana.reacts("thunder_cloud_and_rain")
    night.settles()
    assert rows(night, tables.answers) == []


def test_deleting_everything_closes_the_open_question(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.taps("Who sees what", where="home")
    ana.taps("What you hold on me")
    night.settles()
    ana.taps("Delete everything", confirmed=True)
    night.settles()
    assert openings(ana) == [CARD]
    assert rows(night, tables.workers) == []


def test_a_look_in_that_cannot_come_is_not_promised(night: Stage, ana: Seat) -> None:
    gets_a_check_in(night, ana)
    ana.types("/decompress pause 2w")
    ana.taps("Heavy", where="message")
    night.settles()
    ana.taps("Tomorrow")
    night.settles()
    assert "so I cannot look in" in modal(ana)
    assert "I will look in tomorrow" not in modal(ana)
    assert [row for row in rows(night, tables.check_ins) if row.kind == "look_in"] == []


def test_a_rota_that_repeats_itself_does_not_overrule_the_worker(night: Stage, ana: Seat) -> None:
    end = night.clock.now().isoformat()
    night.signals("shift.ended", ANA, shift_id="n1", ended_at=end)
    night.settles()
    night.passes(minutes=20)
    ana.taps("⋯", where="message", choose="I'm still on shift (I'll say)")
    night.settles()
    night.signals("shift.ended", ANA, shift_id="n1", ended_at=end)
    night.passes(minutes=40)
    assert posted(night, ana) == 1
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert openings(ana)[-1] == OPENING


def test_back_to_back_shifts_are_two(night: Stage, ana: Seat) -> None:
    change = night.clock.now()
    night.signals("shift.ended", ANA, shift_id="a", ended_at=change.isoformat())
    end = change + timedelta(hours=5)
    hours = {"started_at": change.isoformat(), "ended_at": end.isoformat()}
    night.signals("shift.started", ANA, shift_id="b", **hours)
    night.passes(minutes=30)
    assert posted(night, ana) == 0
    night.passes(hours=5)
    assert posted(night, ana) == 1


def test_the_sixth_shift_of_a_week_is_told_the_truth(night: Stage, ana: Seat) -> None:
    for _shift in range(5):
        gets_a_check_in(night, ana)
        ana.taps("Not now", where="message")
        night.passes(hours=12)
    ana.types("/decompress done")
    ana.sees("This week's check-ins have all come")


def test_the_chosen_moment_moves_what_is_planned(night: Stage, ana: Seat) -> None:
    ana.taps("My shift just ended", where="home")
    night.settles()
    ana.taps("When I wake", where="home")
    night.passes(minutes=20)
    assert posted(night, ana) == 0
    night.passes(hours=9)
    assert posted(night, ana) == 1


def test_a_sentence_meets_a_person_and_not_a_lesson(ana: Seat) -> None:
    ana.types("/decompress I feel terrible, a caller died")
    ana.sees("I do not read what is typed here. A person can listen, and is one tap away.")
    assert "terrible" not in ana.screen()
    assert "[Talk to a person]" in ana.screen()


def test_the_keys_of_what_was_heard_give_no_answer_away(night: Stage, ana: Seat) -> None:
    """With the payload in hand, whoever has the file cannot tell which button it was."""
    gets_a_check_in(night, ana)
    ana.taps("Heavy", where="message")
    night.settles()
    sent = [one["body"] for one in night.town.deliveries() if "check_in.answer.3" in one["body"]]
    tap = json.loads(parse_qs(sent[-1])["payload"][0])["actions"][0]
    kept = {row.key for row in rows(night, tables.inbound)}
    parts = (ANA["slack_id"], tap["action_ts"], tap["block_id"])
    for choice in ("", *(f"check_in.answer.{n}" for n in range(1, 6))):
        guess = ":".join(part for part in ("tap", *parts, choice) if part)
        assert sha256(guess.encode()).hexdigest() not in kept


def test_the_month_counts_every_tap(night: Stage, ana: Seat) -> None:
    night.passes(days=20)
    ana.taps("Talk to a person", where="home")
    night.settles()
    worker = rows(night, tables.workers)[0]
    assert night.clock.now() - worker.last_tap_at < timedelta(days=1)
