"""The rules that hold whatever happens, looked at from outside: in the database and in Slack."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.courier.claim import claim
from bot.courier.faults import Fault
from bot.courier.office import Parcel, Sent
from bot.domain.check_ins import Outcome
from bot.domain.letters import METHOD_OF, MOVES, LetterKind, LetterState, Method
from bot.domain.practices import Feeling
from bot.store import tables
from tests.courier.settling import settle_one
from tests.use_cases.desk import Desk

QUESTIONS = ("check_in", "look_in")
OPEN = ("planned", "held", "sent")
ANSWERS = {one.value for one in (*Feeling, *Outcome)}
TWO_HOURS, WEEK = timedelta(hours=2), timedelta(days=7)

# What may become of one send: what Slack does, and what the bot hears of it.
FATES = {
    "arrives": None,
    "arrives, unheard": Fault("no_answer:TimeoutError"),
    "is lost": Fault("no_answer:500"),
    "is not connected": Fault("not_connected"),
    "is too quick": Fault("ratelimited", 5),
    "is refused": Fault("channel_not_found"),
}

Row = Any


@dataclass
class Person:
    """What a worker did, as they would tell it themselves."""

    zone: str
    is_on: bool = False
    paused_until: datetime | None = None
    quiet: tuple[int, int] | None = None
    most_per_week: int = 5
    stayed: Counter[str] = field(default_factory=Counter)

    def is_asleep(self, now: datetime) -> bool:
        if self.quiet is None:
            return False
        hour, (start, end) = now.astimezone(ZoneInfo(self.zone)).hour, self.quiet
        return start <= hour < end if start <= end else hour >= start or hour < end


class Evening:
    """One workspace, its people, and what is on its way to them."""

    def __init__(self, desk: Desk, people: dict[str, Person]) -> None:
        self.desk = desk
        self.people = people
        self.on_its_way: list[Parcel] = []
        self.unheard: set[tuple[str, str]] = set()
        self._states: dict[str, LetterState] = {}

    @property
    def now(self) -> datetime:
        return self.desk.now

    def rows(self, *those: sa.Table) -> list[list[Row]]:
        """What stands in these tables, at one moment."""
        with self.desk.place.look() as uow:
            mine = [sa.select(one).where(one.c.workspace == uow.workspace) for one in those]
            return [list(uow.connection.execute(one).all()) for one in mine]

    def next_due(self) -> datetime | None:
        """When the next letter wants to leave, if one waits for that."""
        (letters,) = self.rows(tables.outbox)
        waiting = [one.due_at for one in letters if one.state == "due" and one.due_at > self.now]
        return min(waiting, default=None)

    # Letters leave and end

    def judges(self, parcel: Parcel) -> None:
        """Whether this may leave at this very moment, by the person's own account."""
        if parcel.kind not in QUESTIONS:
            return
        person = self.people[parcel.to]
        (check_ins,) = self.rows(tables.check_ins)
        (check_in,) = [one for one in check_ins if one.id == parcel.about]
        assert person.is_on, "sent after opting out"
        assert person.paused_until is None or person.paused_until <= self.now, "sent into a pause"
        assert check_in.state == "planned"
        assert check_in.due_at <= self.now <= check_in.due_at + TWO_HOURS, "sent too early or late"
        before = [one for one in self.desk.slack.arrivals if one.about == parcel.about]
        asked = sum(one.kind in QUESTIONS for one in before)
        assert asked <= person.stayed[str(parcel.about)], "asked twice about one shift"
        if parcel.kind == "look_in":
            assert not person.is_asleep(self.now), "looked in on a sleeper"
        else:
            sent = [
                one.sent_at
                for one in check_ins
                if (one.worker, one.kind) == (parcel.to, "check_in")
            ]
            lately = [at for at in sent if at is not None and at > self.now - WEEK]
            assert len(lately) < min(person.most_per_week, 5), "too many in seven days"

    def carries(self, parcel: Parcel, fate: str) -> LetterState | None:
        """Slack does its part, and the bot writes down what it heard of it."""
        if fate == "is refused" and METHOD_OF[LetterKind(parcel.kind)] is not Method.POST:
            fate = "is not connected"  # what is there can be edited and taken away
        sent = Sent(fault=FATES[fate])
        if fate.startswith("arrives"):
            there = self.desk.slack.carry(parcel, self.now)
            if fate == "arrives":
                sent = there
            elif there.channel and there.ts:
                self.unheard.add((there.channel, there.ts))
        state = settle_one(parcel, sent, self.desk.office)
        if state is None and sent.channel and sent.ts:
            self.unheard.add((sent.channel, sent.ts))
        return state

    def dies(self, *, did_arrive: bool) -> None:
        """The courier's process is killed; nobody ever says how its sends ended."""
        for parcel in self.on_its_way:
            if did_arrive:
                there = self.desk.slack.carry(parcel, self.now)
                self.unheard.add((there.channel or "", there.ts or ""))
        self.on_its_way.clear()

    # What holds at every moment

    def is_legal(self) -> None:
        check_ins, letters = self.rows(tables.check_ins, tables.outbox)
        self._one_of_each(check_ins)
        self._letters_fit(check_ins, letters)
        self._moves_are_in_the_table(letters)
        self._who_is_off_is_left_alone(check_ins, letters)

    def _one_of_each(self, check_ins: list[Row]) -> None:
        shifts = Counter(one.shift for one in check_ins if one.shift is not None)
        assert all(count == 1 for count in shifts.values()), "two check-ins for one shift"
        still_open = Counter((one.worker, one.kind) for one in check_ins if one.state in OPEN)
        assert all(count == 1 for count in still_open.values()), "two open check-ins"

    def _letters_fit(self, check_ins: list[Row], letters: list[Row]) -> None:
        """What is planned has its letter, what is not planned has none that waits."""
        for one in check_ins:
            mine = [
                letter.state
                for letter in letters
                if letter.about == one.id and letter.kind == one.kind
            ]
            assert mine.count("due") <= 1, "two letters wait about one check-in"
            if one.state == "planned":
                assert one.due_at is not None
                assert set(mine) & {"due", "sending", "uncertain", "abandoned"}, "lost silently"
            else:
                assert "due" not in mine or one.state in ("answered", "lapsed"), one.state
            if one.state == "sent":
                assert one.sent_at is not None
                assert one.channel

    def _moves_are_in_the_table(self, letters: list[Row]) -> None:
        for letter in letters:
            before, after = self._states.get(letter.id), LetterState(letter.state)
            assert before is None or after in _reachable(before), (before, after)
        self._states = {letter.id: LetterState(letter.state) for letter in letters}

    def _who_is_off_is_left_alone(self, check_ins: list[Row], letters: list[Row]) -> None:
        for name, person in self.people.items():
            if not person.is_on:
                assert not [o for o in check_ins if o.worker == name and o.state in OPEN]
                waiting = [o for o in letters if o.recipient == name and o.state == "due"]
                assert not [o for o in waiting if o.kind in QUESTIONS]

    def _no_answer_outside_the_vault(self) -> None:
        lengths = set()
        for row in chain(*self.rows(*tables.metadata.sorted_tables)):
            told = dict(row._mapping)
            if "check_in" in told:
                lengths.add(len(told.pop("sealed")))
            assert not ANSWERS & {value for value in told.values() if isinstance(value, str)}
        assert len(lengths) <= 1

    # What holds in the end

    def ends_well(self) -> None:
        """When everything has settled, nothing waits and no question keeps its buttons."""
        self._no_answer_outside_the_vault()
        for _ in range(3):
            self._all_is_delivered()
            self.desk.clock.move(hours=13)
            self.desk.wall.move(hours=13)
            self.desk.winds()
            self.is_legal()
        self._all_is_delivered()
        check_ins, letters = self.rows(tables.check_ins, tables.outbox)
        assert "sending" not in {letter.state for letter in letters}
        asking = {(one.channel, one.ts) for one in check_ins if one.state == "sent"}
        for place, shows in self.desk.slack.there.items():
            known = asking | self.unheard
            assert shows not in QUESTIONS or place in known, "a question kept its buttons"

    def _all_is_delivered(self) -> None:
        while parcels := self.claims():
            for parcel in parcels:
                self.carries(parcel, "arrives")

    def claims(self, most: int = 20) -> list[Parcel]:
        parcels = claim(self.desk.office, most)
        for parcel in parcels:
            self.judges(parcel)
        return parcels


def _reachable(state: LetterState) -> set[LetterState]:
    seen = {state}
    while True:
        more = {after for before, after in MOVES if before in seen} - seen
        if not more:
            return seen
        seen |= more
