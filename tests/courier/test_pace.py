"""At what pace letters leave, and what is looked at on the way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.courier.claim import MOST_IN_FLIGHT, claim
from bot.domain.check_ins import CheckInState
from bot.store import tables
from bot.store.outbox import Candidate, Outbox
from bot.store.rates import locked_bucket, save_bucket
from bot.use_cases import membership
from tests.courier.waves import plan
from tests.use_cases.desk import Desk


def test_a_wave_that_has_expired_holds_up_nobody(desk: Desk) -> None:
    """After hours without Slack the oldest letters come first, and all of them are too late."""
    plan(desk, workers=60)
    desk.clock.move(hours=3)
    desk.joins("U99")
    desk.done("U99")
    desk.clock.move(minutes=20)
    assert [parcel.to for parcel in claim(desk.office)] == ["U99"]
    assert desk.letters() == {"expired": 60, "sending": 1}
    assert {desk.last_check_in(f"U{number}").state for number in range(1, 61)} == {
        CheckInState.EXPIRED
    }


def test_with_one_letter_allowed_an_expired_wave_is_looked_at_a_page_at_a_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One at a time, a claim after a 429 once held the writer for nine seconds."""
    pages: list[int] = []
    due = Outbox.due

    def count(outbox: Outbox, *facts: Any, **more: Any) -> list[Candidate]:
        found = due(outbox, *facts, **more)
        pages.append(len(found))
        return found

    plan(desk, workers=40)
    desk.clock.move(hours=3)
    monkeypatch.setattr(Outbox, "due", count)
    assert claim(desk.office, most=1) == []
    assert pages == [40, 0]
    assert desk.letters() == {"expired": 40}


def test_what_may_leave_beyond_the_pace_stays_due(desk: Desk) -> None:
    plan(desk, workers=5)
    assert len(claim(desk.office, most=2)) == 2
    assert desk.letters() == {"sending": 2, "due": 3}


def test_a_burst_leaves_at_once_and_the_rest_at_slacks_pace(desk: Desk) -> None:
    plan(desk, workers=30)
    assert len(claim(desk.office)) == 20
    assert claim(desk.office) == []
    desk.wall.move(seconds=1)
    assert len(claim(desk.office)) == 8
    desk.wall.move(seconds=1)
    assert len(claim(desk.office)) == 2


def test_only_what_is_taken_is_charged(desk: Desk) -> None:
    plan(desk, workers=25)
    for number in range(1, 16):
        membership.turn_off(f"U{number}", desk.place)
    assert len(claim(desk.office)) == 10
    with desk.place.look() as uow:
        tokens = uow.connection.execute(sa.select(tables.rate_buckets.c.tokens)).scalar()
    assert tokens == 10.0


def test_while_slack_refuses_nothing_leaves_and_nothing_is_lost(desk: Desk) -> None:
    plan(desk)
    with desk.place.begin() as uow:
        wall = desk.wall.now()
        save_bucket(uow, locked_bucket(uow, wall).refused(wall, timedelta(seconds=30)))
    assert claim(desk.office) == []
    desk.wall.move(seconds=29)
    assert claim(desk.office) == []
    desk.wall.move(seconds=1)
    assert len(claim(desk.office)) == 1


def test_a_demo_that_moves_its_clock_does_not_get_more_pace(desk: Desk) -> None:
    plan(desk, workers=30)
    claim(desk.office)
    desk.clock.move(minutes=30)
    assert claim(desk.office) == []


def test_never_more_are_on_their_way_than_may_be_in_doubt(desk: Desk) -> None:
    plan(desk, workers=3)
    assert len(claim(desk.office, most=2)) == 2
    assert MOST_IN_FLIGHT == 50


def test_edits_of_what_was_tapped_leave_first(desk: Desk) -> None:
    desk.joins("U1")
    tapped = desk.sends_check_in("U1")
    plan_of_two = desk.joins("U2")
    desk.done(plan_of_two.id)
    desk.clock.move(minutes=20)
    desk.taps(tapped)
    assert [parcel.kind for parcel in claim(desk.office, most=1)] == ["card"]


def test_a_queue_of_what_will_not_leave_does_not_hide_what_will(desk: Desk) -> None:
    """More dead letters than one claim looks at: the claim after it finds the living one."""
    plan(desk, workers=21)
    for number in range(1, 21):
        with desk.place.begin() as uow:
            uow.people.save(replace(desk.worker(f"U{number}"), is_on=False))
    taken = claim(desk.office) or claim(desk.office)
    assert [parcel.to for parcel in taken] == ["U21"]
