"""A request for a buddy from the asking to the meeting, and the offers that it makes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

STOPS_AFTER = timedelta(minutes=45)
SPREAD = range(91)  # seconds: nobody can tell from its minute which shift it came after (T22)
SOON = timedelta(minutes=5)
MAY_PASS_ON = timedelta(minutes=1)  # so long the one who said yes may still pass it on, unnamed
COMES_LATER = timedelta(minutes=30)
ON_DUTY_HAS = timedelta(minutes=10)
MAY_REOPEN_AFTER = timedelta(minutes=10)
OFF_AFTER_A_TALK = timedelta(hours=24)
SHOWN_FOR = timedelta(hours=24)  # so long the asker finds again who has said yes, and what was sent
FORGOTTEN_AFTER = timedelta(days=28)


class Route(StrEnum):
    """To whom it goes first; the list is asked without the asker's name."""

    MY_BUDDY = "my_buddy"
    ANYONE = "anyone"
    LEAD = "lead"

    @property
    def lasts(self) -> timedelta:
        """A call for somebody on duty goes to one person, and is over when they have had their time."""
        return ON_DUTY_HAS if self is Route.LEAD else STOPS_AFTER


class RequestState(StrEnum):
    """Held: one has said yes and may still pass it on. Closed: stopped, or nobody came, all alike."""

    PLANNED = "planned"
    LOOKING = "looking"
    HELD = "held"
    MET = "met"
    CLOSED = "closed"


OPEN = (RequestState.PLANNED, RequestState.LOOKING, RequestState.HELD)


class OfferState(StrEnum):
    """Closed: declined, lapsed, passed on or covered by somebody else, and nothing tells which."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CLOSED = "closed"


@dataclass(frozen=True)
class BuddyRequest:
    """`next_at` is when the clock has something to do for it; None when that is never.

    `calls` is who was shown by name before a call was sent, and who alone may be called for it.
    """

    id: str
    asker: str
    route: Route
    state: RequestState
    made_at: datetime
    begins_at: datetime
    ends_at: datetime
    next_at: datetime | None
    calls: str | None = None
    buddy: str | None = None
    met_at: datetime | None = None
    comes_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_for_later(self, now: datetime) -> bool:
        """It was asked for tomorrow, and not for now."""
        return self.state is RequestState.PLANNED and self.begins_at - now > SOON

    def instead(self, other: "BuddyRequest") -> "BuddyRequest":
        """This one goes the way of the other, and when that one would: it is brought forward."""
        return replace(other, id=self.id, made_at=self.made_at)

    def looking(self, next_at: datetime) -> "BuddyRequest":
        """Nobody has said yes, or the one who had has passed it on."""
        return replace(
            self,
            state=RequestState.LOOKING,
            next_at=next_at,
            buddy=None,
            met_at=None,
            comes_at=None,
        )

    def held(self, by: str, now: datetime, comes_at: datetime) -> "BuddyRequest":
        return replace(
            self,
            state=RequestState.HELD,
            next_at=now + MAY_PASS_ON,
            buddy=by,
            met_at=now,
            comes_at=comes_at,
        )

    def met(self) -> "BuddyRequest":
        return replace(self, state=RequestState.MET, next_at=None)

    def closed(self) -> "BuddyRequest":
        return replace(
            self,
            state=RequestState.CLOSED,
            next_at=None,
            buddy=None,
            met_at=None,
            comes_at=None,
        )

    def other_than(self, person: str) -> str | None:
        """The one of the two that this person was brought together with."""
        if self.state is not RequestState.MET:
            return None
        return {self.asker: self.buddy, self.buddy: self.asker}.get(person)

    def is_shown(self, now: datetime) -> bool:
        """The asker has read who said yes, and finds it again."""
        if self.state is not RequestState.MET or self.met_at is None:
            return False
        return now - self.met_at < SHOWN_FOR

    @property
    def reopens_at(self) -> datetime | None:
        """When the search may begin anew: whoever said yes has ten minutes to come."""
        if self.state is not RequestState.MET or self.met_at is None:
            return None
        return max(self.met_at, self.comes_at or self.met_at) + MAY_REOPEN_AFTER

    def is_awaited(self, now: datetime) -> bool:
        """Somebody has said yes, is still here, and may be on the way."""
        until = None if self.buddy is None else self.reopens_at
        return until is not None and now < until

    def may_go_out_again(self, now: datetime) -> bool:
        """By one tap: it has ended, and the words for the list were shown for it not long ago.

        Of a call only the words for one person were shown.
        """
        was_shown = self.route is not Route.LEAD and now - self.ends_at < SHOWN_FOR
        return was_shown and not self.is_open and not self.is_awaited(now)


@dataclass(frozen=True)
class BuddyOffer:
    """One buddy who is asked for one request; `is_named` when they are told from the start by whom."""

    id: str
    request: str
    buddy: str
    state: OfferState
    made_at: datetime
    is_named: bool = False


def new_request(
    name: str, asker: str, route: Route, now: datetime, begins_at: datetime
) -> BuddyRequest:
    return BuddyRequest(
        id=name,
        asker=asker,
        route=route,
        state=RequestState.PLANNED,
        made_at=now,
        begins_at=begins_at,
        ends_at=begins_at + route.lasts,
        next_at=begins_at,
    )
