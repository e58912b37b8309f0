"""What a worker says of cards and of themselves is obeyed at once, kept for them alone, and taken back."""

import io
from collections.abc import Iterator

import pytest

from bot.sandbox.seats import Seat
from tests.fakes import TWO_AT_NIGHT
from tests.rules.logbooks import logbook
from tests.rules.outages import gone
from tests.rules.records import rows
from tests.stories.stage import Stage
from tests.stories.steps import (
    answers,
    gets_a_check_in,
    label,
    modal,
    turns_on,
    what_is_held,
)
from tests.stories.test_six_nights import card, reads_on, reads_why, title

HELPS, NOT_AGAIN = label("minute.judge.helps"), label("minute.judge.not_again")
TAKE_BACK = label("minute.judge.taken_back")
NOT_KEPT = label("minute.not_kept")
THREE_WAYS = label("minute.say.three_ways")
WAY_HOME = label("minute.say.way_home")
SUITS = label("suits.label")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    with logbook() as opened:
        yield opened


def says(night: Stage, seat: Seat, judgement: str) -> None:
    """Behind the dots beside Lighter, Same and Heavier."""
    seat.taps("⋯", choose=judgement, where="modal")
    night.settles()


def next_shift(night: Stage, seat: Seat, answer: str = "Heavy") -> None:
    """A day later another shift has ended, and is answered; the card lies open."""
    if seat.modal() is not None:
        seat.closes()
    night.passes(hours=24)
    gets_a_check_in(night, seat)
    answers(night, seat, answer)


def chooses_what_suits(night: Stage, seat: Seat, *settings: str) -> None:
    seat.taps("Settings", where="home")
    night.settles()
    seat.taps(label("suits.title"))
    night.settles()
    seat.fills({SUITS: [label(f"suits.option.{one}") for one in settings]})
    seat.submits()
    night.settles()
    while seat.modal() is not None:
        seat.closes()


def gets_a_card(night: Stage, seat: Seat, answer: str = "Heavy") -> None:
    gets_a_check_in(night, seat)
    answers(night, seat, answer)


# --- Helps me, not again ----------------------------------------------------------------------------


def test_not_again_is_obeyed_at_once_and_in_later_shifts(night: Stage, ana: Seat) -> None:
    gets_a_card(night, ana)
    unwanted = title(ana)
    says(night, ana, NOT_AGAIN)
    assert label("minute.judged.not_again") in modal(ana)
    assert title(ana) != unwanted
    night.passes(days=15)
    for _ in range(2):
        next_shift(night, ana)
        assert unwanted not in [one.title for one in reads_on(night, ana, cards=8)]


def test_helps_is_noted_and_the_card_may_come_sooner_than_others(night: Stage, ana: Seat) -> None:
    gets_a_card(night, ana)
    helpful = title(ana)
    says(night, ana, HELPS)
    assert label("minute.judged.helps") in modal(ana)
    assert title(ana) == helpful
    assert f"[⋯ {NOT_AGAIN} / {TAKE_BACK}]" in modal(ana)
    ana.taps("Another")
    night.settles()
    next_shift(night, ana)
    seen = []
    for _ in range(8):
        seen.append(title(ana))
        ana.taps("Another")
        night.settles()
    assert helpful in seen, "in two weeks in which other cards do not come back"


def test_what_was_said_is_shown_and_can_be_forgotten(night: Stage, ana: Seat) -> None:
    gets_a_card(night, ana)
    helpful = title(ana)
    says(night, ana, HELPS)
    ana.taps("Another")
    night.settles()
    unwanted = title(ana)
    says(night, ana, NOT_AGAIN)
    ana.closes()
    held = what_is_held(night, ana)
    assert f"*Helps you:* {helpful}" in held
    assert f"*Not again:* {unwanted}" in held
    ana.taps("Who sees what", where="home")
    ana.taps("What you hold on me")
    night.settles()
    ana.taps(label("privacy.button.forget_cards"))
    night.settles()
    ana.closes()
    ana.closes()
    held = what_is_held(night, ana)
    assert helpful not in held
    assert unwanted not in held


def test_what_was_said_is_taken_back_where_it_was_said(night: Stage, ana: Seat) -> None:
    gets_a_card(night, ana)
    says(night, ana, HELPS)
    says(night, ana, TAKE_BACK)
    assert label("minute.judged.taken_back") in modal(ana)
    assert f"[⋯ {HELPS} / {NOT_AGAIN}]" in modal(ana)
    ana.closes()
    assert "*Helps you:*" not in what_is_held(night, ana)


def test_delete_everything_deletes_this_too(night: Stage, ana: Seat) -> None:
    chooses_what_suits(night, ana, "no_breath")
    gets_a_card(night, ana)
    says(night, ana, HELPS)
    ana.closes()
    ana.taps("Who sees what", where="home")
    ana.taps("What you hold on me")
    night.settles()
    ana.taps("Delete everything", confirmed=True)
    ana.sees("Everything about you is deleted here.")
    ana.closes()
    ana.closes()
    assert [row for row in rows(night) if row.get("worker") == ana.id] == []
    turns_on(night)
    held = what_is_held(night, ana)
    assert "*Helps you:*" not in held
    assert "*What suits you:*" not in held


def test_nobody_else_sees_any_of_it(log: io.StringIO, night: Stage, ana: Seat) -> None:
    ben = turns_on(night, "Ben")
    gets_a_card(night, ana)
    unwanted = card(night, ana)
    before = ben.screen()
    says(night, ana, NOT_AGAIN)
    ana.closes()
    assert ben.screen() == before
    assert unwanted.title not in what_is_held(night, ben)
    gets_a_check_in(night, ben)
    answers(night, ben, "Heavy")
    assert unwanted.id in [one.id for one in reads_on(night, ben, cards=3)]
    assert unwanted.id not in log.getvalue()
    assert "not_again" not in log.getvalue()


# --- What suits me ----------------------------------------------------------------------------------


def test_no_breath_and_nothing_aloud_hold_for_every_card(night: Stage, ana: Seat) -> None:
    chooses_what_suits(night, ana, "no_breath", "people_around")
    held = what_is_held(night, ana)
    assert label("suits.option.no_breath") in held
    gets_a_card(night, ana, "A bit heavy")
    for one in reads_on(night, ana, cards=8):
        assert not one.needs.breath
        assert not one.needs.quiet
    assert label("because.no_breath") in reads_why(night, ana)


def test_a_night_worker_is_met_as_one_when_no_shift_is_known(night: Stage, ana: Seat) -> None:
    """At an hour at which nights end: at five in the morning."""
    night.passes(hours=3)
    ana.taps("Take a minute", where="home")
    night.settles()
    assert card(night, ana).family != "SLEEP"
    ana.closes()
    chooses_what_suits(night, ana, "night_worker")
    ana.taps("Take a minute", where="home")
    night.settles()
    assert WAY_HOME in modal(ana)
    assert label("because.night") in reads_why(night, ana)


def test_who_drives_home_is_asked_whether_they_are_awake_first(night: Stage, ana: Seat) -> None:
    chooses_what_suits(night, ana, "driving_home")
    gets_a_card(night, ana)
    assert modal(ana).splitlines()[1].strip() == WAY_HOME
    assert label("because.way_home_by_car") in reads_why(night, ana)


def test_what_suits_is_there_when_the_form_opens_again_and_can_be_emptied(
    night: Stage, ana: Seat
) -> None:
    chooses_what_suits(night, ana, "no_movement")
    assert label("suits.option.no_movement") in what_is_held(night, ana)
    chooses_what_suits(night, ana)
    assert "*What suits you:*" not in what_is_held(night, ana)


# --- What is known of the shift, and of the last two weeks ------------------------------------------


def test_many_hard_contacts_told_by_the_rota_bring_an_end_to_them(night: Stage, ana: Seat) -> None:
    told = {"ended_at": TWO_AT_NIGHT.isoformat(), "hard_contacts": 4}
    night.signals("shift.ended", {"slack_id": ana.id}, shift_id="full", **told)
    night.settles()
    night.passes(minutes=20)
    answers(night, ana, "A bit heavy")
    assert label("because.many_hard_contacts") in reads_why(night, ana)
    assert card(night, ana).family in {"LAND", "CARE", "MOV"}


def test_three_heavy_answers_bring_one_line_with_three_ways_and_nobody_is_told(
    log: io.StringIO, night: Stage, ana: Seat
) -> None:
    ben = turns_on(night, "Ben")
    gets_a_card(night, ana)
    for _ in range(2):
        assert THREE_WAYS not in modal(ana)
        next_shift(night, ana)
    assert THREE_WAYS in modal(ana)
    assert "[Talk to a person]" in modal(ana)
    assert label("because.three_ways") in reads_why(night, ana)
    assert THREE_WAYS not in str(night.town.kept())
    assert "three_ways" not in log.getvalue()
    ben.sees_not(THREE_WAYS)
    night.passes(days=15)
    next_shift(night, ana)
    assert THREE_WAYS not in modal(ana), "they are too long ago"


# --- With the database away, and for who has not joined ---------------------------------------------


def test_with_the_database_away_a_card_comes_and_it_is_said_what_cannot_be_kept(
    night: Stage, ana: Seat
) -> None:
    gets_a_card(night, ana)
    with gone(night):
        ana.taps("Something more exact", choose=label("situations.button.S06"))
        ana.sees(label("minute.say.person_first"))
        assert "[Lighter] [Same] [Heavier]" in modal(ana)
        ana.taps("⋯", choose=HELPS, where="modal")
        ana.sees(NOT_KEPT)
        before = title(ana)
        ana.taps("Another")
        ana.waits_for(lambda _: title(ana) != before, what="another card")
        ana.taps("Why this?")
        ana.sees(label("because.a_child"))
        ana.taps("Talk to a person")
        ana.sees("== Modal: People to call ==")
        ana.closes()
    ana.closes()
    night.settles()
    assert "*Helps you:*" not in what_is_held(night, ana)


def test_who_has_check_ins_off_gets_the_same_cards_and_leaves_nothing(night: Stage) -> None:
    ben = night.seat("Ben")
    ben.opens_home()
    ben.sees("off until you turn it on")
    night.settles()
    before = [row for row in rows(night) if row["table"] != "inbound"]
    ben.taps("Try one minute now")
    night.settles()
    ben.taps("Something more exact", choose=label("situations.button.S03"))
    night.settles()
    assert label("minute.say.person_first") in modal(ben)
    says(night, ben, HELPS)
    assert label("minute.judged.off") in modal(ben)
    ben.closes()
    after = [row for row in rows(night) if row["table"] != "inbound"]
    assert after == before
