"""A rota system tells of shifts: whoever joined gets one check-in, and the rota learns nothing."""

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.seats import Seat
from handlers import checkup
from handlers.findings import Finding
from tests.fakes import TWO_AT_NIGHT
from tests.stories.stage import Stage
from tests.stories.steps import OPENING, gets_a_check_in, openings, posted

ENDED, STARTED = "shift.ended", "shift.started"
MOVED, CANCELLED = "shift.moved", "shift.cancelled"


def at(hours: float = 0, minutes: float = 0) -> str:
    """So long after the story's beginning, as a rota writes it."""
    return (TWO_AT_NIGHT + timedelta(hours=hours, minutes=minutes)).isoformat()


def tells(night: Stage, kind: str, seat: Seat, **data: Any) -> None:
    answer = night.signals(kind, {"slack_id": seat.id}, **data)
    assert answer.status_code == 202
    night.settles()


def test_an_ended_shift_leads_to_a_check_in_after_the_delay(night: Stage, ana: Seat) -> None:
    tells(night, ENDED, ana, shift_id="s1", ended_at=at(minutes=-5))
    night.passes(minutes=14)
    assert openings(ana) == []
    night.passes(minutes=1)
    assert openings(ana) == [OPENING]


def test_a_worker_may_be_named_by_the_address_that_slack_knows(night: Stage, ana: Seat) -> None:
    assert night.signals(ENDED, {"email": "ANA@lantern.example "}).status_code == 202
    night.settles()
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]


def test_an_end_in_the_future_counts_from_then(night: Stage, ana: Seat) -> None:
    tells(night, ENDED, ana, shift_id="s1", ended_at=at(hours=3))
    night.passes(hours=3, minutes=19)
    assert openings(ana) == []
    night.passes(minutes=1)
    assert openings(ana) == [OPENING]


def test_an_old_end_is_dropped_and_the_answer_says_so(night: Stage, ana: Seat) -> None:
    answer = night.signals(ENDED, {"slack_id": ana.id}, ended_at=at(hours=-13))
    assert answer.status_code == 202
    assert answer.json() == {
        "status": "dropped",
        "why": "The shift ended more than 12 hours ago.",
    }
    night.passes(minutes=20)
    assert openings(ana) == []


def test_an_end_too_long_ago_for_its_check_in_brings_none(night: Stage, ana: Seat) -> None:
    tells(night, ENDED, ana, shift_id="s1", ended_at=at(hours=-3))
    night.passes(minutes=20)
    assert openings(ana) == []


def test_back_on_shift_before_it_is_sent_brings_none(night: Stage, ana: Seat) -> None:
    tells(night, ENDED, ana, shift_id="s1", ended_at=at())
    night.passes(minutes=5)
    tells(night, STARTED, ana, shift_id="s2", started_at=at(minutes=5))
    night.passes(minutes=30)
    assert openings(ana) == []
    night.passes(hours=8)
    tells(night, ENDED, ana, shift_id="s2", ended_at=at(hours=8))
    night.passes(minutes=20)
    assert posted(night, ana) == 1


def test_a_start_with_its_end_needs_no_second_signal(night: Stage, ana: Seat) -> None:
    tells(night, STARTED, ana, shift_id="s1", started_at=at(), ended_at=at(hours=8))
    night.passes(hours=8, minutes=20)
    assert openings(ana) == [OPENING]


def test_a_moved_shift_takes_its_check_in_along(night: Stage, ana: Seat) -> None:
    tells(night, ENDED, ana, shift_id="s1", ended_at=at(hours=1))
    tells(night, MOVED, ana, shift_id="s1", ended_at=at(hours=3))
    night.passes(hours=1, minutes=20)
    assert openings(ana) == []
    night.passes(hours=2)
    assert openings(ana) == [OPENING]


def test_a_shift_moved_after_its_end_was_told_waits_for_the_new_end(
    night: Stage, ana: Seat
) -> None:
    tells(night, ENDED, ana, shift_id="s1", ended_at=at())
    night.passes(minutes=10)
    tells(night, MOVED, ana, shift_id="s1", ended_at=at(hours=2))
    night.passes(minutes=30)
    assert openings(ana) == []
    night.passes(hours=1, minutes=40)
    assert posted(night, ana) == 1


def test_a_cancelled_shift_brings_none(night: Stage, ana: Seat) -> None:
    tells(night, ENDED, ana, shift_id="s1", ended_at=at(hours=1))
    tells(night, CANCELLED, ana, shift_id="s1")
    night.passes(hours=1, minutes=20)
    assert openings(ana) == []


def test_a_cancellation_heard_first_keeps_the_end_quiet(night: Stage, ana: Seat) -> None:
    tells(night, CANCELLED, ana, shift_id="s1", ended_at=at(hours=1))
    tells(night, ENDED, ana, shift_id="s1", ended_at=at(hours=1))
    night.passes(hours=1, minutes=20)
    assert openings(ana) == []


def test_the_same_shift_told_five_times_in_three_ways_is_one_check_in(
    night: Stage, ana: Seat
) -> None:
    tells(night, ENDED, ana, shift_id="s1", ended_at=at())
    ana.types("/decompress done")
    tells(night, ENDED, ana, shift_id="s1", ended_at=at(minutes=2))
    ana.taps("My shift just ended", where="home")
    tells(night, ENDED, ana, ended_at=at(minutes=-10))
    night.passes(minutes=20)
    night.passes(hours=3)
    assert posted(night, ana) == 1


def test_a_replayed_signal_is_heard_once(night: Stage, ana: Seat) -> None:
    for _ in range(3):
        tells(night, STARTED, ana, message_id="msg_same", shift_id="s1")
        tells(night, ENDED, ana, message_id="msg_end", shift_id="s1")
    night.passes(minutes=20)
    night.passes(hours=3)
    assert posted(night, ana) == 1


def test_a_paused_worker_gets_none(night: Stage, ana: Seat) -> None:
    ana.types("/decompress pause 2d")
    tells(night, ENDED, ana, shift_id="s1", ended_at=at())
    night.passes(minutes=20)
    assert openings(ana) == []


def test_one_signal_reaches_one_worker(night: Stage, ana: Seat) -> None:
    ben = night.seat("Ben")
    tells(night, ENDED, ben, shift_id="s1", ended_at=at())
    tells(night, ENDED, ana, shift_id="s1", ended_at=at())
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]
    assert ben.messages() == []


@pytest.mark.parametrize("name", ["slack_id", "email"])
def test_the_answer_is_the_same_whoever_is_named(night: Stage, ana: Seat, name: str) -> None:
    gets_a_check_in(night, ana)
    known = {"slack_id": ana.id, "email": "ana@lantern.example"}
    not_joined = {"slack_id": "U0BEN00001", "email": "ben@lantern.example"}
    nobody = {"slack_id": "U0NOBODY01", "email": "nobody@lantern.example"}
    answers = [
        night.signals(ENDED, {name: who[name]}, shift_id="s1")
        for who in (known, not_joined, nobody)
    ]
    assert {(one.status_code, one.text) for one in answers} == {(202, '{"status":"accepted"}')}
    dropped = [
        night.signals(ENDED, {name: who[name]}, ended_at=at(hours=-20))
        for who in (known, not_joined, nobody)
    ]
    assert len({(one.status_code, one.text) for one in dropped}) == 1


def test_names_that_match_nobody_are_looked_up_and_typing_errors_listed(
    night: Stage, ana: Seat
) -> None:
    for email in ("nobody@lantern.example", "ben@lantern.example", "ana@lantern.example"):
        night.signals(ENDED, {"email": email})
    night.signals(ENDED, {"slack_id": "U0NOBODY01"})
    for _ in range(4):
        night.settles()
    asked = {one["args"]["email"] for one in night.town.calls("users.lookupByEmail")}
    assert asked == {"nobody@lantern.example", "ben@lantern.example"}
    told = "\n".join(finding.told for finding in listed(night))
    assert "nobody@lantern.example" in told
    assert "U0NOBODY01" in told
    assert "ben@lantern.example" not in told
    assert "ana@lantern.example" not in told
    assert posted(night, ana) == 0


def listed(night: Stage) -> list[Finding]:
    workspace = night.services.identity.workspace
    return list(checkup.rota(night.house.base, workspace))


def test_whoever_slack_will_not_show_holds_no_other_name_up(night: Stage) -> None:
    night.town.fault("users.info", "error", error="user_not_visible", **{"as": "U0BEN00001"})
    night.signals(ENDED, {"slack_id": "U0BEN00001"})
    night.signals(ENDED, {"email": "nobody@lantern.example"})
    for _ in range(3):
        night.settles()
    assert "nobody@lantern.example" in "\n".join(finding.told for finding in listed(night))


def test_an_address_that_slack_learnt_later_is_matched_from_then_on(
    night: Stage, ana: Seat
) -> None:
    night.town.changes_person("Ana", email="ana.ferraz@lantern.example")
    night.settles()
    night.signals(ENDED, {"email": "ana.ferraz@lantern.example"})
    night.settles()
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]


@pytest.mark.parametrize(
    "strange",
    [
        {"ended_at": "9999-12-31T23:59:59Z"},
        {"ended_at": "9999-12-31T23:59:59-12:00"},
        {"started_at": "0001-01-01T00:00:00+14:00", "ended_at": at()},
    ],
)
def test_no_time_however_strange_keeps_the_others_waiting(
    night: Stage, ana: Seat, strange: dict[str, str]
) -> None:
    answer = night.signals(ENDED, {"slack_id": ana.id}, shift_id="odd", **strange)
    assert answer.status_code in (202, 400)
    night.settles()
    ben = night.seat("Ben")
    ben.opens_home()
    night.settles()
    ben.taps("Turn on")
    night.settles()
    tells(night, ENDED, ben, shift_id="s1", ended_at=at())
    night.passes(minutes=20)
    assert openings(ben) == [OPENING]
