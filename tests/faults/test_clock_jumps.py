"""Clocks that jump and processes that freeze: mail goes on, no lease is let go twice, nothing is stale."""

import signal
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from bot.courier.claim import claim
from bot.courier.office import Sent
from bot.courier.tidying import tidy_doubts
from bot.domain.letters import LetterState
from bot.domain.shifts import SignalKind
from bot.store.unit_of_work import Store
from tests.courier.settling import settle_one
from tests.faults.faulty_slack import FaultySlack
from tests.faults.house import bot_before, wait_for
from tests.faults.mail import Mail
from tests.faults.wave import IN_FLIGHT, fill, make_wave
from tests.rules.logbooks import logbook
from tests.store.stores import empty
from tests.use_cases.desk import Desk

ARRIVED = Sent("D1", "7.0")
BACK, FORWARD = timedelta(hours=-1), timedelta(hours=3)


@pytest.fixture
def mail(one_store: Store) -> Iterator[Mail]:
    with FaultySlack() as slack:
        yield Mail(Desk(empty(one_store)), slack)


@pytest.mark.parametrize("jump", [BACK, FORWARD], ids=["back", "forward"])
def test_a_wall_clock_that_jumps_in_a_wave_costs_seconds_and_no_letter(
    mail: Mail, jump: timedelta
) -> None:
    """The bucket and its block are on that clock; the 40 are more than one burst."""
    fill(mail.desk.place.store, 40, mail.desk.now)
    mail.goes()
    assert mail.states() == {"sent": 20, "due": 20}
    mail.desk.wall.move(seconds=jump.total_seconds())
    mail.passes(seconds=4)
    assert mail.states() == {"sent": 40}
    assert set(mail.slack.accepted.values()) == {1}


def test_a_lease_of_an_hour_from_now_is_still_a_lease_and_the_letter_is_settled(
    mail: Mail,
) -> None:
    mail.is_due_to("U1")
    (parcel,) = claim(mail.desk.office)
    mail.desk.wall.move(seconds=BACK.total_seconds())
    assert tidy_doubts(mail.desk.office) == 0
    assert settle_one(parcel, ARRIVED, mail.desk.office) is LetterState.SENT


def test_a_lease_that_a_jump_ended_is_let_go_once_and_its_letter_not_sent_again(
    mail: Mail,
) -> None:
    mail.is_due_to("U1")
    (parcel,) = claim(mail.desk.office)
    mail.desk.wall.move(seconds=FORWARD.total_seconds())
    assert [tidy_doubts(mail.desk.office) for _ in range(2)] == [1, 0]
    assert settle_one(parcel, ARRIVED, mail.desk.office) is None
    mail.goes()
    assert mail.states() == {"uncertain": 1}
    assert mail.slack.accepted == {}


def test_after_three_hours_asleep_each_worker_finds_one_message_at_most_and_none_is_stale(
    mail: Mail,
) -> None:
    """The business clock jumps: one shift ended before the sleep, one in it, one just now."""
    desk = mail.desk
    for worker in ("UBEFORE", "UIN", "UNOW", "UALL"):
        desk.joins(worker)
    desk.done("UBEFORE")
    desk.done("UALL")
    desk.passes(minutes=19)
    asleep_since = desk.now
    desk.clock.move(hours=3)
    desk.wall.move(hours=3)
    for worker, ago in (("UIN", 70), ("UNOW", 20), ("UALL", 20)):
        ended = desk.now - timedelta(minutes=ago)
        desk.hears(SignalKind.ENDED, worker, ended_at=ended, name=f"shift-{worker}")
    desk.winds()
    mail.passes(seconds=10)
    assert mail.state_of("UBEFORE") == "expired"
    assert [mail.state_of(one) for one in ("UIN", "UNOW")] == ["sent", "sent"]
    assert max(mail.slack.accepted.values()) == 1
    about = {mail.check_in_of(one).id for one in ("UIN", "UNOW", "UALL")}
    assert set(mail.slack.accepted) <= about
    for check_in in about & set(mail.slack.accepted):
        due = desk.check_in(check_in).due_at
        assert due is not None
        assert due > asleep_since


def test_a_running_bot_goes_on_while_the_clock_of_its_machine_jumps(
    any_database_url: str, tmp_path: Path
) -> None:
    """The true clock, in a true process: ready all the time, and whatever is due then is sent then.

    An hour is over when all of it is written down: what a clock that runs ahead puts down as due waits
    for that hour, once the clock has gone back. Three hours ahead, silence makes cards of the wave of
    an hour ago.
    """
    with (
        logbook(),
        FaultySlack() as slack,
        bot_before(slack, tmp_path, any_database_url) as bot,
    ):
        for number, (by, sent) in enumerate(((timedelta(), 5), (BACK, 10), (FORWARD, 15 + 5))):
            with time_machine.travel(datetime.now(UTC) + by, tick=True):
                place = f"W{number}"  # the wave of this hour has names of its own
                fill(bot.store, 5, datetime.now(UTC) - timedelta(seconds=1), prefix=place)
                wait_for(lambda: bot.states() == {"sent": sent})  # noqa: B023  awaited here
                wait_for(bot.is_ready)  # the watchdog needs three seconds after a jump back
        assert Counter(slack.accepted.values()) == {1: 15}
        assert slack.calls["chat.update"] == 5


def test_a_process_that_was_frozen_past_its_lease_cannot_end_what_it_began(
    any_database_url: str, tmp_path: Path
) -> None:
    """SIGSTOP after Slack had said yes; another process comes; then SIGCONT.

    It freezes as the first of a handful comes back: nothing is being written then, and it holds no pen
    that the other process would wait for.
    """
    wave = make_wave(tmp_path, any_database_url, 20)
    with FaultySlack() as slack:
        frozen = wave.forks(slack, "send.after", IN_FLIGHT + 1, signal.SIGSTOP)
        frozen.freezes()
        in_its_hands = wave.sending()
        wave.forks(slack).ends()
        before = wave.by_check_in()
        assert {before[one] for one in in_its_hands} == {"uncertain"}
        frozen.hears(signal.SIGCONT)
        frozen.ends()
        assert wave.by_check_in() == before
        assert wave.states() == {"sent": 20 - len(in_its_hands), "uncertain": len(in_its_hands)}
        assert max(slack.accepted.values()) == 1
    wave.store.close()
