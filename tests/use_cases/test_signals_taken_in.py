"""Of whom a signal tells, what it is answered, and how it is taken in: once, and one after the other."""

import time
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.shifts import Signal, SignalKind, Whom
from bot.store import tables
from bot.use_cases import names, signals
from bot.use_cases.shifts import Told
from tests.use_cases.desk import TWENTY, Desk

HOUR = timedelta(hours=1)
ENDED, STARTED, MOVED = SignalKind.ENDED, SignalKind.STARTED, SignalKind.MOVED


def test_who_is_off_gets_nothing_and_the_sender_cannot_tell(desk: Desk) -> None:
    desk.hears(ENDED, worker="U-nobody")
    desk.passes(hours=1)
    assert desk.slack.arrivals == []
    assert names.next_waiting(desk.place) == ("rota", "U-nobody")


def test_a_signal_by_address_finds_the_worker(desk: Desk) -> None:
    with desk.place.look() as uow:
        mark = uow.email_mark("ana@lantern.example")
    desk.joins(email_mark=mark)
    told = Signal(ENDED, "rota", desk.now)
    signals.receive(told, Whom(email="Ana@lantern.example"), desk.key(), desk.place)
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_an_address_that_slack_knows_better_is_matched_from_then_on(desk: Desk) -> None:
    desk.joins()
    whom = Whom(email="a.ferraz@lantern.example")
    signals.receive(Signal(ENDED, "rota", desk.now), whom, desk.key(), desk.place)
    desk.winds()
    assert names.next_waiting(desk.place) == ("rota", "a.ferraz@lantern.example")
    names.match_later("rota", "a.ferraz@lantern.example", "U1", desk.place)
    assert names.next_waiting(desk.place) is None
    signals.receive(Signal(ENDED, "rota", desk.now), whom, desk.key(), desk.place)
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in"]


def test_a_name_that_slack_does_not_know_is_listed_and_not_looked_up_again(desk: Desk) -> None:
    desk.hears(ENDED, worker="anna")
    names.match_later("rota", "anna", None, desk.place)
    desk.hears(ENDED, worker="anna")
    assert names.next_waiting(desk.place) is None
    assert [name for _source, name, _at in names.listed(desk.place.store, "T1")] == ["anna"]


def test_a_repeated_message_has_its_effect_once(desk: Desk) -> None:
    desk.joins()
    for _ in range(3):
        signals.receive(Signal(ENDED, "rota", desk.now), Whom("U1"), "msg-1", desk.place)
    assert signals.take_in_received(desk.place) == 1
    assert signals.take_in_received(desk.place) == 0


def test_saying_it_twice_is_answered_with_what_is_planned(desk: Desk) -> None:
    desk.joins()
    first = signals.end_now("U1", "slash", "the-same-key", desk.place)
    again = signals.end_now("U1", "slash", "the-same-key", desk.place)
    anew = desk.done()
    assert (first.told, again.told, anew.told) == (Told.PLANNED, Told.ALREADY, Told.ALREADY)
    assert first.due_at == again.due_at == anew.due_at == desk.now + TWENTY


def test_saying_it_when_off_is_answered_so(desk: Desk) -> None:
    assert desk.done().told is Told.NOBODY


@pytest.mark.parametrize("kind", SignalKind)
def test_a_signal_for_another_worker_changes_nothing_of_mine(desk: Desk, kind: SignalKind) -> None:
    desk.joins("U1")
    desk.joins("U2")
    desk.hears(ENDED, "U1", name="night-7")
    before = desk.open_one("U1")
    desk.hears(kind, "U2", name="night-7", ended_at=desk.now + 5 * HOUR)
    assert before is not None
    assert desk.open_one("U1") == before


def test_signals_are_taken_in_one_after_the_other_whoever_takes_them(desk: Desk) -> None:
    """Or "back on shift" might be heard before the end that it takes back."""
    desk.joins()
    for kind in (ENDED, STARTED):
        told = Signal(kind, "rota", desk.now)
        signals.receive(told, Whom(slack_id="U1"), desk.key(), desk.place)
    other = Thread(target=signals.take_in_received, args=(desk.place,))
    with desk.place.begin() as uow:
        assert uow.signals.next() is not None
        other.start()
        time.sleep(0.2)
        with desk.place.look() as beside:
            table = tables.waiting_signals
            waiting = beside.connection.execute(sa.select(sa.func.count()).select_from(table))
            assert waiting.scalar() == 2
    other.join()


@pytest.mark.parametrize("kind", [ENDED, STARTED, MOVED])
def test_hard_contacts_count_however_they_are_told_and_the_last_count_stands(
    desk: Desk, kind: SignalKind
) -> None:
    desk.joins()
    times: dict[str, Any] = {"started_at": desk.now - 8 * HOUR, "ended_at": desk.now}
    desk.hears(ENDED, name="night-7", hard_contacts=1, **times)
    desk.hears(kind, name="night-7", hard_contacts=4, **times)
    desk.hears(kind, name="night-7", **times)
    with desk.place.look() as uow:
        assert [shift.hard_contacts for shift in uow.shifts.lately("U1")] == [4]
