"""A check-in once it is out: met by any tap of its own worker, and of nobody else."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.domain.check_ins import Answer, CheckIn, CheckInState, Outcome
from bot.domain.letters import LetterState
from bot.domain.practices import Feeling
from bot.domain.shifts import SignalKind
from bot.store import tables
from bot.store.vault import Vault
from bot.use_cases import check_ins
from tests.use_cases.desk import Desk

HEAVY, LIGHT = Feeling.HEAVY, Feeling.LIGHT


def answers(desk: Desk, worker: str = "U1") -> list[Answer]:
    with desk.place.look() as uow:
        return Vault(uow, worker).answers()


def vault_rows(desk: Desk) -> int:
    with desk.place.look() as uow:
        rows = uow.connection.execute(sa.select(sa.func.count()).select_from(tables.answers))
        return int(rows.scalar() or 0)


@pytest.fixture
def sent(desk: Desk) -> CheckIn:
    """A check-in that U1 has before them."""
    desk.joins()
    return desk.sends_check_in()


def test_a_tap_is_an_answer_and_the_message_becomes_the_card(desk: Desk, sent: CheckIn) -> None:
    desk.taps(sent, HEAVY)
    desk.delivers()
    assert desk.check_in(sent.id).state is CheckInState.ANSWERED
    assert desk.arrived() == ["check_in", "card"]
    assert (desk.slack.arrivals[1].channel, desk.slack.arrivals[1].ts) == (sent.channel, sent.ts)
    assert [answer.feeling for answer in answers(desk)] == [HEAVY]


@pytest.mark.parametrize("feeling", [*Feeling, None])
def test_every_answer_and_none_leaves_the_same_trace(
    desk: Desk, sent: CheckIn, feeling: Feeling | None
) -> None:
    desk.taps(sent, feeling)
    desk.delivers()
    assert desk.arrived() == ["check_in", "card"]
    assert vault_rows(desk) == 1


def test_nobody_answers_for_another(desk: Desk, sent: CheckIn) -> None:
    desk.joins("U2")
    desk.taps(sent, HEAVY, worker="U2")
    assert desk.check_in(sent.id).state is CheckInState.SENT
    assert desk.delivers() == []
    assert vault_rows(desk) == 0


def test_a_tap_that_is_delivered_twice_counts_once(desk: Desk, sent: CheckIn) -> None:
    again = desk.taps(sent, HEAVY)
    check_ins.meet_tap(again, desk.place)
    assert desk.delivers() == [LetterState.SENT]


def test_the_last_answer_within_ten_minutes_stands(desk: Desk, sent: CheckIn) -> None:
    desk.taps(sent, HEAVY)
    desk.clock.move(minutes=10)
    check_ins.change_answer(desk.meeting(sent, feeling=LIGHT), desk.place)
    assert [answer.feeling for answer in answers(desk)] == [LIGHT]
    desk.clock.move(seconds=1)
    check_ins.change_answer(desk.meeting(sent, feeling=HEAVY), desk.place)
    assert [answer.feeling for answer in answers(desk)] == [LIGHT]


def test_changing_the_answer_changes_no_message(desk: Desk, sent: CheckIn) -> None:
    desk.taps(sent, HEAVY)
    desk.delivers()
    check_ins.change_answer(desk.meeting(sent, feeling=LIGHT), desk.place)
    assert desk.delivers() == []


def test_a_later_tap_without_an_answer_does_not_wipe_the_answer(desk: Desk, sent: CheckIn) -> None:
    desk.taps(sent, HEAVY)
    desk.taps(sent)
    assert [answer.feeling for answer in answers(desk)] == [HEAVY]


def test_nobody_changes_the_answer_of_another(desk: Desk, sent: CheckIn) -> None:
    desk.taps(sent, HEAVY)
    desk.joins("U2")
    check_ins.change_answer(desk.meeting(sent, feeling=LIGHT, worker="U2"), desk.place)
    assert [answer.feeling for answer in answers(desk)] == [HEAVY]
    assert answers(desk, "U2") == []


def test_the_outcome_joins_the_answer(desk: Desk, sent: CheckIn) -> None:
    desk.taps(sent, HEAVY)
    check_ins.say_outcome(desk.meeting(sent), Outcome.LIGHTER, desk.place)
    (kept,) = answers(desk)
    assert (kept.feeling, kept.outcome) == (HEAVY, Outcome.LIGHTER)
    assert vault_rows(desk) == 1


def test_hard_to_say_is_an_answer_of_which_no_value_is_kept(desk: Desk, sent: CheckIn) -> None:
    desk.taps(sent, Feeling.HARD_TO_SAY)
    assert desk.check_in(sent.id).state is CheckInState.ANSWERED
    assert [answer.feeling for answer in answers(desk)] == [None]


def test_who_keeps_nothing_has_the_same_empty_row(desk: Desk) -> None:
    desk.joins(keep_days=0)
    desk.taps(desk.sends_check_in(), HEAVY)
    assert vault_rows(desk) == 1
    assert answers(desk) == []


def test_the_answer_is_remembered_for_the_card_as_long_as_it_counts(
    desk: Desk, sent: CheckIn
) -> None:
    desk.taps(sent, HEAVY)
    assert check_ins.kept_feeling("U1", sent.id, desk.place) is HEAVY
    assert check_ins.kept_feeling("U2", sent.id, desk.place) is None
    desk.clock.move(hours=12, seconds=1)
    assert check_ins.kept_feeling("U1", sent.id, desk.place) is None


def test_unanswered_for_four_hours_it_becomes_the_card_without_a_word(
    desk: Desk, sent: CheckIn
) -> None:
    desk.passes(hours=3, minutes=59)
    assert desk.check_in(sent.id).state is CheckInState.SENT
    desk.passes(minutes=1)
    assert desk.check_in(sent.id).state is CheckInState.LAPSED
    desk.passes(hours=24)
    assert desk.arrived() == ["check_in", "card"]


def test_a_late_tap_counts_for_twelve_hours_and_then_stores_nothing(
    desk: Desk, sent: CheckIn
) -> None:
    desk.passes(hours=12)
    desk.taps(sent, HEAVY)
    assert [answer.feeling for answer in answers(desk)] == [HEAVY]


def test_a_tap_after_twelve_hours_stores_nothing_and_still_gets_the_card(
    desk: Desk, sent: CheckIn
) -> None:
    desk.passes(hours=12, seconds=1)
    desk.taps(sent, HEAVY)
    check_ins.say_outcome(desk.meeting(sent), Outcome.SAME, desk.place)
    assert vault_rows(desk) == 0
    assert desk.delivers() == [LetterState.SENT]


# An emoji


def reacts(desk: Desk, check_in: CheckIn, feeling: Feeling | None = None, **more: object) -> bool:
    meeting = replace(desk.meeting(check_in, feeling=feeling), check_in=None, **more)  # type: ignore[arg-type]  # every field by its name
    return check_ins.meet_emoji(meeting, desk.place)


def test_an_emoji_is_an_answer_and_the_card_comes_fresh(desk: Desk, sent: CheckIn) -> None:
    assert reacts(desk, sent, HEAVY)
    desk.delivers()
    assert desk.arrived() == ["check_in", "fresh_card", "withdrawal"]
    assert [answer.feeling for answer in answers(desk)] == [HEAVY]
    assert desk.check_in(sent.id).state is CheckInState.ANSWERED


def test_an_emoji_that_means_nothing_is_met_the_same(desk: Desk, sent: CheckIn) -> None:
    assert reacts(desk, sent)
    desk.delivers()
    assert desk.arrived() == ["check_in", "fresh_card", "withdrawal"]
    assert desk.check_in(sent.id).state is CheckInState.ANSWERED


def test_an_emoji_delivered_three_times_has_its_effect_once(desk: Desk, sent: CheckIn) -> None:
    for _ in range(3):
        assert reacts(desk, sent, HEAVY, key="event-1")
    desk.delivers()
    assert desk.arrived() == ["check_in", "fresh_card", "withdrawal"]


def test_an_emoji_on_a_message_that_is_not_ours_leaves_no_row(desk: Desk, sent: CheckIn) -> None:
    assert not reacts(desk, sent, ts="999.9", key="event-1")
    assert not reacts(desk, sent, channel="D-somebody", key="event-1")
    with desk.place.begin() as uow:
        assert uow.inbound.is_new("event-1", desk.now)


def test_an_emoji_of_a_stranger_on_my_message_is_not_my_answer(desk: Desk, sent: CheckIn) -> None:
    desk.joins("U2")
    assert not reacts(desk, sent, HEAVY, worker="U2")
    assert not reacts(desk, sent, HEAVY, worker="U-unknown")
    assert desk.check_in(sent.id).state is CheckInState.SENT


def test_an_emoji_on_the_card_is_met_and_answers_nothing(desk: Desk, sent: CheckIn) -> None:
    desk.taps(sent)
    desk.delivers()
    reacts(desk, sent, HEAVY)
    desk.delivers()
    fresh = desk.slack.arrivals[-2]
    assert fresh.kind == "fresh_card"
    on_the_fresh_card = replace(sent, ts=fresh.ts)
    assert reacts(desk, on_the_fresh_card, LIGHT)
    desk.delivers()
    assert desk.arrived()[-2:] == ["fresh_card", "withdrawal"]
    assert [answer.feeling for answer in answers(desk)] == [HEAVY]


# Still on shift


@pytest.mark.parametrize("minutes", [15, 60])
def test_still_on_shift_moves_the_same_check_in(desk: Desk, sent: CheckIn, minutes: int) -> None:
    check_ins.stay_on_shift(desk.meeting(sent), minutes, desk.place)
    desk.delivers()
    assert desk.arrived() == ["check_in", "withdrawal"]
    desk.passes(minutes=minutes - 1)
    assert len(desk.arrived()) == 2
    desk.passes(minutes=1)
    assert desk.arrived() == ["check_in", "withdrawal", "check_in"]
    assert [one.id for one in desk.check_ins()] == [sent.id]


def test_still_on_shift_until_i_say_waits_for_my_word(desk: Desk, sent: CheckIn) -> None:
    check_ins.stay_on_shift(desk.meeting(sent), None, desk.place)
    desk.passes(hours=9)
    assert desk.arrived() == ["check_in", "withdrawal"]
    desk.done()
    desk.passes(minutes=20)
    assert desk.arrived() == ["check_in", "withdrawal", "check_in"]
    assert [one.id for one in desk.check_ins()] == [sent.id]


def test_still_on_shift_until_i_say_is_ended_by_the_next_start_too(
    desk: Desk, sent: CheckIn
) -> None:
    check_ins.stay_on_shift(desk.meeting(sent), None, desk.place)
    desk.passes(hours=20)
    desk.hears(SignalKind.STARTED)
    assert desk.open_one() is None


def test_a_second_tap_on_still_on_shift_does_not_lose_the_check_in(
    desk: Desk, sent: CheckIn
) -> None:
    """Two quick taps on the menu: the message is already gone when the second one is met."""
    check_ins.stay_on_shift(desk.meeting(sent), 15, desk.place)
    check_ins.stay_on_shift(desk.meeting(sent), 15, desk.place)
    desk.passes(minutes=15)
    assert desk.arrived().count("check_in") == 2
    assert desk.check_in(sent.id).state is CheckInState.SENT


def test_nobody_stays_on_shift_for_another(desk: Desk, sent: CheckIn) -> None:
    desk.joins("U2")
    check_ins.stay_on_shift(desk.meeting(sent, worker="U2"), 15, desk.place)
    assert desk.check_in(sent.id).state is CheckInState.SENT
    assert desk.delivers() == []


def test_who_has_left_is_not_asked_again_by_still_on_shift(desk: Desk, sent: CheckIn) -> None:
    with desk.place.begin() as uow:
        uow.people.save(replace(desk.worker(), is_on=False))
    check_ins.stay_on_shift(desk.meeting(sent), 15, desk.place)
    desk.passes(minutes=15)
    assert desk.arrived() == ["check_in", "card"]
