"""Rule 9: nobody supports without support; a role begins when the supporter has agreed."""

import pytest

from bot.domain.letters import LetterKind
from bot.domain.roles import Role
from bot.sandbox.seats import Seat
from bot.use_cases import coordination, supporters
from handlers.routing import DOORS
from tests.rules.sources import modules
from tests.stories.circles import gives
from tests.stories.stage import Stage
from tests.stories.steps import gets_a_check_in, home, modal, openings, turns_on

COORDINATE = "[Coordinate]"


@pytest.fixture
def chidi(night: Stage) -> Seat:
    """Chidi was named on the command line, and has nobody to turn to yet."""
    seat, services = night.seat("Chidi"), night.services
    night._run(services.threads.write(coordination.name_coordinator, seat.id, services.place))
    night.settles()
    return seat


def test_who_gives_without_a_supporter_is_never_asked(night: Stage) -> None:
    ana, ben = turns_on(night), gives(night, "Ben")
    with night.services.place.begin() as uow:
        uow.supporters.remove(ben.id, None)
    ana.taps("Talk to a person", where="home")
    ana.sees("Anyone free now")
    ana.taps("Anyone free now")
    ana.sees("Nobody is free within the next day.")
    ana.taps("Ask now")
    ana.sees("Asked. I look until")
    night.passes(minutes=45)
    assert openings(ben) == []


def is_active(night: Stage, seat: Seat) -> bool:
    with night.services.place.look() as uow:
        return uow.roles.is_active(seat.id, Role.COORDINATOR)


def asks(night: Stage, chidi: Seat, whom: str) -> None:
    """Opens Coordinate, which shows nothing else, and asks a colleague."""
    chidi.opens_home()
    chidi.sees(COORDINATE)
    chidi.taps("Coordinate", where="home")
    chidi.sees("[Name a supporter]")
    chidi.taps("Name a supporter")
    chidi.sees("Somebody in Slack")
    chidi.fills({"Somebody in Slack": whom})
    chidi.submits()
    night.settles()


def test_a_coordinator_gets_one_letter_and_no_task(night: Stage, chidi: Seat) -> None:
    ana = turns_on(night)
    gets_a_check_in(night, ana)
    night.passes(days=40)
    assert len(openings(chidi)) == 1
    assert openings(chidi)[0].startswith("Aftershift is set up here")


def test_a_coordinator_is_shown_what_everybody_is_shown_and_one_door(
    night: Stage, chidi: Seat
) -> None:
    """The same Home as for Emre, who was named for nothing, and a button without a word about anybody."""
    emre = night.seat("Emre")
    for seat in (chidi, emre):
        seat.opens_home()
        seat.sees("off until you turn it on")
    assert home(chidi).replace(COORDINATE, "").rstrip() == home(emre).rstrip()
    assert COORDINATE in home(chidi)


def test_a_coordinator_begins_when_the_supporter_has_agreed(night: Stage, chidi: Seat) -> None:
    asks(night, chidi, "Daria")
    assert not is_active(night, chidi)
    assert "[Roster]" not in modal(chidi)
    daria = night.seat("Daria")
    daria.sees(f"<@{chidi.id}> does something for others here")
    daria.taps("Yes, I will", where="message")
    night.settles()
    assert openings(daria) == ["Thank you. That is noted."]
    assert is_active(night, chidi)
    chidi.closes()
    chidi.taps("Coordinate", where="home")
    chidi.sees("[Roster]")


def test_a_no_and_an_end_look_alike_and_the_role_rests(night: Stage, chidi: Seat) -> None:
    for way in (("Not this time",), ("Yes, I will", "What I said", "Stop")):
        asks(night, chidi, "Daria")
        daria = night.seat("Daria")
        for tap in way:
            daria.taps(tap, confirmed=tap == "Stop")
            night.settles()
        assert not is_active(night, chidi)
        assert openings(daria)[-1] == "Thank you. That is noted."
        assert openings(chidi)[-1] == "A word about your role here."
        chidi.sees("You need somebody new to turn to")
        chidi.closes()
        if daria.modal() is not None:
            daria.closes()


def test_being_named_twice_writes_once(night: Stage, chidi: Seat) -> None:
    services = night.services
    again = services.threads.write(coordination.name_coordinator, chidi.id, services.place)
    assert night._run(again) is False
    night.settles()
    assert len(openings(chidi)) == 1


def test_no_door_or_letter_brings_a_task_without_asking_for_support() -> None:
    """Who adds one for helpers finds this list, and has to look whether they are supported first."""
    doors = [*DOORS.taps, *DOORS.forms, *DOORS.commands, *DOORS.shortcuts, *DOORS.events]
    letters = [kind.value for kind in LetterKind]
    helping = ("group", "facilitat", "session")
    assert [one for one in (*doors, *letters) if any(word in one for word in helping)] == []


def test_only_one_place_makes_a_role_active() -> None:
    """Everything else asks it: `supporters.settle` looks whether the person is supported."""
    setting = {
        name
        for name, file in modules().items()
        if name.startswith(("bot.use_cases", "bot.courier", "bot.views", "handlers"))
        and "set_active(" in file.read_text(encoding="utf-8")
    }
    assert setting == {supporters.__name__}


def test_check_ins_need_no_supporter(night: Stage) -> None:
    """Alone on the workspace, with nobody named for anything."""
    ana = turns_on(night)
    gets_a_check_in(night, ana)
    ana.taps("Heavy", where="message")
    ana.sees("Lighter")
