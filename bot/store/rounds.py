"""Rounds as rows: one draft at most, each edit counted, and a turn that only one process takes."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.pairing.terms import Aim, Weights
from bot.domain.rounds import Again, Findings, Round, RoundSettings, RoundState
from bot.store import tables
from bot.store.columns import by_name, insert
from bot.store.statements import BY_NOW, HERE

TABLE = tables.rounds
IN_TURN = (
    sa.select(TABLE)
    .where(TABLE.c.workspace == HERE, TABLE.c.next_at <= BY_NOW)
    .order_by(TABLE.c.number)
)
UNDER_WAY = (
    sa.select(TABLE)
    .where(
        TABLE.c.workspace == HERE,
        TABLE.c.state == RoundState.PUBLISHED.value,
        TABLE.c.begins_at > BY_NOW,
    )
    .order_by(TABLE.c.number)
)
NOBODY = ""  # a round of somebody who has been erased; whoever coordinates makes the next one
SAME_NAME = (
    "id", "number", "version", "made_by", "made_at", "published_at", "begins_at", "next_at", "told",
)  # fmt: skip


class Rounds:
    """Those of one workspace."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._mine = TABLE.c.workspace == workspace

    def get(self, round_id: str) -> Round | None:
        return next(iter(self._those(TABLE.c.id == round_id)), None)

    def several(self, rounds: Sequence[str]) -> dict[str, Round]:
        return {one.id: one for one in self._those(TABLE.c.id.in_(rounds))} if rounds else {}

    def draft(self) -> Round | None:
        return next(iter(self._those(TABLE.c.state == RoundState.DRAFT.value)), None)

    def latest(self) -> Round | None:
        """The one that was published last."""
        published = self._those(TABLE.c.state == RoundState.PUBLISHED.value)
        return published[-1] if published else None

    def next_number(self) -> int:
        highest = sa.select(sa.func.max(TABLE.c.number)).where(self._mine)
        return (self._connection.execute(highest).scalar() or 0) + 1

    def add(self, made: Round) -> bool:
        """False when somebody else's draft was there first."""
        done = self._connection.execute(
            insert(self._connection, TABLE)
            .values(workspace=self._workspace, **_to_columns(made))
            .on_conflict_do_nothing()
            .returning(TABLE.c.id)
        )
        return done.first() is not None

    def change(self, changed: Round, version: int) -> bool:
        """False when it is not of that version any more: then nothing is written."""
        done = self._connection.execute(
            sa.update(TABLE)
            .where(self._mine, TABLE.c.id == changed.id, TABLE.c.version == version)
            .values(**_to_columns(replace(changed, version=version + 1)))
        )
        return done.rowcount == 1

    def discard(self, round_id: str, version: int) -> bool:
        """A draft only, of that version, with its pairs; False when it is another by now."""
        done = self._connection.execute(
            sa.delete(TABLE).where(
                self._mine,
                TABLE.c.id == round_id,
                TABLE.c.version == version,
                TABLE.c.state == RoundState.DRAFT.value,
            )
        )
        return done.rowcount == 1

    def in_turn(self, now: datetime) -> list[Round]:
        """Those that another round is to follow now."""
        return self._by(IN_TURN, now)

    def take_turn(self, one: Round, next_at: datetime | None = None) -> bool:
        """Whoever is first makes the next round; everybody else gets False."""
        done = self._connection.execute(
            sa.update(TABLE)
            .where(self._mine, TABLE.c.id == one.id, TABLE.c.next_at == one.next_at)
            .values(next_at=next_at)
        )
        return done.rowcount == 1

    def under_way(self, since: datetime) -> list[Round]:
        """Published, and first heard of after that moment."""
        return self._by(UNDER_WAY, since)

    def note_told(self, round_id: str, told: int) -> None:
        """How many pairs the coordinator was told of; no edit, so the version stays."""
        one = (self._mine, TABLE.c.id == round_id)
        self._connection.execute(sa.update(TABLE).where(*one).values(told=told))

    def forget(self, person: str) -> None:
        """The rounds stay, and nothing tells any more who made them."""
        made = (self._mine, TABLE.c.made_by == person)
        self._connection.execute(sa.update(TABLE).where(*made).values(made_by=NOBODY))

    def _by(self, statement: sa.Select[Any], moment: datetime) -> list[Round]:
        told = {"in_workspace": self._workspace, "by_now": moment}
        return [_to_round(row) for row in self._connection.execute(statement, told)]

    def _those(self, *which: sa.ColumnElement[bool]) -> list[Round]:
        rows = self._connection.execute(
            sa.select(TABLE).where(self._mine, *which).order_by(TABLE.c.number)
        )
        return [_to_round(row) for row in rows]


def _to_round(row: Any) -> Round:  # noqa: ANN401  a row has the columns of the table
    told = by_name(TABLE, row)
    settings, findings = told["settings"], told["findings"]
    return Round(
        **{name: told[name] for name in SAME_NAME},
        state=RoundState(told["state"]),
        settings=_to_settings(settings),
        findings=None if findings is None else Findings(**findings),
    )


def _to_settings(told: dict[str, Any]) -> RoundSettings:
    return RoundSettings(
        **{
            **told,
            "aim": Aim(told["aim"]),
            "again": Again(told["again"]),
            "weights": Weights(**told["weights"]),
        }
    )


def _to_columns(made: Round) -> dict[str, Any]:
    findings = made.findings
    return {
        **{name: getattr(made, name) for name in SAME_NAME},
        "state": made.state.value,
        "settings": asdict(made.settings),
        "findings": None if findings is None else {**asdict(findings), "costs": {**findings.costs}},
    }
