"""A check-in that was due and did not arrive for certain waits in Home, for everybody alike."""

import pytest

from bot.domain.check_ins import CheckInKind
from bot.use_cases import check_ins, home, membership
from bot.use_cases.check_ins import Meeting, stay_on_shift
from tests.use_cases.places import WORKER, Place
from tests.winding import winds

LOST_FOR_CERTAIN = "channel_not_found"
PERHAPS_LOST = "no_answer:TimeoutError"
NOT_CONNECTED = "not_connected"


def offers(place: Place, worker: str = WORKER) -> bool:
    return home.look(worker, place.work).offer_waits


@pytest.fixture
def planned(place: Place) -> Place:
    """U1 has a check-in that is due now."""
    place.joins()
    place.plans()
    return place


@pytest.mark.parametrize("fault", [LOST_FOR_CERTAIN, PERHAPS_LOST, NOT_CONNECTED])
def test_what_slack_did_not_take_for_certain_waits_in_home(planned: Place, fault: str) -> None:
    planned.carries(fault)
    planned.passes(minutes=2)
    assert offers(planned)


def test_what_nobody_carried_waits_in_home(planned: Place) -> None:
    assert not offers(planned)
    planned.passes(minutes=2)
    assert offers(planned)


def test_what_expired_waits_in_home(planned: Place) -> None:
    planned.passes(hours=3)
    assert planned.carries() == []
    assert offers(planned)


def test_what_arrived_does_not_wait_in_home_as_well(planned: Place) -> None:
    planned.carries()
    planned.passes(minutes=2)
    assert not offers(planned)
    planned.passes(hours=4)
    winds(planned.work)
    assert not offers(planned)


def test_a_tap_that_proves_the_arrival_takes_it_out_of_home(planned: Place) -> None:
    planned.carries(PERHAPS_LOST)
    planned.passes(minutes=2)
    check_ins.meet_tap(Meeting(WORKER, "c1", "tap", "D-U1", "1.0"), planned.work)
    assert not offers(planned)


def test_it_waits_for_twelve_hours(planned: Place) -> None:
    planned.carries(LOST_FOR_CERTAIN)
    planned.passes(hours=11, minutes=59)
    assert offers(planned)
    planned.passes(minutes=2)
    assert not offers(planned)


def test_a_newer_one_that_arrived_replaces_it(planned: Place) -> None:
    planned.carries(LOST_FOR_CERTAIN)
    planned.passes(hours=6)
    planned.plans("c2")
    planned.carries()
    planned.passes(minutes=2)
    assert not offers(planned)


def test_what_the_worker_took_back_is_not_offered(planned: Place) -> None:
    now = planned.clock.now()
    membership.pause(WORKER, now.replace(day=now.day + 1), planned.work)
    planned.passes(minutes=2)
    assert not offers(planned)
    membership.resume(WORKER, planned.work)
    assert not offers(planned)


def test_what_waits_for_the_end_of_the_shift_is_not_offered(planned: Place) -> None:
    planned.carries()
    stay_on_shift(Meeting(WORKER, "c1", "tap", "D-U1", "1.0"), 60, planned.work)
    planned.passes(minutes=30)
    assert not offers(planned)


def test_somebody_else_s_is_not_offered(planned: Place) -> None:
    planned.joins("U2")
    planned.passes(minutes=2)
    assert not offers(planned, "U2")


def test_a_look_in_waits_as_well(place: Place) -> None:
    place.joins()
    place.plans(kind=CheckInKind.LOOK_IN)
    place.carries(LOST_FOR_CERTAIN)
    place.passes(minutes=2)
    assert offers(place)
