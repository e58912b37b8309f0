"""What a pair weighs, in whole points: the sum of its parts, rounded once."""

import numpy as np
from numpy.typing import NDArray

from bot.domain.pairing.board import Board, common, common_block
from bot.domain.pairing.links import Near, Points, Rows
from bot.domain.pairing.rules import forbidden_block

FADING = 8.0  # rounds in which a meeting fades to a third
WIDEST = 3.0  # doublings of experience that count, at most
HOURS_ENOUGH = 12  # of the week
FORBIDDEN = -1.0


def weigh(board: Board, i: Rows, j: Rows) -> Points:
    """The weight of each pair (i, j), allowed or not."""
    weights = board.terms.weights
    soft = (
        weights.paired
        + weights.never_met * novelty(board.met.at(i, j, 0))
        + weights.experience * apart_in_years(board, i, j)
        + weights.topics * shared_topics(board, i, j)
        + weights.hours * np.minimum(1.0, common(board.hour_bits, i, j) / HOURS_ENOUGH)
    )
    waited = board.waited[i] + board.waited[j]
    points: Points = np.rint(soft + waited).astype(np.int64)
    return points


def novelty(met: Points) -> NDArray[np.float64]:
    """1 for who never met (0), else the more the longer it is ago (rounds, below 0)."""
    return np.where(met == 0, 1.0, 1.0 - np.exp(met / FADING))


def apart_in_years(board: Board, i: Rows, j: Rows) -> NDArray[np.float64]:
    return np.minimum(1.0, np.abs(board.seniority[i] - board.seniority[j]) / WIDEST)


def shared_topics(board: Board, i: Rows, j: Rows) -> NDArray[np.float64]:
    shared = common(board.topic_bits, i, j)
    part: NDArray[np.float64] = shared / np.maximum(
        board.topic_counts[i] + board.topic_counts[j] - shared, 1
    )
    return part


def near_weights(board: Board, rows: Rows, columns: Rows) -> Near:
    """Every one of `rows` with every one of `columns`, without their waiting; FORBIDDEN by a rule.

    Right to a thousandth of a point: fit to choose by, and ten times quicker than the exact weights.
    Written in place, since a block that stays in the processor's cache is what makes it quick.
    """
    weights = board.terms.weights
    hours = common_block(board.hour_bits, rows, columns)
    forbidden = forbidden_block(board, rows, columns, hours)
    near = np.minimum(hours, HOURS_ENOUGH, out=hours).astype(np.float32)
    near *= np.float32(weights.hours / HOURS_ENOUGH)
    near += np.float32(weights.paired + weights.never_met)
    if board.topics.shape[1]:
        shared = common_block(board.topic_bits, rows, columns).astype(np.float32)
        counts = board.topic_counts.astype(np.float32)
        union = counts[rows][:, None] + counts[columns]
        union -= shared
        np.maximum(union, np.float32(1), out=union)
        shared /= union
        shared *= np.float32(weights.topics)
        near += shared
    seniority = board.seniority.astype(np.float32)
    gap = seniority[rows][:, None] - seniority[columns]
    np.abs(gap, out=gap)
    np.minimum(gap, np.float32(WIDEST), out=gap)
    gap *= np.float32(weights.experience / WIDEST)
    near += gap
    down, across, met = board.met.between(rows, columns)
    near[down, across] -= weights.never_met * np.exp(met / FADING, dtype=np.float32)
    near[forbidden] = FORBIDDEN
    return near
