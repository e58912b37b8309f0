"""Whatever coordinators, members, the roster and the clock do, in any order: no rule of a round is broken."""

from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from bot.domain.errors import CareError, ChangedMeanwhile
from bot.domain.rounds import Again, RoundSettings, RoundState
from bot.domain.sheets import Seen, Sheet
from bot.store import tables
from bot.store.unit_of_work import Store
from bot.use_cases import drafts, guests, rounds
from bot.use_cases.audit_log import broken_at
from tests.store.stores import empty
from tests.use_cases.desk import Arrival
from tests.use_cases.round_members import Members, people
from tests.use_cases.round_table import CHIDI, INTRODUCTION, RESTS
from tests.winding import makes_and_mends_rounds

EDITS: dict[str, Callable[..., Sheet]] = {
    "leave out": lambda one, _other, *seen: drafts.plan_leaving_out(one, *seen),
    "take in": lambda one, _other, *seen: drafts.plan_taking_in(one, *seen),
    "swap": drafts.plan_swap,
}


class AnyOrder(Members):
    """A coordinator, who sees the newest sheet or holds on to an old one."""

    def seen(self) -> Seen | None:
        """What is on the screen now; None when there is no draft, nor anything to undo."""
        sheet = rounds.look(CHIDI, self.place)
        if sheet is not None and sheet.seen not in self.old:
            self.old.append(sheet.seen)
        return None if sheet is None else sheet.seen

    def does(self, act: Callable[[], Sheet]) -> Sheet | None:
        """What a rule refuses changes nothing."""
        before = self.state()
        try:
            return act()
        except CareError:
            assert self.state() == before
            return None

    def state(self) -> tuple[object, ...]:
        with self.place.look() as uow:
            return uow.rounds.draft(), uow.rounds.latest(), uow.outbox.counts()

    def is_right(self, sheet: Sheet | None) -> None:
        """Worked out just now: everybody who is there stands on it once, and every pair may be one."""
        if sheet is None:
            return
        there = {one.id for one in self.truth.people.values() if one.is_there}
        assert sheet.people() == there
        for pair in sheet.pairs:
            assert self.truth.broken(pair.members, sheet.round.settings) == []

    @rule(
        different_team=st.booleans(),
        common_hours=st.booleans(),
        common_language=st.booleans(),
        trio=st.booleans(),
        again=st.sampled_from((Again.ONCE, Again.ONCE, Again.BY_ITSELF)),
    )
    def drafts_a_round(self, **chosen: bool | Again) -> None:
        with self.place.look() as uow:
            draft = uow.rounds.draft()
        seen = None if draft is None else Seen(draft.id, draft.version)
        made = RoundSettings(weeks=1, **chosen)  # type: ignore[arg-type]  # each of its own kind
        self.is_right(self.does(lambda: self.circle.drafts(made, seen)))
        self.seen()

    @rule(edit=st.sampled_from(sorted(EDITS)), one=people, other=people)
    def edits(self, edit: str, one: str, other: str) -> None:
        if seen := self.seen():
            self.is_right(self.does(lambda: self.edit(edit, one, other, seen)))

    def edit(self, edit: str, one: str, other: str, seen: Seen) -> Sheet:
        return self.circle.edits(EDITS[edit], one, other, seen=seen)

    @rule(which=st.integers(0, 2))
    def locks(self, which: int) -> None:
        sheet = rounds.look(CHIDI, self.place)
        if sheet is not None and which < len(sheet.pairs):
            pair = sheet.pairs[which].id
            self.does(lambda: rounds.lock(pair, sheet.seen, CHIDI, self.place))

    @rule()
    def publishes(self) -> None:
        if seen := self.seen():
            sheet = self.does(lambda: rounds.publish(seen, CHIDI, self.place))
            if sheet is not None:
                there = {one.id for one in self.truth.people.values() if one.is_there}
                self.to_hear[seen.round] = {*sheet.people()} & there

    @rule()
    def drafts_and_publishes(self) -> None:
        self.drafts_a_round(trio=True, different_team=False, again=Again.ONCE)
        self.publishes()

    @rule()
    def undoes(self) -> None:
        if seen := self.seen():
            undone = self.does(lambda: rounds.undo(seen, CHIDI, self.place))
            if undone is not None:
                self.to_hear.pop(seen.round)

    @rule()
    def throws_it_away(self) -> None:
        if seen := self.seen():
            try:
                rounds.discard(seen, CHIDI, self.place)
            except ChangedMeanwhile:
                assert seen.round in self.to_hear or rounds.look(CHIDI, self.place)

    @rule(back=st.integers(1, 4), one=people, other=people)
    def acts_upon_an_old_sheet(self, back: int, one: str, other: str) -> None:
        now = self.seen()
        stale = [one for one in self.old if one != now][-back:]
        if stale:
            seen = stale[0]
            self.are_refused(
                lambda: rounds.publish(seen, CHIDI, self.place),
                lambda: rounds.undo(seen, CHIDI, self.place),
                lambda: rounds.discard(seen, CHIDI, self.place),
                lambda: rounds.lock("any", seen, CHIDI, self.place),
                lambda: self.edit("swap", one, other, seen),
                lambda: self.circle.drafts(seen=seen),
            )

    def are_refused(self, *acts: Callable[[], object]) -> None:
        before = self.state()
        for act in acts:
            with pytest.raises(CareError):
                act()
        assert self.state() == before

    @rule(who=people, is_welcome=st.booleans())
    def welcomes(self, who: str, *, is_welcome: bool) -> None:
        guests.welcome(CHIDI, who, self.place, is_welcome=is_welcome)
        if self.truth.people[who].is_listed:
            self.now_is(who, guest_is_welcome=is_welcome)

    # Time, and what arrives with it

    @rule(hours=st.sampled_from((1, 3, 6)))
    def time_passes(self, hours: int) -> None:
        self.desk.clock.move(hours=hours)
        self.desk.wall.move(hours=hours)
        makes_and_mends_rounds(self.place)
        self.desk.delivers()
        arrivals = self.desk.slack.arrivals
        for arrival in arrivals[self.looked_at :]:
            if arrival.kind == INTRODUCTION:
                self.an_introduction_is_true(arrival)
            elif arrival.kind == RESTS:
                self.is_of_a_round(arrival.about, arrival.to)
        self.looked_at = len(arrivals)

    @rule()
    def a_morning_comes(self) -> None:
        for _ in range(4):
            self.time_passes(6)

    def an_introduction_is_true(self, arrival: Arrival) -> None:
        """At this very moment these people may meet, and that is what was told."""
        table = tables.outbox
        this = (table.c.about == arrival.about, table.c.recipient == arrival.to)
        with self.place.look() as uow:
            pair = uow.pairs.get(arrival.about or "")
            made = uow.rounds.get((pair and pair.round) or "")
            mine = table.select().where(table.c.workspace == uow.workspace, *this)
            told = [row for row in uow.connection.execute(mine) if row.state == "sent"]
        assert pair is not None
        assert made is not None
        assert [{*row.others.split()} for row in told] == [{*pair.others(arrival.to)}]
        assert self.truth.broken(pair.members, made.settings) == []
        self.is_of_a_round(made.id, arrival.to)

    def is_of_a_round(self, round_id: str | None, who: str) -> None:
        with self.place.look() as uow:
            made = uow.rounds.get(round_id or "")
        assert made is not None
        assert made.state is RoundState.PUBLISHED
        assert self.desk.worker(who).local(self.desk.now).hour >= 10
        self.heard[made.id, who] += 1

    @invariant()
    def nobody_is_twice_in_a_round_or_hears_twice_of_it(self) -> None:
        assert not [one for one, times in self.heard.items() if times > 1]
        with self.place.look() as uow:
            for one in filter(None, (uow.rounds.draft(), uow.rounds.latest())):
                pairs, rests = uow.pairs.of_round(one.id), uow.pairs.rests_of(one.id)
                places = [who for pair in pairs for who in pair.members]
                places += [rest.worker for rest in rests]
                assert len(places) == len(set(places))

    def teardown(self) -> None:
        """In the end everybody has heard of a round once, unless something about them has changed."""
        if hasattr(self, "desk"):
            for _ in range(2):
                self.a_morning_comes()
            for one, told in self.to_hear.items():
                assert [who for who in sorted(told) if self.heard[one, who] != 1] == []
            assert broken_at(self.store, self.place.workspace) is None


def tries(store: Store, examples: int, steps: int) -> None:
    AnyOrder.store = empty(store)
    run_state_machine_as_test(
        AnyOrder, settings=settings(max_examples=examples, stateful_step_count=steps)
    )


def test_whatever_happens_in_whatever_order_no_rule_is_broken(one_store: Store) -> None:
    tries(one_store, examples=5, steps=20)


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_whatever_happens_for_a_long_time_no_rule_is_broken(one_store: Store) -> None:
    tries(one_store, examples=300, steps=40)
