"""A guest is placed with somebody only after a coordinator's yes, which is written down."""

from dataclasses import replace

import pytest

from bot.domain.audit import Act
from bot.domain.errors import NotACoordinator
from bot.domain.people import Profile
from bot.domain.roles import Role
from bot.use_cases import buddies, guests, hellos, membership, peers
from tests.use_cases.buddies import days_go_by, hellos_of, lists_up, offers, supports
from tests.use_cases.desk import Desk
from tests.use_cases.round_table import CHIDI, RESTS, Circle


@pytest.fixture
def coordinator(desk: Desk) -> str:
    with desk.place.begin() as uow:
        uow.roles.name("U5", Role.COORDINATOR, desk.now, is_active=True)
    return "U5"


def test_a_guest_waits_for_a_yes_that_can_be_taken_back(desk: Desk, coordinator: str) -> None:
    lists_up(desk, "U1")
    lists_up(desk, "U2", is_guest=True)
    buddies.read_guide("U2", 1, desk.place)
    supports(desk, "U2")
    assert [one.worker for one in guests.look(coordinator, desk.place)] == ["U2"]
    assert not buddies.look("U2", desk.place).is_active
    guests.welcome(coordinator, "U2", desk.place)
    assert buddies.look("U2", desk.place).is_active
    guests.welcome(coordinator, "U2", desk.place, is_welcome=False)
    assert not buddies.look("U2", desk.place).is_active
    offers(desk, "U1", "U2")
    assert buddies.look("U2", desk.place).hellos == ()
    with desk.place.look() as uow:
        noted = [(entry.act, entry.about) for entry in uow.audit_log.latest(9)]
    assert [act for act, _ in reversed(noted)] == [
        Act.LOOKED_AT_GUESTS, Act.LOOKED_AT_GUESTS, Act.WELCOMED_GUEST,
        Act.LOOKED_AT_GUESTS, Act.TOOK_WELCOME,
    ]  # fmt: skip


def test_a_hello_with_a_guest_whose_welcome_is_taken_back_ends_like_any_other(
    desk: Desk, coordinator: str
) -> None:
    """Neither of the two has ended it: both read so when the next one would have come, and not before."""
    lists_up(desk, "U1", "U2", "U3")
    with desk.place.begin() as uow:
        uow.people.save(replace(desk.worker("U2"), is_guest=True))
    guests.welcome(coordinator, "U2", desk.place)
    offers(desk, "U1", "U2")
    hellos.take(hellos_of(desk, "U2")[0].id, "U2", desk.place)
    offers(desk, "U3", "U2", kind="tea")
    days_go_by(desk)
    guests.welcome(coordinator, "U2", desk.place, is_welcome=False)
    assert hellos_of(desk, "U2") == []
    days_go_by(desk)
    before = [sorted(desk.arrived(one)) for one in ("U1", "U2", "U3")]
    assert before == [["hello"], ["hello", "tea_offer"], []]
    days_go_by(desk, 7)
    after = [sorted(desk.arrived(one)) for one in ("U1", "U2", "U3")]
    assert after == [["hello", "hello_over"], ["hello", "hello_over", "tea_offer"], []]


def test_a_guest_whose_welcome_is_taken_back_is_introduced_to_nobody(desk: Desk) -> None:
    circle = Circle(desk)
    circle.joins("U1", "U2", guest_is_welcome=True)
    with desk.place.begin() as uow:
        uow.people.save(replace(desk.worker("U2"), is_guest=True))
    circle.publishes()
    guests.welcome(CHIDI, "U2", desk.place, is_welcome=False)
    circle.morning_comes()
    assert [circle.told(one) for one in ("U1", "U2")] == [[RESTS], []]


def test_of_whom_slack_has_told_nothing_is_placed_with_nobody_until_it_has(desk: Desk) -> None:
    lists_up(desk, "U1")
    lists_up(desk, "U2", zone=None)
    assert placed(desk) == {"U1"}
    member = Profile("Europe/Lisbon", "en-GB", None, None, is_guest=False, do_not_disturb=None)
    membership.learn_profile("U2", member, desk.place)
    assert placed(desk) == {"U1", "U2"}
    membership.learn_profile("U2", replace(member, is_guest=True), desk.place)
    assert placed(desk) == {"U1"}


def placed(desk: Desk) -> set[str]:
    with desk.place.look() as uow:
        return set(peers.gather(uow, desk.place).buddies)


def test_nobody_else_welcomes_anybody(desk: Desk) -> None:
    lists_up(desk, "U2", is_guest=True)
    with pytest.raises(NotACoordinator):
        guests.welcome("U2", "U2", desk.place)
    with pytest.raises(NotACoordinator):
        guests.look("U2", desk.place)
    assert not buddies.look("U2", desk.place).is_active


def test_a_yes_to_who_left_the_list_meanwhile_keeps_nothing(desk: Desk, coordinator: str) -> None:
    assert guests.welcome(coordinator, "U9", desk.place) == []
    with desk.place.look() as uow:
        noted = [(entry.act, entry.about) for entry in uow.audit_log.latest(9)]
    assert noted == [(Act.LOOKED_AT_GUESTS, None)]
