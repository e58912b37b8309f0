"""The quiet minute fits what Slack takes, whatever an organisation adds to it."""

from datetime import date
from pathlib import Path

import pytest

from bot.domain.decision_points import DecisionPoint
from bot.domain.decisions import Shelf, decide
from bot.domain.minutes import Minute, Step
from bot.views import minutes
from bot.views.room import Room
from bot.words import load_library
from bot.words.checks import check_prompts
from tests.fakes import LoadedDice
from tests.views.reading import as_text
from tests.words.makers import write

TODAY = date(2026, 11, 22)
LIMIT = """
[[limits]]
id = "a_limit_of_this_house_with_a_rather_long_name_{number}"
because = "{because}"
when = {{}}
never = ["MASS"]
"""


@pytest.mark.parametrize("step", [Step.PRACTICE, Step.WHY])
def test_however_many_limits_a_house_adds_the_minute_opens_and_says_why(
    tmp_path: Path, step: Step
) -> None:
    because = "This stays out here, as our house has seen. " * 6
    limits = [LIMIT.format(number=number, because=because) for number in range(60)]
    write(tmp_path, "decision_rules.toml", "".join(limits))
    assert check_prompts(tmp_path) == []
    library = load_library(tmp_path)
    shelf = Shelf(library.practices("en"), library.last_resort, TODAY)
    offer = decide(DecisionPoint(), shelf, library.decision_table(), LoadedDice())
    minute = Minute(step).offering(offer)
    room = Room(library.words("en"), library.country(""), TODAY)
    assert minutes.modal(minute, offer.practice, room)["blocks"]
    assert minute.reasons[0] == offer.reasons[0]


def test_a_reason_that_has_left_the_files_is_left_out() -> None:
    """The house took its rule away while the modal was open."""
    library = load_library()
    card, room = library.practices("en")[0], Room(library.words("en"), library.country(""), TODAY)
    reasons = ("because.rule_that_is_gone", "minute.because.fresh")
    minute = Minute(Step.WHY, practice=card.id, reasons=reasons)
    told = as_text(minutes.modal(minute, card, room))
    assert "rule that is gone" not in told.lower()
    assert room.words.say("minute.because.fresh") in told
