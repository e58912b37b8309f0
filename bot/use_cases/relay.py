"""The relay: offers go out, somebody says yes, and everybody else is let go alike."""

from dataclasses import dataclass, replace

from bot.domain.after_care import COMES_AFTER
from bot.domain.buddy_requests import (
    COMES_LATER,
    OFF_AFTER_A_TALK,
    BuddyOffer,
    BuddyRequest,
    OfferState,
    RequestState,
    Route,
)
from bot.domain.check_ins import EXPIRES_AFTER
from bot.domain.letters import AFTERWARDS, OFFERS, Letter, LetterKind
from bot.domain.people import Worker, out_of_quiet_hours
from bot.domain.relay import Giver, lapsed, next_look, over_by, whom_to_ask
from bot.domain.roles import Role
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import on_duty
from bot.use_cases.chores import Chore
from bot.use_cases.free_buddies import FreeBuddies
from bot.use_cases.look_ins import hour_of
from bot.use_cases.workplace import Workplace

SEARCHING = (RequestState.PLANNED, RequestState.LOOKING)


@dataclass(frozen=True)
class Met:
    """What a yes has led to: whom to, or to nobody, since it is covered or one is off the list.

    `is_held` for as long as it can be passed on.
    """

    asker: str | None = None
    is_held: bool = False
    is_off: bool = False


COVERED = Met()


def say_yes(buddy: str, offer: str, place: Workplace, *, later: bool = False) -> Met:
    """The first yes wins, and only then is told by whom they were asked."""
    now = place.now()
    with place.visit(buddy) as uow:
        asked = _own_offer(uow, buddy, offer)
        request = None if asked is None else uow.buddy_requests.get(asked.request)
        if asked is None or request is None:
            return COVERED
        if asked.state is OfferState.ACCEPTED and request.buddy == buddy:
            return Met(request.asker, is_held=request.state is RequestState.HELD)
        is_called = request.route is Route.LEAD
        if not is_called and buddy in uow.buddy_requests.talks(now - OFF_AFTER_A_TALK):
            return Met(is_off=True)
        if now >= request.ends_at or not _may_come(uow, request, buddy, place):
            return COVERED
        comes_at = now + COMES_LATER if later else now
        held = request.held(buddy, now, comes_at)
        if not uow.buddy_requests.change(held, only_from=[RequestState.LOOKING]):
            return COVERED
        uow.buddy_requests.accept_offer(asked.id)
        if asked.is_named:
            _meet(uow, held, place)
        return Met(request.asker, is_held=not asked.is_named)


def say_no(buddy: str, offer: str, place: Workplace) -> None:
    """The place is free at once for the next one; nothing is kept that a lapse would not leave."""
    with place.visit(buddy) as uow:
        asked = _own_offer(uow, buddy, offer)
        if asked is not None and asked.state is OfferState.OPEN:
            _go_on_without(uow, asked, place)


def pass_on(buddy: str, offer: str, place: Workplace) -> str | None:
    """After the name was told: for a minute it can still be somebody else, and nobody will know.

    The asker, when that minute was over and they were told.
    """
    with place.visit(buddy) as uow:
        asked = _own_offer(uow, buddy, offer)
        request = None if asked is None else uow.buddy_requests.locked(asked.request)
        if asked is None or request is None or request.buddy != buddy:
            return None
        if request.state is not RequestState.HELD:
            return request.asker
        uow.buddy_requests.change(request.looking(place.now()))
        uow.buddy_requests.close_offers([asked.id])
        _look(uow, request.id, place)
        return None


def close(uow: UnitOfWork, request: BuddyRequest, place: Workplace) -> bool:
    """No more is looked for; False when it had ended before."""
    if not uow.buddy_requests.change(request.closed()):
        return False
    _let_everybody_go(uow, request, place)
    return True


def let_go(uow: UnitOfWork, person: str, place: Workplace) -> list[tuple[str, str]]:
    """Somebody leaves the list, or altogether: their own request ends, and others' go on without them.

    What comes back is where they were asked (channel, ts).
    """
    uow.outbox.cancel_to(person, AFTERWARDS)
    own = uow.buddy_requests.open_of(person)
    touched = [*uow.buddy_requests.open_to(person), *([own] if own else [])]
    asked_at = []
    for request in sorted(touched, key=lambda one: one.id):
        if request.asker == person:
            close(uow, request, place)
            continue
        held = uow.buddy_requests.locked(request.id)
        for offer in uow.buddy_requests.offers_of(request.id):
            if offer.buddy == person:
                asked_at.append(_take_off(uow, request, offer, place))
                uow.buddy_requests.close_offers([offer.id])
        if held is None or not held.is_open:
            continue
        if held.buddy == person or held.state is not RequestState.HELD:
            uow.buddy_requests.change(held.looking(place.now()))
    return [spot for spot in asked_at if spot is not None]


def forget(uow: UnitOfWork, person: str, place: Workplace) -> list[tuple[str, str]]:
    """The same for somebody who is erased: nothing tells any more that they had ever come."""
    spots = let_go(uow, person, place)
    uow.buddy_requests.forget_buddy(person)
    return spots


def _may_come(uow: UnitOfWork, request: BuddyRequest, buddy: str, place: Workplace) -> bool:
    """Rule 9 at the moment of the yes: who was called still coordinates, anybody else may still give."""
    if request.route is Route.LEAD:
        return uow.roles.is_active(buddy, Role.COORDINATOR)
    return FreeBuddies(uow, request.asker, place).may_meet(buddy)


def _own_offer(uow: UnitOfWork, buddy: str, offer: str) -> BuddyOffer | None:
    """Nobody answers for another."""
    found = uow.buddy_requests.offer(offer)
    return found if found is not None and found.buddy == buddy else None


def _go_on_without(uow: UnitOfWork, offer: BuddyOffer, place: Workplace) -> None:
    request = uow.buddy_requests.locked(offer.request)
    uow.buddy_requests.close_offers([offer.id])
    if request is not None and request.state is RequestState.LOOKING:
        uow.buddy_requests.change(request.looking(place.now()))
        _look(uow, request.id, place)


def _look(uow: UnitOfWork, name: str, place: Workplace) -> bool:
    """What the clock finds to do for one request; False for one that somebody else is changing."""
    now = place.now()
    request = uow.buddy_requests.locked_unless_busy(name)
    if request is None or not request.is_open or request.next_at is None or now < request.next_at:
        return False
    if request.state is RequestState.HELD:
        _meet(uow, request, place)
    elif now >= request.ends_at:
        _end(uow, request, place)
    else:
        _ask_the_next(uow, request, place)
    return True


def _end(uow: UnitOfWork, request: BuddyRequest, place: Workplace) -> None:
    """Nobody came, and the asker reads so: the next step is theirs."""
    close(uow, request, place)
    _write(uow, LetterKind.NOBODY_FREE, request.asker, request.id, place)


# Whatever is due for a request: its beginning, a place that is free again, the end of a minute or of all.
RELAY = Chore("relay", lambda uow, now: uow.buddy_requests.due(now), _look)


def _ask_the_next(uow: UnitOfWork, request: BuddyRequest, place: Workplace) -> None:
    now = place.now()
    offers = uow.buddy_requests.offers_of(request.id)
    late = lapsed(offers, now)
    uow.buddy_requests.close_offers([one.id for one in late])
    if request.route is Route.LEAD:
        _call_on_duty(uow, request, place)
        return
    free = FreeBuddies(uow, request.asker, place).now()
    while chosen := whom_to_ask(request, offers, free, now):
        giver = chosen[0]
        offer = _offer_to(uow, request, giver, place)
        free = [one for one in free if one.id != giver.id]
        offers += [] if offer is None else [offer]
    uow.buddy_requests.change(request.looking(next_look(request, offers, now)), only_from=SEARCHING)


def _call_on_duty(uow: UnitOfWork, request: BuddyRequest, place: Workplace) -> None:
    """Only who was shown by name before it was sent; nobody else is told without another tap."""
    is_called = bool(uow.buddy_requests.offers_of(request.id)) or on_duty.call(uow, request, place)
    if is_called:
        uow.buddy_requests.change(request.looking(request.ends_at), only_from=SEARCHING)
    else:
        _end(uow, request, place)


def _offer_to(
    uow: UnitOfWork, request: BuddyRequest, giver: Giver, place: Workplace
) -> BuddyOffer | None:
    """None for one who is busy with us this very moment, who has just left, or is being asked."""
    worker = uow.people.locked_unless_busy(giver.id)
    buddy = uow.buddies.get(giver.id) if worker is not None else None
    if buddy is None or not buddy.gives:
        return None
    is_named = giver.is_partner and request.route is Route.MY_BUDDY
    offer = BuddyOffer(
        place.dice.token(), request.id, giver.id, OfferState.OPEN, place.now(), is_named
    )
    if not uow.buddy_requests.add_offer(offer):
        return None
    kind = LetterKind.MY_BUDDY_OFFER if is_named else LetterKind.BUDDY_OFFER
    named = (request.asker,) if is_named else ()
    _write(uow, kind, giver.id, offer.id, place, *named)
    return offer


def _meet(uow: UnitOfWork, request: BuddyRequest, place: Workplace) -> None:
    """Both are named to each other, and everybody else is let go."""
    if request.buddy is None or not uow.buddy_requests.change(request.met()):
        return
    _let_everybody_go(uow, request, place)
    is_here = request.comes_at is None or request.comes_at <= (request.met_at or request.comes_at)
    kind = LetterKind.BUDDY_IS_HERE if is_here else LetterKind.BUDDY_COMES
    _write(uow, kind, request.asker, request.id, place, request.buddy)
    _write(uow, LetterKind.YOU_ARE_THE_BUDDY, request.buddy, request.id, place, request.asker)
    _plan_what_comes_after(uow, request, request.buddy, place)


def _plan_what_comes_after(
    uow: UnitOfWork, request: BuddyRequest, buddy: str, place: Workplace
) -> None:
    """A page for the buddy the same day, and the next day one question for both, whatever becomes of it."""
    now = place.now()
    for person in (request.asker, buddy):
        worker = uow.people.get(person) or Worker(person)
        letter = Letter(
            place.dice.token(),
            LetterKind.FOUND_EACH_OTHER,
            person,
            hour_of(worker, now, days=1),
            request.id,
        )
        uow.outbox.put(replace(letter, expires_at=letter.due_at + EXPIRES_AFTER), now)
    due = out_of_quiet_hours(uow.people.get(buddy) or Worker(buddy), now + COMES_AFTER)
    after = Letter(place.dice.token(), LetterKind.AFTER_CARE, buddy, due, request.id)
    uow.outbox.put(replace(after, expires_at=due + EXPIRES_AFTER), now)


def _let_everybody_go(uow: UnitOfWork, request: BuddyRequest, place: Workplace) -> None:
    """All who were asked see the same, at the same time, whatever they had said or not said."""
    for offer in uow.buddy_requests.offers_of(request.id):
        _take_off(uow, request, offer, place)
    uow.buddy_requests.end_offers(request, place.now())


def _take_off(
    uow: UnitOfWork, request: BuddyRequest, offer: BuddyOffer, place: Workplace
) -> tuple[str, str] | None:
    """What has not left stays here; what has, reads that it is over, and that is where it stands."""
    there = uow.outbox.take_off(offer.id, OFFERS)
    if there is not None:
        channel, ts = there
        kind = over_by(request)
        over = Letter(place.dice.token(), kind, offer.buddy, place.now(), offer.id)
        uow.outbox.put(replace(over, channel=channel, ts=ts), place.now())
    return there


def _write(
    uow: UnitOfWork,
    kind: LetterKind,
    to: str,
    about: str,
    place: Workplace,
    *others: str,
) -> None:
    letter = Letter(place.dice.token(), kind, to, place.now(), about, others=others)
    uow.outbox.put(letter, place.now())
