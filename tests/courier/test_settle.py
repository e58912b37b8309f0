"""How a send ended is written down by its owner alone, and what it means for the worker follows."""

from datetime import time, timedelta

import pytest
import sqlalchemy as sa

from bot.courier.claim import claim
from bot.courier.office import Parcel
from bot.courier.tidying import tidy_doubts
from bot.domain.check_ins import CheckInKind, CheckInState, LookIn
from bot.domain.letters import LEASE, LetterState
from bot.domain.people import DailyWindow
from bot.domain.practices import Feeling
from bot.domain.shifts import SignalKind
from bot.store import tables
from bot.use_cases import check_ins, look_ins, membership
from bot.use_cases.audit import audit
from tests.courier.parcels import ARRIVED, fails, on_its_way
from tests.courier.settling import settle_one
from tests.use_cases.desk import Desk


def letter(desk: Desk, parcel: Parcel) -> sa.Row[tuple[object, ...]]:
    table = tables.outbox
    with desk.place.look() as uow:
        return uow.connection.execute(sa.select(table).where(table.c.id == parcel.letter)).one()


# It arrived


def test_what_arrived_is_remembered_with_its_place(desk: Desk) -> None:
    parcel = on_its_way(desk)
    assert settle_one(parcel, ARRIVED, desk.office) is LetterState.SENT
    sent = desk.last_check_in()
    assert (sent.state, sent.sent_at, sent.channel, sent.ts) == (
        CheckInState.SENT,
        desk.now,
        "D1",
        "7.0",
    )
    assert desk.worker().channel == "D1"


def test_that_slack_kept_quiet_is_remembered_of_the_sending(desk: Desk) -> None:
    desk.joins(do_not_disturb=DailyWindow(time(1), time(5)))
    desk.done()
    desk.clock.move(minutes=20)
    (parcel,) = claim(desk.office)
    settle_one(parcel, ARRIVED, desk.office)
    assert desk.last_check_in().was_undisturbed


# Taken back while it was on its way


def test_withdrawn_while_on_its_way_it_becomes_a_card(desk: Desk) -> None:
    parcel = on_its_way(desk)
    membership.turn_off("U1", desk.place)
    assert settle_one(parcel, ARRIVED, desk.office) is LetterState.SENT
    assert desk.last_check_in().state is CheckInState.CANCELLED
    (card,) = claim(desk.office)
    assert (card.kind, card.channel, card.ts) == ("card", "D1", "7.0")


def test_back_on_shift_while_it_was_on_its_way_it_becomes_a_card(desk: Desk) -> None:
    parcel = on_its_way(desk)
    desk.hears(SignalKind.STARTED)
    settle_one(parcel, ARRIVED, desk.office)
    assert [one.kind for one in claim(desk.office)] == ["card"]


def test_tapped_before_its_arrival_was_written_down_the_tap_stands(desk: Desk) -> None:
    parcel = on_its_way(desk)
    early = desk.meeting(desk.last_check_in(), feeling=Feeling.HEAVY, channel="D1", ts="7.0")
    check_ins.meet_tap(early, desk.place)
    assert settle_one(parcel, ARRIVED, desk.office) is LetterState.SENT
    assert desk.last_check_in().state is CheckInState.ANSWERED


def test_moved_while_it_was_on_its_way_it_is_sent_once(desk: Desk) -> None:
    desk.joins()
    desk.hears(SignalKind.ENDED, name="night-7")
    desk.clock.move(minutes=20)
    (parcel,) = claim(desk.office)
    desk.hears(SignalKind.MOVED, name="night-7", ended_at=desk.now - timedelta(minutes=30))
    settle_one(parcel, ARRIVED, desk.office)
    assert claim(desk.office) == []
    assert desk.last_check_in().state is CheckInState.SENT


def test_moved_while_on_its_way_the_second_letter_does_not_overtake_the_first(
    desk: Desk,
) -> None:
    desk.joins()
    desk.hears(SignalKind.ENDED, name="night-7")
    desk.clock.move(minutes=20)
    (parcel,) = claim(desk.office)
    desk.hears(SignalKind.MOVED, name="night-7", ended_at=desk.now - timedelta(minutes=30))
    assert claim(desk.office) == []
    settle_one(parcel, ARRIVED, desk.office)
    assert claim(desk.office) == []


def test_what_was_moved_while_it_was_on_its_way_comes_again_and_asks_nothing_now(
    desk: Desk,
) -> None:
    """Still on shift, tapped before the sending was written down."""
    parcel = on_its_way(desk)
    planned = desk.last_check_in()
    meeting = desk.meeting(planned, channel="D1", ts="7.0")
    check_ins.stay_on_shift(meeting, 15, desk.place)
    assert settle_one(parcel, ARRIVED, desk.office) is LetterState.SENT
    assert desk.check_in(planned.id).state is CheckInState.PLANNED
    assert [one.kind for one in claim(desk.office)] == ["withdrawal"]
    desk.clock.move(minutes=15)
    assert [one.kind for one in claim(desk.office)] == ["check_in"]


# The lease


def test_who_lost_the_lease_has_nothing_more_to_say(desk: Desk) -> None:
    parcel = on_its_way(desk)
    desk.wall.move(seconds=LEASE.total_seconds() + 1)
    tidy_doubts(desk.office)
    assert settle_one(parcel, ARRIVED, desk.office) is None
    assert desk.letters() == {"uncertain": 1}
    assert desk.last_check_in().state is CheckInState.PLANNED


def test_a_failure_told_after_the_lease_closes_nothing(desk: Desk) -> None:
    parcel = on_its_way(desk)
    desk.wall.move(seconds=LEASE.total_seconds() + 1)
    tidy_doubts(desk.office)
    assert settle_one(parcel, fails("channel_not_found"), desk.office) is None
    assert desk.last_check_in().state is CheckInState.PLANNED


# It surely did not leave


def test_a_refusal_for_the_pace_stops_everybody_and_the_letter_waits(desk: Desk) -> None:
    parcel = on_its_way(desk)
    assert settle_one(parcel, fails("ratelimited", 30), desk.office) is LetterState.DUE
    with desk.place.look() as uow:
        bucket = uow.connection.execute(sa.select(tables.rate_buckets)).one()
    assert bucket.blocked_until == desk.wall.now() + timedelta(seconds=30)
    assert bucket.rate == 4.0
    desk.clock.move(seconds=29)
    desk.wall.move(seconds=29)
    assert claim(desk.office) == []
    desk.clock.move(seconds=1)
    desk.wall.move(seconds=1)
    assert len(claim(desk.office)) == 1


def test_each_attempt_waits_longer_than_the_one_before(desk: Desk) -> None:
    parcel = on_its_way(desk)
    waits = []
    for _ in range(8):
        settle_one(parcel, fails("not_connected"), desk.office)
        waits.append((letter(desk, parcel).due_at - desk.now).total_seconds())
        desk.clock.move(seconds=waits[-1])
        (parcel,) = claim(desk.office)
    assert waits == [2, 6, 14, 30, 62, 126, 126, 126]


def test_what_waits_too_long_expires_and_is_never_late(desk: Desk) -> None:
    parcel = on_its_way(desk)
    settle_one(parcel, fails("not_connected"), desk.office)
    desk.clock.move(hours=2, seconds=1)
    assert claim(desk.office) == []
    assert desk.letters() == {"expired": 1}
    assert desk.last_check_in().state is CheckInState.EXPIRED


# Slack said no for good


def test_a_refusal_for_good_closes_the_check_in_and_is_not_tried_again(desk: Desk) -> None:
    parcel = on_its_way(desk)
    assert settle_one(parcel, fails("channel_not_found"), desk.office) is LetterState.FAILED
    assert desk.last_check_in().state is CheckInState.CANCELLED
    assert letter(desk, parcel).error == "gone:channel_not_found"
    desk.clock.move(minutes=10)
    assert claim(desk.office) == []


def test_after_a_failure_the_next_shift_is_met_as_ever(desk: Desk) -> None:
    settle_one(on_its_way(desk), fails("internal_mistake"), desk.office)
    desk.clock.move(hours=20)
    desk.sends_check_in()
    assert desk.arrived() == ["check_in"]


def test_what_slack_says_is_kept_as_one_short_word(desk: Desk) -> None:
    parcel = on_its_way(desk)
    settle_one(parcel, fails("x" * 500), desk.office)
    assert len(letter(desk, parcel).error) == 64


def test_a_message_that_cannot_be_taken_away_does_not_cost_the_moved_check_in(desk: Desk) -> None:
    """Still on shift, one hour: the old message was gone already, and the new one must come."""
    desk.joins()
    sent = desk.sends_check_in()
    check_ins.stay_on_shift(desk.meeting(sent), 60, desk.place)
    (withdrawal,) = claim(desk.office)
    assert settle_one(withdrawal, fails("message_not_found"), desk.office) is LetterState.FAILED
    desk.passes(minutes=60)
    assert desk.arrived() == ["check_in", "check_in"]


def test_who_is_gone_has_nothing_planned_any_more(desk: Desk) -> None:
    """Or the auditor would miss it for a month."""
    desk.joins()
    sent = desk.sends_check_in()
    desk.taps(sent)
    look_ins.ask("U1", LookIn.THREE_DAYS, desk.key(), desk.place)
    (card,) = claim(desk.office)
    settle_one(card, fails("user_disabled"), desk.office)
    assert desk.open_one(kind=CheckInKind.LOOK_IN) is None
    desk.passes(days=5)
    assert audit(desk.place, desk.wall.now()).overdue["check_ins"] == 0


# Nobody knows


@pytest.mark.parametrize("error", ["no_answer:TimeoutError", "no_answer:500", "fatal_error"])
def test_what_nobody_knows_of_is_never_sent_again(desk: Desk, error: str) -> None:
    parcel = on_its_way(desk)
    assert settle_one(parcel, fails(error), desk.office) is LetterState.UNCERTAIN
    for _ in range(5):
        desk.passes(hours=6)
    assert desk.arrived() == []
    assert desk.letters() == {"abandoned": 1}


def test_a_tap_proves_that_it_arrived(desk: Desk) -> None:
    parcel = on_its_way(desk)
    settle_one(parcel, fails("no_answer:TimeoutError"), desk.office)
    desk.taps(desk.last_check_in(), Feeling.HEAVY, channel="D1", ts="7.0")
    assert letter(desk, parcel).state == "sent"
    met = desk.last_check_in()
    assert (met.state, met.channel, met.ts) == (CheckInState.ANSWERED, "D1", "7.0")
    assert len(membership.what_is_held("U1", desk.place)[1]) == 1


def test_staying_on_shift_proves_that_it_arrived_and_moves_it(desk: Desk) -> None:
    parcel = on_its_way(desk)
    settle_one(parcel, fails("no_answer:TimeoutError"), desk.office)
    there = desk.meeting(desk.last_check_in(), channel="D1", ts="7.0")
    check_ins.stay_on_shift(there, 15, desk.place)
    assert letter(desk, parcel).state == "sent"
    desk.passes(minutes=15)
    assert "check_in" in desk.arrived()


def test_a_doubtful_check_in_gives_way_to_the_next_one(desk: Desk) -> None:
    settle_one(on_its_way(desk), fails("no_answer:TimeoutError"), desk.office)
    desk.clock.move(hours=20)
    desk.sends_check_in()
    assert desk.arrived() == ["check_in"]


def test_a_doubtful_check_in_is_not_told_anew_by_a_moved_shift(desk: Desk) -> None:
    """It may lie before the worker already: nobody is knowingly written to twice."""
    desk.joins()
    desk.hears(SignalKind.ENDED, name="night-7")
    desk.clock.move(minutes=20)
    (parcel,) = claim(desk.office)
    settle_one(parcel, fails("no_answer:TimeoutError"), desk.office)
    desk.hears(SignalKind.MOVED, name="night-7", ended_at=desk.now - timedelta(minutes=30))
    desk.passes(hours=1)
    assert desk.arrived() == []


@pytest.mark.parametrize("error", ["no_answer:TimeoutError", "fatal_error"])
def test_an_edit_of_which_nobody_knows_is_made_again(desk: Desk, error: str) -> None:
    desk.joins()
    desk.taps(desk.sends_check_in())
    (card,) = claim(desk.office)
    assert settle_one(card, fails(error), desk.office) is LetterState.DUE
    desk.passes(seconds=2)
    assert desk.arrived() == ["check_in", "card"]
