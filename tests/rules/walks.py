"""A walk through everything that a worker can open, so that a rule can look at each place."""

from collections.abc import Iterator

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import gets_a_check_in, turns_on

# What a worker taps or types one after the other, and what is there when it has worked.
BEFORE_TURNING_ON = (
    ("Try one minute now", "Another"),
    ("Why this?", "You asked for a minute"),
    ("3 minutes", "About 3 minutes"),
    ("Someone in danger", "A person can be good company"),
    ("Heavier", "Let's stop here"),
    ("Someone outside", "support lines in many countries"),
    ("close", ""),
    ("close", ""),
    ("Who sees what", "Your answers are yours"),
    ("What you hold on me", "Nothing is held about you"),
    ("close", ""),
    ("close", ""),
    ("Learn a little", "When to see someone"),
    ("When to see someone", "[Back]"),
    ("close", ""),
    ("Day 1: hear the tone", "[Next]"),
    ("Next", "About 3 minutes"),
    ("close", ""),
    ("close", ""),
    ("Buddies", "the coordinator sees your name on this list, and whether hours and"),
    ("close", ""),
    ("Talk to a person", "A person can."),
    ("More ways", "Find a line"),
    ("close", ""),
    ("close", ""),
    ("/decompress done", "Check-ins are off."),
)
AFTER_TURNING_ON = (
    ("/decompress", "Another"),
    ("close", ""),
    ("/decompress help", "opens a quiet minute"),
    ("/decompress dnoe", "Did you mean"),
    ("/decompress pause", "Until when?"),
    ("/decompress privacy", "Your answers are yours"),
    ("close", ""),
    ("/decompress learn", "Short pages"),
    ("close", ""),
    ("Settings", "When a check-in comes"),
    ("Choose my time zone", "My time zone"),
    ("close", ""),
    ("close", ""),
    ("Settings", "When a check-in comes"),
    ("What suits me", "This goes for every practice"),
    ("close", ""),
    ("close", ""),
    ("My usual shifts", "Days on which it starts"),
    ("close", ""),
    ("Pause check-ins", "Nothing comes until"),
    ("close", ""),
    ("Buddies", "the coordinator sees your name on this list, and whether hours and"),
    ("Both ways", "You are on the list of buddies, both ways"),
    ("Hours and wishes", "Roughly is fine."),
    ("close", ""),
    ("Private lists", "no coordinator can read this"),
    ("close", ""),
    ("The guide", "First, say the limits."),
    ("I have read this", "You read version 1"),
    ("close", ""),
    ("Offer a hello", "nothing comes back"),
    ("close", ""),
    ("close", ""),
    ("My shift just ended", "Noted."),
)


def walks_everywhere(scene: Stage, seat: Seat) -> Iterator[str]:
    """Each thing that the worker did, when what came of it is on the screen."""
    seat.opens_home()
    seat.sees("off until you turn it on")
    yield "Home"
    yield from _walks(seat, BEFORE_TURNING_ON)
    turns_on(scene, seat.name)
    yield from _walks(seat, AFTER_TURNING_ON)
    for says in ("Very heavy", "Not now"):
        gets_a_check_in(scene, seat)
        yield "the check-in"
        seat.taps(says, where="message")
        scene.settles()
        yield f"the card after {says}"
        if seat.modal() is not None:
            seat.closes()
        scene.passes(hours=8)


def _walks(seat: Seat, way: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for what, sees in way:
        if what == "close":
            seat.closes()
        elif what.startswith("/"):
            seat.types(what)
        else:
            seat.taps(what)
        seat.sees(sees)
        yield what
