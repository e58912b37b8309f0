"""A coordinator makes pairs: from the roster to published in five taps, and what each pane shows."""

import pytest

from bot.domain.audit import Act
from bot.domain.buddies import PrivateLists, Share
from bot.domain.people import Worker
from bot.domain.roles import Role
from bot.domain.rounds import Pair
from bot.sandbox.seats import Seat
from bot.store.sealed import Sealed
from tests.rules.surfaces import surfaces
from tests.stories.stage import Stage, _wait_until
from tests.stories.steps import modal, openings
from tests.use_cases.round_table import join

NOTE = "A quiet note from Aftershift."
HOURS_UNTIL_TEN = 8.1


@pytest.fixture
def chidi(night: Stage) -> Seat:
    """Chidi coordinates, and is supported."""
    seat = night.seat("Chidi")
    with night.services.place.begin() as uow:
        uow.roles.name(seat.id, Role.COORDINATOR, night.clock.now(), is_active=True)
    return seat


def on_the_list(night: Stage, *names: str) -> list[Seat]:
    seats = [night.seat(name) for name in names]
    for seat in seats:
        join(Worker(seat.id, zone="Europe/Lisbon"), night.services.place)
    return seats


def coordinates(seat: Seat, what: str) -> None:
    """Two taps, from Home."""
    seat.opens_home()
    seat.sees("[Coordinate]")
    seat.taps("Coordinate", where="home")
    seat.sees(f"[{what}]")
    seat.taps(what)


def previews(night: Stage, chidi: Seat) -> None:
    """Three taps: Coordinate, Pair people, Preview."""
    coordinates(chidi, "Pair people")
    chidi.sees("Who meets whom")
    chidi.submits()
    night.settles()
    chidi.sees("A draft. Nobody has heard of it.")


def publishes(night: Stage, chidi: Seat) -> None:
    """The fourth tap, and the fifth one, which confirms it."""
    chidi.taps("Publish", confirmed=True)
    night.settles()
    chidi.sees("You can undo this until Saturday 21 November, 10:00")


def leads_to_a_person(seat: Seat) -> None:
    assert [one.name for one in surfaces(seat) if not one.leads_to_a_person] == []


def test_from_the_roster_to_published_pairs_in_five_taps(night: Stage, chidi: Seat) -> None:
    ana, ben = on_the_list(night, "Ana", "Ben")
    previews(night, chidi)
    assert "*1 pair*" in modal(chidi)
    assert f"<@{ana.id}> and <@{ben.id}>: they have not met before." in modal(chidi)
    leads_to_a_person(chidi)
    publishes(night, chidi)
    assert openings(ana) == openings(ben) == []
    night.passes(hours=HOURS_UNTIL_TEN)
    for seat, other in ((ana, ben), (ben, ana)):
        assert openings(seat) == [NOTE]
        seat.sees(f"<@{other.id}> and you are a pair.")
        seat.sees("It lasts until Saturday 19 December and then ends by itself.")
        assert other.id not in str(seat.notifications())
        leads_to_a_person(seat)
    night.settles()
    assert openings(chidi) == [NOTE]
    chidi.sees("1 of 1 pair has heard of each other.")


def test_where_nobody_is_on_the_list_it_says_what_is_missing(night: Stage, chidi: Seat) -> None:
    coordinates(chidi, "Pair people")
    chidi.sees("Who meets whom")
    chidi.submits()
    night.settles()
    chidi.sees("Nobody is on the list of buddies yet. People put themselves on it")
    assert "[Publish]" not in chidi.screen()
    leads_to_a_person(chidi)


def test_who_coordinates_no_more_by_then_reads_so_and_waits_for_nothing(
    night: Stage, chidi: Seat
) -> None:
    on_the_list(night, "Ana", "Ben")
    coordinates(chidi, "Pair people")
    chidi.sees("Who meets whom")
    with night.services.place.begin() as uow:
        uow.roles.set_active(chidi.id, Role.COORDINATOR, is_active=False)
    chidi.submits()
    night.settles()
    chidi.sees("This is for coordinators")
    assert "One moment." not in modal(chidi)


def test_undone_nobody_hears_anything(night: Stage, chidi: Seat) -> None:
    seats = on_the_list(night, "Ana", "Ben")
    previews(night, chidi)
    publishes(night, chidi)
    chidi.taps("Undo")
    night.settles()
    chidi.sees("Undone. Nobody hears anything.")
    night.passes(hours=30)
    assert [openings(seat) for seat in seats] == [[], []]
    chidi.sees("A round of pairs is drafted and waits for you.")


def test_what_nobody_may_see_is_on_no_pane(night: Stage, chidi: Seat) -> None:
    """Ana would rather not meet Ben, and what she shares with Daria is her own affair."""
    ana, ben, daria = on_the_list(night, "Ana", "Ben", "Daria")
    with night.services.place.begin() as uow:
        shared = frozenset({Share.BEREAVED, Share.OWN_CRISIS})
        Sealed(uow).keep(ana.id, PrivateLists(not_with=frozenset({ben.id}), shares=shared))
        Sealed(uow).keep(daria.id, PrivateLists(shares=shared))
    previews(night, chidi)
    shown = modal(chidi)
    assert f"<@{ana.id}> and <@{daria.id}>: they have not met before." in shown
    assert f"<@{ben.id}> rests: no fitting partner." in shown
    chidi.taps("⋯", choose="Swap", where="modal")
    chidi.sees("With whom")
    leads_to_a_person(chidi)
    chidi.fills({"Who changes places": ben.id, "With whom": "Daria"})
    chidi.submits()
    night.settles()
    chidi.sees("These people do not fit together. Nothing was changed.")
    with night.services.place.look() as uow:
        assert uow.audit_log.latest(1)[0].act == Act.TRIED_SWAP
    publishes(night, chidi)
    night.passes(hours=HOURS_UNTIL_TEN)
    ben.sees("You have no pair in this round.")
    for seat in (ana, daria, chidi):
        seat.sees_not("no pair in this round")
    assert ben.id not in str(ana.messages())


def test_two_coordinators_do_not_overwrite_each_other(night: Stage, chidi: Seat) -> None:
    on_the_list(night, "Ana", "Ben", "Daria", "Finn")
    emre = night.seat("Emre")
    with night.services.place.begin() as uow:
        uow.roles.name(emre.id, Role.COORDINATOR, night.clock.now(), is_active=True)
    previews(night, chidi)
    coordinates(emre, "Pair people")
    emre.sees("A draft. Nobody has heard of it.")
    chidi.taps("⋯", choose="Lock", where="modal")
    chidi.sees("Locked.")
    emre.taps("Publish", confirmed=True)
    emre.sees("Somebody else changed this round meanwhile.")
    emre.sees("Locked.")
    night.passes(hours=30)
    assert openings(night.seat("Ana")) == []


def test_a_dry_run_and_the_hours_say_no_name(night: Stage, chidi: Seat) -> None:
    seats = on_the_list(night, "Ana", "Ben")
    previews(night, chidi)
    chidi.taps("Try 8 rounds")
    night.settles()
    chidi.sees("How the next 8 rounds would go. Nothing is sent.")
    told = modal(chidi)
    assert "Pairs that meet again: 7." in told
    chidi.closes()
    chidi.closes()
    coordinates(chidi, "Empty hours")
    chidi.sees("The map comes once")
    assert not [seat for seat in seats if seat.id in told + modal(chidi)]
    leads_to_a_person(chidi)


def test_two_people_are_asked_each_alone(night: Stage, chidi: Seat) -> None:
    ana, ben = on_the_list(night, "Ana", "Ben")
    coordinates(chidi, "Two people")
    chidi.sees("Each is asked alone.")
    chidi.fills({"One of them": "Ana", "The other": "Ben"})
    chidi.submits()
    night.settles()
    chidi.sees("Whoever can be asked is asked.")
    for seat, other in ((ana, ben), (ben, ana)):
        assert openings(seat) == [NOTE]
        assert other.id not in str(seat.messages())
        seat.taps("Say yes or no", where="message")
        seat.taps("Yes, gladly")
        night.settles()
        seat.sees("Noted. If you both say yes")
        assert openings(seat) == ["Thank you. That is all."]
        leads_to_a_person(seat)
        seat.closes()
    night.passes(hours=HOURS_UNTIL_TEN)
    ana.sees(f"<@{ben.id}> and you are a pair.")


def test_a_line_manager_whom_the_roster_names_by_now_is_not_introduced(
    night: Stage, chidi: Seat
) -> None:
    on_the_list(night, "Ana", "Ben")
    previews(night, chidi)
    publishes(night, chidi)
    chidi.closes()
    coordinates(chidi, "Roster")
    chidi.sees("[Paste rows]")
    chidi.taps("Paste rows")
    chidi.sees("Rows from your spreadsheet")
    rows = "E-mail\tLine manager\nana@lantern.example\tben@lantern.example\n"
    chidi.fills({"Rows from your spreadsheet": rows})
    chidi.submits()
    chidi.sees("All names are matched")
    _wait_until(lambda: not upcoming(night))  # at once, and not with the next tick


def upcoming(night: Stage) -> list[Pair]:
    with night.services.place.look() as uow:
        return uow.pairs.upcoming(night.clock.now())
