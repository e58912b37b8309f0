"""Names that match nobody wait to be looked up, and are listed when Slack does not know them."""

from datetime import timedelta

from bot.store.unit_of_work import Store
from tests.domain.makers import NOON
from tests.store.stores import WORKSPACE

HOUR = timedelta(hours=1)


def test_the_name_that_waited_longest_is_looked_up_first(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.unknown_names.note("rota", "later@x.example", NOON + HOUR)
        uow.unknown_names.note("rota", "first@x.example", NOON)
        assert uow.unknown_names.next_waiting() == ("rota", "first@x.example")


def test_a_name_heard_again_is_one_name(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.unknown_names.note("rota", "anna@x.example", NOON)
        uow.unknown_names.list("rota", "anna@x.example", NOON)
        uow.unknown_names.note("rota", "anna@x.example", NOON + HOUR)
        assert uow.unknown_names.next_waiting() is None
        assert uow.unknown_names.listed() == [("rota", "anna@x.example", NOON + HOUR)]


def test_a_name_that_was_found_is_gone(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.unknown_names.note("rota", "ana@x.example", NOON)
        uow.unknown_names.forget("rota", "ana@x.example")
        assert uow.unknown_names.next_waiting() is None
        assert uow.unknown_names.listed() == []
