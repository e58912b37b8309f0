"""Consent withdrawn in the middle of a wave: what was not claimed before that commit never leaves."""

import threading
from random import Random

import pytest

from bot.domain import rates
from bot.store.unit_of_work import Store
from bot.use_cases import membership
from tests.faults.faulty_slack import FaultySlack, Mix
from tests.faults.mail import Mail
from tests.faults.wave import fill
from tests.store.stores import empty
from tests.use_cases.desk import Desk

ON_ITS_WAY = {"sending", "sent"}


@pytest.mark.parametrize(
    "size", [150, pytest.param(10_000, marks=[pytest.mark.deep, pytest.mark.timeout(1800)])]
)
def test_nothing_is_claimed_after_consent_was_withdrawn(
    one_store: Store, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """A courier at work, and every third turns it off, in no order: some before it came, some after."""
    monkeypatch.setattr(rates, "BURST", 1e6)
    desk = Desk(empty(one_store))
    fill(desk.place.store, size, desk.now)
    workers = [f"U{number:06d}" for number in range(size)]
    leaving = Random(5).sample(workers, size // 3)  # noqa: S311  an order, no secret
    with FaultySlack(mix=Mix(delay=0.1)) as slack:
        mail = Mail(desk, slack)
        courier = threading.Thread(target=mail.goes)
        courier.start()
        already = set()
        for worker in leaving:
            membership.turn_off(worker, desk.place)
            if mail.state_of(worker) in ON_ITS_WAY:
                already.add(worker)
        courier.join()
        mail.goes()
        asked = {f"U{about[1:]}" for about in slack.accepted}
    assert asked & set(leaving) == already
    assert 0 < len(already) < len(leaving)
    ends = mail.states_of(workers)
    assert {one for one in workers if ends[one] == "cancelled"} == set(leaving) - already
    assert {one for one in workers if ends[one] == "sent"} == asked
    assert ends.keys() == asked | set(leaving)
