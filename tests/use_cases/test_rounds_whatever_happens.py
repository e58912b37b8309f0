"""Whatever coordinators and members do, in any order: nobody is twice in a round, and no rule is broken."""

from collections.abc import Callable
from random import Random

import pytest

from bot.domain.errors import CareError
from bot.domain.letters import LetterKind
from bot.domain.rounds import PairState, RoundSettings
from bot.domain.sheets import Sheet
from bot.store.sealed import Sealed
from bot.store.unit_of_work import Store, UnitOfWork
from bot.use_cases import drafts, membership, pairs, peers, rounds
from tests.store.stores import empty
from tests.use_cases.desk import Desk
from tests.use_cases.round_table import CHIDI, INTRODUCTION, PLAIN, RESTS, Circle

PEOPLE = tuple(f"U{n}" for n in range(1, 8))
ACTS = (
    "draft", "leave out", "take in", "swap", "lock", "publish", "undo", "discard", "publish", "night",
    "leaves", "list", "pauses", "erased", "joins",
)  # fmt: skip


class Play:
    """One story: each act by dice of its own; what a rule refuses changes nothing."""

    def __init__(self, store: Store) -> None:
        self.desk = Desk(empty(store))
        self.circle = Circle(self.desk)
        self.circle.joins(*PEOPLE, wants_trio=True)
        self.gone: set[str] = set()

    def goes_on(self, act: str, dice: Random) -> None:
        acts: dict[str, Callable[[Random], object]] = {
            "draft": self.draft, "leave out": self.leave_out, "take in": self.take_in,
            "swap": self.swap, "lock": self.lock, "publish": self.publish, "undo": self.undo,
            "discard": self.discard, "night": self.night, "leaves": self.leaves,
            "list": self.would_rather_not, "pauses": self.pauses, "erased": self.erased,
            "joins": self.joins,
        }  # fmt: skip
        self.seen()  # there is something to act on
        before = self.state()
        try:
            acts[act](dice)
        except CareError:
            assert self.state() == before, act
        self.looks_right()

    def state(self) -> tuple[object, ...]:
        with self.circle.place.look() as uow:
            draft, latest = uow.rounds.draft(), uow.rounds.latest()
            return draft, latest, uow.outbox.counts()

    def sheet(self) -> Sheet | None:
        return rounds.look(CHIDI, self.circle.place)

    def seen(self) -> Sheet:
        sheet = self.sheet()
        return self.circle.drafts() if sheet is None else sheet

    def draft(self, dice: Random) -> None:
        made = RoundSettings(different_team=False, trio=dice.random() < 0.5)
        sheet = self.sheet()
        self.circle.drafts(made, None if sheet is None else sheet.seen)

    def leave_out(self, dice: Random) -> None:
        self.circle.edits(drafts.plan_leaving_out, dice.choice(PEOPLE), seen=self.seen().seen)

    def take_in(self, dice: Random) -> None:
        self.circle.edits(drafts.plan_taking_in, dice.choice(PEOPLE), seen=self.seen().seen)

    def swap(self, dice: Random) -> None:
        self.circle.edits(drafts.plan_swap, *dice.sample(PEOPLE, 2), seen=self.seen().seen)

    def lock(self, dice: Random) -> None:
        sheet = self.seen()
        if sheet.pairs:
            pair = dice.choice(sheet.pairs).id
            rounds.lock(pair, sheet.seen, CHIDI, self.circle.place)

    def publish(self, _dice: Random) -> None:
        rounds.publish(self.seen().seen, CHIDI, self.circle.place)

    def undo(self, _dice: Random) -> None:
        rounds.undo(self.seen().seen, CHIDI, self.circle.place)
        with self.circle.place.look() as uow:
            kinds = [LetterKind.INTRODUCTION.value, LetterKind.ROUND_RESTS.value]
            table = uow.outbox._table
            due = table.select().where(table.c.state == "due", table.c.kind.in_(kinds))
            waiting = {row.about for row in uow.connection.execute(due)}
            draft = uow.rounds.draft()
            assert draft is not None
            assert not waiting & {draft.id, *(pair.id for pair in uow.pairs.of_round(draft.id))}

    def discard(self, _dice: Random) -> None:
        rounds.discard(self.seen().seen, CHIDI, self.circle.place)

    def night(self, dice: Random) -> None:
        self.desk.passes(hours=dice.choice((1, 5, 13, 24)))

    def leaves(self, dice: Random) -> None:
        self.circle.leaves(dice.choice(PEOPLE))

    def would_rather_not(self, dice: Random) -> None:
        who, other = dice.sample(PEOPLE, 2)
        if who not in self.gone:
            self.circle.would_rather_not(who, other)

    def pauses(self, dice: Random) -> None:
        who = dice.choice(PEOPLE)
        with self.circle.place.begin() as uow:
            known = uow.buddies.get(who)
            if known is not None:
                until = self.desk.now.replace(year=2027)
                uow.buddies.save(type(known)(**{**vars(known), "paused_until": until}))
                pairs.look_again(uow, who, self.circle.place)

    def erased(self, dice: Random) -> None:
        who = dice.choice(PEOPLE)
        self.gone.add(who)
        membership.erase(who, self.circle.place)

    def joins(self, dice: Random) -> None:
        who = dice.choice(PEOPLE)
        self.gone.discard(who)
        self.circle.joins(who, wants_trio=True)

    def looks_right(self) -> None:
        with self.circle.place.look() as uow:
            latest = uow.rounds.latest()
            for one in filter(None, (uow.rounds.draft(), latest)):
                everybody = [who for pair in uow.pairs.of_round(one.id) for who in pair.members]
                assert len(everybody) == len(set(everybody))
            self._nobody_hears_what_does_not_hold(uow)

    def _nobody_hears_what_does_not_hold(self, uow: UnitOfWork) -> None:
        """Every introduction that waits is of a pair in which each two may meet."""
        people = peers.gather(uow, self.circle.place)
        table = uow.outbox._table
        due = table.select().where(table.c.kind == INTRODUCTION, table.c.state == "due")
        lists = Sealed(uow).all_lists()
        for row in uow.connection.execute(due).all():
            pair = uow.pairs.get(row.about)
            assert pair is not None
            assert pair.state is PairState.HELD
            assert {row.recipient, *row.others.split()} == {*pair.members}
            assert pairs.holds(pair, PLAIN, people), pair
            assert all(not lists[who].not_with & {*pair.members} for who in pair.members)

    def ends(self) -> None:
        """Nobody heard twice of one round, or of a pair and of a rest at once."""
        told = [one for one in self.desk.slack.arrivals if one.kind in (INTRODUCTION, RESTS)]
        mornings = [(one.to, one.at.date()) for one in told]
        assert len(mornings) == len(set(mornings))


@pytest.mark.parametrize("seed", range(6))
def test_no_rule_is_broken_whatever_happens(one_store: Store, seed: int) -> None:
    dice = Random(seed)  # noqa: S311  nothing secret hangs on it
    play = Play(one_store)
    for act in dice.choices(ACTS, k=16):
        play.goes_on(act, dice)
    play.desk.passes(hours=26)
    play.looks_right()
    play.ends()
