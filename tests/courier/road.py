"""The courier's way to a real sandbox: each test walks it in an event loop of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.courier.claim import claim
from bot.courier.office import Parcel, Sent
from bot.courier.rounds import Courier
from bot.courier.send import send
from bot.courier.slack import Slack
from bot.domain.letters import LetterState
from bot.sandbox import DEMO_WORLD
from bot.sandbox.seats import Seat, Town
from bot.store.threads import Threads
from tests.courier.settling import settle_one
from tests.use_cases.desk import Desk

Result = TypeVar("Result")

ANA, BEN = "U0ANA00001", "U0BEN00001"
OPENING = "Your shift is over. A quie"  # as far as Road.posted tells it


class Road:
    def __init__(self, desk: Desk, url: str) -> None:
        self.desk = desk
        self.town = Town(url)
        self.url = url

    @property
    def ana(self) -> Seat:
        return self.town.seat("Ana")

    def sends(self, parcel: Parcel) -> Sent:
        return self.walks(lambda slack: send(parcel, slack, self.desk.office))

    def delivers(self, parcel: Parcel) -> LetterState | None:
        return settle_one(parcel, self.sends(parcel), self.desk.office)

    def sends_all(self) -> list[LetterState | None]:
        """One claim, and every letter of it over the road."""
        return [self.delivers(parcel) for parcel in claim(self.desk.office)]

    def goes_rounds(self) -> None:
        """The real courier, until nothing is due any more."""

        async def go(slack: Slack) -> None:
            threads = Threads(1)
            courier = Courier(self.desk.office, slack, threads)
            while await courier.go_round():
                pass
            threads.close()

        self.walks(go)

    def walks(self, errand: Callable[[Slack], Awaitable[Result]], token: str = "") -> Result:
        async def walk() -> Result:
            slack = Slack(token or DEMO_WORLD.bot_token, f"{self.url}/api/")
            await slack.open()
            try:
                return await errand(slack)
            finally:
                await slack.close()

        return asyncio.run(walk())

    def posted(self) -> list[str]:
        """The first words of everything that Slack kept as a new message, in order."""
        return [one["text"][:26] for one in self.town.kept() if one["what"] == "posted"]
