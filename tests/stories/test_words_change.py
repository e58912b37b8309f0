"""An organisation changes its words while the bot runs: heard within a minute, and never a silence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.desk import sign
from tests.fakes import TWO_AT_NIGHT
from tests.rules.logbooks import logbook
from tests.stories.stage import Stage, stage
from tests.stories.steps import OPENING, gets_a_check_in, label, modal, openings, turns_on
from tests.words.makers import write, write_card

ONLY_THIS_CARD = """
[[rules]]
id = "house"
because = "In this house it is this one."
when = {}
offer = [["RISK-77"]]
also = ["S03"]
"""
NEW_OPENING = "Your hours are done. A quiet minute, if you want it."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What an organisation has begun with: a card of its own, and a button."""
    folder = tmp_path / "our-prompts"
    write_card(folder)
    write(folder, "en/home.toml", '[button]\nturn_off = "Turn it off"')
    return folder


@pytest.fixture
def night(kind: str, folder: Path) -> Iterator[Stage]:
    with stage(kind, prompts_dir=folder) as opened:
        yield opened


def says(folder: Path, opening: str) -> None:
    write(folder, "en/check_in.toml", f'opening = "{opening}"')


def breaks_off(folder: Path, opening: str) -> Path:
    """As somebody saves it who has not come to the closing quote yet."""
    return write(folder, "en/check_in.toml", f'opening = "{opening}')


def test_a_word_that_was_changed_is_in_the_next_message(night: Stage, folder: Path) -> None:
    ana = turns_on(night)
    gets_a_check_in(night, ana)
    says(folder, NEW_OPENING)
    night.passes(hours=13)
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert openings(ana)[-1] == NEW_OPENING


def test_while_a_file_is_broken_its_last_good_words_stay(night: Stage, folder: Path) -> None:
    says(folder, NEW_OPENING)
    night.passes(minutes=1)
    breaks_off(folder, "Your hou")
    night.passes(minutes=1)
    ana = turns_on(night)
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert openings(ana)[-1] == NEW_OPENING


def test_when_the_folder_is_gone_everything_stays(night: Stage, folder: Path) -> None:
    says(folder, NEW_OPENING)
    night.passes(minutes=1)
    folder.rename(folder.with_name("away"))
    night.passes(minutes=1)
    ana = turns_on(night)
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert openings(ana)[-1] == NEW_OPENING
    assert night.services.library.practice("LAND-77", "en") is not None
    says(folder, OPENING)
    night.passes(minutes=1)
    assert night.services.library.words("en").say("check_in.opening") == OPENING
    assert night.services.library.practice("LAND-77", "en") is None


def test_a_fault_is_noted_once_a_change_by_its_place_alone(night: Stage, folder: Path) -> None:
    with logbook() as log:
        file = breaks_off(folder, "A secret of ours")
        night.passes(minutes=1)
        night.passes(minutes=1)
        assert log.getvalue().count("words.fault") == 1
        assert file.as_posix() in log.getvalue()
        breaks_off(folder, "Another secret of ours")
        night.passes(minutes=1)
        assert log.getvalue().count("words.fault") == 2
        says(folder, NEW_OPENING)
        night.passes(minutes=1)
        night.passes(minutes=1)
    assert log.getvalue().count("words.read") == 3
    assert log.getvalue().count("words.fault") == 2
    assert "secret" not in log.getvalue()


def test_a_folder_in_which_nothing_changed_is_not_read_again(night: Stage) -> None:
    before = night.services.library._shelf
    night.passes(minutes=1)
    assert night.services.library._shelf is before


def test_signed_words_that_change_while_they_lie_open_are_not_drawn_unsigned(
    night: Stage, folder: Path
) -> None:
    name = "en/practices/RISK-77.toml"
    write_card(folder, "RISK-77", situations='["S03"]', title="Read by Ada")
    write(folder, "decision_rules.toml", ONLY_THIS_CARD)
    sign(["RISK-77"], "Dr Ada Okafor", "en", folder, TWO_AT_NIGHT.date())
    night.passes(minutes=1)
    ana = turns_on(night)
    ana.types("/decompress")
    night.settles()
    assert "Read by Ada" in modal(ana)
    write(folder, name, (folder / name).read_text("utf-8").replace("Read by Ada", "Read by nobody"))
    night.passes(minutes=1)
    ana.taps(label("minute.button.why"))
    night.settles()
    assert "nobody" not in modal(ana)
    assert "Talk to a person" in modal(ana)
