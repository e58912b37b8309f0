"""A month of requests for a buddy: the relay's own decisions on a moved clock, before invented people.

The people are ours and no field data: rankings with big gaps should carry over, absolute values should not
be quoted. Every policy meets the same requests and the same people, with the same dice for each offer.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from statistics import median, quantiles

from bot.domain.buddy_requests import (
    SPREAD,
    BuddyOffer,
    BuddyRequest,
    OfferState,
    RequestState,
    Route,
    new_request,
)
from bot.domain.relay import OURS, Giver, Pace, lapsed, next_look, score, whom_to_ask
from tests.bench.work import Row
from tests.fakes import TWO_AT_NIGHT

DAYS = 28
A_HEAD = 0.6  # requests in these days
GIVERS = 0.15  # of all
START = TWO_AT_NIGHT.replace(hour=0) + timedelta(days=2)  # a Monday
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Person:
    """One who gives: hours of the month, how often they answer, say yes, and how soon (median minutes)."""

    id: str
    most_per_week: int
    hours: frozenset[int] = field(repr=False)
    answers: float = 0.7
    agrees: float = 0.65
    minutes: float = 4.0


@dataclass(frozen=True)
class World:
    people: Mapping[str, Person]
    asked_at: tuple[datetime, ...]
    seed: int

    @classmethod
    def made(cls, size: int, seed: int) -> "World":
        dice = random.Random(seed)  # noqa: S311  nothing secret hangs on it
        people = [_person(f"B{n:04}", dice) for n in range(max(round(size * GIVERS), 1))]
        times = [START + timedelta(seconds=_second(dice)) for _ in range(round(size * A_HEAD))]
        return cls({one.id: one for one in people}, tuple(sorted(times)), seed)

    def coverage(self) -> float:
        """Share of the hours of the month in which anybody has named theirs."""
        return len({hour for one in self.people.values() for hour in one.hours}) / (DAYS * 24)

    def on_call(self) -> Mapping[int, list[str]]:
        there = defaultdict(list)
        for one in self.people.values():
            for hour in one.hours:
                there[hour].append(one.id)
        return there

    def answer(self, request: int, who: str) -> tuple[timedelta, bool] | None:
        """After how long and whether yes; None for no answer. The same in every policy."""
        person = self.people[who]
        dice = random.Random(f"{self.seed}:{request}:{who}")  # noqa: S311  as above
        if dice.random() > person.answers:
            return None
        return person.minutes * dice.lognormvariate(0, 0.7) * MINUTE, dice.random() < person.agrees


def _person(name: str, dice: random.Random) -> Person:
    """A window of 3 to 5 hours on two days in three, mostly towards the evening and the night."""
    hours: set[int] = set()
    for day in range(DAYS):
        if dice.random() < 2 / 3:
            first = round(dice.triangular(6, 30, 20))
            hours |= {(day * 24 + first + n) % (DAYS * 24) for n in range(dice.randint(3, 5))}
    return Person(
        name,
        dice.randint(1, 3),
        frozenset(hours),
        dice.betavariate(4, 1.5),
        dice.betavariate(4, 2),
        dice.lognormvariate(1.2, 0.4),
    )


def _second(dice: random.Random) -> int:
    hour = round(dice.triangular(10, 33, 23)) % 24
    return dice.randrange(DAYS) * 86400 + hour * 3600 + dice.randrange(3600)


@dataclass
class Counts:
    """How often each has answered and said yes: what we do not keep, kept here to see what it would bring."""

    asked: int = 0
    answered: int = 0
    agreed: int = 0

    @property
    def chance(self) -> float:
        return (4 + self.answered) / (5.5 + self.asked) * (4 + self.agreed) / (6 + self.answered)


@dataclass
class Month:
    """One policy through one month."""

    world: World
    pace: Pace
    counts: dict[str, Counts]
    talks: dict[str, tuple[datetime, ...]] = field(default_factory=dict)
    asked: dict[str, datetime] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    offers: dict[int, list[BuddyOffer]] = field(default_factory=dict)
    requests: dict[int, BuddyRequest] = field(default_factory=dict)
    waits: dict[int, float] = field(default_factory=dict)
    met_nobody: set[int] = field(default_factory=set)
    sent: int = 0
    turned_away: int = 0

    def play(self) -> None:
        there = self.world.on_call()
        spread = random.Random(self.world.seed)  # noqa: S311  as above
        queue: list[tuple[datetime, int, str, int, str]] = []
        for number, moment in enumerate(self.world.asked_at):
            begins_at = moment + timedelta(seconds=spread.choice(SPREAD))
            asked = new_request(str(number), "asker", Route.ANYONE, moment, begins_at)
            self.requests[number], self.offers[number] = asked, []
            heappush(queue, (begins_at, 0, "look", number, ""))
        while queue:
            now, _, what, number, who = heappop(queue)
            request = self.requests[number]
            if what == "look":
                events = self.look(number, now, there)
            elif request.state is RequestState.LOOKING:
                events = self.answers(number, who, now, there, says_yes=what == "yes")
            else:
                events = iter(())
                self.turned_away += what == "yes"
            for event in events:
                heappush(queue, (event[0], len(queue) + 1, *event[1:]))

    def look(
        self, number: int, now: datetime, there: Mapping[int, list[str]]
    ) -> Iterator[tuple[datetime, str, int, str]]:
        request = self.requests[number]
        if not request.is_open or (request.next_at is not None and now < request.next_at):
            return
        if now >= request.ends_at:
            self.close(number, request.closed())
            return
        late = {one.id for one in lapsed(self.offers[number], now, self.pace)}
        self.offers[number] = [
            replace(one, state=OfferState.CLOSED) if one.id in late else one
            for one in self.offers[number]
        ]
        self.busy -= {one.buddy for one in self.offers[number] if one.id in late}
        hour = (now - START) // HOUR % (DAYS * 24)
        free = [self.giver(who) for who in there[hour] if who not in self.busy]
        if request.state is RequestState.PLANNED and all(one.rests(now) for one in free):
            self.met_nobody.add(number)
        for giver in whom_to_ask(request, self.offers[number], free, now, self.pace):
            yield from self.ask(number, giver.id, now)
        again = next_look(request, self.offers[number], now, self.pace)
        self.requests[number] = request.looking(again)
        yield again, "look", number, ""

    def ask(self, number: int, who: str, now: datetime) -> Iterator[tuple[datetime, str, int, str]]:
        name = f"{number}:{who}"
        self.offers[number].append(BuddyOffer(name, str(number), who, OfferState.OPEN, now))
        self.asked[who] = now
        self.busy.add(who)
        self.sent += 1
        self.counts[who].asked += 1
        answer = self.world.answer(number, who)
        if answer is not None:
            yield now + answer[0], "yes" if answer[1] else "no", number, who

    def answers(
        self,
        number: int,
        who: str,
        now: datetime,
        there: Mapping[int, list[str]],
        *,
        says_yes: bool,
    ) -> Iterator[tuple[datetime, str, int, str]]:
        self.counts[who].answered += 1
        self.counts[who].agreed += says_yes
        request = self.requests[number]
        if says_yes and not any(now - talk < 24 * HOUR for talk in self.talks.get(who, ())):
            self.waits[number] = (now - request.begins_at) / MINUTE
            self.talks[who] = (*self.talks.get(who, ()), now)
            self.close(number, request.held(who, now, now).met())
            return
        self.offers[number] = [
            replace(one, state=OfferState.CLOSED) if one.buddy == who else one
            for one in self.offers[number]
        ]
        self.busy.discard(who)
        self.requests[number] = request.looking(now)
        yield from self.look(number, now, there)

    def close(self, number: int, ended: BuddyRequest) -> None:
        self.busy -= {o.buddy for o in self.offers[number] if o.state is OfferState.OPEN}
        self.requests[number] = ended

    def giver(self, who: str) -> Giver:
        person = self.world.people[who]
        return Giver(who, person.most_per_week, self.talks.get(who, ()), self.asked.get(who))


def month(world: World, policy: str) -> Row:
    counts = {who: Counts() for who in world.people}
    played = Month(world, POLICIES[policy](counts), counts)
    played.play()
    everybody = range(len(world.asked_at))
    reachable = [number for number in everybody if number not in played.met_nobody]
    waits = sorted(played.waits.values())
    deciles = quantiles(waits, n=10) if len(waits) > 1 else [0.0] * 9
    return {
        "policy": policy,
        "in_10": sum(played.waits.get(n, 99) <= 10 for n in reachable) / max(len(reachable), 1),
        "p50": median(waits) if waits else 0.0,
        "p90": deciles[-1],
        "accepted": len(waits) / len(everybody),
        "nobody": len(played.met_nobody) / len(everybody),
        "asked": played.sent / len(everybody),
        "turned_away": played.turned_away / len(everybody),
        "gini": gini([len(played.talks.get(who, ())) for who in world.people]),
        "coverage": world.coverage(),
    }


def gini(loads: list[int]) -> float:
    """0 when everybody has had as many talks as the others, towards 1 when one has had them all."""
    total, size = sum(loads), len(loads)
    if not total:
        return 0.0
    ranked = enumerate(sorted(loads), start=1)
    return 2 * sum(rank * load for rank, load in ranked) / (size * total) - (size + 1) / size


def _with_counts(counts: dict[str, Counts]) -> Pace:
    return Pace(rank=lambda giver, now: counts[giver.id].chance + score(giver, now))


POLICIES: Mapping[str, Callable[[dict[str, Counts]], Pace]] = {
    "ours": lambda _counts: OURS,
    "counts": _with_counts,
    "one": lambda _counts: Pace(at_once=1, place_for=5 * MINUTE),
    "all": lambda _counts: Pace(at_once=1_000_000, place_for=45 * MINUTE),
}
SIZES = {50: 12, 500: 4, 5000: 1}


def months(sizes: Mapping[int, int] = SIZES) -> list[Row]:
    """Each policy in each world: the median over its seeds."""
    rows = []
    for size, seeds in sizes.items():
        worlds = [World.made(size, seed) for seed in range(1, seeds + 1)]
        for policy in POLICIES:
            found = list(map(partial(month, policy=policy), worlds))
            middle = {key: median(one[key] for one in found) for key in found[0] if key != "policy"}
            rows.append({"size": size, "seeds": seeds, "policy": policy, **middle})
    return rows
