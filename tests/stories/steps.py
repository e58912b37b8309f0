"""Steps that many stories share: turning it on, ending a shift, looking at the messages."""

from typing import Any

from bot.sandbox.seats import Seat
from bot.words import load_library
from tests.stories.stage import Stage

OPENING = "Your shift is over. A quiet minute, if you want it."
LOOK_IN_OPENING = "A quiet minute, if you want it."
CARD = "Thank you. That is all."
ENGLISH = load_library(None).words("en")


def label(key: str) -> str:
    """Words of ours that no design fixes; stories need only know what they are for."""
    return ENGLISH.say(key)


def turns_on(scene: Stage, name: str = "Ana") -> Seat:
    """Opens Home, taps once, and everything that Slack says of the person is known."""
    seat = scene.seat(name)
    seat.opens_home()
    seat.sees("off until you turn it on")
    seat.taps("Turn on")
    scene.settles()
    seat.sees("Check-ins are on")
    return seat


def gets_a_check_in(scene: Stage, seat: Seat) -> None:
    """A shift ends, the settling delay goes by."""
    seat.types("/decompress done")
    scene.settles()  # Home says when it comes, and is drawn before the clock moves on
    scene.passes(minutes=20)
    assert openings(seat)[-1] == OPENING


def answers(scene: Stage, seat: Seat, label: str) -> None:
    seat.taps(label, where="message")
    scene.settles()


def openings(seat: Seat) -> list[str]:
    """The first line of every message from the app, oldest first; whispers left out."""
    return [first_line(message) for message in seat.messages() if not message["ephemeral"]]


def first_line(message: dict[str, Any]) -> str:
    return str(message["blocks"][0]["text"]["text"])


def posted(scene: Stage, seat: Seat, opening: str = OPENING) -> int:
    """How many messages with this opening line were ever posted to the person."""
    ours = {"channel": f"D{seat.id[1:]}", "what": "posted"}
    kept = [one for one in scene.town.kept() if ours.items() <= one.items()]
    return sum(one["text"].startswith(opening) for one in kept)


def modal(seat: Seat) -> str:
    """What stands in the modal on top, as text; nothing when none is open."""
    _, _, text = seat.screen().rpartition("== Modal: ")
    return text if seat.modal() is not None else ""


def home(seat: Seat) -> str:
    """What stands in Home, as text."""
    _, _, text = seat.screen().partition("== Home ==")
    return text.partition("== Modal: ")[0]


def what_is_held(scene: Stage, seat: Seat) -> str:
    """What the person reads under "What you hold on me"; the modals are closed again."""
    seat.opens_home()
    scene.settles()
    seat.taps("Who sees what", where="home")
    seat.taps("What you hold on me")
    scene.settles()
    text = modal(seat)
    seat.closes()
    seat.closes()
    return text
