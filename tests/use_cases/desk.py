"""A workplace on a real store, its clockwork wound by hand, and a Slack that only records."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.courier.claim import claim
from bot.courier.faults import Fault
from bot.courier.office import Office, Parcel, Sent
from bot.courier.tidying import tidy_doubts
from bot.domain.check_ins import CheckIn, CheckInKind
from bot.domain.letters import METHOD_OF, LetterKind, LetterState, Method
from bot.domain.people import Worker
from bot.domain.practices import Feeling
from bot.domain.shifts import Signal, SignalKind, Whom
from bot.store.unit_of_work import Store
from bot.use_cases import check_ins, membership, shifts, signals
from bot.use_cases.check_ins import Meeting
from bot.use_cases.workplace import Workplace
from bot.words import Library, load_library
from tests.courier.settling import settle_one
from tests.fakes import HandClock, LoadedDice
from tests.store.stores import WORKSPACE, opened
from tests.winding import winds

TWENTY = timedelta(minutes=20)


@cache
def library() -> Library:
    return load_library(None)


@dataclass(frozen=True)
class Arrival:
    """A message, an edit or a deletion that came to a person's direct messages."""

    kind: str
    to: str
    about: str | None
    at: datetime
    channel: str
    ts: str


@dataclass
class RecordingSlack:
    """In place of Slack: notes what arrives and what shows where; what is gone cannot be edited."""

    arrivals: list[Arrival] = field(default_factory=list)
    there: dict[tuple[str, str], str] = field(default_factory=dict)

    def carry(self, parcel: Parcel, now: datetime) -> Sent:
        channel, ts = parcel.channel or f"D-{parcel.to}", parcel.ts or ""
        method = METHOD_OF[LetterKind(parcel.kind)]
        if method is Method.POST:
            ts = f"{len(self.arrivals)}.0"
        elif (channel, ts) not in self.there:
            return Sent(fault=Fault("message_not_found"))
        self.arrivals.append(Arrival(parcel.kind, parcel.to, parcel.about, now, channel, ts))
        self.there[channel, ts] = parcel.kind
        if method is Method.DELETE:
            del self.there[channel, ts]
        return Sent(channel, ts)


class Desk:
    """Everything that a test of use cases needs, for one workspace."""

    def __init__(self, store: Store, workspace: str = WORKSPACE) -> None:
        self.clock, self.wall = HandClock(), HandClock()
        dice = LoadedDice()
        self.place = Workplace(workspace, store, self.clock, dice, library(), TWENTY)
        self.office = Office(workspace, store, library(), self.clock, self.wall, dice)
        self.slack = RecordingSlack()
        self._keys = 0

    @property
    def now(self) -> datetime:
        return self.clock.now()

    # People

    def joins(self, worker: str = "U1", **choices: Any) -> Worker:
        """Check-ins are turned on, with these choices made."""
        membership.turn_on(worker, self.key(), self.place)
        with self.place.begin() as uow:
            known = replace(self.worker(worker), **choices)
            uow.people.save(known)
        return known

    def worker(self, worker: str = "U1") -> Worker:
        with self.place.look() as uow:
            known = uow.people.get(worker)
        assert known is not None
        return known

    def key(self) -> str:
        """A key that nothing else has."""
        self._keys += 1
        return f"key-{self._keys}"

    # Time

    def passes(self, **by: float) -> None:
        """Time goes by on both clocks, all clockwork runs, and what is due is delivered."""
        self.clock.move(**by)
        self.wall.move(**by)
        self.winds()
        self.delivers()

    def winds(self) -> None:
        """What the ticks do."""
        winds(self.place)
        tidy_doubts(self.office)

    def delivers(self) -> list[LetterState | None]:
        """The courier's rounds until nothing more is due."""
        states = []
        while parcels := claim(self.office):
            states += [self.carries(parcel) for parcel in parcels]
        return states

    def carries(self, parcel: Parcel) -> LetterState | None:
        return settle_one(parcel, self.slack.carry(parcel, self.now), self.office)

    # Signals

    def hears(self, kind: SignalKind, worker: str = "U1", **more: Any) -> None:
        """A signal comes in and is taken in; `source`, `name`, `started_at`, `ended_at`, `at`."""
        told = Signal(**{"kind": kind, "source": "rota", "at": self.now, **more})
        signals.receive(told, Whom(slack_id=worker), self.key(), self.place)
        signals.take_in_received(self.place)

    def done(self, worker: str = "U1") -> shifts.Heard:
        """The worker says that the shift is over."""
        return signals.end_now(worker, "slash", self.key(), self.place)

    def sends_check_in(self, worker: str = "U1") -> CheckIn:
        """A shift ends, and twenty minutes later its check-in is there."""
        self.done(worker)
        self.passes(minutes=20)
        return self.last_check_in(worker)

    # Taps

    def taps(self, check_in: CheckIn, feeling: Feeling | None = None, **more: Any) -> Meeting:
        """A button on the message; without a feeling it is "Not now"."""
        meeting = self.meeting(check_in, feeling=feeling, **more)
        check_ins.meet_tap(meeting, self.place)
        return meeting

    def meeting(self, check_in: CheckIn, **more: Any) -> Meeting:
        facts = {
            "worker": check_in.worker,
            "check_in": check_in.id,
            "key": self.key(),
            "channel": check_in.channel,
            "ts": check_in.ts,
        }
        return Meeting(**{**facts, **more})

    # What is there now

    def check_in(self, check_in: str) -> CheckIn:
        with self.place.look() as uow:
            found = uow.check_ins.get(check_in)
        assert found is not None
        return found

    def check_ins(self, worker: str = "U1") -> list[CheckIn]:
        """Every check-in and look-in of this worker, in the order in which they were made."""
        with self.place.look() as uow:
            table = uow.check_ins._table
            ids = uow.connection.execute(
                table.select().where(table.c.workspace == uow.workspace, table.c.worker == worker)
            )
            found = sorted(row.id for row in ids)
        return [self.check_in(one) for one in found]

    def last_check_in(self, worker: str = "U1") -> CheckIn:
        return self.check_ins(worker)[-1]

    def open_one(
        self, worker: str = "U1", kind: CheckInKind = CheckInKind.SHIFT_END
    ) -> CheckIn | None:
        with self.place.look() as uow:
            return uow.check_ins.open_of(worker, kind)

    def letters(self) -> dict[str, int]:
        """How many letters are in each state."""
        with self.place.look() as uow:
            return uow.outbox.counts()

    def arrived(self, worker: str = "U1") -> list[str]:
        """The kinds of what came to this person, in order."""
        return [one.kind for one in self.slack.arrivals if one.to == worker]


@contextmanager
def desk_in(folder: Path) -> Iterator[Desk]:
    with opened(folder) as store:
        yield Desk(store)
