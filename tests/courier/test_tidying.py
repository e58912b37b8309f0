"""After a courier that vanished nothing asks twice, and nothing is left asking."""

from dataclasses import replace

from bot.courier.claim import claim
from bot.courier.tidying import tidy_doubts
from bot.domain.letters import LEASE
from bot.use_cases import check_ins
from tests.use_cases.desk import Desk


def plan(desk: Desk, workers: int = 1) -> None:
    """So many check-ins that are due now."""
    for number in range(1, workers + 1):
        desk.joins(f"U{number}")
        desk.done(f"U{number}")
    desk.clock.move(minutes=20)


def test_a_courier_that_vanishes_leaves_a_doubt_and_no_second_message(desk: Desk) -> None:
    plan(desk)
    claim(desk.office)
    desk.wall.move(seconds=LEASE.total_seconds())
    assert tidy_doubts(desk.office) == 0
    desk.wall.move(seconds=1)
    assert tidy_doubts(desk.office) == 1
    assert desk.letters() == {"uncertain": 1}
    assert claim(desk.office) == []


def test_an_edit_whose_courier_vanished_is_done_again(desk: Desk) -> None:
    """An edit twice is an edit once; without it the answered question would keep its buttons."""
    desk.joins()
    desk.taps(desk.sends_check_in())
    claim(desk.office)
    desk.wall.move(seconds=LEASE.total_seconds() + 1)
    tidy_doubts(desk.office)
    assert [parcel.kind for parcel in claim(desk.office)] == ["card"]


def test_a_doubt_that_nobody_lifts_is_given_up_after_a_day(desk: Desk) -> None:
    plan(desk)
    claim(desk.office)
    desk.wall.move(seconds=LEASE.total_seconds() + 1)
    tidy_doubts(desk.office)
    desk.clock.move(hours=24, seconds=1)
    tidy_doubts(desk.office)
    assert desk.letters() == {"abandoned": 1}


def test_a_fresh_card_whose_sender_vanished_leaves_no_question_standing(desk: Desk) -> None:
    desk.joins()
    sent = desk.sends_check_in()
    check_ins.meet_emoji(replace(desk.meeting(sent), check_in=None), desk.place)
    (fresh,) = claim(desk.office)
    assert fresh.kind == "fresh_card"
    desk.wall.move(seconds=LEASE.total_seconds() + 1)
    tidy_doubts(desk.office)
    (card,) = claim(desk.office)
    assert (card.kind, card.channel, card.ts) == ("card", sent.channel, sent.ts)
