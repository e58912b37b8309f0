"""Who can be paired just now, from the list of buddies, the roster and the private lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.buddies import (
    HOURS_A_WEEK,
    Buddy,
    PrivateLists,
    is_welcome,
    may_give,
    utc_hours,
    wishes,
)
from bot.domain.languages import Languages
from bot.domain.pairing.peers import PastRound, Peer
from bot.domain.people import Worker
from bot.domain.roster import Member
from bot.domain.rounds import RoundSettings, waited, with_absences
from bot.domain.supporters import is_supported
from bot.store.sealed import Sealed
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import guide
from bot.use_cases.workplace import Workplace

ANY_HOUR = frozenset(range(HOURS_A_WEEK))


@dataclass(frozen=True)
class People:
    """Everybody who is on the list and has not paused, with all that decides who fits whom.

    `lists` are only of those whose lists can be opened; `givers` may give (rule 9).
    """

    buddies: Mapping[str, Buddy]
    workers: Mapping[str, Worker]
    members: Mapping[str, Member]
    lists: Mapping[str, PrivateLists] = field(repr=False)
    givers: frozenset[str]
    past: tuple[PastRound, ...]
    rested: Mapping[int, frozenset[str]]
    now: datetime
    languages: Languages

    def peers(self, settings: RoundSettings) -> list[Peer]:
        return [self.peer(who, settings) for who in self.buddies]

    def peer(self, who: str, settings: RoundSettings) -> Peer:
        buddy = self.buddies[who]
        member = self.members.get(who, Member(who))
        lists = self.lists.get(who, PrivateLists())
        languages = self._languages_of(buddy, member)
        return Peer(
            id=who,
            languages=languages,
            hours=self._hours_of(buddy),
            team=None if member.team is None else member.team.casefold(),
            manager=member.manager,
            supervisor=member.supervisor,
            experience_years=member.experience_years or 0.0,
            topics=wishes(lists, languages),
            outside_team=settings.different_team or buddy.wants_outside_team,
            not_with=self._not_with(who),
            unmatched_rounds=waited(who, self.past, self.rested),
            trio=settings.trio and buddy.wants_trio,
            rests_gladly=buddy.rests_gladly,
        )

    def _not_with(self, who: str) -> frozenset[str]:
        """Their own list, and of whom they wished a different buddy.

        Nobody at all for who rests, or whose list cannot be opened.
        Two who both only take are kept apart in the same way: neither of them may carry the other.
        """
        lists = self.lists.get(who)
        if lists is None or lists.is_resting(self.now):
            return frozenset(self.buddies) - {who}
        apart = lists.not_with | lists.different
        if who in self.givers:
            return apart
        return apart | (frozenset(self.buddies) - self.givers - {who})

    def _languages_of(self, buddy: Buddy, member: Member) -> frozenset[str]:
        """As they said; else as the roster says, else the language in which they read this app."""
        own = self.languages.of(self.workers[buddy.worker])
        named = buddy.languages or member.languages or (own,)
        return frozenset(one.partition("_")[0] for one in named)

    def _hours_of(self, buddy: Buddy) -> frozenset[int]:
        """Who named no hour is held to none."""
        if not buddy.hours:
            return ANY_HOUR
        return utc_hours(buddy.hours, self.workers[buddy.worker].tz, self.now.date())


def gather(uow: UnitOfWork, place: Workplace) -> People:
    """Who gives only, and may not yet, is not among them: with whom they are paired they would give to."""
    now = place.now()
    workers = {worker.id: worker for worker in uow.people.everybody()}
    members = {one.person: one for one in uow.roster.members() if one.person is not None}
    there = {one.worker: one for one in uow.buddies.everybody() if takes_part(one, workers, now)}
    givers = prepared(uow, there, members, place)
    past = uow.pairs.past()
    return People(
        buddies={who: one for who, one in there.items() if one.takes or who in givers},
        workers=workers,
        members=members,
        lists=Sealed(uow).all_lists(),
        givers=givers,
        past=with_absences(past.rounds, past.waited, frozenset(there)),
        rested=past.waited,
        now=now,
        languages=place.languages,
    )


def takes_part(buddy: Buddy, workers: Mapping[str, Worker], now: datetime) -> bool:
    """On the list, not paused, and no guest whom nobody has allowed."""
    worker = workers.get(buddy.worker)
    if worker is None or buddy.is_paused(now) or worker.is_away(now):
        return False
    return is_welcome(buddy, is_guest=worker.may_be_guest)


def prepared(
    uow: UnitOfWork, buddies: Mapping[str, Buddy], members: Mapping[str, Member], place: Workplace
) -> frozenset[str]:
    """Those of them who may give: with the guide as it stands now, and with somebody behind them."""
    version = guide.version(place.library)
    named = {one.person: one for one in uow.supporters.everybody()}

    def may(buddy: Buddy) -> bool:
        own = named.get(buddy.worker)
        in_turn = named.get(own.supporter) if own is not None and own.supporter else None
        manager = members[buddy.worker].manager if buddy.worker in members else None
        has_supporter = is_supported(own, manager, in_turn)
        return may_give(buddy, has_supporter=has_supporter, guide=version)

    return frozenset(who for who, buddy in buddies.items() if may(buddy))
