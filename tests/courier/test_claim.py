"""What leaves is decided in the last moment, in one transaction, at Slack's pace."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.courier.claim import claim
from bot.courier.office import Parcel
from bot.domain.check_ins import CheckInState, LookIn
from bot.domain.letters import AFTERWARDS, LEASE, VERSION, Letter, LetterKind
from bot.domain.people import DailyWindow, PausedBy
from bot.store import tables
from bot.store.unit_of_work import StoreUnavailable
from bot.use_cases import look_ins, membership
from tests.courier.waves import plan
from tests.use_cases.desk import Desk


def change(desk: Desk, **values: Any) -> None:
    """As another release, or a fault, may have left every waiting letter."""
    with desk.place.begin() as uow:
        uow.connection.execute(sa.update(tables.outbox).values(**values))


def chosen(desk: Desk, **choices: Any) -> None:
    with desk.place.begin() as uow:
        uow.people.save(replace(desk.worker(), **choices))


def ends(desk: Desk, state: str, check_in: CheckInState) -> bool:
    """Nothing is claimed, and the letter and its check-in have ended so."""
    assert claim(desk.office) == []
    return desk.letters() == {state: 1} and desk.last_check_in().state is check_in


def test_what_is_due_is_marked_as_sending_before_anybody_sends_it(desk: Desk) -> None:
    plan(desk)
    (parcel,) = claim(desk.office)
    assert desk.letters() == {"sending": 1}
    with desk.place.look() as uow:
        row = uow.connection.execute(sa.select(tables.outbox)).one()
    assert (row.owner, row.lease_until) == (parcel.owner, desk.wall.now() + LEASE)
    assert claim(desk.office) == []


def test_a_parcel_has_all_that_is_needed_to_send_it(desk: Desk) -> None:
    desk.joins(language="en", channel="D1")
    due = desk.done().due_at
    desk.clock.move(minutes=20)
    (parcel,) = claim(desk.office)
    planned = desk.last_check_in()
    assert planned.due_at == due
    assert parcel == Parcel(
        letter=parcel.letter,
        kind="check_in",
        owner=parcel.owner,
        leave_by=desk.wall.now() + timedelta(seconds=20),
        to="U1",
        about=planned.id,
        channel="D1",
        ts=None,
        language="en",
        attempts=1,
    )


def test_nothing_leaves_before_its_time(desk: Desk) -> None:
    desk.joins()
    desk.done()
    desk.clock.move(minutes=19, seconds=59)
    assert claim(desk.office) == []
    desk.clock.move(seconds=1)
    assert len(claim(desk.office)) == 1


# Decided in the last moment


def test_consent_withdrawn_in_between_stops_it(desk: Desk) -> None:
    plan(desk)
    chosen(desk, is_on=False)
    assert ends(desk, "cancelled", CheckInState.CANCELLED)


def test_a_pause_in_between_stops_it(desk: Desk) -> None:
    plan(desk)
    chosen(desk, paused_by=PausedBy.SILENCE)
    assert ends(desk, "cancelled", CheckInState.CANCELLED)


def test_a_worker_who_is_gone_gets_nothing(desk: Desk) -> None:
    plan(desk)
    with desk.place.begin() as uow:
        uow.connection.execute(sa.delete(tables.workers))
    assert claim(desk.office) == []
    assert desk.letters() == {"cancelled": 1}


def test_more_than_two_hours_late_is_never(desk: Desk) -> None:
    plan(desk)
    desk.clock.move(hours=2, seconds=1)
    assert ends(desk, "expired", CheckInState.EXPIRED)


def test_the_weekly_number_is_counted_in_the_last_moment(desk: Desk) -> None:
    plan(desk)
    chosen(desk, most_per_week=0)
    assert ends(desk, "cancelled", CheckInState.CANCELLED)


def test_a_look_in_waits_for_the_end_of_quiet_hours(desk: Desk) -> None:
    desk.joins()
    due = look_ins.ask("U1", LookIn.TOMORROW, desk.key(), desk.place)
    assert due is not None
    chosen(desk, quiet_hours=DailyWindow(time(16, 30), time(18)))
    desk.clock.move(seconds=(due - desk.now).total_seconds())
    assert claim(desk.office) == []
    assert desk.letters() == {"due": 1}
    desk.clock.move(minutes=59)
    assert claim(desk.office) == []
    desk.clock.move(minutes=1)
    assert len(claim(desk.office)) == 1


def test_what_is_postponed_does_not_stand_in_the_way_of_others(desk: Desk) -> None:
    desk.joins("U1", quiet_hours=DailyWindow(time(0), time(23)))
    chosen(desk, quiet_hours=None)
    due = look_ins.ask("U1", LookIn.TOMORROW, desk.key(), desk.place)
    assert due is not None
    chosen(desk, quiet_hours=DailyWindow(time(0), time(23)))
    desk.clock.move(seconds=(due - desk.now).total_seconds())
    desk.joins("U2")
    desk.done("U2")
    desk.clock.move(minutes=20)
    assert [parcel.to for parcel in claim(desk.office)] == ["U2"]


def test_a_letter_about_a_role_waits_for_the_end_of_quiet_hours(desk: Desk) -> None:
    desk.joins("U1", quiet_hours=DailyWindow(time(0), time(23)))
    with desk.place.begin() as uow:
        for letter, to in (("l1", "U1"), ("l2", "U2")):
            uow.outbox.put(Letter(letter, LetterKind.SUPPORTER_ASKED, to, desk.now), desk.now)
    assert [parcel.to for parcel in claim(desk.office)] == ["U2"]
    assert desk.letters() == {"due": 1, "sending": 1}


@pytest.mark.parametrize("kind", AFTERWARDS)
def test_what_comes_after_a_talk_keeps_quiet_hours_and_does_not_come_into_a_pause(
    desk: Desk, kind: LetterKind
) -> None:
    desk.joins("U1", quiet_hours=DailyWindow(time(0), time(23)))
    desk.joins("U2")
    desk.joins("U3")
    with desk.place.begin() as uow:
        for letter, to in (("l1", "U1"), ("l2", "U2"), ("l3", "U3"), ("l4", "U4")):
            uow.outbox.put(Letter(letter, kind, to, desk.now), desk.now)
    membership.pause("U2", desk.now + timedelta(days=3), desk.place)
    assert [parcel.to for parcel in claim(desk.office)] == ["U3", "U4"]
    assert desk.letters() == {"due": 1, "cancelled": 1, "sending": 2}


def test_a_card_needs_no_consent_since_it_only_tidies_up(desk: Desk) -> None:
    desk.joins()
    desk.sends_check_in()
    membership.turn_off("U1", desk.place)
    assert [parcel.kind for parcel in claim(desk.office)] == ["card"]


# Letters of another release


@pytest.mark.parametrize("values", [{"kind": "buddy_request"}, {"version": VERSION + 1}])
def test_an_unknown_kind_or_version_ends_as_failed_and_stops_nobody(
    desk: Desk, values: dict[str, Any]
) -> None:
    plan(desk)
    change(desk, **values)
    desk.joins("U9")
    desk.done("U9")
    desk.clock.move(minutes=20)
    assert [parcel.to for parcel in claim(desk.office)] == ["U9"]
    assert desk.letters() == {"failed": 1, "sending": 1}


# Several couriers


def test_two_couriers_never_take_the_same_letter(desk: Desk) -> None:
    plan(desk, workers=20)
    taken: list[Parcel] = []

    def take() -> None:
        while len(taken) < 20:
            with suppress(StoreUnavailable):
                taken.extend(claim(desk.office, most=2))

    couriers = [threading.Thread(target=take) for _ in range(3)]
    for courier in couriers:
        courier.start()
    for courier in couriers:
        courier.join()
    assert len(taken) == len({parcel.letter for parcel in taken}) == 20


def test_another_workspace_has_its_own_letters_and_its_own_pace(desk: Desk) -> None:
    plan(desk, workers=20)
    other = Desk(desk.place.store, "T-other")
    plan(other)
    assert len(claim(desk.office)) == 20
    assert len(claim(other.office)) == 1


def test_a_letter_to_somebody_unknown_to_us_leaves_when_it_is_no_question(desk: Desk) -> None:
    with desk.place.begin() as uow:
        uow.outbox.put(Letter("l1", LetterKind.COORDINATOR, "U-new", desk.now), desk.now)
    (parcel,) = claim(desk.office)
    assert (parcel.to, parcel.channel, parcel.language) == ("U-new", None, "en")
