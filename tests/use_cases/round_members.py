"""What people on the list of buddies may do while rounds are made, as rules of a state machine."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.domain.errors import NotOnTheList
from bot.domain.roster import Line
from bot.domain.sheets import Seen
from bot.store.unit_of_work import Store
from bot.use_cases import buddies, membership, roster, supporters
from tests.use_cases.desk import Desk
from tests.use_cases.round_table import Circle
from tests.use_cases.round_truth import Person, Truth

PEOPLE = ("U1", "U2", "U3", "U4", "U5")
ZONES = {"U5": "Asia/Tokyo"}  # who hears half a day before the others
MONDAY, TUESDAY, ANY = frozenset({19, 20}), frozenset({20, 44}), frozenset[int]()
EN, BOTH, ES = frozenset({"en"}), frozenset({"en", "es"}), frozenset({"es"})

people = st.sampled_from(PEOPLE)
others = st.sampled_from((*PEOPLE, None))
mostly = st.sampled_from((True, True, False))


class Members(RuleBasedStateMachine):
    """Each act goes to the app, and into what the test itself holds to be true."""

    store: ClassVar[Store]
    workspaces: ClassVar[Iterator[int]] = count()

    @initialize()
    def opens(self) -> None:
        self.desk = Desk(self.store, f"P{next(self.workspaces)}")
        self.place, self.circle = self.desk.place, Circle(self.desk)
        self.truth = Truth({who: Person(who) for who in PEOPLE})
        self.to_hear: dict[str, set[str]] = {}  # by round: whose own things have not changed since
        self.heard: Counter[tuple[str, str]] = Counter()  # letters, by round and person
        self.looked_at = 0  # how many arrivals
        self.old: list[Seen] = []  # every sheet that was ever on the screen
        for who in PEOPLE[:4]:
            self.joins(who, "both", hours=ANY, languages=EN, wants_trio=True)

    def now_is(self, who: str, **facts: Any) -> None:
        """True from here on; what they hear of a round that is published hangs on it."""
        self.truth.people[who] = replace(self.truth.people[who], **facts)
        for told in self.to_hear.values():
            told.discard(who)

    @rule(
        who=people,
        way=st.sampled_from(("both", "both", "gives", "takes")),
        hours=st.sampled_from((ANY, ANY, MONDAY, TUESDAY)),
        languages=st.sampled_from((EN, EN, BOTH, ES)),
        wants_outside_team=st.booleans(),
        wants_trio=mostly,
        rests_gladly=st.booleans(),
    )
    def joins(self, who: str, way: str, **told: Any) -> None:
        """Once more too: with a supporter who has agreed, no pause, and private lists that are empty."""
        told |= {"gives": way != "takes", "takes": way != "gives", "guest_is_welcome": False}
        self.circle.joins(who, zone=ZONES.get(who, "Europe/Lisbon"), **told)
        self.now_is(who, **told, is_listed=True, is_paused=False, is_supported=True, not_with=set())

    @rule(who=people)
    def leaves(self, who: str) -> None:
        buddies.leave(who, self.place)
        self.now_is(who, is_listed=False, is_supported=False)

    @rule(who=people)
    def is_erased(self, who: str) -> None:
        """The organisation's list calls nobody by their name any more."""
        membership.erase(who, self.place)
        for one in self.truth.people.values():
            one.manager = None if one.manager == who else one.manager
            one.supervisor = None if one.supervisor == who else one.supervisor
            one.not_with = one.not_with - {who}
        self.now_is(who, **vars(Person(who)))

    @rule(who=people, others=st.sets(people, max_size=2))
    def would_rather_not_meet(self, who: str, others: set[str]) -> None:
        with suppress(NotOnTheList):
            buddies.keep_lists(who, others, (), (), self.place)
            self.now_is(who, not_with=others)

    @rule(who=people)
    def pauses(self, who: str) -> None:
        known, until = self.truth.people[who], self.desk.now.replace(year=2030)
        wishes = (known.wants_outside_team, known.wants_trio)
        with suppress(NotOnTheList):
            chosen = buddies.Choices(known.hours, known.languages, 2, until, *wishes)
            buddies.choose(who, chosen, self.place)
            self.now_is(who, is_paused=True)

    @rule(who=people)
    def is_left_by_their_supporter(self, who: str) -> None:
        with self.place.begin() as uow:
            uow.supporters.remove(who, None)
            supporters.settle(uow, who)
        self.now_is(who, is_supported=False)

    @rule(who=people, is_guest=st.booleans())
    def is_learnt_to_be_a_guest(self, who: str, *, is_guest: bool) -> None:
        with self.place.begin() as uow:
            known = uow.people.get(who)
            if known is None:
                return
            uow.people.save(replace(known, is_guest=is_guest))
        self.now_is(who, is_guest=is_guest)

    @rule(
        who=people, over=st.tuples(others, others), team=st.sampled_from((None, "North", "north"))
    )
    def stands_on_the_roster(
        self, who: str, over: tuple[str | None, str | None], team: str | None
    ) -> None:
        manager, supervisor = (None if one == who else one for one in over)
        line = Line((who,), team=team, manager=manager, supervisor=supervisor)
        names = {one: one for one in (who, manager, supervisor) if one}
        roster.take_in_file([line], names, self.place)
        self.now_is(who, team=team, manager=manager, supervisor=supervisor)
