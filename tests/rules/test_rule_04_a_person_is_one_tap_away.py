"""Rule 4: a person is one tap away in every message, modal and Home, with the database down too."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest

from bot.domain.check_ins import Outcome
from bot.domain.learning import topics_of
from bot.domain.letters import LetterKind
from bot.domain.minutes import Minute, Step
from bot.domain.practices import Feeling
from bot.sandbox.seats import Seat
from bot.views import kit, learning, letters, minutes
from bot.views.room import Room
from bot.words import load_library
from tests.rules.outages import OUTAGES, gone, locked
from tests.rules.records import rows
from tests.rules.surfaces import Surface, surfaces
from tests.rules.walks import walks_everywhere
from tests.stories.stage import Stage
from tests.stories.steps import CARD, first_line, posted, turns_on
from tests.views.gallery import COLLEAGUES
from tests.views.gallery_of_buddies import PART_OF_A_PAGE, modals_of_buddies

LIBRARY = load_library(None)
ROOM = Room(LIBRARY.words("en"), LIBRARY.country("GB"), date(2026, 11, 21))
EMERGENCY = "If someone is in danger now, call *999*. (United Kingdom)"


def test_whatever_a_worker_opens_a_person_is_one_tap_away(night: Stage) -> None:
    ana = night.seat("Ana")
    for step in walks_everywhere(night, ana):
        assert_leads_to_a_person(ana, step)


def assert_leads_to_a_person(seat: Seat, after: str) -> None:
    seen = list(surfaces(seat))
    assert [one.name for one in seen if not one.leads_to_a_person] == [], after
    not_messages = [one for one in seen if not one.name.startswith("the message")]
    assert [one.name for one in not_messages if "*999*" not in one.text] == [], after


@pytest.mark.parametrize("kind", sorted(set(LetterKind) - {LetterKind.WITHDRAWAL}))
def test_every_letter_leads_to_a_person(kind: LetterKind) -> None:
    message = letters.render(kind, None, ROOM.words, COLLEAGUES)
    assert message is not None
    assert Surface(kind.value, list(message.blocks)).leads_to_a_person


def test_the_minute_leads_to_a_person_at_every_step_and_after_every_answer() -> None:
    practice = LIBRARY.practices("en")[0]
    everything = product(Step, (None, *Feeling), (None, *Outcome), (None, "a check-in"))
    for step, feeling, outcome, check_in in everything:
        minute = Minute(step, check_in, feeling, practice=practice.id, outcome=outcome)
        assert_shows_the_way(minutes.modal(minute, practice, ROOM), minute)
    assert_shows_the_way(minutes.skeleton(ROOM), "the first thing that is drawn")


def test_every_page_leads_to_a_person_and_so_does_the_list() -> None:
    topics = topics_of(LIBRARY.practices("en"), ROOM.today)
    assert_shows_the_way(learning.contents(topics, ROOM), "the list")
    assert_shows_the_way(learning.contents((), ROOM), "an empty list")
    for topic in topics:
        for card in topic.pages:
            assert_shows_the_way(learning.page(topic, card, ROOM), card.id)


def test_every_page_and_form_of_buddies_leads_to_a_person() -> None:
    for name, shown in modals_of_buddies(ROOM, datetime(2026, 11, 21, 2, 0, tzinfo=UTC)):
        assert isinstance(shown, dict)
        if shown["title"]["text"] != PART_OF_A_PAGE:
            assert_shows_the_way(shown, name)


def assert_shows_the_way(view: kit.View, what: object) -> None:
    surface = Surface(str(what), view["blocks"])
    assert surface.leads_to_a_person, what
    assert "999" in surface.text, what


def test_an_unrung_number_is_never_shown_and_a_way_outside_always_is(ana: Seat) -> None:
    """Nobody here has rung any line of the built-in file yet."""
    ana.taps("Talk to a person", where="home")
    ana.sees(EMERGENCY)
    ana.sees("This app reads nothing and cannot tell if someone is in danger.")
    ana.sees("Find a line")
    ana.sees_not("116 123")
    ana.taps("More ways")
    ana.sees("Nobody here has checked a line for this page yet.")
    ana.sees("findahelpline.com")
    ana.sees_not("116 123")


# With the database locked, or gone altogether. Slack itself says "did not work" after three seconds.


@pytest.fixture(params=sorted(OUTAGES))
def outage(request: pytest.FixtureRequest) -> Any:
    return OUTAGES[request.param]


def test_a_tap_brings_people_first_and_a_practice_all_the_same(
    night: Stage, asked: Seat, outage: Any
) -> None:
    before = list(rows(night))
    calls = len(night.town.calls())
    with outage(night):
        asked.taps("Heavy", where="message")
        asked.sees("Lighter")
        assert asked.seen()["failures"] == []
    opened = next(one for one in night.town.calls(after=calls) if one["method"] == "views.open")
    assert_shows_the_way(opened["args"]["view"], "drawn before anything was written")
    assert list(rows(night)) == before


def test_nothing_is_half_done_and_the_same_tap_works_afterwards(
    night: Stage, asked: Seat, outage: Any
) -> None:
    with outage(night):
        asked.taps("Very heavy", where="message")
        asked.sees("That's a lot to carry.")
        assert "quiet minute, if you want it" in first_line(asked.messages()[-1])
    asked.closes()
    asked.taps("Very heavy", where="message")
    night.settles()
    assert first_line(asked.messages()[-1]) == CARD
    kept = [row for row in rows(night) if row["table"] == "answers"]
    assert len(kept) == 1
    assert posted(night, asked) == 1


def test_talk_to_a_person_opens_from_memory(night: Stage, asked: Seat, outage: Any) -> None:
    with outage(night):
        asked.taps("Talk to a person", where="message")
        asked.sees("People to call")
        asked.sees(EMERGENCY)
        asked.taps("More ways")
        asked.sees("findahelpline.com")
        assert asked.seen()["failures"] == []


def test_the_command_and_home_bring_a_minute_all_the_same(
    night: Stage, ana: Seat, outage: Any
) -> None:
    with outage(night):
        ana.types("/decompress")
        ana.sees("Another")
        ana.closes()
        ana.taps("Take a minute", where="home")
        ana.sees("Another")
        assert ana.seen()["failures"] == []


# What a worker taps in the minute, and what is there afterwards whether it could be kept or not.
IN_THE_MINUTE = (
    ("Another", "[Lighter]"),
    ("Why this?", "It felt heavy"),
    ("Change my answer", "How heavy does it feel right now?"),
    ("Light", "Nothing more to do here."),
    ("A practice anyway", "[Lighter]"),
    ("Tomorrow", "I could not save that, so I will not look in."),
    ("Heavier", "Let's stop here."),
)


def test_there_is_something_to_read_all_the_same(night: Stage, ana: Seat, outage: Any) -> None:
    before = list(rows(night))
    with outage(night):
        ana.taps("Learn a little", where="home")
        assert_leads_to_a_person(ana, "the list")
        for what in ("When to see someone", "Day 1: hear the tone"):
            ana.taps(what)
            ana.sees("[Back]")
            assert_leads_to_a_person(ana, what)
            ana.closes()
        ana.closes()
        ana.types("/decompress learn")
        ana.sees("Short pages")
        ana.sees_not("could not save")
        assert ana.seen()["failures"] == []
    assert list(rows(night)) == before


def test_the_minute_goes_on_to_its_end(night: Stage, asked: Seat, outage: Any) -> None:
    before = list(rows(night))
    with outage(night):
        asked.taps("Heavy", where="message")
        asked.sees("[Lighter]")
        for what, sees in IN_THE_MINUTE:
            asked.taps(what)
            asked.sees(sees)
            if what == "Change my answer":  # the message behind it asks the same
                asked.waits_for(lambda _seen: "[Another]" not in asked.screen())
            assert_leads_to_a_person(asked, what)
        assert asked.seen()["failures"] == []
    assert list(rows(night)) == before


def test_a_home_that_cannot_be_read_claims_nothing(night: Stage, ana: Seat) -> None:
    """Neither on nor off: just a minute and a person."""
    with gone(night):
        ana.opens_home()
        ana.sees("Your settings cannot be read just now.")
        ana.sees_not("It is off until you turn it on")
        assert_leads_to_a_person(ana, "an unreadable Home")
        ana.taps("Take a minute", where="home")
        ana.sees("Another")


def test_the_worker_is_told_that_nothing_was_recorded(night: Stage, ana: Seat, outage: Any) -> None:
    before = list(rows(night))
    with outage(night):
        ana.types("/decompress done")
        ana.sees("I could not save that. Nothing was recorded.")
        assert_leads_to_a_person(ana, "a refusal")
    night.passes(minutes=20)
    assert posted(night, ana) == 0
    assert list(rows(night)) == before


def test_an_emoji_that_could_not_be_kept_is_met_when_slack_comes_again(
    night: Stage, asked: Seat
) -> None:
    with gone(night):
        asked.reacts("thunder_cloud_and_rain")
    asked.waits_for(lambda seen: CARD in str(seen["conversations"]))
    night.settles()
    assert [first_line(one) for one in asked.messages() if not one["ephemeral"]] == [CARD]


def test_many_who_tap_at_once_all_get_their_minute(night: Stage) -> None:
    """Behind one locked database nobody waits in line for the others."""
    seats = [turns_on(night, name) for name in ("Ana", "Ben", "Chidi", "Daria", "Emre")]
    with locked(night), ThreadPoolExecutor(len(seats)) as hands:
        list(hands.map(lambda seat: seat.taps("Take a minute", where="home"), seats))
        for seat in seats:
            seat.sees("Another")
            assert seat.seen()["failures"] == []


def test_a_country_that_a_worker_chose_is_remembered_without_the_database(
    night: Stage, ana: Seat
) -> None:
    ana.taps("Settings", where="home")
    ana.sees("Country for emergency numbers")
    ana.fills({"Country for emergency numbers": "United States"})
    ana.submits()
    ana.sees("Saved.")
    with gone(night):
        ana.taps("Talk to a person", where="home")
        ana.sees("call *911*")
