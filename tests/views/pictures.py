"""The few views whose whole text is kept in golden/: what a worker reads on most nights.

When a change of words or shape is meant, draw them again and look at the difference:

    .venv/bin/python -m tests.views.pictures
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.domain.check_ins import CheckInKind, Outcome
from bot.domain.homes import HomeFacts
from bot.domain.learning import find_page, topics_of
from bot.domain.minutes import Minute, Step, first_step
from bot.domain.people import Moment, PausedBy, Worker
from bot.domain.practices import Feeling
from bot.views import check_ins, home, learning, minutes, people
from bot.views.kit import Message, View
from bot.views.room import Room
from bot.words import Library, load_library
from tests.views.gallery import CHECK_IN, NOW, OUR_PEOPLE, TODAY, signed
from tests.views.reading import as_text

GOLDEN = Path(__file__).with_name("golden")
CARD = "LAND-01"
SETTLING = timedelta(minutes=20)
ANA = Worker("U0ANA00001", is_on=True, zone="Europe/Lisbon", moment=Moment.DELAY, delay_minutes=20)


def pictures() -> dict[str, str]:
    """The text of each picture, by the name of its file."""
    library = load_library()
    drawn: dict[str, Message | View] = {
        **dict(messages(library)),
        **dict(homes(library)),
        **dict(modals(library)),
        **dict(to_read(library)),
    }
    return {f"{name}.txt": as_text(shown) for name, shown in drawn.items()}


def room(library: Library) -> Room:
    return Room(library.words("en"), library.country("GB"), TODAY)


def messages(library: Library) -> Iterator[tuple[str, Message]]:
    words = library.words("en")
    yield "check_in", check_ins.question(CheckInKind.SHIFT_END, CHECK_IN, words)
    yield "look_in", check_ins.question(CheckInKind.LOOK_IN, CHECK_IN, words)
    yield "card", check_ins.card(CHECK_IN, words)


def homes(library: Library) -> Iterator[tuple[str, View]]:
    asked = replace(ANA, moment=Moment.UNCHOSEN, offered_zone="Europe/Madrid")
    paused = replace(ANA, paused_by=PausedBy.WORKER, paused_until=NOW + timedelta(days=9))
    silent = replace(ANA, paused_by=PausedBy.SILENCE)
    told = {"off": None, "on": ANA, "on_and_asked": asked, "paused": paused, "silent": silent}
    for name, worker in told.items():
        yield f"home_{name}", home.home(HomeFacts(worker, NOW, SETTLING), room(library))


def modals(library: Library) -> Iterator[tuple[str, View]]:
    here = room(library)
    card = library.practice(CARD, "en")
    for feeling in Feeling:
        step = first_step(feeling)
        shown = card if step is Step.PRACTICE else None
        minute = Minute(step, CHECK_IN, feeling, practice=CARD if shown else None)
        yield f"minute_{feeling}", minutes.modal(minute, shown, here)
    yield "minute_plain", minutes.modal(Minute(Step.PRACTICE, practice=CARD), card, here)
    for outcome in (Outcome.LIGHTER, Outcome.HEAVIER):
        ended = Minute(Step.ENDED, CHECK_IN, Feeling.HEAVY, practice=CARD, outcome=outcome)
        yield f"minute_ended_{outcome}", minutes.modal(ended, card, here)
    with_people = replace(signed(here.country), contacts=OUR_PEOPLE)
    yield "people", people.modal(with_people, here.words, TODAY)
    yield "people_from_here", people.from_here(with_people, here.words, TODAY)
    yield "people_from_here_unnamed", people.from_here(here.country, here.words, TODAY)
    yield "people_more_ways", people.more_ways(with_people, here.words, TODAY)
    yield "people_more_ways_unsigned", people.more_ways(here.country, here.words, TODAY)


def to_read(library: Library) -> Iterator[tuple[str, View]]:
    here, topics = room(library), topics_of(library.practices("en"), TODAY)
    yield "learn", learning.contents(topics, here)
    for name, page_id in (("telling", "KNOW-03"), ("exercise", "SELF-01")):
        found = find_page(page_id, topics)
        assert found is not None
        yield f"learn_{name}", learning.page(*found, here)


def draw_again() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for file in GOLDEN.glob("*.txt"):
        file.unlink()
    for name, text in pictures().items():
        (GOLDEN / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    draw_again()
