"""Roles and supporters come back as they were written, whoever writes them at once."""

from dataclasses import replace
from threading import Thread

from bot.domain.roles import Role
from bot.domain.supporters import Supporter
from bot.store.unit_of_work import Store
from tests.domain.makers import NOON
from tests.store.stores import WORKSPACE

ASKED = Supporter("U1", "U2", NOON)


def test_a_person_is_named_once_and_waits(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        assert uow.roles.name("U1", Role.COORDINATOR, NOON)
        assert not uow.roles.name("U1", Role.COORDINATOR, NOON, is_active=True)
        assert uow.roles.of("U1") == {Role.COORDINATOR: False}
        uow.roles.set_active("U1", Role.COORDINATOR, is_active=True)
        assert uow.roles.active(Role.COORDINATOR) == ["U1"]
        assert uow.roles.take("U1", Role.COORDINATOR)
        assert not uow.roles.take("U1", Role.COORDINATOR)
    with store.begin("T2") as uow:
        assert uow.roles.name("U1", Role.COORDINATOR, NOON)


def test_whom_two_name_at_once_is_named_once(store: Store) -> None:
    named: list[bool] = []

    def second() -> None:
        with store.begin(WORKSPACE) as uow:
            named.append(uow.roles.name("U7", Role.COORDINATOR, NOON))

    other = Thread(target=second)
    with store.begin(WORKSPACE) as uow:
        named.append(uow.roles.name("U7", Role.COORDINATOR, NOON))
        other.start()
    other.join()
    assert named == [True, False]


def test_only_who_is_asked_can_agree_and_only_once(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.supporters.name(ASKED)
        assert not uow.supporters.agree("U1", "U3", NOON)
        assert uow.supporters.agree("U1", "U2", NOON)
        assert not uow.supporters.agree("U1", "U2", NOON)
        assert uow.supporters.of("U1") == replace(ASKED, agreed_at=NOON)
        assert list(uow.supporters.supported_by("U2")) == [replace(ASKED, agreed_at=NOON)]


def test_naming_somebody_else_takes_the_place_of_the_first(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.supporters.name(replace(ASKED, agreed_at=NOON))
        uow.supporters.name(replace(ASKED, supporter=None, agreed_at=NOON))
        assert not uow.supporters.remove("U1", "U2")
        assert list(uow.supporters.everybody()) == [Supporter("U1", None, NOON, NOON)]
        assert uow.supporters.remove("U1", None)
        assert uow.supporters.of("U1") is None
