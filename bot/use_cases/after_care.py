"""After a talk: what the buddy and the asker say of it stays in their own sealed row, or nowhere.

Every tap seals that row anew, whatever was said, so that nothing at rest tells one answer from another.
"""

from collections.abc import Callable

from bot.domain.after_care import Afterwards, back_on, rest_after
from bot.domain.buddies import PrivateLists
from bot.domain.buddy_requests import OFF_AFTER_A_TALK, BuddyRequest
from bot.domain.people import Worker
from bot.store.sealed import Sealed
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases.workplace import Workplace

Change = Callable[[UnitOfWork, PrivateLists], PrivateLists]


def look_after(person: str, place: Workplace) -> Afterwards:
    """Any tap that says nothing to be noted; the row is sealed anew all the same."""
    return _say(person, place, lambda _uow, lists: lists)


def rest_longer(person: str, request: str, place: Workplace) -> Afterwards:
    """Longer off the list than the day that everybody has."""

    def rest(uow: UnitOfWork, lists: PrivateLists) -> PrivateLists:
        talk = uow.buddy_requests.get(request)
        if talk is not None and talk.other_than(person) is None:
            return lists
        met_at = None if talk is None else talk.met_at
        return lists.resting(*rest_after(met_at, place.now()))

    return _say(person, place, rest)


def rest_no_longer(person: str, place: Workplace) -> Afterwards:
    """Back on the list, within a day."""
    return _say(person, place, lambda _uow, lists: back_on(lists, place.now()))


def want_another(person: str, request: str, place: Workplace) -> Afterwards:
    """A different buddy, from the next round on."""

    def differ(uow: UnitOfWork, lists: PrivateLists) -> PrivateLists:
        talk = _talk_of(uow, person, request)
        other = None if talk is None else talk.other_than(person)
        return lists if other is None else lists.wanting_another_than(other)

    return _say(person, place, differ)


def _say(person: str, place: Workplace, change: Change) -> Afterwards:
    with place.visit(person) as uow:
        sealed = Sealed(uow)
        lists = sealed.lists_of(person)
        if lists is not None:
            here = uow.people.known(sorted(lists.different))
            lists = change(uow, lists.with_those_still_here(here))
            sealed.keep(person, lists)
        now = place.now()
        until = None if lists is None else lists.rests_until
        rests = lists is not None and lists.is_resting(now)
        return Afterwards(
            worker=uow.people.get(person) or Worker(person),
            buddy=uow.buddies.get(person),
            supporter=uow.supporters.of(person),
            may_wish=lists is not None,
            rests_until=until if until is not None and now < until else None,
            is_off=rests or person in uow.buddy_requests.talks(now - OFF_AFTER_A_TALK),
        )


def _talk_of(uow: UnitOfWork, person: str, request: str) -> BuddyRequest | None:
    """The request that these two were brought together by, if this is one of them."""
    found = uow.buddy_requests.get(request)
    return found if found is not None and found.other_than(person) is not None else None
