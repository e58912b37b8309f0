"""The clock ticks on, whatever the wall clock does; and when it does not, somebody can see it."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import time_machine

from bot.clock import SystemClock
from bot.use_cases import upkeep
from bot.use_cases.coordination import name_coordinator
from bot.use_cases.membership import turn_on
from handlers import clockwork, serving
from handlers.clockwork import Clockwork, Job
from tests.rules.logbooks import logbook
from tests.stories.stage import PLAIN, Stage, stage

QUICK = 0.05  # seconds between two ticks
HOUR = timedelta(hours=1)


class Counted:
    """Clockwork with one quick job that counts how often it was done."""

    def __init__(self) -> None:
        self.count = 0
        self.told: list[str] = []
        self.hands_on = asyncio.Event()
        self.hands_on.set()
        self.fault: Exception | None = None
        job = Job(self._tick, QUICK)
        self.clockwork = Clockwork({"quick": job}, SystemClock(), self._note)

    def _note(self, _name: str, outcome: str) -> None:
        self.told.append(outcome)

    async def _tick(self) -> None:
        self.count += 1
        if self.fault is not None:
            raise self.fault
        await self.hands_on.wait()

    async def ticks_more(self, times: int = 3, within: float = 10.0) -> bool:
        wanted = self.count + times
        return await comes_true(lambda: self.count >= wanted, within)


async def comes_true(is_true: Callable[[], bool], within: float) -> bool:
    end = time.monotonic() + within
    while not is_true() and time.monotonic() < end:  # noqa: ASYNC110  what is awaited has no event
        await asyncio.sleep(QUICK / 5)
    return is_true()


def a_clock_moved(by: timedelta) -> time_machine.travel:
    """The wall clock of this process, APScheduler's too; the monotonic clock goes on as it did."""
    return time_machine.travel(datetime.now(UTC) + by, tick=True)


@pytest.mark.parametrize("by", [-HOUR, 3 * HOUR, -timedelta(days=365), timedelta(days=3650)])
def test_it_ticks_on_when_the_wall_clock_jumps(by: timedelta) -> None:
    async def play() -> None:
        counted = Counted()
        counted.clockwork.start()
        assert await counted.ticks_more()
        with a_clock_moved(by):
            assert await counted.ticks_more()
            assert counted.clockwork.stale() == []
        assert await counted.ticks_more()  # and when it jumps back
        await counted.clockwork.stop()

    asyncio.run(play())


def test_without_the_watchdog_the_scheduler_would_stand_still_for_an_hour() -> None:
    """Why there is one: APScheduler's own next tick lies an hour ahead."""

    async def play() -> None:
        counted = Counted()
        counted.clockwork.start()
        assert await counted.ticks_more()
        assert counted.clockwork._watchdog is not None
        counted.clockwork._watchdog.cancel()
        with a_clock_moved(-HOUR):
            await counted.ticks_more(1, within=3 * QUICK)  # the one that was under way already
            assert not await counted.ticks_more(1, within=10 * QUICK)
            assert counted.clockwork.stale() == ["quick"]
        await counted.clockwork.stop()

    asyncio.run(play())


def test_a_jump_forward_is_one_tick_and_not_thousands() -> None:
    async def play() -> None:
        counted = Counted()
        counted.clockwork.start()
        assert await counted.ticks_more()
        counted.hands_on.clear()
        with a_clock_moved(3 * HOUR):
            before = counted.count
            await counted.ticks_more(2, within=5 * QUICK)
            assert counted.count <= before + 1  # the one at work holds back every other
            counted.hands_on.set()
            await counted.clockwork.stop()

    asyncio.run(play())


def test_a_fault_ends_one_tick_and_never_the_clock() -> None:
    async def play() -> None:
        counted = Counted()
        counted.fault = ZeroDivisionError("anything at all")
        counted.clockwork.start()
        assert await counted.ticks_more()
        counted.fault = None
        assert await counted.ticks_more()
        await counted.clockwork.stop()
        assert {"failed", "done"} <= set(counted.told)

    with logbook() as log:
        asyncio.run(play())
    assert "tick.failed" in log.getvalue()
    assert "anything at all" not in log.getvalue()


def test_a_tick_that_is_at_work_is_not_late_until_it_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        counted = Counted()
        counted.hands_on.clear()
        counted.clockwork.start()
        assert await counted.ticks_more(1)
        await asyncio.sleep(5 * QUICK)
        assert counted.clockwork.stale() == []
        monkeypatch.setattr(clockwork, "LONGEST_TICK", QUICK)
        assert counted.clockwork.stale() == ["quick"]
        counted.hands_on.set()
        await counted.clockwork.stop()

    asyncio.run(play())


def test_a_stop_lets_the_tick_that_is_at_work_end_and_begins_no_other() -> None:
    async def play() -> None:
        counted = Counted()
        counted.hands_on.clear()
        counted.clockwork.start()
        assert await counted.ticks_more(1)
        stopping = asyncio.create_task(counted.clockwork.stop())
        await asyncio.sleep(3 * QUICK)
        assert not stopping.done()
        counted.hands_on.set()
        await stopping
        assert counted.told[-1] == "done"
        before = counted.count
        await asyncio.sleep(3 * QUICK)
        assert counted.count == before

    asyncio.run(play())


# In a running bot.


def ready(night: Stage) -> tuple[int, dict[str, bool]]:
    answer = httpx.get(f"{night.url}/readyz", verify=PLAIN)
    return answer.status_code, answer.json()


def test_a_bot_that_ticks_and_carries_is_ready(night: Stage) -> None:
    assert ready(night) == (
        200,
        {"slack": True, "database": True, "clock": True, "courier": True},
    )


def test_ready_is_red_when_a_tick_is_older_than_three_intervals(night: Stage) -> None:
    assert night.house.ticks is not None
    clock = night.house.ticks._clockwork

    async def stand_still() -> None:
        assert clock._watchdog is not None
        clock._watchdog.cancel()
        clock._scheduler.pause()
        clock.jobs["shifts"].since -= 2.9

    night._run(stand_still())
    assert wait_for(lambda: ready(night)[0] == 503)
    assert ready(night)[1]["clock"] is False
    assert httpx.get(f"{night.url}/healthz", verify=PLAIN).status_code == 200


def test_a_courier_that_falls_is_seen_and_gets_up_again(
    night: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    courier, chidi = night.services.courier, night.seat("Chidi")

    async def stumble() -> bool:
        raise ZeroDivisionError

    with logbook() as log:
        courier._take_calmly = stumble  # type: ignore[method-assign]  # a fault that nobody foresaw
        assert wait_for(lambda: not ready(night)[1]["courier"])
        assert "courier.fell" in log.getvalue()
        del courier._take_calmly  # the real one is there again
    name_coordinator(chidi.id, night.services.place)
    chidi.sees("you are named as a coordinator")
    monkeypatch.setattr(serving, "RECOVERED_AFTER", 0.0)
    assert ready(night)[0] == 200


def test_what_is_overdue_is_told_in_the_log_once_it_changes(night: Stage) -> None:
    assert night.house.ticks is not None
    with night.services.place.begin() as uow:
        uow.inbound.is_new("unrelated", night.clock.now())
    look = night.house.ticks._audit
    with logbook() as log:
        night._run(look())
        assert log.getvalue() == ""
        night._run(leave_a_signal(night))
        night.clock.move(minutes=6)
        night._run(look())
        night._run(look())
        assert log.getvalue().count("audit.overdue") == 1
        assert '"kind": "signals"' in log.getvalue()
        assert '"count": 1' in log.getvalue()


def test_while_much_is_forgotten_on_sqlite_whoever_writes_gets_their_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There is one pen only; on PostgreSQL nobody waits for it."""
    with stage("sqlite") as night:
        forgets_and_writes(night, monkeypatch)


def forgets_and_writes(night: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    place, threads = night.services.place, night.services.threads
    with place.begin() as uow:
        for number in range(5):
            uow.inbound.is_new(f"old-{number}", place.now() - timedelta(days=3))

    async def play() -> None:
        assert night.house.ticks is not None
        forgetting = asyncio.create_task(night.house.ticks._keep_up())
        await asyncio.sleep(0)
        await threads.write(turn_on, "U1", "on", place)
        assert not forgetting.done()
        await forgetting

    monkeypatch.setattr(upkeep, "AT_ONCE", 1)
    night._run(play())
    with place.begin() as uow:
        assert uow.inbound.is_new("old-4", place.now())


async def leave_a_signal(night: Stage) -> None:
    """One that is received while the tick that takes it in stands still."""
    assert night.house.ticks is not None
    night.house.ticks._clockwork._scheduler.pause()
    await asyncio.to_thread(night.signals, "shift.ended", {"slack_id": "U0NOBODY01"})


def wait_for(is_true: Callable[[], bool], within: float = 5.0) -> bool:
    return asyncio.run(comes_true(is_true, within))
