"""The hard rules: who may be paired with whom at all, whatever it would weigh."""

from bot.domain.pairing.board import Board, common, common_block
from bot.domain.pairing.links import Counts, Flags, Rows
from bot.domain.pairing.terms import Rule

HOURS_IN_COMMON = 2  # of the week, at least


def allowed(board: Board, i: Rows, j: Rows) -> Flags:
    """Which of the pairs (i, j) break no rule."""
    is_apart: Flags = board.apart.at(i, j, 0) != 0
    return open_rules(board, i, j) & ~is_apart


def open_rules(board: Board, i: Rows, j: Rows) -> Flags:
    """Which pairs keep the rules that are no secret: no private list is looked at."""
    lifted = board.terms.without
    kept: Flags = (i != j) & (board.lines.at(i, j, 0) == 0) & (board.kept.at(i, j, 0) == 0)
    if Rule.COMMON_LANGUAGE not in lifted:
        kept &= common(board.language_bits, i, j) > 0
    if Rule.COMMON_HOURS not in lifted:
        kept &= common(board.hour_bits, i, j) >= HOURS_IN_COMMON
    if Rule.DIFFERENT_TEAM not in lifted:
        kept &= ~same_team(board, i, j)
    return kept


def same_team(board: Board, i: Rows, j: Rows) -> Flags:
    """Where one of two team mates asked for somebody from outside."""
    is_theirs: Flags = board.team[i] == board.team[j]
    return is_theirs & (board.wants_outside[i] | board.wants_outside[j])


def forbidden_block(board: Board, rows: Rows, columns: Rows, hours: Counts) -> Flags:
    """The same for every one of `rows` with every one of `columns`; `hours` are those in common."""
    lifted = board.terms.without
    forbidden: Flags = rows[:, None] == columns
    if Rule.COMMON_LANGUAGE not in lifted:
        forbidden |= common_block(board.language_bits, rows, columns) == 0
    if Rule.COMMON_HOURS not in lifted:
        forbidden |= hours < HOURS_IN_COMMON
    if Rule.DIFFERENT_TEAM not in lifted:
        wish = board.wants_outside[rows][:, None] | board.wants_outside[columns]
        forbidden |= wish & (board.team[rows][:, None] == board.team[columns])
    down, across, _ = board.apart.between(rows, columns)
    forbidden[down, across] = True
    return forbidden
