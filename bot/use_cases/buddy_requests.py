"""Asking for a buddy and taking it back; what the asker is told is always about them alone."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.asking import Outlook
from bot.domain.buddy_requests import (
    SHOWN_FOR,
    SPREAD,
    BuddyRequest,
    RequestState,
    Route,
    new_request,
)
from bot.domain.people import Worker
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import on_duty, relay
from bot.use_cases.free_buddies import FreeBuddies
from bot.use_cases.look_ins import hour_of
from bot.use_cases.pairs import standing_buddies
from bot.use_cases.topics import of_who_said_yes
from bot.use_cases.workplace import Workplace


def look(asker: str, place: Workplace) -> Outlook:
    """The truth of this moment."""
    with place.look() as uow:
        return _outlook(uow, asker, place)


def ask(asker: str, route: Route, key: str, place: Workplace, *, tomorrow: bool = False) -> Outlook:
    """One request at a time: who has an open one is shown that one. A call names whom it calls."""
    with place.visit(asker) as uow:
        if uow.people.get(asker) is None:
            uow.people.save(Worker(asker))
        if route is not Route.LEAD and uow.inbound.is_new(key, place.now()):
            _begin(uow, asker, route, place, tomorrow=tomorrow)
        return _outlook(uow, asker, place)


def call(asker: str, whom: str, key: str, place: Workplace) -> Outlook:
    """Only who was shown by name is called, and at once; when it is another's turn by now, nobody is.

    Whoever was asked by the list is asked no more: there is one request at a time.
    """
    with place.visit(asker) as uow:
        now = place.now()
        if uow.people.get(asker) is None:
            uow.people.save(Worker(asker))
        is_shown = whom == on_duty.next_for(uow, asker, now)
        if is_shown and uow.inbound.is_new(key, now):
            before = uow.buddy_requests.open_of(asker)
            if before is not None and before.route is not Route.LEAD:
                relay.close(uow, before, place)
            call = new_request(place.dice.token(), asker, Route.LEAD, now, now)
            uow.buddy_requests.add(replace(call, calls=whom))
        return _outlook(uow, asker, place)


def ask_again(asker: str, request: str, key: str, place: Workplace) -> tuple[Outlook, Route]:
    """The search begins anew by one tap only where its words were shown for the request before.

    Otherwise nothing is sent, and what comes back is also whose page shows what would be.
    """
    with place.visit(asker) as uow:
        before = uow.buddy_requests.get(request)
        if before is None or before.asker != asker:
            return _outlook(uow, asker, place), Route.ANYONE
        now = place.now()
        if before.may_go_out_again(now) and uow.inbound.is_new(key, now):
            _begin(uow, asker, Route.ANYONE, place)
        route = before.route if before.route is Route.LEAD else Route.ANYONE
        return _outlook(uow, asker, place), route


def stop(asker: str, place: Workplace) -> Outlook | None:
    """Whoever was asked reads that it is over; nobody is told who had asked, or why it ended.

    None once it has stopped; where there was nothing to stop any more, how things stand.
    """
    with place.visit(asker) as uow:
        request = uow.buddy_requests.open_of(asker)
        if request is None:
            return _outlook(uow, asker, place)
        relay.close(uow, request, place)
        return None


def _begin(
    uow: UnitOfWork, asker: str, route: Route, place: Workplace, *, tomorrow: bool = False
) -> None:
    if _may_ask(uow, asker):
        start = _tomorrow(uow, asker, place) if tomorrow else place.now()
        begins_at = start + timedelta(seconds=place.dice.pick(SPREAD))
        _put(uow, new_request(place.dice.token(), asker, route, place.now(), begins_at), place)


def _put(uow: UnitOfWork, request: BuddyRequest, place: Workplace) -> None:
    """What was planned for tomorrow keeps nobody from asking now: it is brought forward."""
    before = uow.buddy_requests.open_of(request.asker)
    if before is None:
        uow.buddy_requests.add(request)
    elif before.is_for_later(place.now()) and request.begins_at < before.begins_at:
        uow.buddy_requests.change(before.instead(request), only_from=[RequestState.PLANNED])


def _tomorrow(uow: UnitOfWork, asker: str, place: Workplace) -> datetime:
    """At the asker's usual hour, or at the first one after it at which anybody can be asked."""
    worker = uow.people.get(asker) or Worker(asker)
    usual = hour_of(worker, place.now(), days=1)
    return FreeBuddies(uow, asker, place).first_hour_from(usual) or usual


def _outlook(uow: UnitOfWork, asker: str, place: Workplace) -> Outlook:
    now = place.now()
    free = FreeBuddies(uow, asker, place)
    able = free.now()
    request = uow.buddy_requests.open_of(asker) or uow.buddy_requests.last_met_of(
        asker, now - SHOWN_FOR
    )
    return Outlook(
        free=len(able),
        free_from=None if able else free.next_hour(),
        tomorrow=_tomorrow(uow, asker, place),
        partner=next(iter(standing_buddies(uow, asker, now)), None),
        request=request,
        now=now,
        worker=uow.people.get(asker) or Worker(asker),
        may_ask=_may_ask(uow, asker),
        on_duty=on_duty.next_for(uow, asker, now),
        rather_not=of_who_said_yes(uow, request, now),
    )


def _may_ask(uow: UnitOfWork, asker: str) -> bool:
    """Anybody from here may, on the list or not; a guest only when a coordinator allows it."""
    worker, buddy = uow.people.get(asker), uow.buddies.get(asker)
    is_guest = worker is not None and worker.is_guest
    return not is_guest or (buddy is not None and buddy.guest_is_welcome)
