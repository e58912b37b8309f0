"""What a handler may answer; the routing carries it out, after the commit and the acknowledgement."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import CareError
from bot.views.kit import Message, View


@dataclass(frozen=True)
class Fill:
    """Draw this in the modal that was opened for the tap, or in the one that was tapped in.

    After a form it is drawn in the modal that the form lay upon, which comes into sight again.
    `beneath`: in the one that lies under the modal that was tapped in, and shows old news by now.
    """

    view: View = field(repr=False)
    beneath: bool = False


@dataclass(frozen=True)
class Whisper:
    """Say this to the person who tapped or typed, and to nobody else."""

    message: Message = field(repr=False)


@dataclass(frozen=True)
class PublishHome:
    """Draw the person's Home anew, with one sentence about what was just done."""

    notice: str | None = None


@dataclass(frozen=True)
class Faults:
    """Fields of a submitted form that cannot be meant, each with its words; the form stays open."""

    of: dict[str, str]


@dataclass(frozen=True)
class LearnProfile:
    """Ask Slack for the person's clock, language and address, then draw Home anew."""


@dataclass(frozen=True)
class CloseQuestions:
    """Make these messages (channel, ts) the card: nobody is there any more whom they could ask."""

    spots: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LookUpNames:
    """Ask Slack whom addresses and ids of the roster mean, then draw this where a Fill would go."""

    draw: Callable[[], View] = field(repr=False)


@dataclass(frozen=True)
class Work:
    """What takes its time: thought out beside the writer, then written; its own replies are carried out.

    `think` reads and reckons, `act` writes what came of it, and `refused` answers a rule that said no.
    """

    think: Callable[[], Any] = field(repr=False)
    act: "Callable[[Any], Replies]" = field(repr=False)
    refused: "Callable[[CareError], Replies]" = field(repr=False)


Reply = LookUpNames | CloseQuestions | Fill | Whisper | PublishHome | Faults | LearnProfile | Work
Replies = tuple[Reply, ...]
NOTHING: Replies = ()
