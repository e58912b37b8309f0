"""Being on the list of buddies: joining, choosing, the guide, private lists, and leaving."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.buddies import MOST_NOT_WITH, Buddy, PrivateLists, Share, Topic, Way
from bot.domain.buddy_pages import BuddyFacts
from bot.domain.errors import NotOnTheList
from bot.domain.people import Worker
from bot.store.sealed import Sealed
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import guide, hellos, pairs, relay, supporters
from bot.use_cases.workplace import Workplace, day_of


def look(worker: str, place: Workplace) -> BuddyFacts:
    """What is kept of a buddy, for that buddy; of anybody else what came of asking, if anything."""
    with place.look() as uow:
        known = uow.people.get(worker) or Worker(worker)
        asked = uow.buddy_requests.of(worker)
        heard_of = uow.pairs.heard_of(worker, place.now())
        return BuddyFacts(
            worker=known,
            now=place.now(),
            guide=guide.version(place.library),
            buddy=uow.buddies.get(worker),
            lists=Sealed(uow).lists_of(worker),
            hellos=tuple(uow.hellos.of(worker)),
            usual=tuple(uow.shifts.usual_of(worker)),
            lack=supporters.lack(uow, worker),
            asked_on=tuple(known.local(one.made_at).date() for one in asked),
            times_asked=uow.buddy_requests.times_asked(worker),
            paired_with=tuple(sorted({who for one in heard_of for who in one.others(worker)})),
        )


def join(worker: str, way: Way, place: Workplace) -> Worker:
    """On the list in this way, with everything else as it was; check-ins stay as they are."""
    now = place.now()
    with place.begin() as uow:
        known = uow.people.locked(worker) or Worker(worker)
        known = replace(known, last_tap_at=day_of(now))
        uow.people.save(known)
        buddy = uow.buddies.get(worker)
        if buddy is None:
            language = place.languages.of(known).partition("_")[0]
            buddy = Buddy(worker, way.gives, way.takes, now, languages=frozenset({language}))
            Sealed(uow).keep(worker, PrivateLists())
        uow.buddies.save(replace(buddy, gives=way.gives, takes=way.takes))
        pairs.look_again(uow, worker, place)
        return known


@dataclass(frozen=True)
class Choices:
    """Everything that a buddy can set in the form of hours and wishes."""

    hours: frozenset[int]
    languages: frozenset[str]
    most_per_week: int
    paused_until: datetime | None
    wants_outside_team: bool
    wants_trio: bool
    rests_gladly: bool = False


def choose(worker: str, choices: Choices, place: Workplace) -> None:
    with place.visit(worker) as uow:
        uow.buddies.save(replace(listed(uow, worker), **choices.__dict__))
        pairs.look_again(uow, worker, place)


def keep_lists(
    worker: str,
    not_with: Collection[str],
    topics: Collection[Topic],
    shares: Collection[Share],
    place: Workplace,
) -> None:
    """Sealed; hellos with anybody who is on them now are over."""
    others = frozenset(not_with) - {worker}
    with place.visit(worker) as uow:
        listed(uow, worker)
        known = Sealed(uow).lists_of(worker) or PrivateLists()
        chosen = replace(
            known.with_those_still_here(uow.people.known(sorted(known.different))),
            not_with=frozenset(sorted(others)[:MOST_NOT_WITH]),
            topics=frozenset(topics),
            shares=frozenset(shares),
        )
        Sealed(uow).keep(worker, chosen)
        hellos.end_with(uow, worker, others, place)
        pairs.look_again(uow, worker, place)


def read_guide(worker: str, version: int, place: Workplace) -> None:
    """The version that was on the screen is noted with its moment; an older one counts for nothing new."""
    with place.visit(worker) as uow:
        buddy = listed(uow, worker)
        if not buddy.has_read(version):
            uow.buddies.save(buddy.read(version, place.now()))


def leave(worker: str, place: Workplace) -> None:
    """Off the list at once, with all that was said for it; nobody is told (rule 6)."""
    with place.visit(worker) as uow:
        take_off(uow, worker, place)


def take_off(uow: UnitOfWork, worker: str, place: Workplace) -> None:
    """For who leaves the list, and who turns everything off; the worker is held already."""
    relay.let_go(uow, worker, place)
    hellos.end_all(uow, worker, place)
    named = uow.supporters.of(worker)
    if named is not None and not uow.roles.of(worker):
        uow.supporters.remove(worker, named.supporter)
    uow.buddies.remove(worker)
    pairs.look_again(uow, worker, place)


def listed(uow: UnitOfWork, worker: str) -> Buddy:
    """The buddy, of a worker who is held; NotOnTheList for somebody who is none."""
    buddy = uow.buddies.get(worker)
    if buddy is None:
        raise NotOnTheList
    return buddy
