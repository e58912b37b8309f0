"""Somebody would like a different buddy: the next round brings another one, and nobody can tell why."""

from dataclasses import replace

import pytest

from bot.domain.roles import Role
from bot.sandbox.seats import Seat
from bot.use_cases.buddies import listed
from tests.rules.surfaces import surfaces
from tests.stories.circles import gives
from tests.stories.stage import Stage
from tests.stories.steps import label, modal, openings

QUESTION = label("after.found_opening")
NOTE = label("pairs.spoken")
RESTS = label("pairs.rests")
FOUR = ("Ana", "Ben", "Daria", "Emre")


def they_talk(night: Stage, asker: Seat) -> Seat:
    """The asker is brought together with somebody, and it is five in the afternoon of the next day."""
    asker.opens_home()
    asker.sees("[Talk to a person]")
    asker.taps("Talk to a person", where="home")
    asker.sees("[Anyone free now]")
    asker.taps("Anyone free now")
    asker.sees("Ask now")
    asker.taps("Ask now")
    asker.sees("Asked. I look until")
    night.settles()
    asker.closes()
    asker.closes()
    asked = [one for one in map(night.seat, FOUR[1:]) if openings(one)]
    buddy = asked[0]
    buddy.taps("I'm here", where="message")
    buddy.sees("In a minute")
    buddy.closes()
    night.passes(minutes=1)
    night.passes(hours=39)
    assert openings(asker)[-1] == openings(buddy)[-1] == QUESTION
    return buddy


def only_speak(night: Stage, *names: str, language: str) -> None:
    with night.services.place.begin() as uow:
        for name in names:
            buddy = listed(uow, night.seat(name).id)
            uow.buddies.save(replace(buddy, languages=frozenset({language})))


def says(night: Stage, seat: Seat, answer: str) -> None:
    seat.taps("Open", where="message")
    seat.sees("Did you find each other?")
    seat.taps(answer)
    seat.waits_for(lambda _seen: "Did you find each other?" not in modal(seat))
    seat.closes()
    night.settles()


def a_round_is_made(night: Stage) -> str:
    """What the coordinator saw of it, and everybody has heard."""
    chidi = night.seat("Chidi")
    with night.services.place.begin() as uow:
        uow.roles.name(chidi.id, Role.COORDINATOR, night.clock.now(), is_active=True)
    chidi.opens_home()
    chidi.sees("[Coordinate]")
    chidi.taps("Coordinate", where="home")
    chidi.sees("[Pair people]")
    chidi.taps("Pair people")
    chidi.sees("Who meets whom")
    chidi.submits()
    night.settles()
    chidi.sees("A draft. Nobody has heard of it.")
    shown = modal(chidi)
    chidi.taps("Publish", confirmed=True)
    night.settles()
    chidi.sees("You can undo this until")
    night.passes(hours=17.2)
    return shown


@pytest.mark.parametrize("who", ["the asker", "the buddy"])
def test_the_next_round_does_not_bring_the_two_together(night: Stage, who: str) -> None:
    for name in FOUR:
        gives(night, name)
    ana = night.seat("Ana")
    ben = they_talk(night, ana)
    before = ana.messages()[-1], ben.messages()[-1]
    says(night, ana if who == "the asker" else ben, "A different buddy")
    assert (ana.messages()[-1], ben.messages()[-1]) == before
    a_round_is_made(night)
    for seat in map(night.seat, FOUR):
        assert openings(seat)[-1] == NOTE
        seat.sees("and you are a pair.")  # in the words of everybody
    assert f"<@{ben.id}> and you" not in ana.screen()
    assert f"<@{ana.id}> and you" not in ben.screen()


@pytest.mark.parametrize("answer", ["A different buddy", "Yes"])
def test_with_nobody_else_there_the_round_rests_for_both_in_the_words_of_everybody(
    night: Stage, answer: str
) -> None:
    """Without the wish these two are a pair: so it is the wish that keeps them apart, unseen."""
    for name in FOUR:
        gives(night, name)
    ana = night.seat("Ana")
    only_speak(night, "Daria", "Emre", language="pt")
    ben = they_talk(night, ana)
    says(night, ana, answer)
    shown = a_round_is_made(night)
    differs = answer != "Yes"
    for seat, other in ((ana, ben), (ben, ana)):
        assert openings(seat)[-1] == NOTE
        seat.sees(RESTS if differs else f"<@{other.id}> and you are a pair.")
        assert [one.name for one in surfaces(seat) if not one.leads_to_a_person] == []
    assert (f"<@{ana.id}> rests: no fitting partner." in shown) is differs
