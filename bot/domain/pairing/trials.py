"""A dry run: rounds that follow one another, before anything is sent to anybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice

from bot.domain.pairing.peers import PastRound, Peer
from bot.domain.pairing.proposals import Proposal, Why
from bot.domain.pairing.rounds import propose
from bot.domain.pairing.terms import Terms

AHEAD = 8  # rounds
AWAY = (Why.ABSENT, Why.LEFT_OUT)


@dataclass(frozen=True)
class Trial:
    """What so many rounds would bring.

    `repeats` counts pairs that had met before. Who was away counts nowhere; `coverage` is the part of
    all places that had a partner, `longest_run` the most rounds in a row that one person had none,
    `never` who had none in any round they were there for.
    """

    proposals: tuple[Proposal, ...]
    repeats: int
    unmatched: int
    longest_run: int
    coverage: float
    never: frozenset[str]


def rounds_ahead(
    peers: Sequence[Peer],
    past: Sequence[PastRound],
    terms: Terms,
    absent: Sequence[frozenset[str]] = (),
) -> Iterator[Proposal]:
    """Round after round without end, each with what the earlier ones brought.

    `terms.number` is that of the first; `absent` has one set for each of the first rounds.
    """
    for step in count():
        away = absent[step] if step < len(absent) else frozenset()
        now = replace(terms, number=terms.number + step, absent=terms.absent | away)
        proposal = propose(peers, past, now)
        yield proposal
        past = (*past, proposal.past(now.number))
        peers = _after(peers, proposal)


def dry_run(
    peers: Sequence[Peer],
    past: Sequence[PastRound],
    terms: Terms,
    rounds: int = AHEAD,
    absent: Sequence[frozenset[str]] = (),
) -> Trial:
    proposals = tuple(islice(rounds_ahead(peers, past, terms, absent), rounds))
    return tried(peers, past, proposals)


def tried(
    peers: Sequence[Peer], past: Sequence[PastRound], proposals: tuple[Proposal, ...]
) -> Trial:
    """These rounds in figures."""
    met = {pair for one in past for pair in one.pairs}
    streaks = dict.fromkeys((peer.id for peer in peers), 0)
    placed: set[str] = set()
    repeats = unmatched = longest = there = 0
    for number, proposal in enumerate(proposals):
        new = proposal.past(number).pairs
        repeats += sum(pair in met for pair in new)
        met |= set(new)
        placed |= set(proposal.partners)
        there += len(proposal.partners)
        streaks |= dict.fromkeys(proposal.partners, 0)
        for one in _without_a_partner(proposal):
            unmatched += 1
            streaks[one] += 1
            longest = max(longest, streaks[one])
    places = there + unmatched
    never = frozenset(one for one, run in streaks.items() if run and one not in placed)
    return Trial(proposals, repeats, unmatched, longest, there / places if places else 1.0, never)


def _without_a_partner(proposal: Proposal) -> list[str]:
    return [one.id for one in proposal.unmatched if one.why not in AWAY]


def _after(peers: Sequence[Peer], proposal: Proposal) -> list[Peer]:
    """The same people after the round: who was away waits no longer than before."""
    runs = {peer.id: peer.unmatched_rounds for peer in peers}
    runs |= dict.fromkeys(proposal.partners, 0)
    runs |= {one: runs[one] + 1 for one in _without_a_partner(proposal)}
    return [replace(peer, unmatched_rounds=runs[peer.id]) for peer in peers]
