"""A question of which nobody knows whether it arrived, or that is on its way, is never asked again."""

import time
from dataclasses import replace
from datetime import timedelta
from threading import Thread

from bot.courier.claim import claim
from bot.courier.faults import Fault
from bot.courier.office import Sent
from bot.domain.check_ins import CheckIn, CheckInState
from bot.domain.practices import Feeling
from bot.store.vault import Vault
from bot.use_cases import check_ins, membership
from tests.courier.settling import settle_one
from tests.use_cases.desk import Desk

HEAVY = Feeling.HEAVY


def answers(desk: Desk) -> list[Feeling | None]:
    with desk.place.look() as uow:
        return [answer.feeling for answer in Vault(uow, "U1").answers()]


def doubtful(desk: Desk) -> CheckIn:
    """A check-in of which nobody knows whether it arrived."""
    desk.joins()
    desk.done()
    desk.clock.move(minutes=20)
    (parcel,) = claim(desk.office)
    settle_one(parcel, Sent(fault=Fault("no_answer:TimeoutError")), desk.office)
    return desk.last_check_in()


def test_another_moment_does_not_repeat_a_question_that_may_have_arrived(desk: Desk) -> None:
    doubtful(desk)
    desk.clock.move(hours=20)
    membership.choose_moment("U1", 0, desk.place)
    assert claim(desk.office) == []
    assert desk.letters() == {"uncertain": 1}


def test_another_moment_does_not_repeat_a_question_that_is_on_its_way(desk: Desk) -> None:
    desk.joins()
    desk.done()
    desk.clock.move(minutes=20)
    assert len(claim(desk.office)) == 1
    membership.choose_moment("U1", 0, desk.place)
    assert claim(desk.office) == []


def test_a_doubtful_question_that_is_answered_after_twelve_hours_keeps_nothing(desk: Desk) -> None:
    planned = doubtful(desk)
    desk.clock.move(hours=20)
    desk.taps(planned, HEAVY, channel="D1", ts="7.0")
    assert answers(desk) == []


def test_an_emoji_on_a_message_of_which_nobody_knew_whether_it_arrived(desk: Desk) -> None:
    planned = doubtful(desk)
    meeting = replace(desk.meeting(planned, feeling=HEAVY), check_in=None)
    assert check_ins.meet_emoji(replace(meeting, channel="D-U1", ts="7.0"), desk.place)
    assert desk.letters() == {"sent": 1, "due": 1}
    assert desk.check_in(planned.id).state is CheckInState.ANSWERED
    assert answers(desk) == [HEAVY]


def test_an_emoji_sees_what_was_done_while_it_waited_for_its_turn(desk: Desk) -> None:
    """Still on shift, a moment before: what is to come again is not answered by the old message."""
    desk.joins()
    sent = desk.sends_check_in()
    later = replace(sent.moved_to(desk.now + timedelta(minutes=15)), channel=None, ts=None)
    meeting = replace(desk.meeting(sent, feeling=HEAVY), check_in=None)
    other = Thread(target=check_ins.meet_emoji, args=(meeting, desk.place))
    with desk.place.begin() as uow:
        uow.people.locked("U1")
        other.start()
        time.sleep(0.2)
        uow.check_ins.save(later, desk.now)
    other.join()
    assert desk.check_in(sent.id).state is CheckInState.PLANNED
    assert answers(desk) == []
