"""Learn a little: read at one's own pace, and nobody's business."""

import io
from collections.abc import Iterator

import pytest

from bot.sandbox.seats import Seat
from tests.rules.logbooks import logbook
from tests.rules.records import rows
from tests.stories.stage import Stage
from tests.stories.steps import home, modal

LIST = "Short pages, for whenever you like."
PAGE = "When to see someone"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    with logbook() as opened:
        yield opened


def test_a_page_is_read_and_left_and_leaves_nothing(
    log: io.StringIO, night: Stage, ana: Seat
) -> None:
    ben = night.seat("Ben")
    ben.opens_home()
    ben.sees("off until you turn it on")
    before, seen, at_home = list(rows(night)), ben.screen(), home(ana)
    ana.taps("Learn a little", where="home")
    assert LIST in modal(ana)
    ana.taps(PAGE)
    ana.sees("[Back]")
    ana.closes()
    assert LIST in modal(ana)
    ana.closes()
    night.settles()
    assert ana.modal() is None
    assert home(ana) == at_home
    assert list(rows(night)) == before
    assert night.town.kept() == []
    assert ben.screen() == seen
    assert "KNOW" not in log.getvalue()


def test_it_can_be_read_before_anything_is_turned_on(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.opens_home()
    ana.sees("off until you turn it on")
    before = list(rows(night))
    ana.taps("Learn a little")
    ana.taps(PAGE)
    ana.sees("[Back]")
    assert list(rows(night)) == before


def test_the_days_of_kindness_lead_on_and_end(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.types("/decompress learn")
    ana.taps("Day 1: hear the tone")
    ana.sees("[Next]")
    for day in range(2, 6):
        ana.taps("Next")
        night.settles()
        assert f"Day {day}:" in modal(ana)
    assert "[Next]" not in modal(ana)
    ana.closes()
    assert LIST in modal(ana)


def test_the_word_opens_it_and_a_slip_of_the_finger_does_too(ana: Seat) -> None:
    ana.types("/decompress learn")
    assert LIST in modal(ana)
    ana.closes()
    ana.types("/decompress laern")
    ana.taps("/decompress learn")
    assert LIST in modal(ana)


def test_a_page_that_has_left_the_library_leads_back_to_the_others(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.types("/decompress learn")
    shelf = night.services.library._shelf
    for cards in shelf.practices.values():
        cards.pop("KNOW-03")
    ana.taps(PAGE)
    ana.sees("That page is not here any more. These are.")
    ana.sees_not(f"[{PAGE}]")
    assert "[Talk to a person]" in modal(ana)
