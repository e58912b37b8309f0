"""Why these two, and why nobody: by rule, from facts that may be told."""

from collections.abc import Iterator

import numpy as np

from bot.domain.pairing.board import Board, common, common_block
from bot.domain.pairing.edges import blocks
from bot.domain.pairing.links import Flags, Rows
from bot.domain.pairing.matching import Couples
from bot.domain.pairing.proposals import Reason, Why
from bot.domain.pairing.rules import HOURS_IN_COMMON
from bot.domain.pairing.terms import Rule
from bot.domain.pairing.weighing import HOURS_ENOUGH, apart_in_years, novelty, shared_topics


def what_speaks_for(board: Board, couples: Couples) -> list[tuple[Reason, ...]]:
    """For each couple what its weight is made of, the strongest first."""
    i, j = couples[:, 0], couples[:, 1]
    weights, met = board.terms.weights, board.met.at(i, j, 0)
    years = np.abs(np.exp2(board.seniority[i]) - np.exp2(board.seniority[j])).round()
    hours = common(board.hour_bits, i, j)
    told = (
        ("met", weights.never_met * novelty(met), -met),
        ("experience", weights.experience * apart_in_years(board, i, j), years),
        ("topics", weights.topics * shared_topics(board, i, j), common(board.topic_bits, i, j)),
        ("hours", weights.hours * np.minimum(1.0, hours / HOURS_ENOUGH), hours),
    )
    return [
        tuple(
            _reason(key, int(facts[place]))
            for key, points, facts in sorted(told, key=lambda part: -part[1][place])
            if facts[place] or key == "met"
        )
        for place in range(len(couples))
    ]


def _reason(key: str, fact: int) -> Reason:
    if key == "met":
        return Reason("met_before", {"rounds": fact}) if fact else Reason("first_time", {})
    return Reason(key, {"years" if key == "experience" else key: fact})


def why_nobody(board: Board, left: Rows) -> list[Why]:
    """For each of those left over the open rule at which the last of the others fell out.

    Only rules that are no secret are asked. Where somebody would be left by these, the answer is the
    same whatever the cause was.
    """
    return [
        why for some in blocks(left, board.size) for why in _why_each(board, some, board.everybody)
    ]


def _why_each(board: Board, some: Rows, others: Rows) -> list[Why]:
    found = np.full(len(some), None)
    for why, fits in _narrowed(board, some, others):
        found[(found == None) & ~fits.any(1)] = why  # noqa: E711  each element is compared
    return [why or Why.NO_FITTING_PARTNER for why in found]


def _narrowed(board: Board, some: Rows, others: Rows) -> Iterator[tuple[Why, Flags]]:
    """Who is still there for each after one more rule."""
    lifted = board.terms.without
    fits = some[:, None] != others
    yield Why.ALONE, fits
    if Rule.COMMON_LANGUAGE not in lifted:
        fits &= common_block(board.language_bits, some, others) > 0
        yield Why.NO_COMMON_LANGUAGE, fits
    if Rule.COMMON_HOURS not in lifted:
        fits &= common_block(board.hour_bits, some, others) >= HOURS_IN_COMMON
        yield Why.NO_COMMON_HOURS, fits
    if Rule.DIFFERENT_TEAM not in lifted:
        wish = board.wants_outside[some][:, None] | board.wants_outside[others]
        fits &= ~(wish & (board.team[some][:, None] == board.team[others]))
        yield Why.SAME_TEAM, fits
    for why, links in ((Why.OWN_LINE, board.lines), (Why.KEPT_APART, board.kept)):
        down, across, _ = links.between(some, others)
        fits[down, across] = False
        yield why, fits
