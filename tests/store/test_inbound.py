"""Nothing that comes in has its effect twice, and nobody is named by what is kept of it."""

from datetime import timedelta

import sqlalchemy as sa

from bot.store import tables
from bot.store.unit_of_work import Store
from tests.domain.makers import NOON
from tests.store.stores import WORKSPACE


def test_a_key_is_new_once(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        assert uow.inbound.is_new("tap:U1:1.0", NOON)
        assert not uow.inbound.is_new("tap:U1:1.0", NOON)
        assert uow.inbound.is_new("tap:U1:2.0", NOON)


def test_a_key_of_any_length_can_be_kept_and_names_nobody(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        assert uow.inbound.is_new("signal:" + "ana@lantern.example" * 1000, NOON)
        kept = uow.connection.execute(sa.select(tables.inbound.c.key)).scalars().one()
    assert len(kept) == 64
    assert "ana" not in kept


def test_keys_are_forgotten_when_nobody_repeats_them_any_more(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.inbound.is_new("old", NOON - timedelta(hours=49))
        uow.inbound.is_new("new", NOON)
        assert uow.inbound.forget_before(NOON - timedelta(hours=48)) == 1
        assert not uow.inbound.is_new("new", NOON)
        assert uow.inbound.is_new("old", NOON)
