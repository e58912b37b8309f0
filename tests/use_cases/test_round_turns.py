"""Rounds that follow one another: made once for each turn, as the coordinator chose, or not at all."""

from datetime import timedelta

import pytest

from bot.domain.people import Profile
from bot.domain.roles import Role
from bot.domain.rounds import Again, RoundSettings, RoundState
from bot.domain.supporters import Supporter
from bot.use_cases import membership, round_turns, rounds, supporters
from tests.use_cases.desk import Desk
from tests.use_cases.round_table import CHIDI, INTRODUCTION, RESTS, Circle

WEEKLY = RoundSettings(weeks=1, different_team=False, again=Again.BY_ITSELF)
NEWS = "round_news"


@pytest.fixture
def circle(desk: Desk) -> Circle:
    made = Circle(desk)
    made.joins("U1", "U2", "U3", "U4", CHIDI)
    return made


def days_pass(circle: Circle, days: int) -> None:
    for _ in range(days * 8):
        circle.desk.passes(hours=3)


def states(circle: Circle) -> list[str]:
    with circle.place.look() as uow:
        return [one.state for one in uow.rounds._those()]


def test_a_round_that_publishes_itself_comes_every_week_and_repeats_nobody(circle: Circle) -> None:
    circle.publishes(WEEKLY)
    days_pass(circle, 17)
    assert states(circle) == [RoundState.PUBLISHED] * 3
    met = [one for one in circle.desk.slack.arrivals if one.kind == INTRODUCTION]
    with circle.place.look() as uow:
        past = uow.pairs.past().rounds
    assert len(met) == 3 * 4
    assert len({pair for one in past for pair in one.pairs}) == 3 * 2


def test_a_draft_is_made_and_the_coordinators_are_told(circle: Circle) -> None:
    with circle.place.begin() as uow:
        uow.roles.name("U0DARIA", Role.COORDINATOR, circle.place.now(), is_active=True)
    circle.publishes(RoundSettings(weeks=1, different_team=False, again=Again.DRAFT))
    days_pass(circle, 9)
    assert states(circle) == [RoundState.PUBLISHED, RoundState.DRAFT]
    assert circle.told("U0DARIA") == [NEWS]
    assert circle.told(CHIDI).count(NEWS) == 2
    assert circle.told("U1").count(INTRODUCTION) + circle.told("U1").count("round_rests") == 1


def test_two_processes_make_one_round(circle: Circle) -> None:
    circle.publishes(WEEKLY)
    circle.desk.clock.move(days=8)
    (last,) = round_turns.due(circle.place)
    plans = [round_turns.plan_next(last, circle.place) for _ in range(2)]
    made = [round_turns.take(last, plan, circle.place) for plan in plans]
    assert made == [True, False]
    assert len(states(circle)) == 2


def test_a_draft_that_is_there_waits_for_its_coordinator(circle: Circle) -> None:
    circle.publishes(WEEKLY)
    circle.morning_comes()
    sheet = circle.drafts()
    days_pass(circle, 9)
    assert states(circle) == [RoundState.PUBLISHED, RoundState.DRAFT]
    rounds.discard(sheet.seen, CHIDI, circle.place)
    days_pass(circle, 7)
    assert states(circle) == [RoundState.PUBLISHED] * 2


def test_without_a_coordinator_nothing_is_published(circle: Circle) -> None:
    circle.publishes(WEEKLY)
    with circle.place.begin() as uow:
        uow.roles.set_active(CHIDI, Role.COORDINATOR, is_active=False)
    days_pass(circle, 9)
    assert states(circle) == [RoundState.PUBLISHED]
    with circle.place.look() as uow:
        (waiting,) = uow.rounds.in_turn(circle.place.now() + timedelta(days=9))
    assert waiting.next_at is not None


def test_a_round_that_was_undone_is_followed_by_none(circle: Circle) -> None:
    sheet = circle.publishes(WEEKLY)
    rounds.undo(sheet.seen, CHIDI, circle.place)
    days_pass(circle, 9)
    assert states(circle) == [RoundState.DRAFT]


def before_ten(circle: Circle) -> None:
    """Four are published, and it is a minute to ten; the clockwork does not come by any more."""
    circle.publishes(RoundSettings(different_team=False))
    circle.desk.clock.move(hours=7, minutes=59)


def at_ten(circle: Circle) -> None:
    circle.desk.clock.move(minutes=1)
    circle.desk.delivers()


def test_who_leaves_while_letters_are_on_their_way_is_named_in_none_of_them(
    circle: Circle,
) -> None:
    """Eight hundred letters take minutes; the partner hears that the round rests, not nothing."""
    before_ten(circle)
    circle.desk.clock.move(minutes=2)
    circle.leaves("U1")
    circle.desk.delivers()
    assert sorted(circle.told(who) for who in ("U1", "U2", "U3", "U4")) == [
        [], [INTRODUCTION], [INTRODUCTION], [RESTS],
    ]  # fmt: skip


def test_whose_supporter_steps_back_a_minute_before_gives_to_nobody(circle: Circle) -> None:
    circle.joins("U1", takes=False)
    circle.joins("U2", "U3", "U4", gives=False)
    circle.leaves(CHIDI)
    with circle.place.begin() as uow:
        uow.supporters.name(Supporter("U1", "U0SUPPORT", circle.place.now(), circle.place.now()))
    before_ten(circle)
    supporters.step_back("U0SUPPORT", "U1", None, circle.place)
    at_ten(circle)
    assert circle.who_met() == {}


def test_who_is_learnt_to_be_a_guest_a_minute_before_is_introduced_to_nobody(
    circle: Circle,
) -> None:
    before_ten(circle)
    guest = Profile("Europe/Lisbon", "en-GB", None, None, is_guest=True, do_not_disturb=None)
    membership.learn_profile("U1", guest, circle.place)
    at_ten(circle)
    assert "U1" not in circle.who_met()
    assert sorted(circle.told(who)[0] for who in ("U2", "U3", "U4", CHIDI)).count(RESTS) == 1
