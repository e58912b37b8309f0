"""Proposes a round: what is fixed stays, the others are matched as well as can be."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from bot.domain.pairing.board import Board, lay
from bot.domain.pairing.circle import fresh_couples, is_closed, with_a_rest_by_choice
from bot.domain.pairing.crowds import match_crowd
from bot.domain.pairing.edges import Edges, all_edges
from bot.domain.pairing.islands import islands, packed
from bot.domain.pairing.links import Points
from bot.domain.pairing.matching import NO_COUPLES, Couples, heaviest, in_order, weight_of
from bot.domain.pairing.peers import PastRound, Peer, Two, two
from bot.domain.pairing.proposals import Pair, Proposal, Reason, Trio, Unmatched, Why
from bot.domain.pairing.reasons import what_speaks_for, why_nobody
from bot.domain.pairing.rests import rest_instead
from bot.domain.pairing.rules import allowed
from bot.domain.pairing.terms import Aim, Terms
from bot.domain.pairing.trios import joined
from bot.domain.pairing.weighing import weigh

EXACT_UP_TO = 500  # people: every allowed pair is looked at, and no round is heavier
FINER = 10**5  # what decides between equals, summed over all pairs, stays below one point
MOST_TURNS = 100


def propose(peers: Iterable[Peer], past: Sequence[PastRound], terms: Terms) -> Proposal:
    """The round; the order in which people are told makes no difference.

    Among who is free to be matched nobody is left over who could have a partner, and of all such
    rounds it is the heaviest, where the people are few enough to look at every pair; but in a group
    where everybody may meet everybody those come first who have not met (see `circle`).
    """
    away = _away(peers, terms)
    here = [peer for peer in peers if peer.id not in away]
    board = lay(here, past, terms)
    fixed, refused = _fixed(board, past)
    free = [peer for peer in here if peer.id not in {one for pair in fixed for one in pair}]
    table = board if len(free) == len(here) else lay(free, past, terms)
    couples, bound = _matched(table)
    left = np.setdiff1d(table.everybody, couples)
    third = {place: person for person, place in joined(table, couples, left).items()}
    groups = [
        tuple(table.ids[row] for row in (*couple, *([third[place]] if place in third else ())))
        for place, couple in enumerate(couples.tolist())
    ]
    bound += _weight(board, list(fixed))
    proposal = Proposal((), (), _told_away(away), bound, frozenset(refused))
    return written(board, [*groups, *fixed], proposal, fixed)


def written(
    board: Board,
    groups: Iterable[tuple[str, ...]],
    proposal: Proposal,
    fixed: dict[Two, str] | None = None,
) -> Proposal:
    """The proposal with these groups in it, everything said anew; `fixed` tells why a pair was set."""
    row = {one: place for place, one in enumerate(board.ids)}
    groups = sorted(tuple(sorted(group)) for group in groups)
    couples = _heaviest_of_each(board, [[row[one] for one in group] for group in groups])
    points = weigh(board, couples[:, 0], couples[:, 1]).tolist()
    told = zip(groups, points, what_speaks_for(board, couples), strict=True)
    pairs, trios = [], []
    for group, weight, reasons in told:
        match group:
            case (a, b):
                why = (fixed or {}).get((a, b))
                set_first = (Reason(why, {}),) if why else ()
                pairs.append(Pair((a, b), weight, (*set_first, *reasons)))
            case (a, b, c):
                trios.append(Trio((a, b, c), weight, reasons))
    left = np.array(sorted(set(row.values()) - {row[one] for group in groups for one in group}))
    unmatched = [one for one in proposal.unmatched if one.why in (Why.ABSENT, Why.LEFT_OUT)]
    unmatched += [
        Unmatched(board.ids[place], why)
        for place, why in zip(left.tolist(), why_nobody(board, left.astype(np.int64)), strict=True)
    ]
    return replace(
        proposal,
        pairs=tuple(pairs),
        trios=tuple(trios),
        unmatched=tuple(sorted(unmatched, key=lambda one: one.id)),
    )


def _away(peers: Iterable[Peer], terms: Terms) -> dict[str, Why]:
    left_out = {peer.id: Why.LEFT_OUT for peer in peers if peer.id in terms.left_out}
    return left_out | {peer.id: Why.ABSENT for peer in peers if peer.id in terms.absent}


def _told_away(away: dict[str, Why]) -> tuple[Unmatched, ...]:
    return tuple(Unmatched(one, why) for one, why in away.items())


def _matched(board: Board) -> tuple[Couples, int]:
    """The couples, and what no round with as many of them exceeds."""
    if board.size > EXACT_UP_TO:
        couples, bound = _island_by_island(board)
        return rest_instead(board, couples), bound
    edges = all_edges(board, board.everybody)
    best = _best(board, edges)
    bound = weight_of(board, best)
    if is_closed(board, edges):
        return fresh_couples(board, edges), bound
    return rest_instead(board, with_a_rest_by_choice(board, edges, best)), bound


def _best(board: Board, edges: Edges) -> Couples:
    return heaviest(edges, edges.points * FINER + _turns_so_far(board, edges))


def _island_by_island(board: Board) -> tuple[Couples, int]:
    """Each group that no allowed pair joins to another for itself; small ones are matched exactly."""
    chance = np.random.default_rng((board.terms.seed % 2**32, board.terms.number % 2**32))
    found, bounds = [NO_COUPLES], 0
    for rows in packed(islands(board), EXACT_UP_TO):
        part = board.part(rows)
        if len(rows) > EXACT_UP_TO:
            couples, bound = match_crowd(part, chance)
        else:
            couples = _best(part, all_edges(part, part.everybody))
            bound = weight_of(part, couples)
        found.append(rows[couples])
        bounds += bound
    return in_order(np.concatenate(found)), bounds


def _turns_so_far(board: Board, edges: Edges) -> Points:
    """Decides between rounds that weigh the same: who was the odd one more often is placed."""
    turns = np.minimum(board.turns, MOST_TURNS)
    return turns[edges.i] + turns[edges.j]


def _heaviest_of_each(board: Board, groups: Sequence[Sequence[int]]) -> Couples:
    """Of each pair or trio the couple that weighs most."""
    couples = []
    for group in groups:
        within = np.array(list(combinations(sorted(group), 2)))
        if len(within) > 1:
            within = within[weigh(board, within[:, 0], within[:, 1]).argmax(), None]
        couples.append(within)
    return np.concatenate((NO_COUPLES, *couples))


def _weight(board: Board, pairs: Sequence[Two]) -> int:
    row = {one: place for place, one in enumerate(board.ids)}
    rows = np.array([(row[a], row[b]) for a, b in pairs], np.int64).reshape(-1, 2)
    return weight_of(board, rows)


def _fixed(board: Board, past: Sequence[PastRound]) -> tuple[dict[Two, str], set[Two]]:
    """Which pairs are set before anybody is matched and why, and the locks that cannot hold."""
    fixed: dict[Two, str] = {}
    taken: set[str] = set()
    kept = _kept(past, board.terms.keep_rounds) if board.terms.aim is Aim.CONTINUITY else []
    wanted = [(one, "locked") for one in sorted(board.terms.locked)] + [
        (one, "kept") for one in kept
    ]
    for (a, b), why in wanted:
        if may_meet(board, a, b) and taken.isdisjoint((a, b)):
            fixed[two(a, b)] = why
            taken |= {a, b}
    return fixed, {one for one in board.terms.locked if two(*one) not in fixed}


def may_meet(board: Board, a: str, b: str) -> bool:
    """Whether these two are here and no rule is against it."""
    row = {one: place for place, one in enumerate(board.ids)}
    if a not in row or b not in row:
        return False
    return bool(allowed(board, np.array([row[a]]), np.array([row[b]])).all())


def _kept(past: Sequence[PastRound], rounds: int) -> list[Two]:
    """The pairs of the last round that have not been together for so many rounds in a row yet."""
    if not past:
        return []
    newest_first = sorted(past, key=lambda one: -one.number)
    partners = Counter(one for pair in set(newest_first[0].pairs) for one in pair)
    pairs = sorted({two(*pair) for pair in newest_first[0].pairs})
    return [
        pair
        for pair in pairs
        if partners[pair[0]] == partners[pair[1]] == 1 and _run(newest_first, pair) < rounds
    ]


def _run(newest_first: Sequence[PastRound], pair: Two) -> int:
    """How many rounds in a row, up to the last one, these two were together."""
    run = 0
    for one in newest_first:
        if pair not in {two(*other) for other in one.pairs}:
            break
        run += 1
    return run
