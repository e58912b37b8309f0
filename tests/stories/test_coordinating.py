"""A coordinator brings the people in: pastes, mends, matches; and nobody else can open any of it."""

import json

import pytest

from bot.domain.roles import Role
from bot.sandbox.seats import Seat
from bot.use_cases import coordination
from tests.handlers.posting import posts_interaction
from tests.stories.stage import Stage
from tests.stories.steps import modal, openings, turns_on, what_is_held

ROWS = (
    "Name\tE-mail\tTeam\tLine manager\tSupporter\n"
    "Ana\tana@lantern.example\tNorth\tEmre\t\n"
    "Benny\t\tSouth\tEmre\tdaria@lantern.example\n"
)


@pytest.fixture
def chidi(night: Stage) -> Seat:
    """Chidi coordinates; somebody outside Slack has agreed to be there for them."""
    seat, services = night.seat("Chidi"), night.services
    for work in (coordination.name_coordinator, _has_somebody_outside):
        night._run(services.threads.write(work, seat.id, services.place))
    night.settles()
    seat.opens_home()
    seat.sees("[Coordinate]")
    return seat


def _has_somebody_outside(person: str, place: object) -> None:
    coordination.name_own_supporter(person, None, place)  # type: ignore[arg-type]  # a place of the services


def opens_pasting(chidi: Seat) -> None:
    chidi.taps("Coordinate", where="home")
    chidi.sees("[Roster]")
    chidi.taps("Roster")
    chidi.sees("[Paste rows]")
    chidi.taps("Paste rows")
    chidi.sees("Rows from your spreadsheet")


def pastes(chidi: Seat, rows: str) -> None:
    chidi.fills({"Rows from your spreadsheet": rows})
    chidi.submits()


def test_a_list_is_pasted_mended_matched_and_remembered(night: Stage, chidi: Seat) -> None:
    opens_pasting(chidi)
    pastes(chidi, f"{ROWS}\t\tWest\t\t\nGia\tgia@lantern.example\tWest\tGia\t\n")
    chidi.sees("Line 4: this line names nobody.")
    chidi.sees("Line 5: “Gia” is the person themselves.")
    chidi.sees("Benny")
    assert openings(night.seat("Daria")) == []
    pastes(chidi, ROWS)
    chidi.sees("Taken in: 2 new, 0 changed, 0 as they were, 0 gone.")
    night.settles()
    chidi.sees("2 people are on the roster. 2 names are not matched")
    chidi.taps("Match names")
    chidi.sees("Benny")
    chidi.fills({"Benny": "Ben", "Emre": "Emre"})
    chidi.submits()
    chidi.sees("2 people are on the roster. All names are matched")
    night.settles()
    assert openings(night.seat("Daria")) == ["A colleague has a question for you."]
    chidi.taps("Look at the list")
    ben, emre = night.seat("Ben"), night.seat("Emre")
    chidi.sees(f"*<@{ben.id}>*: South, line manager <@{emre.id}>")
    chidi.closes()
    chidi.taps("Paste rows")
    chidi.sees("Rows from your spreadsheet")
    pastes(chidi, ROWS)
    chidi.sees("Taken in: 0 new, 0 changed, 2 as they were, 0 gone.")
    night.settles()
    assert "All names are matched" in modal(chidi)
    assert len(openings(night.seat("Daria"))) == 1


def test_nobody_who_does_not_coordinate_can_open_any_of_it(night: Stage, chidi: Seat) -> None:
    """Each tap and form of the coordinator's again, as if a worker had sent it, and a stranger."""
    opens_pasting(chidi)
    pastes(chidi, ROWS)
    night.settles()
    for label in ("Match names", "Look at the list"):
        chidi.taps(label)
        night.settles()
        chidi.closes()
    sent = [one["payload"] for one in night.town.deliveries() if _is_of_coordinators(one["name"])]
    assert len(sent) >= 5
    ana = turns_on(night)
    with night.services.place.look() as uow:
        before = uow.roster.lines(), uow.audit_log.latest(99)
    for turn, payload in enumerate(sent):
        for person, team in ((ana.id, None), (chidi.id, "T0OTHER001")):
            forged = json.loads(json.dumps(payload))
            forged["user"] |= {"id": person} | ({"team_id": team} if team else {})
            for action in forged.get("actions", []):
                action["action_ts"] = f"{turn}.{len(person)}{team or ''}"
            answer = posts_interaction(night, forged)
            assert answer.status_code == 200
            assert "Ben" not in answer.text
    night.settles()
    assert "Ben" not in ana.screen()
    assert "[Paste rows]" not in ana.screen()
    with night.services.place.look() as uow:
        assert (uow.roster.lines(), uow.audit_log.latest(99)) == before


def _is_of_coordinators(name: str) -> bool:
    return name.startswith(("coordinate.", "roster.", "roles."))


def test_who_coordinates_finds_nothing_of_it_beside_what_is_private(
    night: Stage, chidi: Seat
) -> None:
    """What the roster says of somebody, they read themselves, and nobody else's name."""
    opens_pasting(chidi)
    pastes(chidi, ROWS)
    night.settles()
    ana = turns_on(night)
    told = what_is_held(night, ana)
    assert "On your organisation's roster:* North" in told
    assert "South" not in told
    while chidi.modal() is not None:
        chidi.closes()
    assert "North" not in chidi.screen()
    assert "roster" not in what_is_held(night, chidi)


def test_an_auditor_reads_who_did_what_and_nothing_else(night: Stage, chidi: Seat) -> None:
    services, emre = night.services, night.seat("Emre")
    work = services.threads.write(
        coordination.name_from_outside, emre.id, Role.AUDITOR, services.place
    )
    night._run(work)
    opens_pasting(chidi)
    pastes(chidi, ROWS)
    night.settles()
    emre.opens_home()
    emre.sees("[Audit log]")
    emre.sees_not("[Coordinate]")
    emre.taps("Audit log", where="home")
    emre.sees(f"<@{chidi.id}> added rows to the roster (2)")
    assert "North" not in modal(emre)


def test_who_is_deactivated_is_gone_from_everything_at_once(night: Stage, chidi: Seat) -> None:
    opens_pasting(chidi)
    pastes(chidi, ROWS.replace("Benny\t", "Ben\tben@lantern.example"))
    night.settles()
    night.town.changes_person("Ben", deleted=True)
    night.settles()
    ben = "U0BEN00001"
    with night.services.place.look() as uow:
        assert uow.roster.member(ben) is None
        assert uow.supporters.of(ben) is None
        assert len(uow.roster.members()) == 1
