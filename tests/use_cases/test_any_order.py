"""Any order, doubling and loss of signals, taps, reactions, clocks and ticks ends in a legal state."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.check_ins import LookIn, Outcome
from bot.domain.errors import CareError
from bot.domain.people import DailyWindow, Moment
from bot.domain.practices import Feeling
from bot.domain.shifts import Signal, SignalKind, UsualShift, Whom
from bot.store.unit_of_work import Store
from bot.use_cases import check_ins, look_ins, membership, signals, usual_shifts
from bot.use_cases.check_ins import Meeting
from tests.store.stores import empty
from tests.use_cases.desk import Desk
from tests.use_cases.evening import FATES, Evening, Person
from tests.winding import forgets

ZONES = {"U1": "Europe/Lisbon", "U2": "Australia/Sydney"}

workers = st.sampled_from(["U1", "U1", "U2"])
names = st.sampled_from([None, "night-1", "night-2"])
offsets = st.one_of(st.none(), st.sampled_from([-780, -300, -61, -20, -1, 0, 1, 45, 200, 600]))
feelings = st.one_of(st.none(), st.sampled_from(Feeling))
lengths = st.sampled_from([1, 20, 31, 61, 121, 240, 600, 1440])
fates = st.sampled_from(["arrives", "arrives", *sorted(FATES)])
backwards = st.sampled_from([1, 1, 1, 2, 3, 6])  # which message: the last one, mostly
quiet_hours = st.sampled_from([None, (22, 8), (3, 18), (9, 22)])

TOUCHES: dict[str, Callable[[Meeting, Desk], object]] = {
    "tap": lambda meeting, desk: check_ins.meet_tap(meeting, desk.place),
    "emoji": lambda meeting, desk: check_ins.meet_emoji(meeting, desk.place),
    "late": lambda meeting, desk: check_ins.meet_late(meeting, desk.place),
    "look around": lambda meeting, desk: check_ins.look_around(meeting, desk.place),
    "change": lambda meeting, desk: check_ins.change_answer(meeting, desk.place),
    "outcome": lambda meeting, desk: check_ins.say_outcome(meeting, Outcome.SAME, desk.place),
}


class AnyOrder(RuleBasedStateMachine):
    store: ClassVar[Store]
    workspaces: ClassVar[Iterator[int]] = count()

    @initialize(most=st.sampled_from([1, 2, 5]), quiet=quiet_hours)
    def opens(self, most: int, quiet: tuple[int, int] | None) -> None:
        self.desk = Desk(self.store, f"T{next(self.workspaces)}")
        people = {name: Person(zone) for name, zone in ZONES.items()}
        self.evening = Evening(self.desk, people)
        self.told: list[tuple[Signal, str, str]] = []
        self.touched: list[tuple[str, Meeting]] = []
        for worker in ZONES:
            self.joins(worker)
        self.chooses("U1", Moment.UNCHOSEN, 20, quiet, most)

    # People

    def joins(self, worker: str) -> None:
        membership.turn_on(worker, self.desk.key(), self.desk.place)
        person = self.evening.people[worker]
        if not person.is_on:
            person.is_on, person.paused_until = True, None
            membership.choose_zone(worker, person.zone, self.desk.place)

    @rule(worker=workers, goes=st.booleans())
    def comes_or_goes(self, worker: str, *, goes: bool) -> None:
        if not goes:
            self.joins(worker)
            return
        membership.turn_off(worker, self.desk.place)
        self.evening.people[worker].is_on = False

    @rule(worker=workers)
    def is_forgotten(self, worker: str) -> None:
        membership.erase(worker, self.desk.place)
        stayed = self.evening.people[worker].stayed
        self.evening.people[worker] = Person(ZONES[worker], stayed=stayed)
        here = self.desk.slack.there
        self.evening.unheard |= {at for at in here if at[0] == f"D-{worker}"}

    @rule(worker=workers, days=st.sampled_from([None, 1, 9]))
    def pauses_or_starts_again(self, worker: str, days: int | None) -> None:
        until = None if days is None else self.desk.now + timedelta(days=days)
        with suppress(CareError):
            if until is None:
                membership.resume(worker, self.desk.place)
            else:
                membership.pause(worker, until, self.desk.place)
            self.evening.people[worker].paused_until = until

    @rule(
        worker=workers,
        moment=st.sampled_from(Moment),
        minutes=st.sampled_from([0, 20, 120]),
        quiet=quiet_hours,
        most=st.sampled_from([1, 2, 5]),
    )
    def chooses(
        self, worker: str, moment: Moment, minutes: int, quiet: tuple[int, int] | None, most: int
    ) -> None:
        hours = None if quiet is None else DailyWindow(time(quiet[0]), time(quiet[1]))
        wake, keep = (time(13, 30), 90) if minutes else (None, 0)
        wish = membership.Settings(moment, minutes, wake, hours, most, keep, True, None, None)
        with suppress(CareError):
            membership.change_settings(worker, wish, self.desk.place)
            person = self.evening.people[worker]
            person.quiet, person.most_per_week = quiet, most

    # Shifts

    @rule(
        worker=workers,
        kind=st.sampled_from(SignalKind),
        source=st.sampled_from(["rota", "calendar"]),
        name=names,
        hours=st.tuples(offsets, offsets),
    )
    def rota_tells(
        self,
        worker: str,
        kind: SignalKind,
        source: str,
        name: str | None,
        hours: tuple[int | None, int | None],
    ) -> None:
        start, end = hours
        if start is not None and end is not None and start >= end:
            start = end - 480
        began, ended = (
            None if minutes is None else self.desk.now + timedelta(minutes=minutes)
            for minutes in (start, end)
        )
        signal = Signal(kind, source, self.desk.now, name, began, ended)
        self.told.append((signal, worker, self.desk.key()))
        signals.receive(signal, Whom(worker), self.told[-1][2], self.desk.place)
        self.desk.winds()

    @precondition(lambda self: self.told)
    @rule(back=backwards, is_new_message=st.booleans())
    def rota_repeats(self, back: int, *, is_new_message: bool) -> None:
        signal, worker, key = self.told[-min(back, len(self.told))]
        key = self.desk.key() if is_new_message else key
        signals.receive(signal, Whom(worker), key, self.desk.place)
        self.desk.winds()

    @rule(worker=workers, name=names, minutes=st.sampled_from([0, 19, 20, 20, 20, 150]))
    def a_shift_ends(self, worker: str, name: str | None, minutes: int) -> None:
        """What most often happens, so that everything else can come in between."""
        if name is None:
            self.desk.done(worker)
        else:
            self.desk.hears(SignalKind.ENDED, worker, name=name)
        self.time_passes(minutes)

    @rule(worker=workers, feeling=feelings, is_tapped=st.booleans())
    def a_whole_shift(self, worker: str, feeling: Feeling | None, *, is_tapped: bool) -> None:
        self.time_passes(600)
        self.desk.hears(SignalKind.STARTED, worker)
        self.time_passes(300)
        self.a_shift_ends(worker, None, 20)
        self.courier_claims(20)
        while self.evening.on_its_way:
            self.slack_answers(0, "arrives")
        if is_tapped:
            self.touches(1, "tap", feeling, None)

    @rule(worker=workers, start=st.sampled_from([8, 22]), hours=st.sampled_from([3, 8]))
    def sets_usual(self, worker: str, start: int, hours: int) -> None:
        begins, ends = time(start), time((start + hours) % 24)
        every_day = frozenset(range(7))
        usual = UsualShift(f"u-{worker}", worker, every_day, begins, ends, date(2026, 1, 1))
        with suppress(CareError):
            usual_shifts.add(usual, self.desk.place)

    @rule(worker=workers, wish=st.sampled_from(LookIn))
    def asks_for_a_look_in(self, worker: str, wish: LookIn) -> None:
        look_ins.ask(worker, wish, self.desk.key(), self.desk.place)

    # Time

    @rule(minutes=lengths)
    def time_passes(self, minutes: int) -> None:
        self.desk.clock.move(minutes=minutes)
        self.desk.wall.move(minutes=minutes)
        self.desk.winds()

    @rule(late=st.sampled_from([0, 0, 119, 121]))
    def the_next_letter_is_due(self, late: int) -> None:
        until = self.evening.next_due()
        if until is not None:
            self.time_passes(int((until - self.desk.now).total_seconds() // 60) + 1 + late)

    @rule()
    def old_things_are_forgotten(self) -> None:
        forgets(self.desk.place)

    # The courier

    @rule(most=st.sampled_from([1, 20]))
    def courier_claims(self, most: int) -> None:
        self.evening.on_its_way += self.evening.claims(most)

    @precondition(lambda self: self.evening.on_its_way)
    @rule(which=st.integers(0, 5), fate=fates)
    def slack_answers(self, which: int, fate: str) -> None:
        on_its_way = self.evening.on_its_way
        self.evening.carries(on_its_way.pop(which % len(on_its_way)), fate)

    @rule(fate=fates)
    def courier_goes_round(self, fate: str) -> None:
        self.courier_claims(20)
        while self.evening.on_its_way:
            self.slack_answers(0, fate)

    @precondition(lambda self: self.evening.on_its_way)
    @rule(did_arrive=st.booleans())
    def courier_dies(self, *, did_arrive: bool) -> None:
        self.evening.dies(did_arrive=did_arrive)

    # Taps, on any message that was ever sent, also one that is gone or was answered by now

    def message(self, back: int, by: str | None = None) -> Meeting | None:
        arrivals = self.desk.slack.arrivals
        if not arrivals:
            return None
        one = arrivals[-min(back, len(arrivals))]
        return Meeting(by or one.to, one.about, self.desk.key(), one.channel, one.ts)

    @rule(
        back=backwards,
        how=st.sampled_from(["tap", *TOUCHES]),
        feeling=feelings,
        by=st.sampled_from([None, None, None, "U2"]),
    )
    def touches(self, back: int, how: str, feeling: Feeling | None, by: str | None) -> None:
        if meeting := self.message(back, by):
            meeting = replace(meeting, feeling=feeling)
            self.touched.append((how, meeting))
            TOUCHES[how](meeting, self.desk)

    @precondition(lambda self: self.touched)
    @rule(back=backwards)
    def a_touch_is_delivered_again(self, back: int) -> None:
        how, meeting = self.touched[-min(back, len(self.touched))]
        TOUCHES[how](meeting, self.desk)

    @rule(back=backwards, minutes=st.sampled_from([15, 60, None]))
    def stays_on_shift(self, back: int, minutes: int | None) -> None:
        if meeting := self.message(back):
            self.evening.people[meeting.worker].stayed[str(meeting.check_in)] += 1
            check_ins.stay_on_shift(meeting, minutes, self.desk.place)

    # What always holds, and what holds in the end

    @invariant()
    def is_legal(self) -> None:
        self.evening.is_legal()

    def teardown(self) -> None:
        if hasattr(self, "evening"):
            self.evening.ends_well()


def tries(store: Store, examples: int, steps: int) -> None:
    """One real database for all examples; each has a workspace of its own in it."""
    AnyOrder.store = empty(store)
    run_state_machine_as_test(
        AnyOrder, settings=settings(max_examples=examples, stateful_step_count=steps)
    )


def test_whatever_happens_in_whatever_order_is_legal_and_ends_well(one_store: Store) -> None:
    tries(one_store, examples=8, steps=30)


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_whatever_happens_for_a_long_time_is_legal_and_ends_well(one_store: Store) -> None:
    tries(one_store, examples=500, steps=60)
