"""The database itself holds one check-in a shift and one open check-in a worker."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.check_ins import OPEN, CheckInKind, CheckInState
from bot.store import tables
from bot.store.unit_of_work import Store, UnitOfWork
from tests.domain.makers import NOON, check_in, worker
from tests.store.stores import WORKSPACE

HOUR = timedelta(hours=1)


def with_ana(uow: UnitOfWork) -> UnitOfWork:
    uow.people.save(worker())
    return uow


@pytest.mark.parametrize("state", CheckInState)
@pytest.mark.parametrize("kind", CheckInKind)
def test_a_check_in_comes_back_as_saved(
    store: Store, kind: CheckInKind, state: CheckInState
) -> None:
    known = check_in(
        kind=kind,
        state=state,
        sent_at=NOON,
        answered_at=NOON + HOUR,
        was_undisturbed=True,
        channel="D1",
        ts="1.5",
    )
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).check_ins.save(known, NOON)
        assert uow.check_ins.get("c1") == known
        assert uow.check_ins.at_message("D1", "1.5") == known
        assert uow.check_ins.of_shift("s1") == known


def test_one_shift_never_has_two_check_ins(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).check_ins.save(check_in("c1", state=CheckInState.ANSWERED), NOON)
    with pytest.raises(sa.exc.IntegrityError), store.begin(WORKSPACE) as uow:
        uow.check_ins.save(check_in("c2", state=CheckInState.ANSWERED), NOON)


@pytest.mark.parametrize("second", OPEN)
@pytest.mark.parametrize("first", OPEN)
def test_one_worker_never_has_two_open_check_ins(
    store: Store, first: CheckInState, second: CheckInState
) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).check_ins.save(check_in("c1", state=first), NOON)
    with pytest.raises(sa.exc.IntegrityError), store.begin(WORKSPACE) as uow:
        uow.check_ins.save(check_in("c2", shift="s2", state=second), NOON)


def test_a_look_in_stands_beside_a_check_in_and_two_workers_beside_each_other(
    store: Store,
) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow).people.save(worker(id="U2"))
        uow.check_ins.save(check_in("c1"), NOON)
        uow.check_ins.save(check_in("l1", kind=CheckInKind.LOOK_IN, shift=None), NOON)
        uow.check_ins.save(check_in("c2", worker="U2", shift="s2"), NOON)
        open_one = uow.check_ins.open_of("U1", CheckInKind.SHIFT_END)
        assert open_one is not None
        assert open_one.id == "c1"


def test_what_has_ended_is_not_open(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow)
        for number, state in enumerate(set(CheckInState) - set(OPEN)):
            uow.check_ins.save(check_in(f"c{number}", shift=f"s{number}", state=state), NOON)
        assert uow.check_ins.open_of("U1", CheckInKind.SHIFT_END) is None


def test_only_check_ins_of_shifts_sent_since_then_are_counted(store: Store) -> None:
    week_ago = NOON - timedelta(days=7)
    done = {"state": CheckInState.ANSWERED}
    with store.begin(WORKSPACE) as uow:
        with_ana(uow)
        uow.check_ins.save(check_in("in-time", shift="a", sent_at=NOON, **done), NOON)
        uow.check_ins.save(check_in("too-old", shift="b", sent_at=week_ago, **done), NOON)
        uow.check_ins.save(check_in("unsent", shift="c", **done), NOON)
        uow.check_ins.save(
            check_in("look-in", shift=None, kind=CheckInKind.LOOK_IN, sent_at=NOON, **done), NOON
        )
        assert uow.check_ins.sent_since("U1", week_ago) == 1
        assert uow.check_ins.sent_since("U2", week_ago) == 0


def test_only_what_was_sent_and_not_answered_lapses(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow)
        sent = check_in("sent", shift="a").sent(NOON, "D1", "1.0", undisturbed=False)
        uow.check_ins.save(sent, NOON)
        answered = check_in("answered", shift="b", sent_at=NOON, state=CheckInState.ANSWERED)
        uow.check_ins.save(answered, NOON)
        assert uow.check_ins.lapsed_by(NOON - timedelta(seconds=1)) == []
        assert uow.check_ins.lapsed_by(NOON) == [sent]


def test_the_latest_come_first_without_those_sent_into_do_not_disturb(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        with_ana(uow)
        for number in range(6):
            lapsed = check_in(
                f"c{number}",
                shift=f"s{number}",
                state=CheckInState.LAPSED,
                sent_at=NOON + number * HOUR,
                was_undisturbed=number == 4,
            )
            uow.check_ins.save(lapsed, NOON)
        latest = uow.check_ins.last_sent("U1", NOON + HOUR, 3)
        assert [one.id for one in latest] == ["c5", "c3", "c2"]


def test_a_kind_that_only_a_later_release_knows_is_left_to_that_one(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        sent = {"state": CheckInState.SENT, "sent_at": NOON, "channel": "D1", "ts": "1.5"}
        with_ana(uow).check_ins.save(check_in("c1", **sent), NOON)
        uow.connection.execute(sa.update(tables.check_ins).values(kind="after_care"))
        assert uow.check_ins.get("c1") is None
        assert uow.check_ins.at_message("D1", "1.5") is None
        assert uow.check_ins.lapsed_by(NOON) == []
        assert uow.check_ins.last_sent("U1", NOON, 3) == []
