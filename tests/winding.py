"""What the ticks do, wound by hand."""

from typing import Any

from bot.use_cases import signals, upkeep
from bot.use_cases.check_ins import LAPSE
from bot.use_cases.chores import Chore
from bot.use_cases.hellos import PROMPT_HELLOS
from bot.use_cases.membership import ASK_THE_SILENT
from bot.use_cases.practices import TRIM_MEMORIES
from bot.use_cases.relay import RELAY
from bot.use_cases.shifts import CLOSE_EXPECTED
from bot.use_cases.signals import TELL_USUAL
from bot.use_cases.workplace import Workplace


def winds(place: Workplace) -> None:
    """Everything that the clock does for workers, once."""
    while signals.take_in_received(place):
        continue
    chores = (
        CLOSE_EXPECTED, TELL_USUAL, LAPSE, ASK_THE_SILENT, PROMPT_HELLOS, TRIM_MEMORIES, RELAY,
    )  # fmt: skip
    for chore in chores:
        does(chore, place)


def forgets(place: Workplace) -> None:
    """All that is old, step by step."""
    while upkeep.forget_some(place):
        continue


def does(chore: Chore[Any], place: Workplace) -> int:
    return sum(chore.do(some, place) for some in chore.look(place))
