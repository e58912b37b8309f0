"""Who of the list may be asked, now or at another hour: everything that holds somebody back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from bot.domain.buddies import Buddy, PrivateLists, is_free, may_give, may_meet
from bot.domain.buddy_requests import SOON
from bot.domain.people import Worker
from bot.domain.relay import REMEMBERED_FOR, Giver
from bot.domain.roster import Member, may_not_meet
from bot.domain.shifts import UsualShift
from bot.store.sealed import Sealed
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import guide
from bot.use_cases.pairs import standing_buddies
from bot.use_cases.supporters import is_supported
from bot.use_cases.workplace import Workplace

LOOKS_AHEAD = 24  # hours


class FreeBuddies:
    """The givers for one asker, inside one unit of work; it tells of nobody why they are left out."""

    def __init__(self, uow: UnitOfWork, asker: str, place: Workplace) -> None:
        self._uow = uow
        self._asker = asker
        self._place = place
        self._now = place.now()
        self._met: dict[str, bool] = {}

    def now(self) -> list[Giver]:
        """Nobody who is on shift, or would like company themselves."""
        busy = self._uow.shifts.on_shift(self._now)
        busy |= self._uow.buddy_requests.asking(self._now + SOON)
        return [one for one in self._at(self._now) if one.id not in busy]

    def next_hour(self) -> datetime | None:
        """The next full hour at which anybody can be asked; None when there is none within a day."""
        hour = self._now.replace(minute=0, second=0, microsecond=0)
        return self.first_hour_from(hour + timedelta(hours=1))

    def first_hour_from(self, start: datetime) -> datetime | None:
        hours = (start + timedelta(hours=ahead) for ahead in range(LOOKS_AHEAD))
        return next((hour for hour in hours if self._at(hour)), None)

    def may_meet(self, giver: str) -> bool:
        """Whether these two may be brought together; looked up once, since lists have to be opened."""
        if giver not in self._met:
            self._met[giver] = self._may_meet(giver)
        return self._met[giver]

    def _at(self, moment: datetime) -> list[Giver]:
        """What is quickly told stands first, and private lists are opened last."""
        return [
            giver
            for giver in self._givers
            if not giver.rests(moment)
            and self._is_free(giver.id, moment)
            and self.may_meet(giver.id)
        ]

    def _is_free(self, giver: str, moment: datetime) -> bool:
        worker = self._workers[giver]
        if not is_free(self._buddies[giver], moment, worker.tz) or worker.is_quiet(moment):
            return False
        if worker.is_undisturbed(moment) or worker.is_away(moment):
            return False
        usual = self._usual.get(giver, ())
        return not any(shift.runs_at(moment, worker.tz) for shift in usual)

    def _may_meet(self, giver: str) -> bool:
        buddy, worker = self._buddies.get(giver), self._workers.get(giver)
        if buddy is None or worker is None or not self._is_prepared(buddy, worker):
            return False
        lists = self._sealed.lists_of(giver)
        if lists is None or lists.is_resting(self._now):
            return False
        speaks = not buddy.languages or bool(buddy.languages & self._languages)
        if not speaks or self._is_in_line_with(buddy):
            return False
        return may_meet(self._own, buddy, self._own_lists, lists)

    def _is_in_line_with(self, buddy: Buddy) -> bool:
        """Never one's own line; nor one's own team, where either wishes somebody from elsewhere."""
        other = self._uow.roster.member(buddy.worker)
        if self._member is None or other is None:
            return False
        outside = self._own.wants_outside_team or buddy.wants_outside_team
        return may_not_meet(self._member, other, outside_team=outside) is not None

    @cached_property
    def _member(self) -> Member | None:
        return self._uow.roster.member(self._asker)

    @cached_property
    def _sealed(self) -> Sealed:
        return Sealed(self._uow)

    @cached_property
    def _buddies(self) -> dict[str, Buddy]:
        return {one.worker: one for one in self._uow.buddies.givers() if one.worker != self._asker}

    @cached_property
    def _workers(self) -> dict[str, Worker]:
        return self._uow.people.several([*self._buddies])

    @cached_property
    def _usual(self) -> Mapping[str, Sequence[UsualShift]]:
        """All of them at once: a day is looked through hour by hour, and giver by giver."""
        return self._uow.shifts.usual_of_all([*self._workers])

    @cached_property
    def _givers(self) -> list[Giver]:
        since = self._now - REMEMBERED_FOR
        talks = self._uow.buddy_requests.talks(since)
        asked = self._uow.buddy_requests.asked(since)
        partners = standing_buddies(self._uow, self._asker, self._now)
        return [
            Giver(who, one.most_per_week, talks.get(who, ()), asked.get(who), who in partners)
            for who, one in self._buddies.items()
            if who in self._workers
        ]

    @cached_property
    def _own(self) -> Buddy:
        """The asker as one of the list; who is not on it asks all the same."""
        known = self._uow.buddies.get(self._asker)
        return known or Buddy(self._asker, gives=False, takes=False, since=self._now)

    @cached_property
    def _own_lists(self) -> PrivateLists | None:
        if self._uow.buddies.get(self._asker) is None:
            return PrivateLists()  # never on the list, so there are none to open
        return self._sealed.lists_of(self._asker)

    @cached_property
    def _languages(self) -> frozenset[str]:
        known = self._uow.people.get(self._asker)
        reads = self._place.languages.of(known).partition("_")[0]
        return self._own.languages or frozenset({reads})

    def _is_prepared(self, buddy: Buddy, worker: Worker) -> bool:
        """Rule 9: nobody supports without a supporter of their own, nor without the guide of today."""
        has_supporter = is_supported(self._uow, buddy.worker)
        version = guide.version(self._place.library)
        return may_give(
            buddy, has_supporter=has_supporter, guide=version, is_guest=worker.may_be_guest
        )
