"""Rule 6: opt-in, all off by default, nobody is told; pairs and groups, which name people, are to come."""

from typing import Any

from bot.domain.people import Worker
from bot.sandbox.seats import Seat
from bot.use_cases import coordination, names
from tests.rules.records import rows
from tests.stories.stage import Stage
from tests.stories.steps import CARD, gets_a_check_in, openings, posted, turns_on, what_is_held


def screens_of_others(night: Stage) -> list[str]:
    return [night.seat(name).screen() for name in ("Ben", "Chidi", "Daria", "Emre")]


def named_a_coordinator(night: Stage, name: str) -> Seat:
    seat, services = night.seat(name), night.services
    night._run(services.threads.write(coordination.name_coordinator, seat.id, services.place))
    night.settles()
    seat.sees("Aftershift is set up here")
    return seat


def rows_about(night: Stage, seat: Seat) -> list[dict[str, Any]]:
    return [row for row in rows(night) if seat.id in row.values()]


def test_everything_is_off_by_default() -> None:
    nobody = Worker("U1")
    assert (nobody.is_on, nobody.may_ask_once, nobody.on_since) == (False, False, None)


def test_looking_and_trying_leave_no_row_and_bring_no_message(night: Stage) -> None:
    ana = night.seat("Ana")
    ana.opens_home()
    ana.sees("It is off until you turn it on.")
    ana.taps("Try one minute now")
    ana.sees("Another")
    ana.taps("Lighter")
    ana.closes()
    ana.types("/decompress done")
    ana.sees("Check-ins are off.")
    ana.taps("Who sees what", where="home")
    ana.sees("Your answers are yours.")
    ana.closes()
    night.passes(days=3)
    assert openings(ana) == []
    assert rows_about(night, ana) == []


def test_a_rota_alone_switches_nobody_on(night: Stage) -> None:
    ana = night.seat("Ana")
    night.signals("shift.ended", {"slack_id": ana.id}, shift_id="s1")
    night.signals("shift.ended", {"email": "ana@lantern.example"}, shift_id="s2")
    night.settles()
    night.passes(hours=1)
    assert openings(ana) == []
    assert night.town.kept() == []


def test_joining_is_one_tap_and_leaving_one_tap_and_a_yes(night: Stage) -> None:
    ana = turns_on(night)
    ana.taps("Turn off", confirmed=True)
    ana.sees("It is off until you turn it on.")


def test_after_leaving_nothing_comes_and_what_is_out_asks_nothing(
    night: Stage, asked: Seat
) -> None:
    asked.types("/decompress done")
    night.settles()
    asked.taps("Turn off", confirmed=True, where="home")
    night.settles()
    assert openings(asked) == [CARD]
    night.signals("shift.ended", {"slack_id": asked.id}, shift_id="s9")
    night.settles()
    night.passes(days=2)
    assert posted(night, asked) == 1


def test_deleting_everything_is_two_taps_from_who_sees_what(night: Stage, ana: Seat) -> None:
    ana.taps("Who sees what", where="home")
    ana.sees("Your answers are yours.")
    ana.taps("What you hold on me")
    ana.sees("Delete everything")
    ana.taps("Delete everything", confirmed=True)
    ana.sees("Everything about you is deleted here.")
    night.settles()
    assert rows_about(night, ana) == []
    assert "Nothing is held about you" in what_is_held(night, ana)


def test_nobody_sees_who_joined_answered_paused_stopped_or_erased(night: Stage) -> None:
    """Ben works too, and Chidi coordinates: their screens stay as they are, letter for letter."""
    turns_on(night, "Ben")
    chidi = named_a_coordinator(night, "Chidi")
    chidi.opens_home()
    chidi.sees("off until you turn it on")
    before, lit = screens_of_others(night), len(chidi.notifications())
    ana = turns_on(night)
    gets_a_check_in(night, ana)
    ana.taps("Very heavy", where="message")
    ana.sees("Shall I look in again?")
    ana.taps("Tomorrow")
    ana.sees("I will look in tomorrow.")
    ana.closes()
    ana.types("/decompress pause 2w")
    ana.sees("Check-ins are paused")
    ana.taps("Turn off", confirmed=True, where="home")
    ana.sees("It is off until you turn it on.")
    night.passes(days=3)
    for name in ("Ben", "Chidi"):
        night.seat(name).opens_home()
    night.settles()
    assert screens_of_others(night) == before
    assert len(chidi.notifications()) == lit


def test_nobody_sees_who_is_on_the_list_of_buddies(night: Stage) -> None:
    """Ana joins, avoids Ben, offers him a hello, and leaves; Ben and the coordinator see nothing of it."""
    turns_on(night, "Ben")
    chidi = named_a_coordinator(night, "Chidi")
    chidi.opens_home()
    chidi.sees("off until you turn it on")
    before = screens_of_others(night)
    ana = night.seat("Ana")
    ana.opens_home()
    ana.sees("off until you turn it on")
    ana.taps("Buddies")
    ana.sees("the coordinator sees your name on this list, and whether hours and")
    ana.taps("Both ways")
    ana.sees("You are on the list of buddies")
    for other in ("Ben", "Daria"):
        ana.taps("Offer a hello")
        ana.sees("nothing comes back")
        ana.fills({"With whom": other})
        ana.submits()
        ana.sees("Passed on, if it fits for them.")
    ana.taps("Private lists")
    ana.sees("no coordinator can read this")
    ana.fills({"Not with these people": ["Ben"]})
    ana.submits()
    ana.sees("Saved.")
    ana.taps("Leave the list", confirmed=True)
    ana.sees("You are off the list.")
    night.passes(hours=15)
    night.passes(hours=1)
    for name in ("Ben", "Chidi"):
        night.seat(name).opens_home()
    night.settles()
    assert screens_of_others(night) == before


def test_a_rota_learns_nothing_of_who_joined(night: Stage, ana: Seat) -> None:
    """In the same words: who joined, who did not, who left, who does not exist, by id and address."""
    ben = turns_on(night, "Ben")
    ben.taps("Turn off", confirmed=True)
    ben.sees("It is off until you turn it on.")
    whom = [
        {"slack_id": ana.id},
        {"slack_id": ben.id},
        {"slack_id": night.seat("Chidi").id},
        {"slack_id": "U0NOBODY01"},
        {"email": "ana@lantern.example"},
        {"email": "daria@lantern.example"},
        {"email": "nobody@lantern.example"},
    ]
    answers = [night.signals("shift.ended", one, shift_id="s1") for one in whom]
    assert {(answer.status_code, answer.text) for answer in answers} == {
        (answers[0].status_code, answers[0].text)
    }
    assert answers[0].status_code == 202


def test_the_list_of_unknown_names_holds_no_colleague_who_has_not_joined(night: Stage) -> None:
    """Only names that Slack itself does not know are shown to whoever runs this: typing errors."""
    for whom in ({"slack_id": "U0DARIA001"}, {"email": "emre@lantern.example"}):
        night.signals("shift.ended", whom, shift_id="s1")
    night.signals("shift.ended", {"email": "emer@lantern.example"}, shift_id="s2")
    for _ in range(4):  # one name a tick is looked up
        night.settles()
    place = night.services.place
    listed = names.listed(place.store, place.workspace)
    assert [name for _source, name, _heard in listed] == ["emer@lantern.example"]


def test_each_further_purpose_is_asked_for_by_itself(night: Stage, ana: Seat) -> None:
    """Turning check-ins on allows no other message: after a silent month nobody is asked anything."""
    night.passes(days=31)
    night.passes(days=2)
    assert openings(ana) == []


def test_a_guest_may_join_like_anybody(night: Stage) -> None:
    night.town.changes_person("Emre", is_guest=True)
    emre = turns_on(night, "Emre")
    gets_a_check_in(night, emre)
