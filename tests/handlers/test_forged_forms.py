"""What no form of ours offers is refused beside its field; what one offered once counts as usual again."""

import json
from typing import Any

import pytest

from bot.domain.audit import Act
from bot.domain.pairing.terms import Weights
from bot.domain.people import Worker
from bot.domain.roles import Role
from bot.domain.rounds import OPEN_WEIGHTS, Round, RoundSettings
from bot.use_cases import drafts, rounds
from tests.handlers.posting import posts_interaction
from tests.handlers.test_envelopes import TEAM
from tests.stories.stage import Stage
from tests.stories.steps import label
from tests.use_cases.round_table import join

REFUSED = label("errors.unknown")
GOOD = {"aim": "novelty", "weeks": "4", "again": "once", "kind": "hello", "rhythm": "7"}
GOOD |= dict.fromkeys(OPEN_WEIGHTS, "100")
NO_NUMBERS = ["twelve", "-100", "12345", "1" * 5000, "", "²"]


def a_draft(door: Stage) -> Round:
    """Made by Chidi, who coordinates, at the first call."""
    place, chidi = door.services.place, door.seat("Chidi").id
    with place.begin() as uow:
        draft = uow.rounds.draft()
        if draft is not None:
            return draft
        uow.roles.name(chidi, Role.COORDINATOR, place.now(), is_active=True)
    for name in ("Ana", "Chidi"):
        join(Worker(door.seat(name).id, zone="Europe/Lisbon"), place)
    before = RoundSettings(weights=Weights(paired=500))  # as the release before offered
    plan = drafts.plan(before, None, chidi, place)
    return rounds.keep(plan, chidi, Act.DRAFTED_ROUND, place).round


def sends(door: Stage, form: str, fields: tuple[str, ...], **forged: str) -> Any:
    """What comes back for a form of Chidi's upon the draft."""
    draft = a_draft(door)
    told = {name: forged.get(name, GOOD[name]) for name in fields}
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": form,
        "private_metadata": json.dumps({"round": draft.id, "version": str(draft.version)}),
        "state": {
            "values": {
                name: {"value": {"selected_option": {"value": value}}}
                for name, value in told.items()
            }
        },
    }
    answer = posts_interaction(
        door,
        {
            "type": "view_submission",
            "user": {"id": door.seat("Chidi").id, "team_id": TEAM},
            "team": {"id": TEAM},
            "view": view,
        },
    )
    assert answer.status_code == 200
    return answer.json() if answer.content else {}


def refused(name: str) -> dict[str, Any]:
    return {"response_action": "errors", "errors": {name: REFUSED}}


@pytest.mark.parametrize("number", NO_NUMBERS, ids=lambda number: number[:6] or "nothing")
def test_points_that_are_not_offered_count_for_nothing(door: Stage, number: str) -> None:
    before = a_draft(door)
    assert sends(door, "rounds.weigh", OPEN_WEIGHTS, hours=number) == refused("hours")
    assert a_draft(door) == before


@pytest.mark.parametrize("name", ["aim", "weeks", "again"])
def test_a_setting_of_a_round_that_is_not_offered_is_refused(door: Stage, name: str) -> None:
    before = a_draft(door)
    fields = ("aim", "weeks", "again")
    assert sends(door, "rounds.settings", fields, **{name: "forged"}) == refused(name)
    assert a_draft(door) == before


@pytest.mark.parametrize("days", ["0", "1", "-7", "often"])
def test_a_hello_in_no_rhythm_of_ours_is_offered_to_nobody(door: Stage, days: str) -> None:
    ana = door.seat("Ana").id
    with door.services.place.look() as uow:
        before = uow.hellos.of(ana)
    fields = ("kind", "rhythm")
    assert sends(door, "hello_offer", fields, rhythm=days) == refused("rhythm")
    with door.services.place.look() as uow:
        assert uow.hellos.of(ana) == before


def test_points_that_can_be_chosen_no_more_are_as_usual_after_the_next_choice(door: Stage) -> None:
    """Else a coordinator would read of them at every round, and could not take them back."""
    sends(door, "rounds.weigh", OPEN_WEIGHTS)
    door.settles()
    assert a_draft(door).settings.weights == Weights(**dict.fromkeys(OPEN_WEIGHTS, 100))
