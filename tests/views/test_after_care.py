"""The page after a talk is true for whoever reads it: on the list, off it for longer, or never on it."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.after_care import Afterwards
from bot.domain.buddies import Buddy
from bot.domain.people import Worker
from bot.views import after_care
from bot.views.room import Room
from bot.words import load_library
from tests.domain.makers import NOON
from tests.views.reading import as_text

LIBRARY = load_library()
ROOM = Room(LIBRARY.words("en"), LIBRARY.country("GB"), NOON.date())
BEN = Worker("U0BEN00001")
ON_THE_LIST = Afterwards(BEN, Buddy(BEN.id, gives=True, takes=True, since=NOON))
AWAY = replace(ON_THE_LIST, rests_until=NOON + timedelta(days=8))


def test_who_gives_is_off_for_a_day_and_may_stay_off_longer() -> None:
    text = as_text(after_care.page(ON_THE_LIST, "r", ROOM))
    assert "off the list for a day" in text
    assert "[Longer off the list]" in text


def test_who_stays_off_reads_until_when_and_may_come_back_sooner() -> None:
    for page in (after_care.page, after_care.rests):
        text = as_text(page(AWAY, "r", ROOM))
        assert "You stay off the list until" in text
        assert "[Come back sooner]" in text
        assert "[Longer off the list]" not in text


def test_said_late_it_begins_the_next_day_and_says_so() -> None:
    late = replace(AWAY, is_off=False)
    assert "From tomorrow on you are off the list" in as_text(after_care.rests(late, "r", ROOM))


def test_who_was_called_and_is_on_no_list_reads_of_none() -> None:
    for buddy in (None, Buddy(BEN.id, gives=False, takes=True, since=NOON)):
        text = as_text(after_care.page(Afterwards(BEN, buddy), "r", ROOM))
        assert "the list" not in text
        assert "[My supporter]" in text
