"""Rules 1 and 6 around a request: nothing said before it, in it or after it leaves a trace of what it was."""

from collections.abc import Callable

import pytest

from bot.domain.buddies import PrivateLists, Topic
from bot.sandbox.seats import Seat
from bot.store.sealed import Sealed
from tests.rules.logbooks import logbook
from tests.rules.records import Record, Recorder, differences
from tests.stories.circles import gives
from tests.stories.stage import Stage, stage
from tests.stories.steps import gets_a_check_in, openings, turns_on

GIVERS = ("Ben", "Daria", "Emre")


def recorded(kind: str, plays: Callable[[Stage, Recorder], None]) -> Record:
    """One evening with three who give; the record is all that anybody else could ever look at."""
    with logbook() as log, stage(kind) as scene:
        turns_on(scene)
        for name in GIVERS:
            gives(scene, name)
        recorder = Recorder(scene, log)
        plays(scene, recorder)
        recorder.looks_at_screens(GIVERS)
        return recorder.record()


def asks(scene: Stage) -> None:
    ana = scene.seat("Ana")
    while ana.modal() is not None:
        ana.closes()
    ana.opens_home()
    scene.settles()
    ana.taps("Talk to a person", where="home")
    ana.sees("Anyone free now")
    ana.taps("Anyone free now")
    ana.sees("Ask now")
    ana.taps("Ask now")
    ana.sees("Asked. I look until")
    scene.settles()


def asked(scene: Stage) -> list[Seat]:
    return [seat for seat in map(scene.seat, GIVERS) if openings(seat)]


def says_yes(scene: Stage, seat: Seat) -> None:
    seat.taps("I'm here", where="message")
    seat.sees("In a minute")
    seat.closes()
    scene.passes(minutes=1)


@pytest.mark.parametrize("says", ["Very heavy", "Hard to say"])
def test_what_was_answered_before_is_in_no_part_of_a_request(kind: str, says: str) -> None:
    def evening(answer: str) -> Callable[[Stage, Recorder], None]:
        def plays(scene: Stage, recorder: Recorder) -> None:
            ana = scene.seat("Ana")
            gets_a_check_in(scene, ana)
            ana.taps(answer, where="message")
            ana.sees("Shall I look in again?")
            scene.settles()
            asks(scene)
            recorder.notes("it is asked")
            says_yes(scene, asked(scene)[0])
            recorder.notes("both are named")
            scene.passes(hours=2)
            recorder.notes("the page after the talk is there")

        return plays

    light, other = recorded(kind, evening("Light")), recorded(kind, evening(says))
    assert differences(light, other) == []


def test_a_decline_leaves_what_a_lapse_leaves(kind: str) -> None:
    """The one who declines taps once more, and the other one opens the people to call instead."""

    def evening(*, declines: bool) -> Callable[[Stage, Recorder], None]:
        def plays(scene: Stage, recorder: Recorder) -> None:
            asks(scene)
            first, second = asked(scene)
            scene.passes(minutes=1)
            if declines:
                first.taps("I can't this time", where="message")
                first.sees("Nobody is told")
            else:
                first.taps("Talk to a person", where="message")
                first.sees("People to call")
            first.closes()
            scene.passes(minutes=4)
            assert len(asked(scene)) == len(GIVERS)
            says_yes(scene, second)
            recorder.notes("it has ended")

        return plays

    declined, lapsed = (recorded(kind, evening(declines=one)) for one in (True, False))
    assert differences(declined, lapsed) == []


def test_what_a_buddy_would_rather_not_hear_is_in_no_message(kind: str) -> None:
    """One modal tells it, to the asker alone: everything that is posted and kept is the same without it."""

    def evening(*topics: Topic) -> Callable[[Stage, Recorder], None]:
        def plays(scene: Stage, recorder: Recorder) -> None:
            with scene.services.place.begin() as uow:
                for name in GIVERS:
                    Sealed(uow).keep(scene.seat(name).id, PrivateLists(topics=frozenset(topics)))
            asks(scene)
            says_yes(scene, asked(scene)[0])
            recorder.notes("both are named")
            ana = scene.seat("Ana")
            while ana.modal() is not None:
                ana.closes()
            ana.taps("Before you talk", where="message")
            ana.sees("would rather not hear" if topics else "has named nothing to leave out")
            ana.closes()
            scene.settles()
            recorder.notes("it is read")

        return plays

    none, many = recorded(kind, evening()), recorded(kind, evening(*Topic))
    assert differences(none, many) == []


WAYS = (
    ("Light", "A different buddy"),
    ("Very heavy", "Yes"),
    ("Longer off the list", "Not yet"),
    ("I'm worried about them", "Yes"),
)


@pytest.mark.parametrize("way", WAYS[1:])
def test_what_is_said_after_a_talk_leaves_no_trace(kind: str, way: tuple[str, str]) -> None:
    def evening(after: str, found: str) -> Callable[[Stage, Recorder], None]:
        def plays(scene: Stage, recorder: Recorder) -> None:
            asks(scene)
            buddy = asked(scene)[0]
            says_yes(scene, buddy)
            scene.passes(hours=2)
            buddy.taps("Open", where="message")
            buddy.sees("How is it with you now?")
            buddy.taps(after)
            buddy.waits_for(lambda _seen: "How is it with you now?" not in buddy.screen())
            buddy.closes()
            recorder.notes("the page is read")
            scene.passes(hours=37)
            buddy.taps("Open", where="message")
            buddy.sees("Did you find each other?")
            buddy.taps(found)
            buddy.waits_for(lambda _seen: "Did you find each other?" not in buddy.screen())
            buddy.closes()
            recorder.notes("the question is answered")
            scene.passes(hours=1)
            recorder.notes("an hour later")

        return plays

    one, other = recorded(kind, evening(*WAYS[0])), recorded(kind, evening(*way))
    assert differences(one, other) == []
