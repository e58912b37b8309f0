"""Any order, doubling and loss of signals, taps, reactions, clocks and ticks ends in a legal state."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.check_ins import LookIn, Outcome
from bot.domain.errors import CareError
from bot.domain.people import DailyWindow, Moment
from bot.domain.practices import Feeling
from bot.domain.shifts import Signal, SignalKind, UsualShift, Whom
from bot.store.unit_of_work import Store
from bot.use_cases import check_ins, look_ins, membership, signals, upkeep, usual_shifts
from bot.use_cases.check_ins import Meeting
from tests.store.stores import opened
from tests.use_cases.desk import Desk
from tests.use_cases.evening import FATES, Evening, Person

ZONES = {"U1": "Europe/Lisbon", "U2": "Australia/Sydney"}

workers = st.sampled_from(sorted(ZONES))
names = st.sampled_from([None, "night-1", "night-2"])
sources = st.sampled_from(["rota", "calendar"])
offsets = st.one_of(st.none(), st.sampled_from([-780, -300, -61, -20, -1, 0, 1, 45, 200, 600]))
feelings = st.one_of(st.none(), st.sampled_from(Feeling))
lengths = st.sampled_from([1, 5, 20, 31, 61, 119, 121, 240, 600, 1440, 4000])
which = st.integers(0, 99)


class AnyOrder(RuleBasedStateMachine):
    store: ClassVar[Store]
    workspaces: ClassVar[Iterator[int]] = count()

    @initialize(joined=st.sets(workers, min_size=1))
    def opens(self, joined: set[str]) -> None:
        self.desk = Desk(self.store, f"T{next(self.workspaces)}")
        people = {name: Person(zone) for name, zone in ZONES.items()}
        self.evening = Evening(self.desk, people)
        self.told: list[tuple[Signal, str, str]] = []
        self.tapped: list[Meeting] = []
        for worker in joined:
            self.turns_on(worker)

    # People

    @rule(worker=workers)
    def turns_on(self, worker: str) -> None:
        membership.turn_on(worker, self.desk.key(), self.desk.place)
        person = self.evening.people[worker]
        if not person.is_on:
            person.is_on, person.paused_until = True, None
            membership.choose_zone(worker, person.zone, self.desk.place)

    @rule(worker=workers)
    def turns_off(self, worker: str) -> None:
        membership.turn_off(worker, self.desk.place)
        self.evening.people[worker].is_on = False

    @rule(worker=workers)
    def is_forgotten(self, worker: str) -> None:
        membership.erase(worker, self.desk.place)
        stayed = self.evening.people[worker].stayed
        self.evening.people[worker] = Person(ZONES[worker], stayed=stayed)
        here = self.desk.slack.there
        self.evening.unheard |= {at for at in here if at[0] == f"D-{worker}"}

    @rule(worker=workers, days=st.integers(1, 9))
    def pauses(self, worker: str, days: int) -> None:
        until = self.desk.now + timedelta(days=days)
        with suppress(CareError):
            membership.pause(worker, until, self.desk.place)
            self.evening.people[worker].paused_until = until

    @rule(worker=workers)
    def starts_again(self, worker: str) -> None:
        with suppress(CareError):
            membership.resume(worker, self.desk.place)
            self.evening.people[worker].paused_until = None

    @rule(
        worker=workers,
        moment=st.sampled_from(Moment),
        minutes=st.sampled_from([0, 20, 120]),
        quiet=st.sampled_from([None, (22, 8), (3, 17)]),
        most=st.sampled_from([1, 2, 5]),
        keep=st.sampled_from([0, 30, 90]),
    )
    def chooses(  # noqa: PLR0913  one for each field of the form
        self,
        *,
        worker: str,
        moment: Moment,
        minutes: int,
        quiet: tuple[int, int] | None,
        most: int,
        keep: int,
    ) -> None:
        hours = None if quiet is None else DailyWindow(time(quiet[0]), time(quiet[1]))
        wake = time(13, 30) if minutes else None
        wish = membership.Settings(moment, minutes, wake, hours, most, keep, True, None, None)
        with suppress(CareError):
            membership.change_settings(worker, wish, self.desk.place)
            person = self.evening.people[worker]
            person.quiet, person.most_per_week = quiet, most

    # Shifts

    @rule(
        worker=workers,
        kind=st.sampled_from(SignalKind),
        source=sources,
        name=names,
        start=offsets,
        end=offsets,
    )
    def rota_tells(  # noqa: PLR0913  one for each part of a signal
        self,
        *,
        worker: str,
        kind: SignalKind,
        source: str,
        name: str | None,
        start: int | None,
        end: int | None,
    ) -> None:
        if start is not None and end is not None and start >= end:
            start = end - 480
        hours = [None if m is None else self.desk.now + timedelta(minutes=m) for m in (start, end)]
        signal = Signal(kind, source, self.desk.now, name, hours[0], hours[1])
        self.told.append((signal, worker, self.desk.key()))
        signals.receive(signal, Whom(worker), self.told[-1][2], self.desk.place)

    @precondition(lambda self: self.told)
    @rule(which=which, is_new_message=st.booleans())
    def rota_repeats(self, *, which: int, is_new_message: bool) -> None:
        signal, worker, key = self.told[which % len(self.told)]
        key = self.desk.key() if is_new_message else key
        signals.receive(signal, Whom(worker), key, self.desk.place)

    @rule(worker=workers)
    def says_done(self, worker: str) -> None:
        self.desk.done(worker)

    @rule(worker=workers, start=st.sampled_from([8, 22]), hours=st.sampled_from([3, 8]))
    def sets_usual(self, worker: str, start: int, hours: int) -> None:
        begins, ends = time(start), time((start + hours) % 24)
        every_day = frozenset(range(7))
        usual = UsualShift(f"u-{worker}", worker, every_day, begins, ends, date(2026, 1, 1))
        with suppress(CareError):
            usual_shifts.add(usual, self.desk.place)

    # Time

    @rule(minutes=lengths)
    def time_passes(self, minutes: int) -> None:
        self.desk.clock.move(minutes=minutes)
        self.desk.wall.move(minutes=minutes)

    @rule()
    def clockwork_runs(self) -> None:
        self.desk.winds()

    @rule(minutes=lengths, fate=st.sampled_from(sorted(FATES)))
    def an_ordinary_while(self, minutes: int, fate: str) -> None:
        self.time_passes(minutes)
        self.clockwork_runs()
        self.courier_claims(20)
        while self.evening.on_its_way:
            self.slack_answers(0, fate)

    @rule()
    def old_things_are_forgotten(self) -> None:
        upkeep.forget(self.desk.place)

    # The courier

    @rule(most=st.sampled_from([1, 20]))
    def courier_claims(self, most: int) -> None:
        self.evening.on_its_way += self.evening.claims(most)

    @precondition(lambda self: self.evening.on_its_way)
    @rule(which=which, fate=st.sampled_from(sorted(FATES)))
    def slack_answers(self, which: int, fate: str) -> None:
        on_its_way = self.evening.on_its_way
        self.evening.carries(on_its_way.pop(which % len(on_its_way)), fate)

    @precondition(lambda self: self.evening.on_its_way)
    @rule(did_arrive=st.booleans())
    def courier_dies(self, *, did_arrive: bool) -> None:
        self.evening.dies(did_arrive=did_arrive)

    # Taps

    def _message(self, which: int) -> Meeting | None:
        """Any message that was ever sent, also one that is gone or was answered by now."""
        arrivals = self.desk.slack.arrivals
        if not arrivals:
            return None
        one = arrivals[which % len(arrivals)]
        meeting = Meeting(one.to, one.about, self.desk.key(), one.channel, one.ts)
        self.tapped.append(meeting)
        return meeting

    @rule(which=which, feeling=feelings)
    def taps(self, which: int, feeling: Feeling | None) -> None:
        if meeting := self._message(which):
            check_ins.meet_tap(replace(meeting, feeling=feeling), self.desk.place)

    @precondition(lambda self: self.tapped)
    @rule(which=which, feeling=feelings)
    def a_tap_is_delivered_again(self, which: int, feeling: Feeling | None) -> None:
        again = self.tapped[which % len(self.tapped)]
        check_ins.meet_tap(replace(again, feeling=feeling), self.desk.place)

    @rule(which=which, feeling=feelings, worker=workers)
    def reacts(self, which: int, feeling: Feeling | None, worker: str) -> None:
        if meeting := self._message(which):
            emoji = replace(meeting, worker=worker, check_in=None, feeling=feeling)
            check_ins.meet_emoji(emoji, self.desk.place)

    @rule(which=which)
    def looks_around(self, which: int) -> None:
        if meeting := self._message(which):
            check_ins.look_around(meeting, self.desk.place)

    @rule(which=which)
    def taps_the_card_late(self, which: int) -> None:
        if meeting := self._message(which):
            check_ins.meet_late(meeting, self.desk.place)

    @rule(which=which, minutes=st.sampled_from([15, 60, None]))
    def stays_on_shift(self, which: int, minutes: int | None) -> None:
        if meeting := self._message(which):
            self.evening.people[meeting.worker].stayed[str(meeting.check_in)] += 1
            check_ins.stay_on_shift(meeting, minutes, self.desk.place)

    @rule(which=which, feeling=feelings, outcome=st.sampled_from(Outcome), worker=workers)
    def goes_on_in_the_modal(
        self, which: int, feeling: Feeling | None, outcome: Outcome, worker: str
    ) -> None:
        if meeting := self._message(which):
            inside = replace(meeting, worker=worker, channel=None, ts=None, feeling=feeling)
            check_ins.change_answer(inside, self.desk.place)
            check_ins.say_outcome(replace(inside, key=self.desk.key()), outcome, self.desk.place)

    @rule(worker=workers, wish=st.sampled_from(LookIn))
    def asks_for_a_look_in(self, worker: str, wish: LookIn) -> None:
        look_ins.ask(worker, wish, self.desk.key(), self.desk.place)

    # What always holds

    @invariant()
    def is_legal(self) -> None:
        self.evening.is_legal()

    def teardown(self) -> None:
        if hasattr(self, "evening"):
            self.evening.ends_well()


@pytest.fixture(autouse=True, scope="module")
def _one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One real database for all examples; each has a workspace of its own in it."""
    folder: Path = tmp_path_factory.mktemp("any-order")
    with opened(folder) as store:
        AnyOrder.store = store
        yield


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=40, stateful_step_count=30)
