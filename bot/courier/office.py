"""What the courier works with."""

from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock, Dice
from bot.courier.faults import Fault
from bot.domain.languages import ENGLISH_ONLY, Languages
from bot.domain.letters import NOTHING_MORE, Particulars
from bot.store.unit_of_work import Store
from bot.words import Library


@dataclass(frozen=True)
class Office:
    """`clock` is the business clock, which decides what is due; `wall` never moves and holds leases."""

    workspace: str
    store: Store
    library: Library
    clock: Clock
    wall: Clock
    dice: Dice
    languages: Languages = ENGLISH_ONLY


@dataclass(frozen=True)
class Parcel:
    """A claimed letter with all that is needed to send it, as things were at the claim.

    `leave_by` is the last moment at which its sending may begin, a transport time.
    """

    letter: str
    kind: str
    owner: str
    leave_by: datetime
    to: str
    about: str | None
    channel: str | None
    ts: str | None
    language: str
    attempts: int
    others: tuple[str, ...] = ()
    particulars: Particulars = NOTHING_MORE
    is_undisturbed: bool = False


@dataclass(frozen=True)
class Sent:
    """Where the message is now, or what went wrong."""

    channel: str | None = None
    ts: str | None = None
    fault: Fault | None = None


@dataclass(frozen=True)
class Receipt:
    """A parcel that was carried, and how that ended; not yet written down."""

    parcel: Parcel
    sent: Sent
