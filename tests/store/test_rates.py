"""The bucket is one row a workspace, shared by whoever claims."""

from datetime import timedelta
from threading import Thread

from bot.domain.rates import full_bucket
from bot.store.rates import locked_bucket, save_bucket
from bot.store.unit_of_work import Store
from tests.domain.makers import NOON
from tests.store.stores import WORKSPACE


def test_a_workspace_without_a_row_has_a_full_bucket(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        assert locked_bucket(uow, NOON) == full_bucket(NOON)


def test_what_one_claim_leaves_the_next_one_finds(store: Store) -> None:
    refused = full_bucket(NOON).refused(NOON, timedelta(seconds=7))
    for bucket in (full_bucket(NOON).charged(3, NOON), refused):
        with store.begin(WORKSPACE) as uow:
            locked_bucket(uow, NOON)
            save_bucket(uow, bucket)
        with store.begin(WORKSPACE) as uow:
            assert locked_bucket(uow, NOON) == bucket


def test_one_workspace_does_not_slow_another(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        save_bucket(uow, locked_bucket(uow, NOON).refused(NOON, timedelta(minutes=5)))
    with store.begin("T2") as uow:
        assert locked_bucket(uow, NOON).allows(NOON) == 20


def test_two_that_make_the_bucket_at_once_share_it(store: Store) -> None:
    """Both found no row; the second waits for the first and goes on with what that one left."""
    found = []

    def second() -> None:
        with store.begin(WORKSPACE) as uow:
            found.append(locked_bucket(uow, NOON).allows(NOON))

    other = Thread(target=second)
    with store.begin(WORKSPACE) as uow:
        bucket = locked_bucket(uow, NOON)
        other.start()
        save_bucket(uow, bucket.charged(20, NOON))
    other.join()
    assert found == [0]
