"""Rule 9: nobody supports without support; as yet no helper exists, and a coordinator has no task."""

import pytest

from bot.domain.letters import LetterKind
from bot.sandbox.seats import Seat
from bot.use_cases import membership
from handlers.routing import DOORS
from tests.rules.sources import modules
from tests.stories.stage import Stage
from tests.stories.steps import gets_a_check_in, home, openings, turns_on

# A helper's door or letter comes with its supporter, and then with a test in this file.
HELPERS = ("buddy", "buddies", "pair", "group", "facilitat", "session", "round", "supporter")


@pytest.fixture
def chidi(night: Stage) -> Seat:
    """Chidi was named on the command line, which asks nobody for a supporter yet."""
    seat, services = night.seat("Chidi"), night.services
    night._run(services.threads.write(membership.name_coordinator, seat.id, services.place))
    night.settles()
    return seat


def test_there_is_no_way_yet_to_become_a_helper() -> None:
    doors = [*DOORS.taps, *DOORS.forms, *DOORS.commands, *DOORS.shortcuts, *DOORS.events]
    letters = [kind.value for kind in LetterKind]
    everything = [*doors, *letters]
    assert [one for one in everything if any(word in one for word in HELPERS)] == []


def test_a_coordinator_gets_one_letter_and_no_task(night: Stage, chidi: Seat) -> None:
    ana = turns_on(night)
    gets_a_check_in(night, ana)
    night.passes(days=40)
    assert len(openings(chidi)) == 1
    assert openings(chidi)[0].startswith("Aftershift is set up here")


def test_a_coordinator_is_shown_what_everybody_is_shown(night: Stage, chidi: Seat) -> None:
    """The same Home and the same tools as for Emre, who was named for nothing."""
    emre = night.seat("Emre")
    for seat in (chidi, emre):
        seat.opens_home()
        seat.sees("off until you turn it on")
    assert home(chidi) == home(emre)
    assert home(turns_on(night, "Chidi")) == home(turns_on(night, "Emre")).replace(
        "Berlin", "London"
    )


def test_being_named_twice_writes_once(night: Stage, chidi: Seat) -> None:
    services = night.services
    again = services.threads.write(membership.name_coordinator, chidi.id, services.place)
    assert night._run(again) is False
    night.settles()
    assert len(openings(chidi)) == 1


def test_nothing_but_the_naming_knows_who_coordinates() -> None:
    knowing = {
        name
        for name, file in modules().items()
        if name.startswith(("bot.use_cases", "bot.courier", "bot.views", "handlers"))
        and "uow.coordinators" in file.read_text(encoding="utf-8")
    }
    assert knowing == {"bot.use_cases.membership"}


def test_check_ins_need_no_supporter(night: Stage) -> None:
    """Alone on the workspace, with nobody named for anything."""
    ana = turns_on(night)
    gets_a_check_in(night, ana)
    ana.taps("Heavy", where="message")
    ana.sees("Lighter")
