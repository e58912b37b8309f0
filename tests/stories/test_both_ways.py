"""Whatever differs between signed HTTP and Socket Mode: answers in the acknowledgement, doubles, breaks."""

from tests.stories.stage import Stage
from tests.stories.steps import CARD, gets_a_check_in, home, modal, openings, posted, turns_on


def test_a_command_is_answered_in_its_acknowledgement(scene: Stage) -> None:
    ana = scene.seat("Ana")
    delivery = ana.types("/decompress help")
    assert delivery is not None
    assert "/decompress done" in str(delivery["body"])
    ana.sees("`/decompress done`")


def test_a_mistake_in_a_form_is_told_in_its_acknowledgement_and_nothing_is_lost(
    scene: Stage,
) -> None:
    ana = turns_on(scene)
    ana.taps("Settings")
    scene.settles()
    ana.fills({"Quiet hours from": "22:00", "Check-ins in a week, at most": "2"})
    ana.submits()
    assert "Quiet hours need a start and an end." in modal(ana)
    assert "[2 ▾]" in modal(ana)
    ana.fills({"Quiet hours until": "07:00"})
    ana.submits()
    scene.settles()
    assert ana.modal() is None
    assert "Saved." in home(ana)


def test_an_emoji_is_met_once_however_often_it_is_told(scene: Stage) -> None:
    ana = turns_on(scene)
    gets_a_check_in(scene, ana)
    ana.reacts("rain_cloud")
    told = next(one for one in scene.town.deliveries() if one["name"] == "reaction_added")
    scene.town.redeliver(told["n"], times=2)
    scene.settles()
    assert openings(ana) == [CARD]
    assert posted(scene, ana, CARD) == 1


def test_the_shortcut_opens_its_modal(scene: Stage) -> None:
    ana = turns_on(scene)
    ana.uses_shortcut("shift_ended")
    scene.settles()
    assert "Noted. A quiet minute comes" in modal(ana)


def test_an_event_that_means_nothing_is_acknowledged(scene: Stage) -> None:
    answer = scene.town.sends_event({"type": "something_new", "user": "U0ANA00001"})
    assert answer["delivery"]["status"] == 200


def test_a_menu_on_the_message_opens_who_sees_this(scene: Stage) -> None:
    ana = turns_on(scene)
    gets_a_check_in(scene, ana)
    ana.taps("⋯", choose="Who sees this?")
    assert "Your answers are yours" in modal(ana)


def test_a_link_is_acknowledged_though_it_opens_by_itself(scene: Stage) -> None:
    ana = turns_on(scene)
    ana.taps("Talk to a person")
    answer = ana.taps("Find a line")
    assert answer is not None
    assert answer["status"] == 200
    assert ana.seen()["failures"] == []
