"""The relay: whom a request is offered to next, and when it is looked at again."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp

from bot.domain.buddies import Buddy
from bot.domain.buddy_requests import (
    OFF_AFTER_A_TALK,
    BuddyOffer,
    BuddyRequest,
    OfferState,
    RequestState,
    Route,
)
from bot.domain.check_ins import Leave
from bot.domain.letters import LetterKind
from bot.domain.people import Worker

WEEK = timedelta(days=7)
REMEMBERED_FOR = timedelta(days=28)
NOT_ASKED_AGAIN_FOR = timedelta(minutes=10)  # whatever was said: a decline looks like a lapse
LOOKS_AGAIN_AFTER = timedelta(minutes=1)  # while a place is free and nobody can be asked

# matching.md 2; continuity is our own judgement: a standing pair outweighs one talk of two a week.
OF_THE_WEEK, OF_ALL, OF_LATELY, OF_CONTINUITY = 0.35, 0.0175, 0.15, 0.2
LATELY = timedelta(hours=24)


@dataclass(frozen=True)
class Giver:
    """One who may be asked, with what the score looks at; times of talks are those of 28 days."""

    id: str
    most_per_week: int
    talks: tuple[datetime, ...] = ()
    asked_at: datetime | None = None
    is_partner: bool = False

    def talks_since(self, moment: datetime) -> int:
        return sum(talk > moment for talk in self.talks)

    def rests(self, now: datetime) -> bool:
        """After a talk a day off; the week is full; or they were asked a moment ago."""
        if any(now - talk < OFF_AFTER_A_TALK for talk in self.talks):
            return True
        if self.talks_since(now - WEEK) >= self.most_per_week:
            return True
        return self.asked_at is not None and now - self.asked_at < NOT_ASKED_AGAIN_FOR


def score(giver: Giver, now: datetime) -> float:
    """The higher, the sooner: load is shared out, and what somebody declined is in no sum."""
    of_week = giver.talks_since(now - WEEK) / max(giver.most_per_week, 1)
    of_all = giver.talks_since(now - REMEMBERED_FOR)
    lately = 0.0 if giver.asked_at is None else exp(-((now - giver.asked_at) / LATELY))
    continuity = OF_CONTINUITY if giver.is_partner else 0.0
    return continuity - OF_THE_WEEK * of_week - OF_ALL * of_all - OF_LATELY * lately


@dataclass(frozen=True)
class Pace:
    """How many are asked at a time, for how long one of them takes up a place, and who comes first."""

    at_once: int = 2
    place_for: timedelta = timedelta(minutes=4)
    rank: Callable[[Giver, datetime], float] = score


OURS = Pace()


def whom_to_ask(
    request: BuddyRequest,
    offers: Sequence[BuddyOffer],
    givers: Collection[Giver],
    now: datetime,
    pace: Pace = OURS,
) -> list[Giver]:
    """Who is asked now, the best first; nobody twice for one request, and no more than have a place.

    On the way to one's own buddy, that one is asked alone before anybody else is.
    """
    asked = {offer.buddy for offer in offers}
    fresh = [one for one in givers if one.id not in asked and not one.rests(now)]
    partners = [one for one in fresh if one.is_partner]
    taken = _taken(offers, now, pace)
    if request.route is Route.MY_BUDDY and (partners or any(one.is_named for one in taken)):
        fresh = partners
    ranked = sorted(fresh, key=lambda one: (-pace.rank(one, now), one.id))
    return ranked[: max(pace.at_once - len(taken), 0)]


def next_look(
    request: BuddyRequest, offers: Sequence[BuddyOffer], now: datetime, pace: Pace = OURS
) -> datetime:
    """When a place becomes free by itself, or soon while one is; never after the end."""
    taken = _taken(offers, now, pace)
    again = now + LOOKS_AGAIN_AFTER
    if len(taken) >= pace.at_once or any(one.is_named for one in taken):
        again = min(one.made_at for one in taken) + pace.place_for
    return min(again, request.ends_at)


def lapsed(offers: Sequence[BuddyOffer], now: datetime, pace: Pace = OURS) -> list[BuddyOffer]:
    """Open offers whose place goes to the next one; a yes to them still counts."""
    open_ones = [offer for offer in offers if offer.state is OfferState.OPEN]
    return [offer for offer in open_ones if now - offer.made_at >= pace.place_for]


def _taken(offers: Sequence[BuddyOffer], now: datetime, pace: Pace) -> list[BuddyOffer]:
    late = lapsed(offers, now, pace)
    return [one for one in offers if one.state is OfferState.OPEN and one not in late]


def may_offer(
    request: BuddyRequest | None, buddy: Buddy | None, to: Worker | None, now: datetime
) -> Leave:
    """An offer that waited, as while Slack was away: late is worse than never, and so is by night."""
    if request is None or to is None:
        return Leave.CANCELLED
    if request.state is RequestState.HELD:
        return Leave.BUSY  # for a minute nobody knows whether it is covered
    if request.state is not RequestState.LOOKING or now >= request.ends_at:
        return Leave.CANCELLED
    if request.route is Route.LEAD:
        return Leave.NOW  # who answers for others is called at any hour
    if buddy is None:
        return Leave.CANCELLED
    is_still = to.is_quiet(now) or to.is_undisturbed(now)
    rests = not buddy.gives or buddy.is_paused(now) or to.is_away(now) or is_still
    return Leave.CANCELLED if rests else Leave.NOW


def over_by(request: BuddyRequest | None) -> LetterKind:
    """Who is called may be the only one: when they could not, nobody has covered it for them."""
    is_call = request is not None and request.route is Route.LEAD
    return LetterKind.CALL_OVER if is_call else LetterKind.OFFER_OVER
