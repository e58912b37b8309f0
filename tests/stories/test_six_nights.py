"""Six different nights: what a worker is handed at the end of each, as a friend would hand it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.domain.practices import Practice
from bot.sandbox.seats import Seat
from handlers.cli import app
from tests.fakes import TWO_AT_NIGHT
from tests.stories.stage import Stage, stage
from tests.stories.steps import answers, gets_a_check_in, label, modal, turns_on

WAY_TO_A_CARD = {"Light": "A practice anyway", "Very heavy": "Help me land first"}
BRIGHT = {"GOOD", "MEAN"}
WAY_HOME = label("minute.say.way_home")
PERSON_FIRST = label("minute.say.person_first")
STANDS_IN = label("minute.because.stands_in")
TO_SIGN = ("RISK-01", "IMG-02", "IMG-03", "MORAL-01", "ANG-01")


@pytest.fixture
def signed_night(kind: str, tmp_path: Path) -> Iterator[Stage]:
    """The same night where a clinician has read the hard cards and put a name to them."""
    ours = tmp_path / "our-prompts"
    ours.mkdir()
    words = ["prompts", "sign", *TO_SIGN, "--by", "Dr Ada Okafor", "--folder", str(ours)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    with stage(kind, prompts_dir=ours) as opened:
        yield opened


def title(seat: Seat) -> str:
    view = seat.modal()
    assert view is not None
    return str(next(one["text"]["text"] for one in view["blocks"] if one["type"] == "header"))


def card(night: Stage, seat: Seat) -> Practice:
    cards = night.services.library.practices("en")
    return next(one for one in cards if one.title == title(seat))


def ends_the_shift(night: Stage, seat: Seat, says: str, situation: str | None = None) -> None:
    """Answers, lands on a card, and says in one more tap what it was about."""
    gets_a_check_in(night, seat)
    answers(night, seat, says)
    if says in WAY_TO_A_CARD:
        seat.taps(WAY_TO_A_CARD[says])
        night.settles()
    if situation is not None:
        seat.taps("Something more exact", choose=label(f"situations.button.{situation}"))
        night.settles()


def reads_on(night: Stage, seat: Seat, cards: int = 5) -> list[Practice]:
    """The card that is open, and those that come by "Another"; a person stands beside each."""
    seen = [card(night, seat)]
    for _ in range(cards - 1):
        seat.taps("Another")
        night.settles()
        seen.append(card(night, seat))
        assert "[Talk to a person]" in modal(seat)
        assert "call *999*" in modal(seat)
    assert len({one.id for one in seen}) == len(seen)
    return seen


def reads_why(night: Stage, seat: Seat) -> str:
    practice = title(seat)
    seat.taps("Why this?")
    night.settles()
    assert title(seat) == practice
    return modal(seat)


def a_person_stands_above(seat: Seat) -> bool:
    above, _, _ = modal(seat).partition(title(seat))
    return PERSON_FIRST in above and "[Talk to a person]" in above


# --- As the library ships: no clinician has signed a card -------------------------------------------


def test_an_acute_call(night: Stage) -> None:
    ana = turns_on(night)
    ends_the_shift(night, ana, "Very heavy", "S03")
    assert a_person_stands_above(ana)
    why = reads_why(night, ana)
    assert label("because.danger_to_life") in why
    assert STANDS_IN in why
    for one in reads_on(night, ana, cards=4):
        assert one.family in {"LAND", "REACH"}
        assert not one.is_hard
        assert not one.needs.breath
        assert a_person_stands_above(ana)


def test_a_child_harm_call(night: Stage) -> None:
    ana = turns_on(night)
    ends_the_shift(night, ana, "Heavy", "S06")
    assert a_person_stands_above(ana)
    why = reads_why(night, ana)
    assert label("because.a_child") in why
    assert STANDS_IN in why
    first, *others = reads_on(night, ana)
    assert first.family == "LAND"
    assert not any(one.is_hard or one.family in BRIGHT for one in (first, *others))


def test_an_abusive_caller(night: Stage) -> None:
    ana = turns_on(night)
    ends_the_shift(night, ana, "A bit heavy", "S07")
    assert label("because.aimed_at_you") in reads_why(night, ana)
    first, *others = reads_on(night, ana)
    assert "S07" in first.situations
    assert not any(one.is_hard or one.family in BRIGHT for one in (first, *others))


def test_a_quiet_night_shift(night: Stage) -> None:
    """Nothing is named; that it was a night is known from the signal, which told when it began."""
    ana = turns_on(night)
    began, ended = TWO_AT_NIGHT - timedelta(hours=8), TWO_AT_NIGHT
    told = {"started_at": began.isoformat(), "ended_at": ended.isoformat()}
    night.signals("shift.ended", {"slack_id": ana.id}, shift_id="quiet", **told)
    night.settles()
    night.passes(minutes=20)
    answers(night, ana, "Light")
    ana.taps("A practice anyway")
    night.settles()
    assert modal(ana).splitlines()[1].strip() == WAY_HOME
    assert card(night, ana).family == "SLEEP"
    assert label("because.night") in reads_why(night, ana)
    assert title(ana) == night.services.library.practice("SLEEP-01", "en").title  # type: ignore[union-attr]  # it is there
    ana.closes()
    night.passes(hours=5)
    ana.taps("Take a minute", where="message")
    night.settles()
    ana.taps("A practice anyway")
    night.settles()
    assert WAY_HOME not in modal(ana), "at home by now"
    assert card(night, ana).family == "SLEEP"


def test_people_turned_away(night: Stage) -> None:
    ana = turns_on(night)
    ends_the_shift(night, ana, "Heavy", "S10")
    why = reads_why(night, ana)
    assert label("because.the_system_could_not") in why
    first, *others = reads_on(night, ana)
    assert first.family == "KIND"
    assert not any(one.is_hard or one.family in BRIGHT for one in (first, *others))


def test_a_good_call(night: Stage) -> None:
    ana = turns_on(night)
    ends_the_shift(night, ana, "Light", "S26")
    assert card(night, ana).family in BRIGHT
    assert PERSON_FIRST not in modal(ana)
    assert label("because.good_or_ordinary") in reads_why(night, ana)


def test_a_good_call_in_a_heavy_night_is_met_with_nothing_bright(night: Stage) -> None:
    ana = turns_on(night)
    ends_the_shift(night, ana, "Heavy", "S26")
    assert not any(one.family in BRIGHT for one in reads_on(night, ana))


# --- Where a clinician of the organisation has signed -----------------------------------------------


@pytest.mark.parametrize(
    ("situation", "first"),
    [("S03", {"RISK-01"}), ("S06", {"IMG-02", "IMG-03"}), ("S10", {"MORAL-01", "KIND-02"})],
)
def test_what_a_clinician_has_signed_comes_first(
    signed_night: Stage, situation: str, first: set[str]
) -> None:
    night, ana = signed_night, turns_on(signed_night)
    ends_the_shift(night, ana, "Heavy", situation)
    assert card(night, ana).id in first
    assert a_person_stands_above(ana) == (situation != "S10")
    assert STANDS_IN not in reads_why(night, ana)
    assert not any(one.family in BRIGHT for one in reads_on(night, ana))


def test_what_nobody_has_signed_still_reaches_nobody(signed_night: Stage) -> None:
    night, ana = signed_night, turns_on(signed_night)
    ends_the_shift(night, ana, "Heavy", "S03")
    for one in reads_on(night, ana, cards=8):
        assert one.id in TO_SIGN or not one.is_hard
    ana.sees_not(label("minute.unsigned"))


def test_the_next_day_it_is_about_the_days_and_no_more_about_the_hour(signed_night: Stage) -> None:
    """A look-in after such a call: nobody is asked then whether anything is still open tonight."""
    night, ana = signed_night, turns_on(signed_night)
    ends_the_shift(night, ana, "Heavy", "S03")
    assert card(night, ana).id == "RISK-01"
    ana.taps("Tomorrow")
    night.settles()
    ana.closes()
    night.passes(hours=39)
    answers(night, ana, "Heavy")
    ana.taps("Something more exact", choose=label("situations.button.S03"))
    night.settles()
    assert label("because.danger_to_life_first_days") in reads_why(night, ana)
    assert all(one.id != "RISK-01" for one in reads_on(night, ana))
