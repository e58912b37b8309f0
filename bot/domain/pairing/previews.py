"""What a coordinator asks of a preview: does this fit, may these two change places, what does a rule cost."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.pairing.board import lay
from bot.domain.pairing.peers import PastRound, Peer
from bot.domain.pairing.proposals import Proposal
from bot.domain.pairing.rounds import may_meet, propose, written
from bot.domain.pairing.terms import Rule, Terms


def fits(peers: Sequence[Peer], past: Sequence[PastRound], terms: Terms, a: str, b: str) -> bool:
    """Yes or no, and never which rule: a private list must look like any other."""
    return may_meet(lay(peers, past, terms), a, b)


def swapped(
    peers: Sequence[Peer],
    past: Sequence[PastRound],
    terms: Terms,
    proposal: Proposal,
    these: tuple[str, str],
) -> Proposal | None:
    """The round with these two in each other's places, or none where somebody would not fit.

    One of them may be without a partner; nothing changes if they are together already. Swapping
    somebody who is away, or without a partner as the other is, is no swap.
    """
    a, b = these
    places = {one: group for group in proposal.groups for one in group}
    if a not in places and b not in places:
        return None
    if places.get(a) == places.get(b):
        return proposal
    waiting = {one.id for one in proposal.unmatched}
    here = [peer for peer in peers if peer.id not in terms.absent | terms.left_out]
    if not {a, b} <= {peer.id for peer in here} & (waiting | set(places)):
        return None
    board = lay(here, past, terms)
    moved = {a: b, b: a}
    changed = [tuple(moved.get(one, one) for one in places[who]) for who in (a, b) if who in places]
    if not all(
        may_meet(board, one, other) for group in changed for one in group for other in group
        if one < other
    ):  # fmt: skip
        return None
    others = [group for group in proposal.groups if group not in (places.get(a), places.get(b))]
    anew = written(board, [*others, *changed], proposal)
    return replace(anew, bound=max(anew.bound, anew.weight))


def rule_costs(
    peers: Sequence[Peer], past: Sequence[PastRound], terms: Terms, proposal: Proposal
) -> dict[Rule, int]:
    """How many more pairs there would be without each rule that may be lifted, where it is any."""
    costs = {}
    for rule in Rule:
        if rule not in terms.without:
            without = propose(peers, past, replace(terms, without=terms.without | {rule}))
            costs[rule] = len(without.groups) - len(proposal.groups)
    return {rule: cost for rule, cost in costs.items() if cost > 0}
