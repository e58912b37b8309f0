"""What was sent is written down, whatever the database does meanwhile, and one letter never costs another."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.courier import ledger as ledgers
from bot.courier.claim import claim
from bot.courier.ledger import Ledger
from bot.courier.office import Office, Receipt, Sent
from bot.courier.settle import settle
from bot.domain.letters import LetterState
from bot.store.threads import Threads
from bot.store.unit_of_work import StoreUnavailable
from tests.use_cases.desk import Desk

SOME = ("U1", "U2", "U3", "U4")


def carried(desk: Desk) -> list[Receipt]:
    """Four check-ins that have arrived, and nobody has written it down."""
    for worker in SOME:
        desk.joins(worker)
        desk.done(worker)
    desk.clock.move(minutes=20)
    parcels = claim(desk.office)
    return [Receipt(one, Sent(f"D-{one.to}", "1.0")) for one in parcels]


def enters(desk: Desk, receipts: Sequence[Receipt]) -> None:
    async def enter() -> None:
        threads = Threads(1)
        ledger = Ledger(desk.office, threads)
        await asyncio.gather(*(ledger.enter(receipt) for receipt in receipts))
        threads.close()

    asyncio.run(enter())


def test_what_ends_together_is_written_in_one_transaction(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def count(receipts: Sequence[Receipt], office: Office) -> list[LetterState | None]:
        sizes.append(len(receipts))
        return settle(receipts, office)

    monkeypatch.setattr(ledgers, "settle", count)
    enters(desk, carried(desk))
    assert sizes == [4]
    assert desk.letters() == {"sent": 4}


def test_a_database_that_is_away_for_a_moment_costs_no_letter_its_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    outages = [StoreUnavailable("locked"), StoreUnavailable("locked")]

    def stumble(receipts: Sequence[Receipt], office: Office) -> list[LetterState | None]:
        if outages:
            raise outages.pop()
        return settle(receipts, office)

    monkeypatch.setattr(ledgers, "settle", stumble)
    monkeypatch.setattr(ledgers, "TRY_AGAIN_AFTER", (0, 0, 0))
    enters(desk, carried(desk))
    assert desk.letters() == {"sent": 4}


def test_a_database_that_stays_away_leaves_a_doubt_and_the_courier_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_receipts: Sequence[Receipt], _office: Office) -> list[LetterState | None]:
        raise StoreUnavailable("gone")

    monkeypatch.setattr(ledgers, "settle", stumble)
    monkeypatch.setattr(ledgers, "TRY_AGAIN_AFTER", (0, 0))
    enters(desk, carried(desk))
    assert desk.letters() == {"sending": 4}


def test_a_letter_that_cannot_be_written_down_stops_only_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts = carried(desk)
    bad = receipts[1]

    def stumble(some: Sequence[Receipt], office: Office) -> list[LetterState | None]:
        if bad in some:
            raise ArithmeticError
        return settle(some, office)

    monkeypatch.setattr(ledgers, "settle", stumble)
    enters(desk, receipts)
    assert desk.letters() == {"sent": 3, "sending": 1}
