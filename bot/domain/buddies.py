"""Being a buddy: what somebody gives and takes, when, and with whom it may be."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations
from zoneinfo import ZoneInfo

GUIDE_VERSION = "buddy_guide.version"  # the key of its number in the words
HOURS_A_WEEK = 168
MOST_PER_WEEK = 2  # contacts, until the giver says otherwise (content-brief.md section 6.7)
FEWEST, MOST = 1, 5
MOST_DIFFERENT = MOST_NOT_WITH = 30  # as many as the sealed row has room for


class Way(StrEnum):
    """How somebody is on the list: for themselves, for others, or both."""

    BOTH = "both"
    TAKES = "takes"
    GIVES = "gives"

    @property
    def gives(self) -> bool:
        return self is not Way.TAKES

    @property
    def takes(self) -> bool:
        return self is not Way.GIVES


@dataclass(frozen=True)
class Buddy:
    """Somebody on the list of buddies; everything in here is open to who places people.

    `hours` are hours of the week on the person's own clock: 0 is Monday from 00:00 to 01:00, 167
    the last one of Sunday. `languages` are codes as `de`.
    """

    worker: str
    gives: bool
    takes: bool
    since: datetime
    hours: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    most_per_week: int = MOST_PER_WEEK
    paused_until: datetime | None = None
    guide_version: int | None = None
    guide_read_at: datetime | None = None
    wants_outside_team: bool = False
    wants_trio: bool = False
    rests_gladly: bool = False
    guest_is_welcome: bool = False

    @property
    def way(self) -> Way:
        if self.gives and self.takes:
            return Way.BOTH
        return Way.GIVES if self.gives else Way.TAKES

    def is_paused(self, now: datetime) -> bool:
        """A pause has a date, and ends by itself."""
        return self.paused_until is not None and now < self.paused_until

    def has_read(self, guide: int) -> bool:
        """This version of the guide, or a later one that another process has already."""
        return self.guide_version is not None and self.guide_version >= guide

    def read(self, guide: int, now: datetime) -> "Buddy":
        return replace(self, guide_version=guide, guide_read_at=now)


class Topic(StrEnum):
    """What a giver would rather not hear about."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    DEATH = "death"
    CHILDREN = "children"
    SEXUAL_VIOLENCE = "sexual_violence"
    VIOLENCE_AT_HOME = "violence_at_home"
    ADDICTION = "addiction"
    ILLNESS = "illness"
    ABUSIVE_CALLERS = "abusive_callers"
    TROUBLE_IN_THE_TEAM = "trouble_in_the_team"


class Share(StrEnum):
    """What somebody would like to have in common with who they meet; named by them, never inferred."""

    NIGHTS = "nights"
    LANGUAGE = "language"
    NEW_HERE = "new_here"
    MANY_YEARS = "many_years"
    VOLUNTEER = "volunteer"
    FROM_HOME = "from_home"
    CHILDREN_AT_HOME = "children_at_home"
    CARER = "carer"
    ANOTHER_COUNTRY = "another_country"
    FAITH = "faith"
    QUEER = "queer"
    DISABILITY = "disability"
    BEREAVED = "bereaved"
    OWN_CRISIS = "own_crisis"


@dataclass(frozen=True)
class PrivateLists:
    """What only the person sees and the matcher reads; sealed at rest and hidden from every repr.

    `not_with` are Slack ids. `topics` are told to nobody but the person one talks with.
    `rests_from` to `rests_until` is "longer off the list", which a buddy may say in their after-care;
    `different` are those of whom they said "a different buddy please", for the next round.
    """

    not_with: frozenset[str] = field(default=frozenset(), repr=False)
    topics: frozenset[Topic] = field(default=frozenset(), repr=False)
    shares: frozenset[Share] = field(default=frozenset(), repr=False)
    rests_until: datetime | None = field(default=None, repr=False)
    rests_from: datetime | None = field(default=None, repr=False)
    different: frozenset[str] = field(default=frozenset(), repr=False)

    def is_resting(self, now: datetime) -> bool:
        has_begun = self.rests_from is None or self.rests_from <= now
        return self.rests_until is not None and has_begun and now < self.rests_until

    def resting(self, start: datetime, until: datetime) -> "PrivateLists":
        return replace(self, rests_from=start, rests_until=until)

    def wanting_another_than(self, partner: str) -> "PrivateLists":
        """As many as there is room for; beyond that, nothing more is noted."""
        different = self.different | {partner}
        return self if len(different) > MOST_DIFFERENT else replace(self, different=different)

    def with_those_still_here(self, known: Collection[str]) -> "PrivateLists":
        """Of whom a different buddy was wished and who has gone, nothing needs to be kept.

        `not_with` stays as it was named: whoever comes back, or has never been here, is still meant.
        """
        return replace(self, different=self.different & frozenset(known))


def is_free(buddy: Buddy, now: datetime, zone: ZoneInfo) -> bool:
    """Gives, has not paused, and named this hour of their week; everything else is not looked at."""
    named = hour_of_week(now.astimezone(zone)) in buddy.hours
    return buddy.gives and named and not buddy.is_paused(now)


def may_give(buddy: Buddy, *, has_supporter: bool, guide: int, is_guest: bool = False) -> bool:
    """Rule 9: nobody supports without a named supporter, nor without the guide as it stands now."""
    is_prepared = has_supporter and buddy.has_read(guide)
    return buddy.gives and is_prepared and is_welcome(buddy, is_guest=is_guest)


def may_take(buddy: Buddy, *, is_guest: bool = False) -> bool:
    return buddy.takes and is_welcome(buddy, is_guest=is_guest)


def is_welcome(buddy: Buddy, *, is_guest: bool) -> bool:
    """Guests of the workspace are placed only when a coordinator allows it."""
    return buddy.guest_is_welcome or not is_guest


def may_meet(
    a: Buddy, b: Buddy, lists_a: PrivateLists | None, lists_b: PrivateLists | None
) -> bool:
    """Neither is on the other's private list; whose list cannot be opened meets nobody until then."""
    if lists_a is None or lists_b is None or a.worker == b.worker:
        return False
    return b.worker not in lists_a.not_with and a.worker not in lists_b.not_with


def wishes(lists: PrivateLists, languages: frozenset[str]) -> frozenset[str]:
    """What may be had in common, as words of which nobody hears.

    A language counts beyond the one that two people need: so it is said as two of them at once.
    """
    named = {share.value for share in lists.shares - {Share.LANGUAGE}}
    if Share.LANGUAGE not in lists.shares:
        return frozenset(named)
    return frozenset(named | {"+".join(two) for two in combinations(sorted(languages), 2)})


def hour_of_week(local: datetime) -> int:
    """0 is Monday's first hour, 167 Sunday's last one; `local` as the person's clock shows it."""
    return local.weekday() * 24 + local.hour


def utc_hours(hours: frozenset[int], zone: ZoneInfo, on: date) -> frozenset[int]:
    """The same hours as hours of the UTC week that `on` lies in, summer time as it is then.

    Where clocks are half an hour off, an hour counts only when all of it was named.
    """
    monday = datetime.combine(on - timedelta(days=on.weekday()), time(), UTC)
    return frozenset(
        hour
        for hour in range(HOURS_A_WEEK)
        if _is_named(monday + timedelta(hours=hour), hours, zone)
    )


def _is_named(start: datetime, hours: frozenset[int], zone: ZoneInfo) -> bool:
    last = start + timedelta(minutes=59)
    return {hour_of_week(moment.astimezone(zone)) for moment in (start, last)} <= hours
