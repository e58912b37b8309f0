"""A received signal waits as it was told, is taken once, and leaves the same row whoever it names."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.shifts import Signal, SignalKind, Whom
from bot.store import tables
from bot.store.signals import MOST_AT_ONCE
from bot.store.unit_of_work import Store
from tests.domain.makers import NOON
from tests.store.stores import WORKSPACE

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("kind", SignalKind)
@pytest.mark.parametrize("whom", [Whom(slack_id="U1"), Whom(email="ana@lantern.example")])
def test_a_signal_is_taken_as_it_was_told(store: Store, kind: SignalKind, whom: Whom) -> None:
    signal = Signal(kind, "rota", NOON, "night-7", NOON - 8 * HOUR, NOON)
    with store.begin(WORKSPACE) as uow:
        uow.signals.receive("r1", signal, whom, NOON)
        assert uow.signals.take() == [(signal, whom)]


def test_what_was_taken_waits_no_more(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.signals.receive("r1", Signal(SignalKind.ENDED, "rota", NOON), Whom("U1"), NOON)
        uow.signals.take()
        assert uow.signals.take() == []
        assert uow.connection.execute(sa.select(tables.waiting_signals)).all() == []


def test_signals_are_taken_in_the_order_of_hearing_and_not_all_at_once(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        for number in range(MOST_AT_ONCE + 1):
            heard = NOON + timedelta(seconds=number)
            signal = Signal(SignalKind.ENDED, "rota", heard)
            uow.signals.receive(f"{999 - number}", signal, Whom("U1"), heard)
        first = [signal.at for signal, _whom in uow.signals.take()]
        assert first == [NOON + timedelta(seconds=number) for number in range(MOST_AT_ONCE)]
        assert len(uow.signals.take()) == 1


def test_another_workspace_takes_nothing(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.signals.receive("r1", Signal(SignalKind.ENDED, "rota", NOON), Whom("U1"), NOON)
    with store.begin("T2") as uow:
        assert uow.signals.take() == []
    with store.begin(WORKSPACE) as uow:
        assert len(uow.signals.take()) == 1
