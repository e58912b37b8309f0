"""The courier's rounds: every letter once, whatever breaks in between, and an end in good order."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.clock import Clock
from bot.courier.claim import claim
from bot.courier.rounds import Courier
from bot.courier.slack import Slack
from bot.courier.tidying import tidy_doubts
from bot.domain.letters import LEASE
from bot.sandbox import DEMO_WORLD
from bot.store.rates import locked_bucket
from bot.store.threads import Threads
from bot.views.kit import Message
from tests.courier.road import ANA, BEN, OPENING, Road
from tests.databases import locked

EVERYBODY = (ANA, BEN, "U0CHIDI001", "U0DARIA001")
PATIENCE = 10.0


def due(road: Road, *workers: str) -> None:
    for worker in workers:
        road.desk.joins(worker)
        road.desk.done(worker)
    road.desk.clock.move(minutes=20)


def runs(road: Road, meanwhile: Callable[[Courier], Awaitable[None]]) -> None:
    """The courier as the house keeps it, while something else happens, until it is told to leave."""

    async def run(slack: Slack) -> None:
        threads = Threads(1)
        courier = Courier(road.desk.office, slack, threads)
        async with asyncio.timeout(PATIENCE):
            running = asyncio.create_task(courier.run())
            await meanwhile(courier)
            courier.leave()
            await running
        threads.close()

    road.walks(run)


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("It never came to hold.")


def test_everybody_is_written_to_once(road: Road) -> None:
    due(road, *EVERYBODY)
    road.goes_rounds()
    assert road.posted() == [OPENING] * 4
    assert road.desk.letters() == {"sent": 4}


def test_a_wave_with_every_misfortune_is_accounted_for_to_the_last_letter(road: Road) -> None:
    due(road, *EVERYBODY)
    road.town.fault("chat.postMessage", "500", times=1)
    road.town.fault("chat.postMessage", "429", retry_after=1, times=1)
    road.town.fault("chat.postMessage", "error", error="is_archived", times=1)
    for _ in range(5):
        road.goes_rounds()
        road.desk.clock.move(minutes=3)
        road.desk.wall.move(minutes=3)
    assert road.desk.letters() == {"sent": 2, "failed": 1, "uncertain": 1}
    assert road.posted() == [OPENING] * 2


def test_one_person_who_is_gone_does_not_hold_up_the_others(road: Road) -> None:
    due(road, "U0NOBODY01", ANA, BEN)
    road.goes_rounds()
    assert road.desk.letters() == {"failed": 1, "sent": 2}


def test_a_call_wakes_the_courier(road: Road) -> None:
    async def meanwhile(courier: Courier) -> None:
        due(road, ANA)
        courier.wake()
        await until(lambda: road.desk.letters() == {"sent": 1})

    runs(road, meanwhile)
    assert road.posted() == [OPENING]


def test_the_courier_outlives_a_locked_database(road: Road) -> None:
    async def meanwhile(courier: Courier) -> None:
        with locked(road.desk.place.store.url):
            courier.wake()
            await asyncio.sleep(0.05)
        courier.wake()
        await until(lambda: road.desk.letters() == {"sent": 1})

    due(road, ANA)
    runs(road, meanwhile)
    assert road.posted() == [OPENING]


class StumblingClock:
    """A business clock that is broken for the first look at it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._looks = 0

    def now(self) -> datetime:
        self._looks += 1
        if self._looks == 1:
            raise ArithmeticError
        return self._clock.now()


def test_a_mistake_of_ours_ends_one_round_and_not_all_mail(road: Road) -> None:
    async def meanwhile(courier: Courier) -> None:
        await asyncio.sleep(0.05)
        courier.wake()
        await until(lambda: road.desk.letters() == {"sent": 1})

    due(road, ANA)
    road.desk.office = replace(road.desk.office, clock=StumblingClock(road.desk.clock))
    runs(road, meanwhile)
    assert road.posted() == [OPENING]


def test_told_to_leave_it_finishes_what_it_has_begun(road: Road) -> None:
    async def meanwhile(courier: Courier) -> None:
        courier.wake()
        await until(lambda: road.desk.letters() != {"due": 4})

    due(road, *EVERYBODY)
    runs(road, meanwhile)
    assert "sending" not in road.desk.letters()


def test_what_could_not_be_written_down_becomes_a_doubt_and_is_not_sent_again(
    road: Road,
) -> None:
    """The message left, and then the database was away."""
    due(road, ANA)
    (parcel,) = claim(road.desk.office)
    road.sends(parcel)
    road.desk.wall.move(seconds=LEASE.total_seconds() + 1)
    tidy_doubts(road.desk.office)
    road.goes_rounds()
    assert road.desk.letters() == {"uncertain": 1}
    assert road.posted() == [OPENING]


class HangingSlack(Slack):
    """Real, but the first post never comes back while the test lasts."""

    hangs = True

    async def post(self, channel: str, message: Message) -> tuple[str, str]:
        if self.hangs:
            self.hangs = False
            await asyncio.Event().wait()
        return await super().post(channel, message)


def test_a_send_that_hangs_holds_up_nobody_else(road: Road) -> None:
    async def run(_slack: Slack) -> None:
        slack, threads = HangingSlack(DEMO_WORLD.bot_token, f"{road.url}/api/"), Threads(1)
        await slack.open()
        courier = Courier(road.desk.office, slack, threads)
        running = asyncio.create_task(courier.run())
        async with asyncio.timeout(PATIENCE):
            await until(lambda: road.desk.letters() == {"sending": 1})
            due(road, BEN)
            courier.wake()
            await until(lambda: road.desk.letters() == {"sending": 1, "sent": 1})
        running.cancel()
        for task in courier._under_way:
            task.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await slack.close()
        threads.close()

    due(road, ANA)
    road.walks(run)
    assert road.posted() == [OPENING]


def test_a_look_at_which_nothing_is_due_keeps_nobody_from_writing(road: Road) -> None:
    """Somebody else has the pen; whoever only looks does not ask for it."""

    async def go(slack: Slack) -> None:
        threads = Threads(1)
        courier = Courier(road.desk.office, slack, threads)
        with road.desk.place.begin() as uow:
            locked_bucket(uow, road.desk.wall.now())
            assert await courier.go_round() == 0
        threads.close()

    road.walks(go)
