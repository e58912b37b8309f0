"""A round is drafted, edited, published and undone, and whoever is not there hears and tells nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.audit import Act
from bot.domain.errors import (
    ChangedMeanwhile,
    NoFittingPartner,
    NotACoordinator,
    NotInThisRound,
    TooLateToUndo,
)
from bot.domain.pairing.proposals import Why
from bot.domain.rounds import RoundSettings, RoundState
from bot.use_cases import buddies, drafts, membership, rounds
from tests.use_cases.desk import Desk
from tests.use_cases.round_table import CHIDI, INTRODUCTION, PLAIN, RESTS, Circle, partners

FOUR = ("U1", "U2", "U3", "U4")


@pytest.fixture
def circle(desk: Desk) -> Circle:
    made = Circle(desk)
    made.joins(*FOUR)
    return made


def test_everybody_hears_at_ten_in_their_own_morning(circle: Circle) -> None:
    circle.joins("U5", zone="Asia/Tokyo")
    circle.joins("U6", zone="America/New_York")
    circle.publishes()
    circle.desk.passes(hours=0.9)
    assert circle.told("U1") == []
    circle.desk.passes(hours=30)
    hours = {
        one.to: circle.desk.worker(one.to).local(one.at).hour
        for one in circle.desk.slack.arrivals
        if one.kind == INTRODUCTION
    }
    assert set(hours) == {*FOUR, "U5", "U6"}


def test_nobody_hears_before_ten(circle: Circle) -> None:
    circle.publishes()
    circle.desk.passes(hours=7.9)
    assert circle.who_met() == {}
    circle.desk.passes(hours=0.2)
    met = circle.who_met()
    assert set(met) == set(FOUR)
    assert all(met[other] == (who,) for who, (other,) in met.items())


def test_a_pair_begins_when_both_have_heard_and_is_over_by_itself(circle: Circle) -> None:
    sheet = circle.publishes()
    (other,) = partners(sheet)["U1"]
    assert circle.standing("U1") == buddies.look("U1", circle.place).paired_with == ()
    circle.morning_comes()
    assert circle.standing("U1") == buddies.look("U1", circle.place).paired_with == (other,)
    circle.desk.clock.move(weeks=4)
    assert circle.standing("U1") == ()


def test_undone_means_that_nobody_hears_anything(circle: Circle) -> None:
    sheet = circle.publishes()
    undone = rounds.undo(sheet.seen, CHIDI, circle.place)
    assert undone.round.state is RoundState.DRAFT
    assert partners(undone) == partners(sheet)
    circle.desk.passes(hours=40)
    assert [circle.told(who) for who in FOUR] == [[], [], [], []]
    rounds.publish(undone.seen, CHIDI, circle.place)
    circle.morning_comes()
    assert set(circle.who_met()) == set(FOUR)


def test_after_the_first_has_heard_nothing_is_undone(circle: Circle) -> None:
    circle.joins("U5", zone="Asia/Tokyo")
    sheet = circle.publishes()
    circle.desk.clock.move(hours=24)
    with pytest.raises(TooLateToUndo):
        rounds.undo(sheet.seen, CHIDI, circle.place)


def test_as_long_as_a_round_can_be_undone_no_other_begins(circle: Circle) -> None:
    """There is one draft at a time, and the other coordinator's settings may have been open for long."""
    sheet = circle.publishes()
    with pytest.raises(ChangedMeanwhile):
        circle.drafts()
    undone = rounds.undo(sheet.seen, CHIDI, circle.place)
    rounds.publish(undone.seen, CHIDI, circle.place)
    circle.morning_comes()
    assert circle.drafts().round.number == 2


def test_two_coordinators_cannot_overwrite_each_other(circle: Circle) -> None:
    sheet = circle.drafts()
    mine = drafts.plan_leaving_out("U1", sheet.seen, CHIDI, circle.place)
    theirs = circle.edits(drafts.plan_leaving_out, "U2", seen=sheet.seen)
    for late in (
        lambda: circle.edits(drafts.plan_leaving_out, "U3", seen=sheet.seen),
        lambda: rounds.keep(mine, CHIDI, Act.EDITED_ROUND, circle.place),
        lambda: rounds.lock(sheet.pairs[0].id, sheet.seen, CHIDI, circle.place),
        lambda: rounds.publish(sheet.seen, CHIDI, circle.place),
        lambda: rounds.discard(sheet.seen, CHIDI, circle.place),
        circle.drafts,
    ):
        with pytest.raises(ChangedMeanwhile):
            late()
    now = rounds.look(CHIDI, circle.place)
    assert now is not None
    assert (now.pairs, now.rests, now.seen) == (theirs.pairs, theirs.rests, theirs.seen)


def test_a_round_is_published_once(circle: Circle) -> None:
    sheet = circle.publishes()
    with pytest.raises(ChangedMeanwhile):
        rounds.publish(sheet.seen, CHIDI, circle.place)
    with pytest.raises(ChangedMeanwhile):
        rounds.lock(sheet.pairs[0].id, sheet.seen, CHIDI, circle.place)


def test_who_is_left_out_rests_and_the_other_pairs_stay(circle: Circle) -> None:
    sheet = circle.drafts()
    (alone,) = partners(sheet)["U1"]
    kept = [pair for pair in sheet.pairs if "U1" not in pair.members]
    edited = circle.edits(drafts.plan_leaving_out, "U1", seen=sheet.seen)
    assert list(edited.pairs) == kept
    assert {rest.worker: rest.why for rest in edited.rests} == {
        alone: Why.NO_FITTING_PARTNER, "U1": Why.LEFT_OUT,
    }  # fmt: skip
    back = circle.edits(drafts.plan_taking_in, "U1", seen=edited.seen)
    assert partners(back) == partners(sheet)


def test_two_change_places_and_stay_so(circle: Circle) -> None:
    sheet = circle.drafts()
    first, second = (pair.members for pair in sheet.pairs)
    edited = circle.edits(drafts.plan_swap, first[0], second[0], seen=sheet.seen)
    assert partners(edited)[first[0]] == (second[1],)
    assert all(pair.is_locked for pair in edited.pairs)
    again = circle.drafts(seen=edited.seen)
    assert partners(again) == partners(edited)


def test_a_swap_that_a_rule_forbids_changes_nothing(circle: Circle) -> None:
    sheet = circle.drafts()
    first, second = (pair.members for pair in sheet.pairs)
    circle.would_rather_not(first[0], second[1])
    with pytest.raises(NoFittingPartner):
        circle.edits(drafts.plan_swap, first[0], second[0], seen=sheet.seen)
    with pytest.raises(NotInThisRound):
        circle.edits(drafts.plan_swap, first[0], "U0NOBODY", seen=sheet.seen)


def test_a_lock_outlives_other_settings(circle: Circle) -> None:
    sheet = circle.drafts()
    locked = rounds.lock(sheet.pairs[0].id, sheet.seen, CHIDI, circle.place)
    again = circle.drafts(RoundSettings(weeks=8, different_team=False), locked.seen)
    assert sheet.pairs[0].members in [pair.members for pair in again.pairs if pair.is_locked]


@pytest.mark.parametrize("when", ["drafted", "published", "told"])
@pytest.mark.parametrize("how", ["leaves", "erased", "pauses", "list"])
def test_whoever_goes_at_any_step_is_simply_not_there(circle: Circle, when: str, how: str) -> None:
    sheet = circle.drafts()
    (partner,) = partners(sheet)["U1"]

    def goes() -> None:
        if how == "leaves":
            circle.leaves("U1")
        elif how == "erased":
            membership.erase("U1", circle.place)
        elif how == "pauses":
            circle.desk.joins("U1", zone="Europe/Lisbon")
            membership.pause("U1", circle.desk.now + timedelta(days=9), circle.place)
        else:
            circle.would_rather_not("U1", partner)

    if when == "drafted":
        goes()
    rounds.publish(sheet.seen, CHIDI, circle.place)
    circle.desk.passes(minutes=1)  # in which it is looked through once more
    if when == "published":
        goes()
    circle.morning_comes()
    if when == "told":
        goes()
        circle.desk.passes(hours=30)
        assert circle.told(partner) == [INTRODUCTION]
        return
    assert circle.told(partner) == [RESTS]
    assert circle.told("U1") == ([RESTS] if how == "list" else [])
    assert len(circle.who_met()) == 2
    assert circle.standing(partner) == ()


def test_who_gives_without_a_supporter_is_on_no_sheet(circle: Circle) -> None:
    circle.joins("U5", takes=False)
    with circle.place.begin() as uow:
        uow.supporters.remove("U5", None)
    assert "U5" not in circle.drafts().people()


def test_the_coordinator_follows_the_letters_in_one_message(circle: Circle) -> None:
    circle.publishes()
    circle.desk.passes(minutes=1)
    circle.morning_comes()
    circle.desk.passes(minutes=1)
    to_chidi = [one for one in circle.desk.slack.arrivals if one.to == CHIDI]
    assert [one.kind for one in to_chidi] == ["round_news", "round_progress"]
    assert len({(one.channel, one.ts) for one in to_chidi}) == 1
    circle.desk.passes(hours=1)
    assert len([one for one in circle.desk.slack.arrivals if one.to == CHIDI]) == 2


def test_every_act_is_in_the_audit_log(circle: Circle) -> None:
    rounds.look(CHIDI, circle.place)
    sheet = circle.publishes()
    rounds.undo(sheet.seen, CHIDI, circle.place)
    with circle.place.look() as uow:
        noted = [entry.act for entry in uow.audit_log.latest(10)]
    assert noted == ["undid_round", "published_round", "drafted_round", "looked_at_round"]


def test_who_does_not_coordinate_sees_and_does_nothing(circle: Circle) -> None:
    sheet = circle.drafts()
    attempts: tuple[Callable[[], object], ...] = (
        lambda: rounds.look("U1", circle.place),
        lambda: rounds.publish(sheet.seen, "U1", circle.place),
        lambda: drafts.plan(PLAIN, sheet.seen, "U1", circle.place),
    )
    for attempt in attempts:
        with pytest.raises(NotACoordinator):
            attempt()
    assert circle.desk.letters() == {}
