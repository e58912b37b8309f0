"""What the ticks do, wound by hand."""

from typing import Any

from bot.use_cases import round_turns, signals, upkeep
from bot.use_cases.check_ins import LAPSE
from bot.use_cases.chores import Chore
from bot.use_cases.hellos import PROMPT_HELLOS
from bot.use_cases.membership import ASK_THE_SILENT
from bot.use_cases.practices import TRIM_MEMORIES
from bot.use_cases.relay import RELAY
from bot.use_cases.round_turns import LET_QUESTIONS_GO, TELL_PROGRESS
from bot.use_cases.shifts import CLOSE_EXPECTED
from bot.use_cases.signals import TELL_USUAL
from bot.use_cases.workplace import Workplace

CHORES: tuple[Chore[Any], ...] = (
    CLOSE_EXPECTED, TELL_USUAL, LAPSE, ASK_THE_SILENT, PROMPT_HELLOS, TRIM_MEMORIES, RELAY,
    LET_QUESTIONS_GO, TELL_PROGRESS,
)  # fmt: skip


def winds(place: Workplace) -> None:
    """Everything that the clock does for workers, once."""
    while signals.take_in_received(place):
        continue
    makes_and_mends_rounds(place)
    for chore in CHORES:
        does(chore, place)


def makes_and_mends_rounds(place: Workplace) -> None:
    for last in round_turns.due(place):
        round_turns.take(last, round_turns.plan_next(last, place), place)
    if found := round_turns.broken(place):
        round_turns.mend_broken(found, place)


def forgets(place: Workplace) -> None:
    """All that is old, step by step."""
    while upkeep.forget_some(place):
        continue


def does(chore: Chore[Any], place: Workplace) -> int:
    return sum(chore.do(some, place) for some in chore.look(place))
