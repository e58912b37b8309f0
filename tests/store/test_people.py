"""Workers come back as they were saved, and are found only as themselves."""

from datetime import time, timedelta
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.people import DailyWindow, Moment, PausedBy, Worker
from bot.store.unit_of_work import Store
from tests.domain.makers import NOON, check_in, shift, worker
from tests.store.stores import WORKSPACE

MONTH_AGO = NOON - timedelta(days=30)

clock_times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0, fold=0))
windows = st.one_of(st.none(), st.builds(DailyWindow, clock_times, clock_times))
instants = st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(days=999)).map(NOON.__add__))
workers = st.builds(
    Worker,
    id=st.just("U1"),
    is_on=st.booleans(),
    on_since=instants,
    zone=st.sampled_from([None, "Europe/Lisbon"]),
    offered_zone=st.sampled_from([None, "Europe/Madrid"]),
    language=st.sampled_from([None, "en"]),
    country=st.sampled_from([None, "GB"]),
    channel=st.sampled_from([None, "D1"]),
    email_mark=st.sampled_from([None, "a" * 64]),
    is_guest=st.booleans(),
    moment=st.sampled_from(Moment),
    delay_minutes=st.one_of(st.none(), st.integers(0, 120)),
    wake_at=st.one_of(st.none(), clock_times),
    quiet_hours=windows,
    most_per_week=st.integers(1, 5),
    keep_days=st.sampled_from([0, 30, 90]),
    may_ask_once=st.booleans(),
    asked_once_at=instants,
    paused_by=st.one_of(st.none(), st.sampled_from(PausedBy)),
    paused_until=instants,
    do_not_disturb=windows,
    last_tap_at=instants,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(known=workers)
def test_a_worker_comes_back_as_saved(store: Store, known: Worker) -> None:
    """The store stays between examples: each one is saved over the one before."""
    with store.begin(WORKSPACE) as uow:
        uow.people.save(known)
        assert uow.people.get("U1") == known
        assert uow.people.locked("U1") == known


def test_nobody_is_found_who_is_not_there(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        assert uow.people.get("U1") is None
        assert uow.people.locked("U1") is None
        assert uow.people.by_email("a" * 64) is None


def test_a_worker_is_found_by_the_mark_of_their_address(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        mark = uow.email_mark("ana@lantern.example")
        uow.people.save(worker(email_mark=mark))
        assert uow.people.by_email(mark) == worker(email_mark=mark)
        assert uow.people.by_email(uow.email_mark("ben@lantern.example")) is None


def test_only_who_allowed_it_and_was_not_asked_yet_counts_as_silent(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        silent = {"may_ask_once": True, "last_tap_at": MONTH_AGO}
        uow.people.save(worker(id="silent", **silent))
        uow.people.save(worker(id="never-allowed", last_tap_at=MONTH_AGO))
        uow.people.save(worker(id="asked", **silent, asked_once_at=NOON))
        uow.people.save(worker(id="off", **silent, is_on=False))
        uow.people.save(worker(id="tapped", may_ask_once=True, last_tap_at=NOON))
        assert [one.id for one in uow.people.silent_since(MONTH_AGO)] == ["silent"]


def test_with_a_worker_goes_all_that_hangs_on_them(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        for person in ("U1", "U2"):
            uow.people.save(worker(id=person))
            uow.shifts.save(shift(f"s-{person}", worker=person), NOON)
            uow.shifts.name(shift(f"s-{person}", worker=person), "rota", "night")
            uow.check_ins.save(check_in(f"c-{person}", worker=person, shift=f"s-{person}"), NOON)
        uow.people.remove("U1")
    with store.look(WORKSPACE) as uow:
        assert [one.id for one in uow.people.everybody()] == ["U2"]
        assert uow.shifts.get("s-U1") is None
        assert uow.shifts.named("rota", "U1", "night") is None
        assert uow.check_ins.get("c-U1") is None
        assert uow.shifts.named("rota", "U2", "night") is not None
        assert uow.check_ins.get("c-U2") is not None


@pytest.mark.parametrize("moment", [time(0), time(23, 59)])
def test_clock_times_at_the_edges_of_the_day_are_kept(store: Store, moment: time) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.people.save(worker(wake_at=moment))
        known = uow.people.get("U1")
        assert known is not None
        assert known.wake_at == moment


def test_somebody_new_whom_two_processes_meet_at_once_is_one_row(store: Store) -> None:
    faults: list[BaseException] = []

    def second() -> None:
        try:
            with store.begin(WORKSPACE) as uow:
                uow.people.save(worker(channel="D2"))
        except BaseException as fault:  # noqa: BLE001  whatever it is, it must not happen
            faults.append(fault)

    other = Thread(target=second)
    with store.begin(WORKSPACE) as uow:
        uow.people.save(worker(channel="D1"))
        other.start()
    other.join()
    assert faults == []
    with store.look(WORKSPACE) as uow:
        assert [one.channel for one in uow.people.everybody()] == ["D2"]
