"""Invented people, and the rules and weights of a pair told a second time, one pair after the other."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from bot.domain.pairing.peers import PastRound, Peer, Two, two
from bot.domain.pairing.proposals import Proposal
from bot.domain.pairing.terms import Rule, Terms

NIGHTS = frozenset({1, 2, 3})
NAMES = tuple("abcdefghij")


def peer(name: str, **told: Any) -> Peer:
    """Somebody who could meet anybody."""
    return Peer(**{"id": name, "languages": frozenset({"en"}), "hours": NIGHTS, **told})


def peers(count: int, **told: Any) -> list[Peer]:
    return [peer(f"p{number:03}", **told) for number in range(count)]


def is_allowed(a: Peer, b: Peer, terms: Terms) -> bool:
    """As the rules are written, without a thought for speed."""
    if two(a.id, b.id) in terms.forbidden or a.id in b.not_with or b.id in a.not_with:
        return False
    if a.id in (b.manager, b.supervisor) or b.id in (a.manager, a.supervisor):
        return False
    if Rule.COMMON_LANGUAGE not in terms.without and not a.languages & b.languages:
        return False
    if Rule.COMMON_HOURS not in terms.without and len(a.hours & b.hours) < 2:
        return False
    wish = (a.outside_team or b.outside_team) and Rule.DIFFERENT_TEAM not in terms.without
    return not (wish and a.team is not None and a.team == b.team)


def points(a: Peer, b: Peer, past: Iterable[PastRound], terms: Terms) -> int:
    """The default weight, as it is written."""
    met = [one.number for one in past if two(a.id, b.id) in one.pairs]
    since = terms.number - max(met) if met else None
    either = a.topics | b.topics
    gap = abs(math.log2((a.experience_years + 0.5) / (b.experience_years + 0.5)))
    return round(
        1000
        + 400 * (1 if since is None else 1 - math.exp(-since / 8))
        + 150 * min(1, gap / 3)
        + (150 * len(a.topics & b.topics) / len(either) if either else 0)
        + 100 * min(1, len(a.hours & b.hours) / 12)
        + 300 * (min(a.unmatched_rounds, 3) + min(b.unmatched_rounds, 3))
    )


def best(people: Sequence[Peer], past: Sequence[PastRound], terms: Terms) -> tuple[int, int]:
    """How many pairs there can be at most, and how much the heaviest of such rounds weighs."""
    graph = nx.Graph()
    here = [one for one in people if one.id not in terms.absent | terms.left_out]
    for a, b in combinations(here, 2):
        if is_allowed(a, b, terms):
            graph.add_edge(a.id, b.id, weight=points(a, b, past, terms))
    found = nx.max_weight_matching(graph, maxcardinality=True)
    return len(found), sum(graph.edges[pair]["weight"] for pair in found)


def breaches(people: Sequence[Peer], groups: Iterable[tuple[str, ...]], terms: Terms) -> list[Two]:
    """Pairs, also within trios, that a rule forbids."""
    known = {one.id: one for one in people}
    return [
        two(a, b)
        for group in groups
        for a, b in combinations(group, 2)
        if not is_allowed(known[a], known[b], terms)
    ]


def some_of(options: Iterable[Any], most: int = 3) -> st.SearchStrategy[frozenset[Any]]:
    return st.frozensets(st.sampled_from(sorted(options)), max_size=most)


def anybody(name: str) -> st.SearchStrategy[Peer]:
    leaders = st.none() | st.sampled_from(NAMES)
    return st.builds(
        Peer,
        id=st.just(name),
        languages=some_of(("en", "es", "fr")),
        hours=st.frozensets(st.integers(0, 5), min_size=1),
        team=st.none() | st.sampled_from(("north", "south")),
        manager=leaders,
        supervisor=leaders,
        experience_years=st.floats(0, 30).map(lambda years: round(years, 1)),
        topics=some_of(("grief", "nights", "anger")),
        outside_team=st.booleans(),
        not_with=some_of(NAMES, most=1),
        unmatched_rounds=st.integers(0, 4),
        trio=st.booleans(),
        rests_gladly=st.just(False),
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Peer], list[PastRound], Terms]:
    """Up to ten people with every rule about them, some rounds that were, and what a coordinator set."""
    names = NAMES[: draw(st.integers(0, len(NAMES)))]
    people = [draw(anybody(name)) for name in names]
    couples = [two(a, b) for a, b in combinations(NAMES, 2)]
    past = [
        PastRound(number, tuple(draw(some_of(couples, most=5))))
        for number in draw(st.lists(st.integers(-2, 4), max_size=3, unique=True))
    ]
    terms = Terms(
        number=5,
        forbidden=draw(some_of(couples, most=2)),
        left_out=draw(some_of(NAMES, most=1)),
        absent=draw(some_of(NAMES, most=1)),
        without=draw(some_of(Rule, most=1)),
    )
    return people, past, terms


def crowd(size: int, seed: int, forbidden: float = 0.0) -> list[Peer]:
    """People of teams with a lead, of three zones and four languages; some pairs forbidden by chance."""
    chance = np.random.default_rng(seed)
    names = [f"p{number:05}" for number in range(size)]
    leads: dict[str, str] = {}
    people = []
    for name in names:
        team = f"team {chance.integers(max(size // 12, 1))}"
        lead = leads.setdefault(team, name)
        zone = 8 * int(chance.integers(2))
        free = chance.choice(np.arange(8, 22), int(chance.integers(2, 6)), replace=False)
        hours = ((24 * np.arange(7)[:, None] + free + zone) % 168).ravel()
        tongues = {"en"} if chance.random() < 0.8 else {str(chance.choice(["es", "fr", "de"]))}
        topics = chance.choice(20, int(chance.integers(5)), replace=False)
        apart = np.flatnonzero(chance.random(size) < forbidden / 2)
        people.append(
            Peer(
                id=name,
                languages=frozenset(tongues),
                hours=frozenset(hours.tolist()),
                team=team,
                manager=None if lead == name else lead,
                experience_years=round(float(chance.gamma(1.5, 3)), 1),
                topics=frozenset(f"topic {topic}" for topic in topics),
                outside_team=bool(chance.random() < 0.3),
                not_with=frozenset(names[other] for other in apart),
                unmatched_rounds=int(chance.random() < 0.05),
            )
        )
    return people


def moved_on(people: Iterable[Peer], proposal: Proposal) -> list[Peer]:
    """The same people after the round: who had no partner has waited for one round more."""
    placed = proposal.partners
    return [
        replace(one, unmatched_rounds=0 if one.id in placed else one.unmatched_rounds + 1)
        for one in people
    ]
