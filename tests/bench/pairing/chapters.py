"""What is measured: repeats, who is left out, who rests, breaches, and what a large round takes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.domain.pairing.peers import PastRound, Peer
from bot.domain.pairing.terms import Terms
from tests.bench.alone import Alone
from tests.bench.measures import load
from tests.bench.pairing.methods import (
    METHODS,
    Method,
    could_all_be_paired,
    greedy,
    ours,
    shuffle,
    waiting_first,
)
from tests.bench.work import Row
from tests.domain.pairing.worlds import breaches, crowd, peer, peers

SEEDS = 5
CYCLES = (12, 24, 50)
CASES = 20
ODD, ODD_ROUNDS = 13, 26
LATELY = 8  # rounds
WORLDS = (1, 2, 3)
WAITING_FIRST = "Aftershift, waiting weighs most"
MIXED, MIXED_ROUNDS, AWAY = 100, 26, 0.08
SIZES = (100, 500, 2000, 10_000)


def seeds_of(name: str) -> range:
    """The two that leave nothing to chance are played once."""
    return range(SEEDS if name.startswith(("greedy", "shuffle")) else 1)


class Play:
    """Rounds of one method one after the other, with what comes of them."""

    def __init__(self, method: Method, people: Sequence[Peer], seed: int) -> None:
        self.method, self.people, self.seed = method, list(people), seed
        self.past: list[PastRound] = []
        self.runs = dict.fromkeys((one.id for one in people), 0)
        self.rests: Counter[str] = Counter()
        self.repeats = self.soon = self.broken = self.pairs = self.longest = 0

    def round(self, absent: frozenset[str] = frozenset()) -> None:
        number = len(self.past) + 1
        waiting = [replace(one, unmatched_rounds=self.runs[one.id]) for one in self.people]
        made = self.method(waiting, self.past, Terms(number, self.seed, absent=absent))
        met = {pair for one in self.past for pair in one.pairs}
        lately = {pair for one in self.past[-LATELY:] for pair in one.pairs}
        self.repeats += sum(pair in met for pair in made)
        self.soon += sum(pair in lately for pair in made)
        self.broken += len(breaches(self.people, made, Terms()))
        self.pairs += len(made)
        placed = {one for pair in made for one in pair}
        self.runs |= dict.fromkeys(placed, 0)
        for one in set(self.runs) - placed - absent:
            self.rests[one] += 1
            self.runs[one] += self._could_have_met(one, absent)
        self.longest = max(self.longest, *self.runs.values())
        self.past.append(PastRound(number, tuple(made), absent))

    def _could_have_met(self, one: str, absent: frozenset[str]) -> bool:
        """Whether the rules left anybody for them: without, no method could have helped."""
        others = (peer.id for peer in self.people if peer.id not in absent | {one})
        return any(not breaches(self.people, [(one, other)], Terms()) for other in others)


def repeats() -> list[Row]:
    """Within a full cycle, in which every pair could be a new one."""
    rows = []
    for size in CYCLES:
        for name, method in METHODS.items():
            plays = [Play(method, peers(size), seed) for seed in seeds_of(name)]
            for play in plays:
                for _ in range(size - 1):
                    play.round()
            rows.append({"size": size, "method": name, "repeats": [one.repeats for one in plays]})
    return rows


def left_out() -> list[Row]:
    """24 people of whom so many pairs are forbidden, and all could be paired."""
    rows = []
    for share in (0.5, 0.8):
        worlds = _worlds_in_which_all_could_be_paired(share)
        for name, method in METHODS.items():
            if name != "shuffle":
                made = [method(people, [], Terms(seed=seed)) for seed, people in enumerate(worlds)]
                cases = sum(
                    2 * len(pairs) < len(people) for pairs, people in zip(made, worlds, strict=True)
                )
                rows.append({"share": share, "method": name, "cases": cases})
    return rows


def _worlds_in_which_all_could_be_paired(share: float) -> list[list[Peer]]:
    found: list[list[Peer]] = []
    seed = 0
    while len(found) < CASES:
        chance = np.random.default_rng(seed)
        seed += 1
        names = [one.id for one in peers(24)]
        people = [
            peer(one, not_with=frozenset(name for name in names[:place] if chance.random() < share))
            for place, one in enumerate(names)
        ]
        if could_all_be_paired(people):
            found.append(people)
    return found


def rests() -> list[Row]:
    rows = []
    for name, method in METHODS.items():
        plays = [Play(method, peers(ODD), seed) for seed in seeds_of(name)]
        for play in plays:
            for _ in range(ODD_ROUNDS):
                play.round()
        shares = [[play.rests[one.id] for one in play.people] for play in plays]
        rows.append(
            {
                "method": name,
                "most": max(map(max, shares)),
                "least": min(map(min, shares)),
                "longest": max(play.longest for play in plays),
            }
        )
    return rows


def breaches_and_waiting() -> list[Row]:
    """A hundred people with every rule, of whom some are away each round, in several worlds."""
    rows = []
    methods = {"Aftershift": ours, WAITING_FIRST: waiting_first, "greedy by chance": greedy}
    for name, method in (methods | {"shuffle": shuffle}).items():
        plays = [_mixed(method, world) for world in WORLDS]
        rows.append(
            {
                "method": name,
                "pairs": sum(play.pairs for play in plays),
                "broken": sum(play.broken for play in plays),
                "soon": sum(play.soon for play in plays),
                "longest": [play.longest for play in plays],
            }
        )
    return rows


def _mixed(method: Method, world: int) -> Play:
    chance = np.random.default_rng(world)
    play = Play(method, crowd(MIXED, world), 0)
    for _ in range(MIXED_ROUNDS):
        away = chance.random(MIXED) < AWAY
        absent = (one.id for one, is_away in zip(play.people, away, strict=True) if is_away)
        play.round(frozenset(absent))
    return play


def sizes() -> list[Row]:
    """Each in a process of its own."""
    rows = []
    for size in SIZES:
        for method in ("ours", "greedy", "shuffle"):
            found = Alone("pair", method=method, size=size).found()
            rows.append({"size": size, "method": method, **found, "load": load()})
    return rows


def optima() -> list[Row]:
    """The weight of the best round there is, where it can be had: the full graph, however long it takes."""
    return [{"size": size, **Alone("optimum", size=size).found()} for size in SIZES[:3]]
