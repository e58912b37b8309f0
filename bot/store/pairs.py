"""Pairs as rows: who is in each, who rests, and who has met whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa

from bot.domain.letters import LetterKind, LetterState
from bot.domain.pairing.peers import PastRound, Two
from bot.domain.pairing.proposals import Why
from bot.domain.rounds import Pair, PairState, Rest, RoundState
from bot.store import tables
from bot.store.columns import among
from bot.store.statements import BY_NOW, HERE

PAIRS, MEMBERS, RESTS, ROUNDS = tables.pairs, tables.pair_members, tables.rests, tables.rounds
# Whoever was not there by themselves, or by the coordinator, has not waited.
NOT_THERE = (Why.ABSENT, Why.LEFT_OUT)
UNANSWERED = sa.select(PAIRS.c.id).where(
    PAIRS.c.workspace == HERE, PAIRS.c.state == PairState.ASKED.value, PAIRS.c.ends_at <= BY_NOW
)


class Past(NamedTuple):
    """Rounds that were published, the oldest first; `waited` had no partner in one though they were there."""

    rounds: tuple[PastRound, ...]
    waited: Mapping[int, frozenset[str]]


class Pairs:
    """Those of one workspace."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace

    def get(self, pair: str) -> Pair | None:
        return self.several([pair]).get(pair)

    def several(self, pairs: Iterable[str]) -> dict[str, Pair]:
        return {one.id: one for one in self._those(among(PAIRS.c.id, pairs))}

    def of_round(self, round_id: str) -> list[Pair]:
        return self._those(PAIRS.c.round == round_id)

    def rests_of(self, round_id: str) -> list[Rest]:
        rows = self._connection.execute(
            sa.select(RESTS.c.worker, RESTS.c.reason)
            .where(self._of(RESTS), RESTS.c.round == round_id)
            .order_by(RESTS.c.worker)
        )
        return [Rest(row.worker, Why[row.reason.upper()]) for row in rows]

    def add(self, pairs: Sequence[Pair]) -> None:
        here = {"workspace": self._workspace}
        if not pairs:
            return
        self._connection.execute(sa.insert(PAIRS), [here | _to_columns(pair) for pair in pairs])
        self._connection.execute(
            sa.insert(MEMBERS),
            [here | {"pair": one.id, "worker": who} for one in pairs for who in one.members],
        )

    def rest(self, round_id: str, rests: Sequence[Rest]) -> None:
        here = {"workspace": self._workspace, "round": round_id}
        rows = [here | {"worker": one.worker, "reason": one.why.name.lower()} for one in rests]
        if rows:
            self._connection.execute(sa.insert(RESTS), rows)

    def empty(self, round_id: str) -> None:
        """Nobody is paired in it and nobody rests."""
        for table in (PAIRS, RESTS):
            self._connection.execute(
                sa.delete(table).where(self._of(table), table.c.round == round_id)
            )

    def remove(self, pair: str) -> None:
        self._connection.execute(sa.delete(PAIRS).where(self._of(PAIRS), PAIRS.c.id == pair))

    def join(self, pair: str, worker: str) -> None:
        """A third one; nobody is twice in a pair."""
        row = {"workspace": self._workspace, "pair": pair, "worker": worker}
        self._connection.execute(sa.insert(MEMBERS).values(row))

    def lock(self, pair: str, *, is_locked: bool) -> None:
        self._change(pair, is_locked=is_locked)

    def hold(self, pair: str, begins_at: datetime, ends_at: datetime) -> None:
        """From then until then."""
        self._change(pair, state=PairState.HELD.value, begins_at=begins_at, ends_at=ends_at)

    def release(self, round_id: str) -> None:
        """The pairs of a round are proposed ones again."""
        self._connection.execute(
            sa.update(PAIRS)
            .where(self._of(PAIRS), PAIRS.c.round == round_id)
            .values(state=PairState.PROPOSED.value, begins_at=None, ends_at=None)
        )

    def agree(self, pair: str, worker: str, now: datetime) -> bool:
        """One of the two says yes; True when with this everybody has."""
        mine = (self._of(MEMBERS), MEMBERS.c.pair == pair)
        self._connection.execute(
            sa.update(MEMBERS).where(*mine, MEMBERS.c.worker == worker).values(agreed_at=now)
        )
        rows = self._connection.execute(sa.select(MEMBERS.c.agreed_at).where(*mine)).scalars()
        return all(agreed is not None for agreed in rows)

    def upcoming(self, now: datetime, worker: str | None = None) -> list[Pair]:
        """Held, and not all of them have heard of it; of everybody, or of one worker.

        A letter may be late: of a long queue, or after hours without the app.
        """
        outbox = tables.outbox
        unread = sa.select(outbox.c.about).where(
            outbox.c.workspace == self._workspace,
            outbox.c.kind == LetterKind.INTRODUCTION.value,
            outbox.c.state == LetterState.DUE.value,
        )
        not_heard = sa.or_(PAIRS.c.begins_at > now, PAIRS.c.id.in_(unread))
        return self._those(PAIRS.c.state == PairState.HELD.value, not_heard, *self._with(worker))

    def held(self, worker: str, now: datetime) -> list[Pair]:
        """The pairs that this worker is in just now, the one that began last first."""
        found = self._those(
            PAIRS.c.state == PairState.HELD.value,
            PAIRS.c.begins_at <= now,
            PAIRS.c.ends_at > now,
            *self._with(worker),
        )
        return sorted(found, key=lambda pair: (pair.begins_at or now, pair.id), reverse=True)

    def heard_of(self, worker: str, now: datetime) -> list[Pair]:
        """Every pair of this worker that is still kept and of which they have heard by now."""
        held = (PAIRS.c.state == PairState.HELD.value, PAIRS.c.begins_at <= now)
        return self._those(*held, *self._with(worker))

    def alive(self, now: datetime) -> list[Pair]:
        """Every pair that is asked or held, whenever it begins."""
        states = [PairState.ASKED.value, PairState.HELD.value]
        return self._those(PAIRS.c.state.in_(states), PAIRS.c.ends_at > now)

    def unanswered(self, now: datetime) -> list[str]:
        """Pairs that were asked for long enough."""
        told = {"in_workspace": self._workspace, "by_now": now}
        return list(self._connection.execute(UNANSWERED, told).scalars())

    def past(self) -> Past:
        """Every published round that is still kept."""
        published = sa.and_(
            ROUNDS.c.workspace == self._workspace, ROUNDS.c.state == RoundState.PUBLISHED.value
        )
        meetings: dict[int, set[Two]] = defaultdict(set)
        for number, pair in self._numbered(published):
            meetings[number] |= pair.twos
        waited, absent = self._rested(published)
        numbers = sorted({*meetings, *waited, *absent})
        rounds = (
            PastRound(number, tuple(sorted(meetings[number])), frozenset(absent[number]))
            for number in numbers
        )
        return Past(tuple(rounds), {number: frozenset(waited[number]) for number in numbers})

    def _rested(
        self, published: sa.ColumnElement[bool]
    ) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
        rows = self._connection.execute(
            sa.select(ROUNDS.c.number, RESTS.c.worker, RESTS.c.reason)
            .select_from(RESTS.join(ROUNDS, _is_of(RESTS)))
            .where(published)
        )
        waited: dict[int, set[str]] = defaultdict(set)
        absent: dict[int, set[str]] = defaultdict(set)
        for row in rows:
            is_absent = Why[row.reason.upper()] in NOT_THERE
            (absent if is_absent else waited)[row.number].add(row.worker)
        return waited, absent

    def _numbered(self, published: sa.ColumnElement[bool]) -> list[tuple[int, Pair]]:
        numbers = sa.select(PAIRS.c.id, ROUNDS.c.number)
        rows = self._connection.execute(
            numbers.select_from(PAIRS.join(ROUNDS, _is_of(PAIRS))).where(published)
        )
        number_of = {row.id: row.number for row in rows}
        inside = sa.select(ROUNDS.c.id).where(published)
        return [(number_of[one.id], one) for one in self._those(PAIRS.c.round.in_(inside))]

    def _those(self, *which: sa.ColumnElement[bool]) -> list[Pair]:
        """In the order of their ids; one whose members are all gone is among them."""
        same = sa.and_(MEMBERS.c.workspace == PAIRS.c.workspace, MEMBERS.c.pair == PAIRS.c.id)
        rows = self._connection.execute(
            sa.select(PAIRS, MEMBERS.c.worker)
            .select_from(PAIRS.outerjoin(MEMBERS, same))
            .where(self._of(PAIRS), *which)
            .order_by(PAIRS.c.id, MEMBERS.c.worker)
        )
        return [_to_pair(list(group)) for _, group in groupby(rows, key=lambda row: row.id)]

    def _with(self, worker: str | None) -> list[sa.ColumnElement[bool]]:
        if worker is None:
            return []
        theirs = sa.select(MEMBERS.c.pair).where(self._of(MEMBERS), MEMBERS.c.worker == worker)
        return [PAIRS.c.id.in_(theirs)]

    def _change(self, pair: str, **values: Any) -> None:  # noqa: ANN401  columns of the table
        one = (self._of(PAIRS), PAIRS.c.id == pair)
        self._connection.execute(sa.update(PAIRS).where(*one).values(**values))

    def _of(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.workspace == self._workspace


def _is_of(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(ROUNDS.c.workspace == table.c.workspace, ROUNDS.c.id == table.c.round)


def _to_pair(rows: Sequence[Any]) -> Pair:
    first = rows[0]
    return Pair(
        id=first.id,
        members=tuple(row.worker for row in rows if row.worker is not None),
        why=first.why,
        state=PairState(first.state),
        round=first.round,
        is_locked=first.is_locked,
        begins_at=first.begins_at,
        ends_at=first.ends_at,
    )


def _to_columns(pair: Pair) -> dict[str, Any]:
    return {
        "id": pair.id,
        "round": pair.round,
        "state": pair.state.value,
        "why": pair.why,
        "is_locked": pair.is_locked,
        "begins_at": pair.begins_at,
        "ends_at": pair.ends_at,
    }
