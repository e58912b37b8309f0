"""The asynchronous edge waits on no SQL: one thread writes, in order, and others read beside it."""

import asyncio
import threading
import time

import pytest

from bot.store import threads as those
from bot.store.threads import Threads
from bot.store.unit_of_work import StoreUnavailable


def test_writes_happen_one_after_the_other_in_the_order_of_asking() -> None:
    done: list[int] = []

    async def ask() -> None:
        threads = Threads(1)
        await asyncio.gather(*(threads.write(done.append, number) for number in range(50)))
        threads.close()

    asyncio.run(ask())
    assert done == list(range(50))


def test_a_reader_does_not_wait_for_the_writer() -> None:
    async def ask() -> str:
        threads = Threads(1)
        may_go = threading.Event()
        writing = asyncio.create_task(threads.write(may_go.wait, 10))
        await asyncio.sleep(0)
        told = await threads.read(lambda: "read")
        may_go.set()
        assert await writing
        threads.close()
        return told

    assert asyncio.run(ask()) == "read"


def test_a_fault_comes_back_to_who_asked_and_the_thread_goes_on() -> None:
    async def ask() -> int:
        threads = Threads(1)
        with pytest.raises(ZeroDivisionError):
            await threads.write(lambda: 1 // 0)
        told = await threads.write(lambda: 1)
        threads.close()
        return told

    assert asyncio.run(ask()) == 1


def test_who_cannot_wait_is_told_so_and_what_did_not_begin_never_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(those, "LONGEST_QUEUE", 0.05)
    done: list[str] = []

    async def ask() -> None:
        threads = Threads(1)
        may_go = threading.Event()
        first = asyncio.create_task(threads.write(may_go.wait, 10))
        await asyncio.sleep(0)  # so that it stands first in the queue
        with pytest.raises(StoreUnavailable):
            await threads.write_soon(done.append, "late")
        may_go.set()
        await first
        monkeypatch.setattr(those, "LONGEST_QUEUE", 10)
        await threads.write_soon(done.append, "in time")
        threads.close()

    asyncio.run(ask())
    assert done == ["in time"]


def test_what_has_begun_is_never_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is told "away" can be sure that nothing happened, however close it was."""
    monkeypatch.setattr(those, "LONGEST_QUEUE", 0.01)
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        time.sleep(0.03)

    async def ask() -> list[int]:
        threads = Threads(1)
        answers = await asyncio.gather(
            *(threads.write_soon(work, number) for number in range(10)), return_exceptions=True
        )
        threads.close()
        return [number for number, answer in enumerate(answers) if answer is None]

    assert asyncio.run(ask()) == begun
