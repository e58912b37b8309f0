"""A received signal waits as it was told, is looked at in the order of hearing, and is forgotten once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.shifts import Signal, SignalKind, Whom
from bot.store import tables
from bot.store.signals import Received
from bot.store.unit_of_work import Store
from tests.domain.makers import NOON
from tests.store.stores import WORKSPACE

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("kind", SignalKind)
@pytest.mark.parametrize("whom", [Whom(slack_id="U1"), Whom(email="ana@lantern.example")])
def test_a_signal_comes_out_as_it_was_told(store: Store, kind: SignalKind, whom: Whom) -> None:
    signal = Signal(kind, "rota", NOON, "night-7", NOON - 8 * HOUR, NOON)
    with store.begin(WORKSPACE) as uow:
        uow.signals.receive("r1", signal, whom, NOON)
        assert uow.signals.next() == Received("r1", signal, whom)


def test_what_was_taken_in_waits_no_more(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.signals.receive("r1", Signal(SignalKind.ENDED, "rota", NOON), Whom("U1"), NOON)
        uow.signals.forget("r1")
        assert uow.signals.next() is None
        assert uow.connection.execute(sa.select(tables.waiting_signals)).all() == []


def test_signals_come_in_the_order_of_hearing(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        for number, row in enumerate(("r9", "r1", "r5")):
            heard = NOON + timedelta(seconds=number)
            uow.signals.receive(row, Signal(SignalKind.ENDED, "rota", heard), Whom("U1"), heard)
        order = []
        while received := uow.signals.next():
            order.append(received.row)
            uow.signals.forget(received.row)
    assert order == ["r9", "r1", "r5"]


def test_another_workspace_takes_nothing(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.signals.receive("r1", Signal(SignalKind.ENDED, "rota", NOON), Whom("U1"), NOON)
    with store.begin("T2") as uow:
        uow.signals.forget("r1")
        assert uow.signals.next() is None
    with store.begin(WORKSPACE) as uow:
        assert uow.signals.next() is not None


def test_a_kind_that_only_a_later_release_knows_is_left_to_that_one(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        ended = Signal(SignalKind.ENDED, "rota", NOON)
        uow.signals.receive("r1", ended, Whom("U1"), NOON)
        uow.connection.execute(sa.update(tables.waiting_signals).values(kind="shift.swapped"))
        assert uow.signals.next() is None
        uow.signals.receive("r2", ended, Whom("U1"), NOON)
        assert uow.signals.next() == Received("r2", ended, Whom("U1"))
