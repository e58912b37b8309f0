"""Who may be in a round with whom, by facts that a test keeps for itself: no engine, no store."""

from dataclasses import dataclass, field
from itertools import combinations

from bot.domain.rounds import RoundSettings

HOURS_ENOUGH = 2


@dataclass
class Person:
    """What is true of somebody; `hours` are those of the week, on the one clock that all of them have."""

    id: str
    is_listed: bool = False
    is_paused: bool = False
    is_guest: bool = False
    guest_is_welcome: bool = False
    gives: bool = True
    takes: bool = True
    is_supported: bool = False
    wants_outside_team: bool = False
    wants_trio: bool = False
    rests_gladly: bool = False
    hours: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset({"en"})
    not_with: set[str] = field(default_factory=set)
    team: str | None = None
    manager: str | None = None
    supervisor: str | None = None

    @property
    def may_give(self) -> bool:
        return self.gives and self.is_supported

    @property
    def is_there(self) -> bool:
        """On the list and to be placed with somebody."""
        is_away = self.is_paused or (self.is_guest and not self.guest_is_welcome)
        return self.is_listed and not is_away and (self.takes or self.may_give)


@dataclass
class Truth:
    people: dict[str, Person] = field(default_factory=dict)

    def broken(self, members: tuple[str, ...], made: RoundSettings) -> list[str]:
        """The rules that these two or three would break."""
        known = [self.people[who] for who in members]
        found = [f"{one.id} is not there" for one in known if not one.is_there]
        found += [why for a, b in combinations(known, 2) for why in _between(a, b, made)]
        if len(known) > 2:
            found += [f"{one.id} wants no third" for one in known if not one.wants_trio]
            found += [] if made.trio else ["no trios in this round"]
        return found


def _between(a: Person, b: Person, made: RoundSettings) -> list[str]:
    wishes_outside = made.different_team or a.wants_outside_team or b.wants_outside_team
    hours = a.hours & b.hours if a.hours and b.hours else a.hours or b.hours or {0, 1}
    rules = {
        "nobody gives": not (a.may_give or b.may_give),
        "private list": a.id in b.not_with or b.id in a.not_with,
        "own line": a.id in (b.manager, b.supervisor) or b.id in (a.manager, a.supervisor),
        "same team": wishes_outside
        and a.team is not None
        and a.team.lower() == (b.team or "").lower(),
        "hours": made.common_hours and len(hours) < HOURS_ENOUGH,
        "language": made.common_language and not a.languages & b.languages,
    }
    return [f"{a.id}, {b.id}: {rule}" for rule, is_broken in rules.items() if is_broken]
