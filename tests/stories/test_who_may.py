"""Who may use it here: guests yes; people of other organisations and workspaces hear a kind no."""

import json
from dataclasses import replace

import pytest

from bot.sandbox import DEMO_WORLD
from tests.handlers.posting import posts_command, posts_interaction, posts_json
from tests.stories.stage import Stage, stage
from tests.stories.steps import CARD, gets_a_check_in, home, modal, openings, turns_on

KIND_NO = "This Aftershift belongs to another organisation"
ELSEWHERE = "T0OTHER001"


def test_a_guest_of_the_workspace_may_use_everything(night: Stage) -> None:
    gia = turns_on(night, "Gia")
    gets_a_check_in(night, gia)
    gia.taps("Heavy")
    night.settles()
    assert "[Lighter]" in modal(gia)
    assert openings(gia) == [CARD]


@pytest.mark.parametrize("button", ["Turn on", "Try one minute now", "Who sees what"])
def test_a_stranger_is_refused_kindly_and_shown_people_to_call(night: Stage, button: str) -> None:
    hugo = night.seat("Hugo")
    hugo.opens_home()
    hugo.sees("[Turn on]")
    hugo.taps(button)
    hugo.sees(KIND_NO)
    assert "999" in modal(hugo)
    hugo.taps("Talk to a person", where="modal")
    hugo.sees("findahelpline.com")


def test_after_their_first_tap_a_stranger_s_home_says_so_too(night: Stage) -> None:
    """Slack does not say with the opening of a Home where somebody is from."""
    hugo = night.seat("Hugo")
    hugo.opens_home()
    hugo.sees("off until you turn it on")
    hugo.taps("Turn on")
    night.settles()
    hugo.closes()
    for _opening in range(2):
        assert KIND_NO in home(hugo)
        assert "[Turn on]" not in home(hugo)
        hugo.opens_home()
        night.settles()
    hugo.taps("Talk to a person", where="home")
    hugo.sees("findahelpline.com")
    assert night.town.calls("chat.postMessage") == []


def test_a_stranger_is_never_written_to(night: Stage) -> None:
    hugo = night.seat("Hugo")
    hugo.opens_home()
    hugo.sees("[Turn on]")
    hugo.taps("Turn on")
    night.signals("shift.ended", {"slack_id": hugo.id}, shift_id="s1")
    night.passes(minutes=20)
    assert night.town.calls("chat.postMessage") == []


def test_a_stranger_whose_team_slack_does_not_name_is_found_out_and_forgotten(
    night: Stage,
) -> None:
    hugo = night.seat("Hugo")
    hugo.opens_home()
    night.settles()
    hugo.taps("Turn on")
    payload = next(
        one["payload"] for one in night.town.deliveries() if one["name"] == "membership.on"
    )
    nameless = json.loads(json.dumps(payload))
    del nameless["user"]["team_id"]
    nameless["actions"][0]["action_ts"] = "1.1"
    assert posts_interaction(night, nameless).status_code == 200
    night.settles()
    assert KIND_NO in home(hugo)
    night.signals("shift.ended", {"slack_id": hugo.id}, shift_id="s1")
    night.passes(minutes=20)
    assert night.town.calls("chat.postMessage") == []


def test_a_command_from_another_workspace_is_refused_kindly_for_that_person_alone(
    night: Stage,
) -> None:
    answer = posts_command(
        night,
        command="/decompress",
        text="done",
        user_id="U0ELSE0001",
        team_id=ELSEWHERE,
        trigger_id="1.2.3",
    ).json()
    assert answer["text"].startswith(KIND_NO)
    assert answer["response_type"] == "ephemeral"
    assert "Talk to a person" in json.dumps(answer["blocks"])


def test_an_event_of_another_workspace_changes_nothing(night: Stage) -> None:
    ana = turns_on(night)
    calls = len(night.town.calls())
    answer = posts_json(
        night,
        {
            "type": "event_callback",
            "event_id": "Ev0ELSE",
            "team_id": ELSEWHERE,
            "event": {"type": "app_home_opened", "tab": "home", "user": ana.id},
        },
    )
    night.settles()
    assert answer.status_code == 200
    assert len(night.town.calls()) == calls


def test_another_workspace_of_the_same_organisation_is_welcome(kind: str) -> None:
    world = replace(DEMO_WORLD, enterprise_id="E0LANTERN1")
    with stage(kind, world=world) as night:
        answer = posts_command(
            night,
            command="/decompress",
            text="help",
            user_id="U0ANA00001",
            team_id=ELSEWHERE,
            enterprise_id="E0LANTERN1",
            trigger_id="1.2.3",
        )
        assert KIND_NO not in answer.text
        assert "/decompress done" in answer.text


def test_somebody_who_leaves_the_workspace_is_forgotten_and_not_written_to(night: Stage) -> None:
    ana = turns_on(night)
    ana.types("/decompress done")
    night.town.changes_person("Ana", deleted=True)
    night.passes(minutes=20)
    assert night.town.calls("chat.postMessage") == []
    night.town.changes_person(ana.id, deleted=False)
