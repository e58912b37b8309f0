"""Somebody joins the list of buddies, sets it up in a minute, and two people say hello now and then."""

from bot.sandbox.seats import Seat
from tests.rules.records import rows
from tests.stories.stage import Stage
from tests.stories.steps import openings, turns_on, what_is_held

HELLO_OFFER = "A small offer, for when you have a moment."
HELLO = "A small idea for today, if you like."


def joins_the_list(scene: Stage, name: str) -> Seat:
    """Two taps, with everything else left off."""
    seat = scene.seat(name)
    seat.opens_home()
    seat.sees("off until you turn it on")
    seat.taps("Buddies")
    seat.sees("the coordinator sees your name on this list, and whether hours and")
    seat.taps("Both ways")
    seat.sees("You are on the list of buddies, both ways")
    scene.settles()
    return seat


def test_a_buddy_sets_everything_up_in_a_minute(scene: Stage) -> None:
    ana = joins_the_list(scene, "Ana")
    ana.sees("• Your hours and languages.")
    ana.taps("Hours and wishes")
    ana.sees("Roughly is fine.")
    ana.fills({"Days": ["Monday", "Saturday"], "Times of the day": ["Evening (18 to 22)"]})
    ana.fills({"Languages that I speak well": ["English", "Portuguese"]})
    ana.fills({"Wishes": ["If one is left over, it may be me"]})
    ana.submits()
    ana.sees("Saved.")
    ana.sees_not("• Your hours and languages.")
    ana.sees("Until then you can take.")
    ana.sees("Who takes is paired with somebody who gives")
    ana.taps("Private lists")
    ana.sees("no coordinator can read this")
    ana.fills({"Not with these people": ["Emre"], "I would rather not hear about": ["A death"]})
    ana.submits()
    ana.sees("Saved.")
    ana.taps("The guide")
    ana.sees("First, say the limits.")
    ana.taps("I have read this")
    ana.sees("You read version 1")
    scene.settles()  # the page beneath is drawn anew, too
    ana.closes()
    ana.sees_not("• The guide.")
    ana.sees("• Somebody who supports you")
    ana.taps("My supporter")
    ana.sees("Somebody to turn to after helping others.")
    ana.fills({"Or somebody outside Slack": ["They have agreed"]})
    ana.submits()
    ana.sees("You can be asked to listen in your hours.")
    ana.sees_not("Who takes is paired")
    ana.closes()
    held = what_is_held(scene, ana)
    for told in ("Mon and Sat. Evening", "English and Portuguese", "If one is left over"):
        assert told in held
    for told in ("not with", "A death"):
        assert told in held
    assert openings(ana) == []


def test_two_people_say_hello_now_and_then_and_either_ends_it(scene: Stage) -> None:
    ana, ben = joins_the_list(scene, "Ana"), joins_the_list(scene, "Ben")
    ana.taps("Offer a hello")
    ana.sees("nothing comes back")
    ana.fills({"With whom": "Ben", "How often": "every two weeks"})
    ana.submits()
    ana.sees("Passed on, if it fits for them.")
    ana.closes()
    ben.closes()
    scene.passes(hours=15)
    scene.passes(hours=1)
    assert openings(ben) == [HELLO_OFFER]
    ben.taps("Look at it", where="message")
    ben.sees("every two weeks")
    ben.taps("Yes, gladly")
    ben.sees("On: a hello")
    ben.closes()
    scene.settles()
    scene.passes(hours=23)
    scene.passes(hours=1)
    assert openings(ana) == [HELLO]
    assert openings(ben) == [HELLO_OFFER, HELLO]
    ana.taps("End this", where="message")
    ana.sees("That is over.")
    scene.passes(days=13, hours=8)
    for _ in range(20):
        scene.passes(hours=1)
    assert openings(ana) == [HELLO]
    assert openings(ben)[2:] == ["A small note."]


def test_leaving_is_two_taps_and_leaves_nothing_of_it(scene: Stage) -> None:
    ana = joins_the_list(scene, "Ana")
    ana.taps("Leave the list", confirmed=True)
    ana.sees("You are off the list.")
    ana.closes()
    scene.settles()
    kept = [row for row in rows(scene) if row["table"] in ("buddies", "private_lists", "hellos")]
    assert kept == []


def test_turning_check_ins_off_takes_one_off_the_list_too(scene: Stage) -> None:
    ana = turns_on(scene)
    ana.taps("Buddies", where="home")
    ana.sees("Nothing else.")
    ana.taps("I would be a buddy")
    ana.sees("You are on the list of buddies, to give.")
    ana.closes()
    ana.taps("Turn off", confirmed=True, where="home")
    scene.settles()
    ana.taps("Buddies", where="home")
    ana.sees("A buddy is a colleague who listens for a while.")
