"""Nothing that comes in has its effect twice, and nobody is named by what is kept of it."""

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
