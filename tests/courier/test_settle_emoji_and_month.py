"""A fresh card after an emoji, and the question after a quiet month: what follows if they do not arrive."""

import pytest

from bot.courier.claim import claim
from bot.courier.office import Parcel, Sent
from bot.use_cases import check_ins
from tests.courier.parcels import fails
from tests.courier.settling import settle_one
from tests.use_cases.desk import Desk


def fresh_card(desk: Desk) -> Parcel:
    """An emoji was met, and the fresh card is on its way."""
    desk.joins()
    sent = desk.sends_check_in()
    check_ins.meet_emoji(desk.meeting(sent), desk.place)
    (parcel,) = claim(desk.office)
    assert (parcel.kind, parcel.channel, parcel.ts) == ("fresh_card", sent.channel, sent.ts)
    return parcel


def test_the_message_with_the_emoji_goes_when_the_fresh_card_is_there(desk: Desk) -> None:
    parcel = fresh_card(desk)
    assert claim(desk.office) == []
    settle_one(parcel, Sent(parcel.channel, "9.0"), desk.office)
    (withdrawal,) = claim(desk.office)
    assert (withdrawal.kind, withdrawal.ts) == ("withdrawal", parcel.ts)


@pytest.mark.parametrize("error", ["no_answer:TimeoutError", "invalid_blocks"])
def test_when_the_fresh_card_may_not_have_come_the_old_message_becomes_the_card(
    desk: Desk, error: str
) -> None:
    parcel = fresh_card(desk)
    settle_one(parcel, fails(error), desk.office)
    desk.delivers()
    assert desk.arrived() == ["check_in", "card"]


def test_a_fresh_card_that_is_hours_late_makes_no_sound(desk: Desk) -> None:
    parcel = fresh_card(desk)
    settle_one(parcel, fails("not_connected"), desk.office)
    desk.passes(hours=2, minutes=1)
    desk.delivers()
    assert desk.arrived() == ["check_in", "card"]


def test_a_question_that_did_not_leave_was_not_asked(desk: Desk) -> None:
    desk.joins(may_ask_once=True)
    desk.passes(days=30)
    assert desk.worker().asked_once_at is not None
    desk.done()
    desk.clock.move(hours=15)
    assert claim(desk.office) == []
    assert desk.worker().asked_once_at is None
