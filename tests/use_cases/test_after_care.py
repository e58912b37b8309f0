"""After a talk: a page and a question that come whatever was said, and answers that nothing else shows."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.buddies import PrivateLists
from bot.domain.buddy_requests import Route
from bot.store import tables
from bot.store.sealed import Sealed
from bot.use_cases import after_care, buddies, buddy_requests, membership
from tests.use_cases.circle import ASKER, Circle
from tests.use_cases.desk import Desk


def lists_of(desk: Desk, worker: str) -> PrivateLists | None:
    with desk.place.look() as uow:
        return Sealed(uow).lists_of(worker)


def sealed_bytes(desk: Desk, worker: str) -> bytes:
    table = tables.private_lists
    with desk.place.look() as uow:
        which = sa.select(table.c.sealed).where(table.c.worker == worker)
        return bytes(uow.connection.execute(which).scalar_one())


def met(desk: Desk) -> tuple[Circle, str]:
    circle = Circle(desk, "U1")
    circle.asks()
    circle.accepts("U1")
    desk.passes(minutes=1)
    return circle, circle.request().id


def test_the_page_comes_the_same_day_and_the_question_the_next(desk: Desk) -> None:
    met(desk)
    desk.passes(hours=1, minutes=58)
    assert "after_care" not in desk.arrived("U1")
    desk.passes(minutes=2)
    assert desk.arrived("U1")[-1] == "after_care"
    desk.passes(hours=36)
    for person in (ASKER, "U1"):
        assert (
            desk.arrived(person).count("found_each_other") == 0
        )  # 36 h later it is late: better none
    assert desk.arrived("U1").count("after_care") == 1


def test_both_get_the_question_at_a_decent_hour_of_the_next_day(desk: Desk) -> None:
    met(desk)
    desk.passes(hours=38, minutes=59)  # two at night, so it comes at 17:00 of the next day
    for person in (ASKER, "U1"):
        assert desk.arrived(person)[-1] == "found_each_other"


def test_who_leaves_the_list_gets_neither(desk: Desk) -> None:
    met(desk)
    buddies.leave("U1", desk.place)
    desk.passes(hours=2)
    assert "after_care" not in desk.arrived("U1")


def test_longer_off_counts_when_the_day_of_everybody_is_over(desk: Desk) -> None:
    """So the number of who is free never moves at the moment of the answer."""
    _, request = met(desk)
    desk.passes(hours=3)
    before = buddy_requests.look(ASKER, desk.place).free
    told = after_care.rest_longer("U1", request, desk.place)
    assert buddy_requests.look(ASKER, desk.place).free == before == 0
    assert told.rests_until is not None
    desk.passes(hours=22)
    assert buddy_requests.look(ASKER, desk.place).free == 0
    desk.passes(days=7)
    assert buddy_requests.look(ASKER, desk.place).free == 1


def test_said_late_it_begins_at_the_next_midnight(desk: Desk) -> None:
    _, request = met(desk)
    desk.passes(hours=25)
    assert buddy_requests.look(ASKER, desk.place).free == 1
    after_care.rest_longer("U1", request, desk.place)
    assert buddy_requests.look(ASKER, desk.place).free == 1
    desk.passes(hours=21)
    assert buddy_requests.look(ASKER, desk.place).free == 0


def test_said_long_after_the_talk_is_forgotten_it_counts_all_the_same(desk: Desk) -> None:
    circle, request = met(desk)
    desk.passes(days=29)
    circle.forgets()
    told = after_care.rest_longer("U1", request, desk.place)
    assert (told.rests_until is not None, told.is_off) == (True, False)
    desk.passes(hours=22)
    assert buddy_requests.look(ASKER, desk.place).free == 0


@pytest.mark.parametrize("later", [3, 24 * 4])
def test_longer_off_can_be_taken_back_and_nothing_moves_at_the_tap(desk: Desk, later: int) -> None:
    _, request = met(desk)
    desk.passes(hours=2)
    after_care.rest_longer("U1", request, desk.place)
    desk.passes(hours=later)
    after_care.rest_no_longer("U1", desk.place)
    assert buddy_requests.look(ASKER, desk.place).free == 0
    desk.passes(hours=24)
    assert buddy_requests.look(ASKER, desk.place).free == 1


def test_who_was_called_for_another_is_told_nothing_of_a_list(desk: Desk) -> None:
    circle = Circle(desk)
    circle.on_duty("U8")
    circle.calls("U8")
    circle.accepts("U8")
    assert not after_care.look_after("U8", desk.place).gives
    assert not after_care.rest_longer("U8", circle.request().id, desk.place).gives


def test_a_different_buddy_is_noted_for_the_next_round_and_changes_nothing_now(desk: Desk) -> None:
    circle, request = met(desk)
    circle.gives(ASKER)
    after_care.want_another("U1", request, desk.place)
    after_care.want_another(ASKER, request, desk.place)
    own, other = lists_of(desk, "U1"), lists_of(desk, ASKER)
    assert own is not None
    assert other is not None
    assert own.different == frozenset({ASKER})
    assert other.different == frozenset({"U1"})
    assert own.not_with == other.not_with == frozenset()


@pytest.mark.parametrize("seals", ["the page", "the form"])
def test_of_who_has_gone_no_wish_is_kept_and_who_was_named_stays_named(
    desk: Desk, seals: str
) -> None:
    """A private list holds for somebody who comes back, and for somebody who has never been here."""
    circle, request = met(desk)
    circle.gives("U2")
    after_care.want_another("U1", request, desk.place)
    buddies.keep_lists("U1", ["U2", "U9"], (), (), desk.place)
    for gone in (ASKER, "U2"):
        membership.erase(gone, desk.place)
    if seals == "the page":
        after_care.look_after("U1", desk.place)
    else:
        buddies.keep_lists("U1", ["U2", "U9"], (), (), desk.place)
    assert lists_of(desk, "U1") == PrivateLists(not_with=frozenset({"U2", "U9"}))


def test_nobody_says_it_of_a_talk_that_was_not_theirs(desk: Desk) -> None:
    circle, request = met(desk)
    circle.gives("U9")
    after_care.want_another("U9", request, desk.place)
    after_care.rest_longer("U9", request, desk.place)
    assert lists_of(desk, "U9") == PrivateLists()


@pytest.mark.parametrize("says", ["nothing", "longer", "different"])
def test_every_tap_seals_the_row_anew_at_one_length(desk: Desk, says: str) -> None:
    _, request = met(desk)
    before = sealed_bytes(desk, "U1")
    if says == "nothing":
        after_care.look_after("U1", desk.place)
    elif says == "longer":
        after_care.rest_longer("U1", request, desk.place)
    else:
        after_care.want_another("U1", request, desk.place)
    after = sealed_bytes(desk, "U1")
    assert after != before
    assert len(after) == len(before)


def test_who_is_not_on_the_list_may_look_all_the_same(desk: Desk) -> None:
    circle, request = met(desk)
    told = after_care.want_another(ASKER, request, desk.place)
    assert (told.buddy, told.may_wish) == (None, False)
    assert lists_of(desk, ASKER) is None
    assert circle.request().asker == ASKER


def test_it_is_there_after_a_request_that_came_to_nothing(desk: Desk) -> None:
    circle, request = met(desk)
    desk.passes(minutes=10)
    buddy_requests.ask_again(ASKER, request, desk.key(), desk.place)
    desk.passes(hours=2)
    assert "after_care" in desk.arrived("U1")
    assert circle.request().route is Route.ANYONE
    assert desk.now - circle.request().made_at > timedelta(hours=1)
